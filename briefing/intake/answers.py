"""What is typed in a returned form, cell by cell: raw cells in, typed values with their places out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from briefing.intake.model import Row, SheetKind
from briefing.model.records import Origin
from briefing.sources import choices, fields
from briefing.sources.tables import Raw

Value = Decimal | int | str
_MOST_RANK = 10**9
_RANKS = ("位", "名")


@dataclass(frozen=True, slots=True)
class Answer:
    """One row as it came back: `values` by column, only those that were filled in, and where each cell stands."""

    sheet: SheetKind
    row: Row
    values: Mapping[str, Value]
    origins: Mapping[str, Origin]

    @property
    def note(self) -> str:
        return str(self.values.get("note", ""))


def typed(kind: SheetKind, row: Row, column: str, raw: Raw) -> Value | None:
    """Return what a cell to fill in holds, None where it is empty. Raises Unreadable as the readers of data do."""
    match kind, column:
        case _, "note":
            return fields.text(raw) or None
        case "indicators", "value" if row.kind == "rank":
            rank = fields.whole(raw, 1, _MOST_RANK, (*_RANKS, row.issued("unit")))
            return None if rank is None else Decimal(rank)
        case "indicators", "value":
            return fields.number(raw, row.issued("unit"))
        case "indicators", "growth":
            return fields.number(raw, "%")
        case "indicators", "rank":
            return fields.whole(raw, 1, _MOST_RANK, _RANKS)
        case "indicators", "status":
            return fields.choice(raw, choices.STATUSES)
        case "projects", "progress":
            return fields.number(raw, "%")
        case "projects", "status":
            return fields.choice(raw, choices.PROJECT_STATUSES)
    return fields.day(raw) or None


def as_issued(kind: SheetKind, row: Row, column: str) -> Value | None:
    """Return what a cell to fill in held when it went out: of a form that is issued again, what the data have."""
    return typed(kind, row, column, row.issued(column))


def as_kept(number: Decimal) -> Decimal:
    """Return a number as a workbook keeps it: to 15 digits."""
    return Decimal(f"{float(number):.15g}")


def is_same(one: Value | None, other: Value | None) -> bool:
    """Return whether two values are the same for a workbook: the data may have more digits of a number."""
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return one == other or as_kept(one) == as_kept(other)
    return one == other
