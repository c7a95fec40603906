"""Changes of several forms in; those of status told apart by the value that each form gives beside it, out.

What a form says of the nature of its value says nothing of another form's: who chooses a value chooses its status.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.intake.answers import Value
    from briefing.intake.compare import Change


def apart(cells: Mapping[tuple[object, ...], list[Change]]) -> Iterator[list[Change]]:
    """Yield the changes of each cell; those of a status whose values conflict, value by value."""
    for (table, key, field), same in cells.items():
        values = {change.new for change in cells.get((table, key, "value"), ())}
        if field != "status" or len(values) < 2 or any(change.beside is None for change in same):
            yield same
            continue
        for value in dict.fromkeys(change.beside for change in same):
            yield [change for change in same if change.beside == value]


def with_their_values(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Leave out the status of values that were not chosen; while nobody chose, all stay."""
    listed = tuple(changes)
    values: dict[tuple[str, ...], set[Value]] = {}
    for change in listed:
        if change.field == "value":
            values.setdefault(change.key, set()).add(change.new)
    return tuple(change for change in listed if not _is_anothers(change, values.get(change.key, set())))


def _is_anothers(change: Change, values: set[Value]) -> bool:
    return change.field == "status" and change.beside is not None and len(values) == 1 and change.beside not in values


def value_of(figures: Sequence[Change]) -> Value | None:
    """Return the value that a form gives in a row, None where it changes none."""
    return next((change.new for change in figures if change.field == "value"), None)
