"""Vega-Lite spec in, the numbers its chart must show out: an evaluation that shares nothing with the product.

A chart is expected as layers, a layer as series of (category, value). Categories are the words of an axis, instants,
starts of bins, or numbers (the x of a scatter). `NotCovered` is raised for what the oracle does not know.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from tests.charts.oracle_axes import Places, called, keys_of, measures, order_of, printed, word
from tests.charts.oracle_rows import (
    NotCovered,
    Rows,
    Spec,
    aggregate,
    binned,
    bins,
    grouped,
    number,
    transformed,
    truncated,
)

Key = str | float | pd.Timestamp
Point = tuple[Key, float]

_COMPOSED = ("hconcat", "vconcat", "concat", "repeat", "facet")
_FACETS = ("facet", "row", "column")
_SERIES = ("color", "fill", "stroke", "xOffset", "yOffset", "detail", "strokeDash", "shape", "opacity")
_PATHS = ("line", "area", "trail")
_POINTS = ("point", "circle", "square", "tick")


@dataclass(frozen=True, slots=True)
class Series:
    """One series: the field value that names it (empty: the only one) and the points that have a value."""

    name: str
    points: frozenset[Point]


@dataclass(frozen=True, slots=True)
class Layer:
    """One data layer: its series, what its categories are, and the words in their order (empty: not told).

    `upright`: the values stand on y. `cells` are the three values of a heat map's cells, `spans` the ends of floating
    bars. `labels` are the words of a text layer, whose numbers may but need not be a series; `references` the places of
    lines across the chart. A `loose` layer is one that the oracle does not know: it may become anything. `renamed`: the
    axis prints other words than the data's. `titles` are what the values may be called: their field, their title.
    """

    mark: str
    places: Places
    series: tuple[Series, ...] = ()
    order: tuple[str, ...] = ()
    upright: bool = True
    cells: frozenset[tuple[str, str, float]] = frozenset()
    labels: tuple[str, ...] = ()
    spans: frozenset[tuple[Key, float, float]] = frozenset()
    references: tuple[float, ...] = ()
    titles: tuple[str, ...] = ()
    loose: bool = False
    renamed: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """The layers of one view, and the values of the facets it is for."""

    layers: tuple[Layer, ...]
    facet: tuple[str, ...] = ()


def expected(spec: Spec) -> tuple[Chart, ...]:
    """Return the charts of a spec, one a view; NotCovered if the oracle does not know a feature."""
    return tuple(_charts(spec, [], {}, spec.get("datasets", {})))


def _charts(spec: Spec, rows: Rows, encoding: Spec, datasets: Spec) -> Iterator[Chart]:
    rows = transformed(_data(spec, rows, datasets), spec.get("transform", ()))
    for name in ("hconcat", "vconcat", "concat"):
        for child in spec.get(name, ()):
            yield from _charts(child, rows, {}, datasets)
        if name in spec:
            return
    if "repeat" in spec:
        raise NotCovered("repeat")
    own = {**encoding, **spec.get("encoding", {})}
    view, facets = (spec["spec"], _facets(spec)) if "facet" in spec else (spec, _encoded_facets(own))
    own = {name: channel for name, channel in own.items() if name not in _FACETS}
    view = _bare(view)
    rows = _binned(view, own, rows)
    for key, members in grouped(rows, facets):
        chart = Chart(tuple(_layers(view, members, own, datasets)), tuple(map(str, key.values())))
        if all(layer.loose or not (layer.series or layer.cells or layer.spans) for layer in chart.layers):
            raise NotCovered("、".join(sorted({layer.mark for layer in chart.layers})))
        yield chart


def _binned(view: Spec, encoding: Spec, rows: Rows) -> Rows:
    """Add the bins of every channel, whose steps follow from all rows, those of other facets too."""
    rows = [dict(row) for row in rows]
    for channel, definition in _definitions({**encoding, **view.get("encoding", {})}):
        if isinstance(definition.get("bin"), bool | Mapping) and definition["bin"] and "layer" not in view:
            at = bins([row.get(definition["field"]) for row in rows], definition["bin"])
            _computed(rows, channel, [binned(row.get(definition["field"]), at) for row in rows])
            _computed(rows, f"step {channel}", [at[2]] * len(rows))
    return rows


def _bare(view: Spec) -> Spec:
    """Return a view without the data, transforms and facets that have been taken from it."""
    kept = {name: part for name, part in view.items() if name not in ("data", "transform")}
    own = {name: channel for name, channel in view.get("encoding", {}).items() if name not in _FACETS}
    return {**kept, "encoding": own}


def _facets(spec: Spec) -> list[str]:
    facet = spec["facet"]
    parts = [facet] if "field" in facet else [facet[name] for name in _FACETS if name in facet]
    return _plain_fields(parts)


def _encoded_facets(encoding: Spec) -> list[str]:
    return _plain_fields([encoding[name] for name in _FACETS if name in encoding])


def _plain_fields(channels: Sequence[Spec]) -> list[str]:
    if any("bin" in channel or "timeUnit" in channel for channel in channels):
        raise NotCovered("facets that are computed")
    return [channel["field"] for channel in channels]


def _data(spec: Spec, inherited: Rows, datasets: Spec) -> Rows:
    data = spec.get("data")
    if data is None:
        return inherited
    if "sequence" in data:
        made = data["sequence"]
        return [{made.get("as", "data"): float(i)} for i in range(made["start"], made["stop"], made.get("step", 1))]
    values = data.get("values", datasets.get(data.get("name", "")))
    if not isinstance(values, list) or "format" in data:
        raise NotCovered("data that are not rows")
    return values


def _layers(view: Spec, rows: Rows, encoding: Spec, datasets: Spec) -> Iterator[Layer]:
    if any(name in view for name in _COMPOSED):
        raise NotCovered("composition inside a facet")
    rows = transformed(_data(view, rows, datasets), view.get("transform", ()))
    own = _merged(encoding, view.get("encoding", {}))
    for layer in view.get("layer", ()):
        yield from _layers(layer, rows, own, datasets)
    if "layer" not in view:
        mark = view["mark"] if isinstance(view["mark"], Mapping) else {"type": view["mark"]}
        try:
            yield _layer(mark, own, rows)
        except NotCovered:
            yield Layer(mark["type"], "words", loose=True)


def _merged(outer: Spec, inner: Spec) -> Spec:
    """A layer's channel adds to the shared one (`{"field": "low"}` under a shared type), unless it is a new one."""
    both = [name for name in inner if isinstance(outer.get(name), Mapping) and isinstance(inner[name], Mapping)]
    shared = {name: {**outer[name], **inner[name]} for name in both if "type" not in inner[name]}
    return {**outer, **inner, **shared}


