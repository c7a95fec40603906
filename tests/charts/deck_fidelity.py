"""A native chart and what a saved deck says of it, in; a sentence for everything that differs, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from briefing.charts.native import Native, NativeAxis, NativeChart, NativePanels, NativeSeries
from briefing.document import Style
from briefing.render.pptx.palette import palette
from tests.render.pptx.chart_reading import ReadAxis, ReadChart, ReadSeries, is_sticks


def charts_of(native: Native) -> tuple[NativeChart, ...]:
    """Return the charts that a deck draws for a native one; a heat table is no chart."""
    if isinstance(native, NativePanels):
        return tuple(chart for panel in native.panels for chart in charts_of(panel.chart))
    return (native,) if isinstance(native, NativeChart) else ()


def deck_disagreements(native: NativeChart, read: ReadChart) -> list[str]:
    """Return what a chart of a deck and its workbook hold other than the native chart; empty where they agree."""
    series = [each for each in read.series if not is_sticks(each)]
    if len(series) != len(native.series):
        return [f"{len(series)} series for {len(native.series)}"]
    found = []
    for given, at in _paired(native.series, series):
        found += [f"{given.name!r}: {words}" for words in _series(native, given, at)]
        found += [f"{given.name!r} in the workbook: {words}" for words in _cells(at, read)]
    return [*found, *_axes(native, read)]


def _paired(native: Sequence[NativeSeries], read: Sequence[ReadSeries]) -> Iterator[tuple[NativeSeries, ReadSeries]]:
    """Pair series by name and values: a deck sorts them by plot."""
    rest = list(read)
    for series in native:
        same = [each for each in rest if each.name == series.name and _same(each.values, series.values)]
        named = [each for each in rest if each.name == series.name]
        chosen = (same or named or rest)[0]
        rest.remove(chosen)
        yield series, chosen


def _series(chart: NativeChart, native: NativeSeries, read: ReadSeries) -> Iterator[str]:
    if read.name != native.name:
        yield f"named {read.name!r}"
    for what, there, wanted in (
        ("values", read.values, native.values),
        ("x", read.x, native.x),
        # What only carries labels in a bubble chart has bubbles too small to be seen.
        ("sizes", read.sizes if native.sizes else (), native.sizes),
        ("dates", read.dates, chart.dates if not native.x else ()),
    ):
        if not _same(there, wanted):
            yield f"{what} {there[:6]}, expected {wanted[:6]}"
    if not chart.dates and not native.x and read.categories != chart.categories:
        yield f"categories {read.categories[:6]}, expected {chart.categories[:6]}"
    if native.number_format != "General" and read.format != native.number_format:
        yield f"number format {read.format!r}, expected {native.number_format!r}"
    yield from _colours(native, read)
    yield from _labels(native, read)


def _colours(native: NativeSeries, read: ReadSeries) -> Iterator[str]:
    wanted = {_hex(each) for each in (native.color, native.outline) if each}
    # A series whose points all have colours of their own need not say one itself.
    if read.color and wanted and _hex(read.color) not in wanted and not native.point_colors:
        yield f"colour {read.color}, expected {sorted(wanted)}"
    for at, colour in enumerate(native.point_colors):
        shown = read.colors.get(at, "") or read.color
        if colour and native.values[at] is not None and _hex(shown) != _hex(colour):
            yield f"point {at} is {shown}, expected {colour}"


def _labels(native: NativeSeries, read: ReadSeries) -> Iterator[str]:
    for at, label in enumerate(native.labels):
        if label is None or not label.text or native.values[at] is None:
            continue
        there = read.labels.get(at)
        if there is None:
            yield f"point {at} has no label, expected {label.text!r}"
        elif there.text != label.text and (not label.format or there.format != label.format):
            yield f"point {at} says {there.text or there.format!r}, expected {label.text!r} ({label.format})"


def _cells(read: ReadSeries, chart: ReadChart) -> Iterator[str]:
    """The workbook behind a chart holds what the chart shows, so that editing it begins from the same numbers."""
    plotted = {"values": read.values, "x": read.x, "sizes": read.sizes}
    for use, numbers in plotted.items():
        if use in read.columns:
            cells = chart.column(read.columns[use], len(numbers))
            if any(isinstance(cell, str) for cell in cells):
                yield f"{use} are text: {cells[:4]}"
            elif not _same(tuple(None if cell is None else float(cell) for cell in cells), numbers):
                yield f"{use} {cells[:6]}, plotted {numbers[:6]}"
    if "categories" in read.columns and read.categories:
        names = tuple(str(cell or "") for cell in chart.column(read.columns["categories"], len(read.categories)))
        if names != read.categories:
            yield f"names {names[:6]}, plotted {read.categories[:6]}"


def _axes(native: NativeChart, read: ReadChart) -> Iterator[str]:
    if native.kind in ("pie", "doughnut", "radar") or len(read.axes) < 2:
        return
    pairs = [("category", native.category_axis, read.axes[0]), ("value", native.value_axis, read.axes[1])]
    for name, wanted, there in pairs:
        for words in _axis(wanted, there):
            yield f"{name} axis: {words}"


def _axis(wanted: NativeAxis, there: ReadAxis) -> Iterator[str]:
    for what, bound, found in (("from", wanted.minimum, there.minimum), ("to", wanted.maximum, there.maximum)):
        if bound is not None and not _same((bound,), (found,)):
            yield f"{what} {found}, expected {bound}"
    if (there.log or 0) != wanted.log:
        yield f"logarithm {there.log}, expected {wanted.log}"
    if there.reversed != wanted.reversed:
        yield f"reversed {there.reversed}"
    if wanted.visible != there.visible:
        yield f"visible {there.visible}"
    if wanted.visible and wanted.number_format not in ("General", there.format):
        yield f"format {there.format!r}, expected {wanted.number_format!r}"


def _same(one: Sequence[float | None], other: Sequence[float | None]) -> bool:
    """Whether two rows of numbers are equal as Excel stores them, in fifteen digits."""
    if len(one) != len(other):
        return False
    return all(
        (a is None) == (b is None) and f"{a or 0.0:.15g}" == f"{b or 0.0:.15g}" for a, b in zip(one, other, strict=True)
    )


def _hex(colour: str) -> str:
    return _slots().get(colour, colour).lstrip("#").upper()


@cache
def _slots() -> dict[str, str]:
    """Return the colours that the scheme's names stand for in a deck of the usual style."""
    return {name: colour for colour, name in palette(Style(), ()).names.items()}
