"""A native chart in, the same in what every program draws out: ranges as lines, bubbles sized, ends filled up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from briefing.charts.native import NativeChart, NativeErrors, NativeSeries

_STICKS = "（线段）"
# A bubble of no size is not drawn, nor are its labels.
_SPECK = 1e-6
_LONE = 6.0


def prepared(native: NativeChart) -> NativeChart:
    """Return a chart that is ready to be written."""
    native = replace(native, series=tuple(map(_with_lone_points, native.series)))
    if native.kind == "scatter":
        series = tuple(chain.from_iterable(map(_with_sticks, native.series)))
        return replace(native, series=_padded(series))
    if native.kind == "bubble":
        return replace(native, series=_sized(native.series))
    return native


def _with_lone_points(series: NativeSeries) -> NativeSeries:
    """Mark the points of a line that have no neighbour: a line through one point cannot be seen."""
    if not series.line_width or not series.color or series.marker != "none" or series.reference:
        return series
    there = [False, *(value is not None for value in series.values), False]
    alone = tuple(
        here and not before and not after for before, here, after in zip(there, there[1:], there[2:], strict=False)
    )
    return replace(series, marker="circle", point_markers=alone, marker_size=_LONE) if any(alone) else series


def _with_sticks(series: NativeSeries) -> Iterator[NativeSeries]:
    """Yield a scattered series, and before it its error bars without caps as lines of their own.

    LibreOffice loses error bars across whose lengths differ, and puts caps on all others.
    """
    for errors in series.errors:
        if not errors.capped:
            yield _sticks(series, errors)
    yield replace(series, errors=tuple(errors for errors in series.errors if errors.capped))


def _sticks(series: NativeSeries, errors: NativeErrors) -> NativeSeries:
    """Return a line from end to end of each range, with a gap after each."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for x, y, minus, plus in zip(series.x, series.values, errors.minus, errors.plus, strict=True):
        if x is None or y is None or not (minus or plus):
            continue
        below, above = -(minus or 0.0), plus or 0.0
        across = errors.side == "x"
        xs += [x + below, x + above, None] if across else [x, x, None]
        ys += [y, y, None] if across else [y + below, y + above, None]
    return NativeSeries(
        series.name + _STICKS,
        tuple(ys),
        errors.color,
        x=tuple(xs),
        line_width=errors.width,
        dashed=errors.dashed,
        listed=False,
    )


def _padded(given: tuple[NativeSeries, ...]) -> tuple[NativeSeries, ...]:
    """Give series that a longer one follows points without numbers: LibreOffice draws no line of them otherwise."""
    longest = [max((len(after.values) for after in given[at:]), default=0) for at in range(len(given))]
    return tuple(_longer(each, count - len(each.values)) for each, count in zip(given, longest, strict=True))


def _longer(series: NativeSeries, more: int) -> NativeSeries:
    empty = (None,) * more
    errors = tuple(replace(each, minus=each.minus + empty, plus=each.plus + empty) for each in series.errors)
    marked = series.point_markers + (False,) * more if series.point_markers else ()
    return replace(series, values=series.values + empty, x=series.x + empty, errors=errors, point_markers=marked)


def _sized(given: tuple[NativeSeries, ...]) -> tuple[NativeSeries, ...]:
    """Give the points of series without sizes (names beside an axis) a size that cannot be seen."""
    largest = max((size for series in given for size in series.sizes if size is not None), default=1.0)
    speck = largest * _SPECK if largest > 0 else _SPECK
    return tuple(each if each.sizes else replace(each, sizes=(speck,) * len(each.values)) for each in given)