def _layer(mark: Spec, encoding: Spec, rows: Rows) -> Layer:
    kind = mark["type"]
    if kind in ("boxplot", "errorbar", "errorband", "geoshape", "image"):
        raise NotCovered(kind)
    if kind == "rule":
        return _rule(encoding, rows)
    rows, names = _encoded(encoding, rows)
    if kind == "arc":
        return _arc(names, rows)
    if kind == "rect":
        return _cells(encoding, names, rows)
    if {"radius", "longitude", "angle"} & set(encoding):
        raise NotCovered("places that are no axes")
    if {"x2", "y2"} & set(encoding):
        return _spanned(kind, encoding, names, rows)
    if kind == "text":
        return _text(encoding, names, rows)
    return _cartesian(kind, encoding, names, rows)


def _text(encoding: Spec, names: Mapping[str, str], rows: Rows) -> Layer:
    labels = tuple(_words(encoding, names, rows))
    try:
        return replace(_cartesian("text", encoding, names, rows), labels=labels)
    except NotCovered:
        return Layer("text", "words", labels=labels)


def _spanned(kind: str, encoding: Spec, names: Mapping[str, str], rows: Rows) -> Layer:
    upright = "y2" in encoding
    along, low, high = ("x", "y", "y2") if upright else ("y", "x", "x2")
    if kind != "bar" or low not in names or high not in names or along not in names or not measures(encoding[low]):
        raise NotCovered("ranges that are no bars of numbers")
    places, key = keys_of(encoding[along])
    found = [(key(row[names[along]]), number(row[names[low]]), number(row[names[high]])) for row in rows]
    spans = frozenset((at, one, other) for at, one, other in found if one is not None and other is not None)
    order = order_of(encoding[along], encoding, names, rows, along) if places == "words" else ()
    return Layer(kind, places, order=order, upright=upright, spans=spans)


