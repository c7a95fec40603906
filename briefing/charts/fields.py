"""Vega-Lite spec with its rows in; the fields that it draws and no row has, and axes of too many names, out.

Vega draws a missing field as `undefined`, or nothing at all. Where a transform makes fields of unknown names, nothing
is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from briefing.charts.bounds import reduces
from briefing.errors import BriefingError, Problem, suggest

MOST_NAMES = 2000
"""Names that one axis may have: each has a quarter of a point of a page's width."""
_INNER = ("layer", "concat", "hconcat", "vconcat")
_KEEPING = (
    "filter", "sample", "impute", "calculate", "timeUnit", "bin", "stack", "aggregate", "joinaggregate", "window",
    "flatten", "fold", "lookup",
)  # fmt: skip
"""Transforms that keep the fields of their rows and say which they add."""
_SILENT = ("filter", "sample", "impute", "flatten")
_DEFAULTS = {"fold": ("key", "value")}
_AXES = ("x", "y", "row", "column", "facet")


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows that a view draws, and the names that they and its transforms give; None where names are unknown."""

    rows: Sequence[Mapping[str, Any]]
    names: frozenset[str] | None


_UNKNOWN = _Rows((), None)


def unknown_fields(spec: Mapping[str, Any], where: str) -> tuple[Problem, ...]:
    """Return a problem for each field that an encoding names and no row has."""
    found: dict[str, Problem] = {}
    for place, name, names in _missing(spec, _UNKNOWN, spec.get("datasets"), ""):
        hint = suggest(name, sorted(names)) or "请检查字段名（区分大小写）。"
        found.setdefault(name, Problem(f"{where}#{place}", f"数据里没有“{name[:60]}”这个字段。", hint))
    return tuple(found.values())


def check_names(spec: Mapping[str, Any]) -> None:
    """Raise a BriefingError for an axis of more names than anybody can read, where nothing makes them fewer."""
    if reduces(spec):
        return
    for channel, name, rows in _named_axes(spec, _UNKNOWN, spec.get("datasets")):
        count = len({str(row.get(name)) for row in rows}) if len(rows) > MOST_NAMES else 0
        if count > MOST_NAMES:
            hint = "请先筛选或汇总，只留下要看的项。"
            raise BriefingError(f"“{name}”有{count}个不同的值，一根轴（{channel}）写不下。", hint=hint)


def _named_axes(
    part: Mapping[str, Any], above: _Rows, datasets: Any
) -> Iterator[tuple[str, str, Sequence[Mapping[str, Any]]]]:
    mine = _rows(part, above, datasets)
    encoding = part.get("encoding")
    for channel, written in encoding.items() if isinstance(encoding, Mapping) else ():
        name = written.get("field") if isinstance(written, Mapping) and channel in _AXES else None
        if isinstance(name, str) and written.get("type", "nominal") in ("nominal", "ordinal"):
            yield channel, name, mine.rows
    for _, inner in _inner(part):
        yield from _named_axes(inner, mine, datasets)


def _missing(
    part: Mapping[str, Any], above: _Rows, datasets: Any, place: str
) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Yield place, name and the known names of each field that is missing where it is drawn."""
    mine = _rows(part, above, datasets)
    # An encoding is shared by the views below it, which may have rows of their own.
    known = _known(part, mine, datasets)
    if known is not None:
        for channel, name in _fields(part.get("encoding"), "encoding"):
            if not _has(known, name):
                yield f"{place}{channel}", name, known
        for channel, name in _fields({"facet": part.get("facet")}, ""):
            if not _has(known, name):
                yield f"{place}{channel.lstrip('.')}", name, known
    for key, inner in _inner(part):
        yield from _missing(inner, mine, datasets, f"{place}{key}.")


def _known(part: Mapping[str, Any], mine: _Rows, datasets: Any) -> frozenset[str] | None:
    below = [_known(inner, _rows(inner, mine, datasets), datasets) for _, inner in _inner(part)]
    every = [mine.names, *below] if below else [mine.names]
    found: frozenset[str] = frozenset()
    for names in every:
        if names is None:
            return None
        found |= names
    return found


def _inner(part: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for key in _INNER:
        views = part.get(key)
        for number, view in enumerate(views if isinstance(views, list) else ()):
            if isinstance(view, Mapping):
                yield f"{key}[{number}]", view
    if isinstance(part.get("spec"), Mapping):
        yield "spec", part["spec"]


def _rows(part: Mapping[str, Any], above: _Rows, datasets: Any) -> _Rows:
    """Return the rows of a view: its own or those above, with what its transforms add."""
    mine = _own(part["data"], datasets) if "data" in part else above
    if mine.names is None:
        return _UNKNOWN
    names = set(mine.names)
    for transform in part.get("transform") or ():
        if not isinstance(transform, Mapping):
            return _UNKNOWN
        made = _made(transform)
        if made is None:
            return _UNKNOWN
        names |= made
    return _Rows(mine.rows, frozenset(names))


def _own(data: Any, datasets: Any) -> _Rows:
    if not isinstance(data, Mapping) or data.get("format", {}) not in ({}, {"type": "json"}):
        return _UNKNOWN
    values = data.get("values")
    if isinstance(datasets, Mapping) and "name" in data and values is None:
        values = datasets.get(data["name"])
    if not isinstance(values, list | tuple) or not values or not all(isinstance(row, Mapping) for row in values):
        return _UNKNOWN
    return _Rows(values, frozenset().union(*map(frozenset, values)))


def _made(transform: Mapping[str, Any]) -> set[str] | None:
    """Return the names that a transform adds; None where they depend on the data, or on what is not known here."""
    kind = next((key for key in _KEEPING if key in transform), "")
    listed, other = transform.get(kind), transform.get("from")
    if not kind or (isinstance(other, Mapping) and "param" in other):
        return None
    found = set(_texts(transform.get("as", _DEFAULTS.get(kind, ()))))
    for each in listed if isinstance(listed, list) else ():
        found |= set(_texts(each.get("as"))) if isinstance(each, Mapping) else set()
    if kind == "lookup" and isinstance(other, Mapping):
        found |= set(_texts(other.get("fields", ())))
    # Bins and stacks have an end, which Vega-Lite names after the start.
    return found | {f"{name}_end" for name in found} if found or kind in _SILENT else None


def _texts(names: Any) -> Iterator[str]:
    if isinstance(names, str):
        yield names
    elif isinstance(names, Sequence):
        yield from (name for name in names if isinstance(name, str))


def _fields(encoding: Any, place: str) -> Iterator[tuple[str, str]]:
    """Yield the place and name of each field that an encoding draws."""
    for channel, written in encoding.items() if isinstance(encoding, Mapping) else ():
        for each in written if isinstance(written, list) else (written,):
            name = each.get("field") if isinstance(each, Mapping) else None
            if isinstance(name, str) and name and each.get("aggregate") != "count":
                yield f"{place}.{channel}.field", name


def _has(known: frozenset[str], name: str) -> bool:
    """Return whether rows have a field; `a.b` and `a[0]` look into the value of `a`, `a\\.b` is a name with a dot."""
    first = re.split(r"(?<!\\)[.\[]", name, maxsplit=1)[0]
    return any(re.sub(r"\\(.)", r"\1", each) in known for each in (name, first)) or name in known
