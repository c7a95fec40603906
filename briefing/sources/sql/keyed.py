"""The rows of a database in; in a steady order and each known by its key, with a hash of them all, out."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from briefing.model.records import Origin
from briefing.sources.tables import Flaw, Grid, Raw
from briefing.sources.text import shown

if TYPE_CHECKING:
    import pyarrow

# The columns that tell the rows of a table apart.
KEYS: Mapping[str, tuple[str, ...]] = {
    "indicators": ("id",),
    "observations": ("indicator", "entity", "period"),
    "projects": ("id",),
    "milestones": ("project", "name"),
    "highlights": ("theme", "text"),
}


@dataclass(frozen=True, slots=True)
class Keyed(Grid):
    """A grid of a database: `file` is the database, `sheet` the table or query, and a row's place is its key.

    `keys` are the positions of the columns that make the key. A heading's place is its name.
    """

    keys: tuple[int, ...] = ()

    def origin(self, number: int, position: int | None = None, published: str = "") -> Origin:
        if number:
            return Origin(self.file, self.sheet, self._key(number), published)
        if position is None or self.lines is None:
            return Origin(f"{self.file}:{self.sheet}")
        return Origin(self.file, self.sheet, _written(self.lines[0][1][position]))

    def _key(self, number: int) -> str:
        cells = self.lines[number][1] if self.lines else ()
        words = (_written(cells[position]) for position in self.keys)
        return " ".join(shown(word) for word in words if word) or f"第{number}行"


def _written(raw: Raw) -> str:
    match raw:
        case Flaw():
            return ""
        case date():
            return raw.isoformat()
        case Decimal():
            return format(raw, "f")
    return raw


def ordered(table: pyarrow.Table, keys: Sequence[int]) -> pyarrow.Table:
    """Return the rows in the order of their keys, as texts: whatever order the database had, and whatever language."""
    import pyarrow
    from pyarrow import compute

    if not keys or len(table) < 2:
        return table
    try:
        texts = pyarrow.table({str(key): table.column(key).cast(pyarrow.string()) for key in keys})
    except pyarrow.ArrowException:
        return table  # a type that is none for a cell: whoever settles the columns says so
    by = [(str(key), "ascending") for key in keys]
    return table.take(compute.sort_indices(texts, sort_keys=by))


def digest(names: Sequence[str], columns: Sequence[Any]) -> bytes:
    """Return the SHA-256 of rows as text, so that it depends on nothing but what they say."""
    import pyarrow
    from pyarrow import csv

    made = hashlib.sha256()
    arrays = [
        column if isinstance(column, pyarrow.ChunkedArray) else [str(cell) for cell in column] for column in columns
    ]
    table = pyarrow.table(arrays, names=[str(position) for position in range(len(names))])
    made.update("\x1f".join(names).encode())
    for batch in table.to_batches(max_chunksize=65_536):
        sink = io.BytesIO()
        csv.write_csv(batch, sink, csv.WriteOptions(include_header=False))
        made.update(sink.getvalue())
    return made.digest()