def _rule(encoding: Spec, rows: Rows) -> Layer:
    places = {name: encoding[name] for name in ("x", "y") if name in encoding}
    if len(places) != 1 or {"x2", "y2"} & set(encoding):
        raise NotCovered("a rule that is no reference line")
    ((name, channel),) = places.items()
    if channel.get("type", "quantitative") != "quantitative":
        raise NotCovered("a rule at a category or an instant")
    if "datum" in channel:
        values = [number(channel["datum"])]
    elif "aggregate" in channel:
        values = [aggregate(rows, channel["aggregate"], channel.get("field"))]
    else:
        values = [number(row.get(channel.get("field", ""))) for row in rows]
    kept = tuple(sorted({each for each in values if each is not None}))
    return Layer("rule", "numbers", upright=name == "y", references=kept)


def _encoded(encoding: Spec, rows: Rows) -> tuple[Rows, dict[str, str]]:
    """Compute bins, units and aggregates of channels; return the rows and the column of every channel."""
    names: dict[str, str] = {}
    derived = [dict(row) for row in rows]
    for channel, definition in _definitions(encoding):
        if "timeUnit" in definition:
            names[channel] = _computed(derived, channel, [_unit(row, definition) for row in derived])
        elif isinstance(definition.get("bin"), bool | Mapping) and definition["bin"]:
            values = [row.get(definition["field"]) for row in derived]
            if derived and f"_{channel}" not in derived[0]:
                at = bins(values, definition["bin"])
                _computed(derived, channel, [binned(value, at) for value in values])
                _computed(derived, f"step {channel}", [at[2]] * len(derived))
            names[channel] = f"_{channel}"
        elif "aggregate" not in definition:
            names[channel] = definition["field"]
    return _aggregated(encoding, derived, names)


def _definitions(encoding: Spec) -> Iterator[tuple[str, Spec]]:
    for channel, definition in encoding.items():
        for each in definition if isinstance(definition, list) else [definition]:
            if "impute" in each or isinstance(each.get("aggregate"), Mapping):
                raise NotCovered("impute or argmax in a channel")
            if "field" in each or "aggregate" in each:
                yield channel, each


def _computed(rows: Rows, channel: str, values: Sequence[Any]) -> str:
    name = f"_{channel}"
    for row, value in zip(rows, values, strict=True):
        row[name] = value
    return name


def _unit(row: Mapping[str, Any], definition: Spec) -> pd.Timestamp:
    unit = definition["timeUnit"]
    return truncated(row[definition["field"]], unit if isinstance(unit, str) else unit["unit"])


def _aggregated(encoding: Spec, rows: Rows, names: dict[str, str]) -> tuple[Rows, dict[str, str]]:
    totals = {channel: each for channel, each in _definitions(encoding) if "aggregate" in each}
    if not totals:
        return rows, names
    keys = [names[channel] for channel in names if channel != "order"]
    sums = []
    for key, members in grouped(rows, list(dict.fromkeys(keys))):
        values = {f"={name}": aggregate(members, each["aggregate"], each.get("field")) for name, each in totals.items()}
        sums.append({**members[0], **key, **values, "_members": members})
    return sums, {**names, **{channel: f"={channel}" for channel in totals}}


def _is_series(definition: Any, channel: str) -> bool:
    if not isinstance(definition, Mapping) or "field" not in definition:
        return False
    return "aggregate" not in definition and (channel == "detail" or definition.get("type") in ("nominal", "ordinal"))


def _split(encoding: Spec, names: Mapping[str, str], category: str) -> list[str]:
    """Return the columns whose values tell series apart; the naming one first."""
    fields = [names[each] for each in _SERIES if each in names and _is_series(encoding.get(each), each)]
    return [field for field in dict.fromkeys(fields) if field != category]


def _arc(names: Mapping[str, str], rows: Rows) -> Layer:
    naming = names.get("color") or names.get("fill") or names.get("text")
    if naming is None or "theta" not in names:
        raise NotCovered("a pie without names")
    return Layer("arc", "words", (_series("", rows, naming, names["theta"], word),))


