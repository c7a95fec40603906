"""Vega-Lite spec in, flat layers with their own rows and whole encodings out. Knows the grammar, not PowerPoint."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from briefing.charts.native.model import NotNative

Row = Mapping[str, Any]

_COMPOSED = ("hconcat", "vconcat", "concat", "facet", "repeat")
_FACETS = ("facet", "row", "column")
_COMPUTED = ("aggregate", "bin", "timeUnit", "impute")


@dataclass(frozen=True, slots=True)
class Layer:
    """One mark with what it inherited: `mark` its type, `look` its properties, `rows` what its filters let through."""

    mark: str
    look: Mapping[str, Any]
    encoding: Mapping[str, Mapping[str, Any]]
    rows: tuple[Row, ...]

    def channel(self, name: str) -> Mapping[str, Any]:
        return self.encoding.get(name) or {}

    def field(self, name: str) -> str:
        """Return the field that a channel shows, or an empty string."""
        return str(self.channel(name).get("field") or "")

    def is_discrete(self, name: str) -> bool:
        return self.channel(name).get("type") in ("nominal", "ordinal")

    def is_quantitative(self, name: str) -> bool:
        channel = self.channel(name)
        return channel.get("type") == "quantitative" or "datum" in channel

    def get(self, name: str, row: Row) -> Any:
        """Return what a channel shows for a row: the first condition that holds, else its field, datum or value."""
        channel = self.channel(name)
        for condition in _listed(channel.get("condition")):
            if holds(condition.get("test"), row):
                return _shown(condition, row)
        return _shown(channel, row)


def layers(spec: Mapping[str, Any]) -> tuple[Layer, ...]:
    """Return the layers of a single-view spec from back to front; NotNative for what has no flat rows."""
    return tuple(_flatten(spec, {}, (), spec.get("datasets") or {}))


def holds(test: Any, row: Row) -> bool:
    """Return whether a predicate holds for a row; NotNative for expressions, which only Vega can evaluate."""
    if not isinstance(test, Mapping):
        raise NotNative("条件是用 Vega 表达式写的")
    if "not" in test:
        return not holds(test["not"], row)
    if "and" in test:
        return all(holds(each, row) for each in test["and"])
    if "or" in test:
        return any(holds(each, row) for each in test["or"])
    value = row.get(str(test.get("field")))
    for name, compare in _COMPARISONS.items():
        if name in test:
            return compare(value, test[name])
    raise NotNative("条件里有不认识的比较")


_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "equal": lambda value, other: bool(value == other),
    "oneOf": lambda value, other: value in other,
    "lt": lambda value, other: value is not None and bool(value < other),
    "lte": lambda value, other: value is not None and bool(value <= other),
    "gt": lambda value, other: value is not None and bool(value > other),
    "gte": lambda value, other: value is not None and bool(value >= other),
    "range": lambda value, other: value is not None and bool(other[0] <= value <= other[1]),
    "valid": lambda value, other: (value is not None) is bool(other),
}


def _flatten(
    spec: Mapping[str, Any], encoding: Mapping[str, Any], rows: tuple[Row, ...], datasets: Mapping[str, Any]
) -> Iterator[Layer]:
    if any(name in spec for name in _COMPOSED):
        raise NotNative("由几个视图拼成")
    own = {**encoding, **(spec.get("encoding") or {})}
    own_rows = _filtered(_rows(spec.get("data"), rows, datasets), spec.get("transform") or ())
    if "layer" in spec:
        for layer in spec["layer"]:
            yield from _flatten(layer, own, own_rows, datasets)
        return
    _check(own)
    mark = spec.get("mark")
    look = mark if isinstance(mark, Mapping) else {"type": mark}
    yield Layer(str(look.get("type")), look, own, own_rows)


def _rows(data: Any, inherited: tuple[Row, ...], datasets: Mapping[str, Any]) -> tuple[Row, ...]:
    if data is None:
        return inherited
    values = data.get("values", datasets.get(data.get("name", "")))
    if not isinstance(values, Sequence) or isinstance(values, str):
        raise NotNative("数据不在图表里")
    return tuple(row if isinstance(row, Mapping) else {"data": row} for row in values)


def _filtered(rows: tuple[Row, ...], transforms: Sequence[Mapping[str, Any]]) -> tuple[Row, ...]:
    for transform in transforms:
        if set(transform) != {"filter"}:
            raise NotNative(f"数据要先换算（{next(iter(transform), '')}）")
        rows = tuple(row for row in rows if holds(transform["filter"], row))
    return rows


def _check(encoding: Mapping[str, Any]) -> None:
    if any(name in encoding for name in _FACETS):
        raise NotNative("分成了几幅小图")
    for channel in encoding.values():
        if isinstance(channel, Mapping) and any(channel.get(name) for name in _COMPUTED):
            raise NotNative("数据要先汇总")


def _listed(condition: Any) -> Sequence[Mapping[str, Any]]:
    if condition is None:
        return ()
    return condition if isinstance(condition, list) else (condition,)


def _shown(channel: Mapping[str, Any], row: Row) -> Any:
    if "field" in channel:
        return row.get(str(channel["field"]))
    return channel.get("value", channel.get("datum"))
