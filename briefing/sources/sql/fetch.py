"""A connection and a statement in, an Arrow table of the rows out; large results part by part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from briefing.sources.arrow import trimmed
from briefing.sources.fields import Unreadable

if TYPE_CHECKING:
    import pyarrow
    from sqlalchemy import Connection

PART = 20_000
# Without parameters a `%` or a `:` in a statement is nothing but itself.
PLAIN = {"no_parameters": True}
_OPTIONS = {"stream_results": True, "max_row_buffer": PART, **PLAIN}


def by_arrow(connection: Connection, statement: str) -> pyarrow.Table:
    """Return the rows as the driver hands them over by columns."""
    driver: Any = connection.connection.driver_connection
    return driver.sql(statement).to_arrow_table()


def by_rows(connection: Connection, statement: str) -> pyarrow.Table:
    """Return the rows of any driver, from the server's cursor where it has one."""
    import pyarrow

    with connection.exec_driver_sql(statement, execution_options=_OPTIONS) as result:
        names = list(result.keys())
        # The scale that a column declares adds zeros to its numbers; None or 0 where it declares none.
        scales = [bool(column[5]) for column in result.cursor.description]
        parts: list[list[Any]] = [[] for _ in names]
        for rows in result.partitions(PART):
            for arrays, values, has_scale, name in zip(parts, zip(*rows, strict=True), scales, names, strict=True):
                arrays.append(_array(name, values, has_scale))
    return pyarrow.table([_joined(arrays) for arrays in parts], names=names)


def _array(name: str, values: Sequence[Any], has_scale: bool) -> Any:
    import pyarrow

    kinds = set(map(type, values)) - {type(None)}
    if kinds == {float}:
        return pyarrow.array(values, pyarrow.float64())
    if kinds == {date}:
        return pyarrow.array(values, pyarrow.date32())
    if kinds == {datetime}:
        return pyarrow.array([value and value.date() for value in values], pyarrow.date32())
    if kinds == {int} and all(value is None or -(2**63) <= value < 2**63 for value in values):
        return pyarrow.array(values, pyarrow.int64())
    if not kinds:
        return pyarrow.nulls(len(values))
    texts = pyarrow.array(values if kinds == {str} else _written(name, values), pyarrow.string())
    return trimmed(texts) if has_scale and kinds <= {str, Decimal} else texts


def _written(name: str, values: Iterable[Any]) -> list[str | None]:
    """Return values of several types as one column of texts."""
    found = []
    for value in values:
        match value:
            case None | str():
                found.append(value)
            case bool():
                found.append(str(value).upper())
            case float():
                found.append(format(Decimal(f"{value:.15g}"), "f"))
            case Decimal():
                found.append(format(value, "f"))
            case int():
                found.append(str(value))
            case datetime():
                found.append(value.date().isoformat())
            case date():
                found.append(value.isoformat())
            case _:
                raise Unreadable(f"列“{name}”里的值是 {type(value).__name__} 类型，不能当一格来读。", _CAST)
    return found


_CAST = "请在查询里换成文字、数字或日期，如 cast(… as text)，或不选这一列。"


def _joined(arrays: Sequence[Any]) -> Any:
    """Return the parts of a column as one; where their types differ, as texts."""
    import pyarrow

    kinds = {array.type for array in arrays} - {pyarrow.null()}
    if len(kinds) > 1:
        texts = [_written("", array.to_pylist()) for array in arrays]
        return pyarrow.chunked_array(texts, type=pyarrow.string())
    kind = next(iter(kinds), pyarrow.null())
    return pyarrow.chunked_array([array.cast(kind) for array in arrays], type=kind)
