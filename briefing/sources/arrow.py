"""Arrow columns in; columns that a `Block` may hold out: texts, whole numbers, decimals, floats, days, nulls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING, Any

from briefing.model.records import Origin
from briefing.sources.block import BIG, Block
from briefing.sources.fields import Unreadable
from briefing.sources.tables import Flaw, Grid, Line, Raw

if TYPE_CHECKING:
    import pyarrow

_INFINITE = Flaw("不是有限的数。", "没有数据请留空（NULL）。")
_MOST_TEXT = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Headless(Grid):
    """A grid whose headings are no row of it: rows count from 1, and what is wrong with a heading is at the file."""

    def origin(self, number: int, position: int | None = None, published: str = "") -> Origin:
        cell = str(number) if number else ""
        return Origin(self.file, self.sheet, cell, published)


def lines(names: Sequence[str], columns: Sequence[Any], rows: int) -> Sequence[Line]:
    """Return columns below their headings: a `Block` where there are many rows, lines where there are few."""
    block = Block((0, list(names)), tuple(columns), range(1, rows + 1))
    return block if rows >= BIG else list(block)


def nothing(rows: int) -> pyarrow.ChunkedArray:
    """Return an empty column: it stands for one that nobody reads."""
    import pyarrow

    return pyarrow.chunked_array([pyarrow.nulls(rows)])


def settled(column: pyarrow.ChunkedArray) -> Sequence[Raw] | pyarrow.ChunkedArray:
    """Return a column in a type that a `Block` holds; raise Unreadable where its type is none for a cell.

    A float of 32 bits is the shortest number that stands for it, a decimal loses the zeros that its scale adds, a
    time stamp is the day at its own time zone, and what is not finite becomes a flaw.
    """
    import pyarrow
    from pyarrow import types

    kind = column.type
    if types.is_dictionary(kind):
        return settled(_decoded(column))
    if types.is_string(kind) or types.is_null(kind) or types.is_date32(kind):
        return column
    if types.is_large_string(kind) or types.is_string_view(kind):
        return column.cast(pyarrow.string())
    if types.is_boolean(kind):
        return _texts(column, lambda value: str(value).upper())
    if types.is_integer(kind):
        return _texts(column, str) if kind == pyarrow.uint64() else column.cast(pyarrow.int64())
    if types.is_floating(kind):
        return _floats(column)
    if types.is_decimal(kind):
        return trimmed(column) if kind.scale > 0 else _texts(column, lambda value: format(value, "f"))
    if types.is_timestamp(kind) or types.is_date(kind):
        return _days(column)
    raise Unreadable(f"类型 {kind} 不能当一格来读。", "请换成文字、数字或日期再导出。")


def _decoded(column: pyarrow.ChunkedArray) -> pyarrow.ChunkedArray:
    """Return a column without its dictionary, unless that would unfold into more than memory holds."""
    from pyarrow import compute, types

    if types.is_string(column.type.value_type):
        sizes = (compute.sum(compute.binary_length(c.dictionary).take(c.indices)).as_py() or 0 for c in column.chunks)
        if sum(sizes) > _MOST_TEXT:
            raise Unreadable("文字太多，展开后超过 1 GB。", "请删去不用的内容。")
    return column.cast(column.type.value_type)


def _texts(column: pyarrow.ChunkedArray, write: Any) -> pyarrow.ChunkedArray:
    import pyarrow

    return pyarrow.chunked_array([[None if v is None else write(v) for v in column.to_pylist()]], type=pyarrow.string())


def _floats(column: pyarrow.ChunkedArray) -> Sequence[Raw] | pyarrow.ChunkedArray:
    import pyarrow
    from pyarrow import compute

    if column.type == pyarrow.float64() and compute.all(compute.is_finite(column)).as_py() is not False:
        return column
    # `str` of a narrow number is the shortest that stands for it: 0.1, not 0.10000000149011612.
    narrow = column.type.to_pandas_dtype()
    return ["" if value is None else _number(float(str(narrow(value)))) for value in column.to_pylist()]


def _number(value: float) -> Raw:
    return Decimal(f"{value:.15g}") if isfinite(value) else _INFINITE


def trimmed(column: pyarrow.ChunkedArray) -> pyarrow.ChunkedArray:
    """Return decimals as texts without the zeros that only the column's scale adds: 681.400 is 681.4."""
    import pyarrow
    from pyarrow import compute

    texts = column.cast(pyarrow.string())
    if compute.any(compute.match_substring(texts, "E")).as_py():
        texts = _texts(column, lambda value: format(Decimal(value), "f"))
    short = compute.utf8_rtrim(compute.utf8_rtrim(texts, "0"), ".")
    return compute.if_else(compute.match_substring(texts, "."), short, texts)


def _days(column: pyarrow.ChunkedArray) -> pyarrow.ChunkedArray:
    import pyarrow
    from pyarrow import compute, types

    if types.is_timestamp(column.type) and column.type.tz:
        column = compute.local_timestamp(column)
    if types.is_timestamp(column.type):
        column = compute.floor_temporal(column, unit="day")
    return column.cast(pyarrow.date32(), safe=False)
