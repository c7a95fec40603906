"""What the oracle expects and what PowerPoint gets, in; a sentence for every number that differs, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from briefing.charts.native import Native, NativeChart, NativePanels, NativeSeries, NativeTable
from tests.charts.oracle import Chart, Key, Layer, Series

Plain = str | float
Points = frozenset[tuple[Plain, float]]
_EPOCH = pd.Timestamp("1899-12-30")


@dataclass(frozen=True, slots=True)
class Held:
    """A series of a native chart as the comparison sees it; `seen`: something of it is drawn."""

    name: str
    points: Points
    seen: bool
    reference: bool


def disagreements(expected: Sequence[Chart], native: Native) -> list[str]:
    """Return what differs between the expected charts and the native ones; empty where they agree."""
    if len(expected) == 1:
        return list(_differences(expected[0], native))
    if not isinstance(native, NativePanels):
        return [f"{len(expected)} views became one {type(native).__name__}"]
    found = []
    for chart in expected:
        tries = [list(_differences(chart, panel.chart)) for panel in native.panels]
        if all(tries):
            found.append(f"{chart.facet}: {min(tries, key=len)}")
    if len(native.panels) != len(expected):
        found.append(f"{len(native.panels)} panels for {len(expected)} views")
    return found


def _differences(chart: Chart, native: Native) -> Iterator[str]:
    if isinstance(native, NativePanels):
        if len(native.panels) == 1:
            yield from _differences(chart, native.panels[0].chart)
        else:
            yield f"one view became {len(native.panels)} panels"
    elif isinstance(native, NativeTable):
        yield from _cell_differences(chart, native)
    else:
        yield from _series_differences(chart, native)
        yield from _name_differences(chart, native)
        yield from _repeated(chart, native)
        yield from _order_differences(chart, native)
        yield from _label_differences(chart, native)
        yield from _reference_differences(chart, native)


def _cell_differences(chart: Chart, table: NativeTable) -> Iterator[str]:
    wanted = {(x, y, _plain_number(value)) for layer in chart.layers for x, y, value in layer.cells}
    found = {
        (column, name, _plain_number(cell.value))
        for name, row in zip(table.names, table.rows, strict=True)
        for column, cell in zip(table.columns, row, strict=True)
        if cell.value is not None
    }
    if wanted != found:
        yield f"cells: {sorted(wanted ^ found)[:4]}"


def _series_differences(chart: Chart, native: NativeChart) -> Iterator[str]:
    held = _held(chart, native)
    drawn = [each for each in held if each.seen and not each.reference and each.points]
    for layer in chart.layers:
        if layer.mark in ("text", "rule") or layer.loose:
            continue
        yield from _missing(chart, native, layer, held)
        yield from _missing_spans(layer, native)
    known = {_points(chart, native, each) for layer in chart.layers for each in layer.series}
    known |= {frozenset().union(*(_points(chart, native, each) for each in layer.series)) for layer in chart.layers}
    merged = frozenset(point for each in drawn for point in each.points)
    if any(layer.loose or layer.spans for layer in chart.layers) or merged in known:
        return
    for each in drawn:
        if each.points not in known:
            yield f"series {each.name!r} is not in the data: {sorted(each.points, key=repr)[:4]}"


def _missing(chart: Chart, native: NativeChart, layer: Layer, held: Sequence[Held]) -> Iterator[str]:
    # Series of one point a category may be one series whose points are coloured, if no legend has to name them.
    places = Counter(key for series in layer.series for key, _ in series.points)
    named = len(layer.series) > 1 and (native.legend is not None or max(places.values()) > 1)
    merged = Counter(point for each in held if each.seen for point in each.points)
    for series in layer.series:
        points = _points(chart, native, series)
        same = [each for each in held if each.points == points and (not named or _bears(each.name, series.name))]
        whole = not named and set(merged) >= points and all(merged[point] == 1 for point in points)
        if points and not same and not whole:
            there = [sorted(each.points, key=repr)[:4] for each in held if each.name == series.name or not named]
            yield f"{layer.mark} {series.name!r} expected {sorted(points, key=repr)[:4]}…, found {there[:2]}"


def _name_differences(chart: Chart, native: NativeChart) -> Iterator[str]:
    """Where layers show different fields, each series says which one it is."""
    layers = [layer for layer in chart.layers if layer.titles and len(layer.series) == 1 and layer.mark != "text"]
    if len({layer.titles[-1] for layer in layers}) < 2 or len({layer.mark for layer in chart.layers}) < 2:
        return
    held = _held(chart, native)
    for layer in layers:
        points = _points(chart, native, layer.series[0])
        names = [each.name for each in held if each.points == points]
        if names and not any(title in name for name in names for title in layer.titles):
            yield f"{layer.titles} is called {names}"


def _repeated(chart: Chart, native: NativeChart) -> Iterator[str]:
    """The same numbers stand once in the workbook, unless the spec has them twice."""
    wanted = Counter(_points(chart, native, each) for layer in chart.layers for each in layer.series)
    lines = sum(len(layer.references) for layer in chart.layers)
    kinds = Counter((native.series[at].overlay, each.points) for at, each in enumerate(_held(chart, native)))
    for (_, points), times in kinds.items():
        if points in wanted and times > wanted[points]:
            yield f"{times} series of the same numbers: {sorted(points, key=repr)[:3]}"
    if sum(each.reference for each in native.series) > lines and not any(layer.loose for layer in chart.layers):
        yield f"{sum(each.reference for each in native.series)} lines for {lines}"


def _bears(name: str, wanted: str) -> bool:
    """Whether a series has a name, perhaps with a number where the spec has several of that name."""
    return name == wanted or name.rpartition(" ")[0] == wanted


def _missing_spans(layer: Layer, native: NativeChart) -> Iterator[str]:
    for at, low, high in layer.spans:
        if not isinstance(at, str):
            continue
        edges = _edges(native, at)
        for end in (low, high):
            if not any(abs(end - edge) <= 1e-9 * max(1.0, abs(end)) for edge in edges):
                yield f"{at}: no bar ends at {end}: {sorted(edges)[:8]}"


def _edges(native: NativeChart, category: str) -> set[float]:
    """Return where bars of a category may end: at a value, at a sum of stacked values, at the end of an error bar."""
    edges, up, down = {0.0}, 0.0, 0.0
    for at, name in enumerate(native.categories):
        if name != category:
            continue
        for series in native.series:
            value = series.values[at]
            if value is None:
                continue
            up, down = (up + value, down) if value >= 0 else (up, down + value)
            edges |= {value, up, down, up + down}
            for errors in series.errors:
                edges |= {value - (errors.minus[at] or 0), value + (errors.plus[at] or 0)}
    return edges


def _order_differences(chart: Chart, native: NativeChart) -> Iterator[str]:
    orders = [layer.order for layer in chart.layers if layer.order and layer.mark not in ("text", "rule")]
    if not orders or native.kind not in ("column", "bar", "line", "area"):
        return
    shown = list(native.categories)
    if native.kind == "bar" and not native.category_axis.reversed:
        shown.reverse()
    wanted = [name for name in orders[0] if name in shown]
    if [name for name in shown if name in wanted] != wanted:
        yield f"order {shown[:6]}, expected {wanted[:6]}"


def _label_differences(chart: Chart, native: NativeChart) -> Iterator[str]:
    wanted = Counter(text for layer in chart.layers for text in layer.labels if text)
    texts = [label.text for series in native.series for label in series.labels if label is not None]
    texts += [note.text for note in native.notes if note.kind == "text"]
    # A pie may print the name of a slice from its category, and a legend that of a line.
    missing = wanted - Counter(texts)
    if missing:
        yield f"labels {dict(missing)} are not among {texts[:6]}"


def _reference_differences(chart: Chart, native: NativeChart) -> Iterator[str]:
    for layer in chart.layers:
        for value in layer.references:
            if not any(_lies_at(series, value) for series in native.series) and not _noted(native, layer, value):
                yield f"no line at {value}"


def _lies_at(series: NativeSeries, value: float) -> bool:
    kept = [each for each in series.values if each is not None]
    across = [each for each in series.x if each is not None]
    return any(side and all(abs(each - value) < 1e-6 for each in side) for side in (kept, across))


def _noted(native: NativeChart, layer: Layer, value: float) -> bool:
    """Whether a line is drawn over the plot where the value lies on its axis."""
    along = native.value_axis if layer.upright != (native.kind == "bar") else native.category_axis
    if native.kind not in ("scatter", "bubble") and layer.upright == (native.kind == "bar"):
        return any(note.kind == "line" for note in native.notes)
    if along.minimum is None or along.maximum is None:
        return False
    share = (value - along.minimum) / (along.maximum - along.minimum)
    share = 1 - share if along.reversed else share
    places = [1 - note.y if layer.upright else note.x for note in native.notes if note.kind in ("line", "arrow")]
    return any(abs(place - share) < 0.01 for place in places)


def _held(chart: Chart, native: NativeChart) -> list[Held]:
    keys = _native_keys(chart, native)
    held = []
    for series in native.series:
        along = [None if x is None else _plain_number(x) for x in series.x] if series.x else keys
        pairs = [(at, value) for at, value in zip(along, series.values, strict=False) if value is not None]
        points = frozenset((at, _plain_number(value)) for at, value in pairs if at is not None and _told(chart, value))
        drawn = bool(series.color or series.line_width or series.marker != "none" or any(series.point_colors))
        names = bool(series.labels) and {label.text for label in series.labels if label} >= set(_order(chart))
        names = names and native.kind in ("scatter", "bubble") and bool(_order(chart))
        held.append(Held(series.name, points, drawn and not names, series.reference))
    return held


def _told(chart: Chart, value: float) -> bool:
    """An empty bin is a category of height zero in one world and no row at all in the other."""
    return value != 0 or _places(chart) != "bins"


def _places(chart: Chart) -> str:
    return next((layer.places for layer in chart.layers if layer.series), "words")


def _native_keys(chart: Chart, native: NativeChart) -> list[Plain]:
    places = _places(chart)
    if places in ("instants", "units") and native.dates:
        return [_plain_number(date) for date in native.dates]
    if places in ("instants", "units", "bins"):
        return list(_ranks(chart, native))
    if any(layer.renamed for layer in chart.layers):
        order = _order(chart)
        return list(order) if len(order) == len(native.categories) else list(native.categories)
    if places == "numbers":
        return [_plain_number(float(name)) if _is_number(name) else name for name in native.categories]
    return list(native.categories)


def _ranks(chart: Chart, native: NativeChart) -> list[float]:
    """Return for each category its rank among those that hold a value, counted upwards."""
    filled = [
        any(series.values[at] is not None and _told(chart, series.values[at] or 0.0) for series in native.series)
        for at in range(len(native.categories))
    ]
    ranks, at = [], 0
    for each in filled:
        ranks.append(float(at) if each else -1.0)
        at += each
    # A quantity on the vertical axis grows upwards, while the first category of a bar chart may stand at the top.
    return [at - 1 - rank for rank in ranks] if native.kind == "bar" and native.category_axis.reversed else ranks


def _points(chart: Chart, native: NativeChart, series: Series) -> Points:
    ranks: dict[Key, float] = {}
    if _places(chart) == "words" and native.kind in ("scatter", "bubble"):
        return _dotted(chart, native, series)
    if (
        _places(chart) in ("instants", "units", "bins")
        and not native.dates
        and native.kind not in ("scatter", "bubble")
    ):
        keys = {key for layer in chart.layers for each in layer.series for key, _ in each.points}
        ranks = {key: float(rank) for rank, key in enumerate(sorted(keys, key=lambda key: _sortable(key)))}
    return frozenset((ranks.get(key, _plain(key)), _plain_number(value)) for key, value in series.points)


def _dotted(chart: Chart, native: NativeChart, series: Series) -> Points:
    """Return the points of a dot plot, whose names stand at the halves of an axis that counts them."""
    order = _order(chart)
    upright = next(layer.upright for layer in chart.layers if layer.series)
    axis = native.category_axis if upright else native.value_axis
    names = list(order) if upright != axis.reversed else list(reversed(order))
    pairs = [(names.index(str(key)) + 0.5, _plain_number(value)) for key, value in series.points]
    return frozenset(pairs if upright else [(value, at) for at, value in pairs])


def _order(chart: Chart) -> tuple[str, ...]:
    return next((layer.order for layer in chart.layers if layer.order), ())


def _sortable(key: Key) -> float:
    plain = _plain(key)
    return plain if isinstance(plain, float) else 0.0


def _plain(key: Key) -> Plain:
    if isinstance(key, pd.Timestamp):
        return _plain_number((key - _EPOCH) / pd.Timedelta(days=1))
    return key if isinstance(key, str) else _plain_number(float(key))


def _plain_number(value: float | None) -> float:
    return float(f"{value or 0.0:.9g}")


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