def _cells(encoding: Spec, names: Mapping[str, str], rows: Rows) -> Layer:
    axes = [encoding.get(name, {}) for name in ("x", "y")]
    if any(axis.get("type") not in ("nominal", "ordinal") or "timeUnit" in axis for axis in axes):
        raise NotCovered("cells that are not between names")
    if "color" not in names or encoding["color"].get("type") != "quantitative" or "bin" in encoding["color"]:
        raise NotCovered("cells without a number")
    found = [(word(row[names["x"]]), word(row[names["y"]]), number(row[names["color"]])) for row in rows]
    return Layer("rect", "words", cells=frozenset((x, y, value) for x, y, value in found if value is not None))


def _cartesian(kind: str, encoding: Spec, names: Mapping[str, str], rows: Rows) -> Layer:
    if "x" not in names or "y" not in names:
        raise NotCovered("one axis only")
    x, y = encoding["x"], encoding["y"]
    if kind in (*_POINTS, "text") and measures(x) and measures(y):
        return _scattered(kind, encoding, names, rows)
    upright = measures(y) and not (measures(x) and kind == "bar" and "bin" in y)
    along, value = ("x", "y") if upright else ("y", "x")
    if not measures(encoding[value]):
        raise NotCovered("no value axis")
    places, key = keys_of(encoding[along])
    if places == "bins" and kind != "bar":
        return _scattered(kind, encoding, names, [{**row, "_x": _middle(row)} for row in rows])
    if places == "numbers":
        return _scattered(kind, encoding, names, rows)
    split = _split(encoding, names, names[along])
    series = []
    for found, members in grouped(rows, split):
        if len({repr(key(row[names[along]])) for row in members}) < len(members):
            raise NotCovered("two values for one category")
        series.append(_series(_name(found), members, names[along], names[value], key))
    order = order_of(encoding[along], encoding, names, rows, along) if places == "words" else ()
    if kind == "area" and split and encoding[value].get("stack", "zero"):
        series = _filled(series)
    renamed = bool({"labelExpr", "format"} & set(encoding[along].get("axis") or {}))
    return Layer(kind, places, tuple(series), order, upright, titles=called(encoding[value]), renamed=renamed)


def _filled(series: Sequence[Series]) -> list[Series]:
    """Vega-Lite gives stacked areas a zero wherever another series has a value."""
    keys = {key for each in series for key, _ in each.points}
    there = [{key for key, _ in each.points} for each in series]
    zeros = [frozenset((key, 0.0) for key in keys - own) for own in there]
    return [replace(each, points=each.points | zero) for each, zero in zip(series, zeros, strict=True)]


def _middle(row: Mapping[str, Any]) -> float:
    """A mark other than a bar stands in the middle of its bin."""
    if "_x" not in row:
        raise NotCovered("bins on y")
    return float(row["_x"] + row["_step x"] / 2)


def _name(found: Mapping[str, Any]) -> str:
    return word(next(iter(found.values()))) if found else ""


def _scattered(kind: str, encoding: Spec, names: Mapping[str, str], rows: Rows) -> Layer:
    _, key = keys_of(encoding["x"])
    pairs = []
    for found, members in grouped(rows, _split(encoding, names, "")):
        points = ((key(row[names["x"]]), number(row[names["y"]])) for row in members if row[names["x"]] is not None)
        pairs.append(Series(_name(found), frozenset((x, y) for x, y in points if y is not None)))
    return Layer(kind, "numbers", tuple(pairs))


def _series(name: str, rows: Rows, category: str, value: str, key: Any) -> Series:
    pairs = ((key(row[category]), number(row[value])) for row in rows)
    return Series(name, frozenset((at, amount) for at, amount in pairs if amount is not None))


def _words(encoding: Spec, names: Mapping[str, str], rows: Rows) -> Iterator[str]:
    """Yield the words of a text layer; NotCovered for formats that Python prints otherwise."""
    channel = encoding.get("text", {})
    if "text" not in names or "condition" in channel:
        raise NotCovered("text that is not a field")
    form = channel.get("format", "")
    if form not in ("", ".0f", ".1f", ".2f", ".0%", "+.1f"):
        raise NotCovered(f"format {form}")
    for row in rows:
        value = row[names["text"]]
        yield printed(value, form) if channel.get("type") == "quantitative" else word(value)
