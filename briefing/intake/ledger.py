"""The ledger of forms, `forms.csv` of a data set: which went out for a round and which files were taken in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from briefing.intake.logs import appended, harmless, read

NAME = "forms.csv"
HEADS = ("时间", "事项", "期间", "部门", "文件", "指纹", "截止")
Act = Literal["发出", "收到"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A form that was issued (发出) or taken in (收到); `digest` is the SHA-256 of its file."""

    when: datetime | None
    act: Act
    period: str
    department: str
    file: str
    digest: str
    due: str = ""


def path_of(folder: Path) -> Path:
    return folder / NAME


def entries(folder: Path) -> tuple[Entry, ...]:
    """Return the ledger of a data set, oldest first."""
    return tuple(_entry(row) for row in read(path_of(folder), HEADS))


def _entry(row: dict[str, str]) -> Entry:
    act: Act = "收到" if row["事项"] == "收到" else "发出"
    return Entry(_moment(row["时间"]), act, row["期间"], row["部门"].removeprefix("'"), row["文件"], row["指纹"], row["截止"])


def _moment(written: str) -> datetime | None:
    """Return when it was; None where nobody can tell, since somebody edited the list."""
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        return None


def with_entries(path: Path, fresh: Iterable[Entry]) -> bytes:
    """Return the ledger's bytes with more entries."""
    return appended(path, HEADS, (_row(entry) for entry in fresh))


def _row(entry: Entry) -> dict[str, str]:
    when = entry.when.isoformat(timespec="seconds") if entry.when else ""
    cells = (when, entry.act, entry.period, harmless(entry.department), harmless(entry.file), entry.digest, entry.due)
    return dict(zip(HEADS, cells, strict=True))


def issued(ledger: Sequence[Entry]) -> tuple[Entry, ...]:
    return tuple(entry for entry in ledger if entry.act == "发出")


def received(ledger: Sequence[Entry]) -> tuple[Entry, ...]:
    return tuple(entry for entry in ledger if entry.act == "收到")
