"""The lines and areas of a view with categories in, their series out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from briefing.charts.native.evaluated import axes, looks, texts
from briefing.charts.native.evaluated.bars import title_of
from briefing.charts.native.evaluated.draft import Draft, Entry
from briefing.charts.native.evaluated.keys import key_of, series_fields, series_name, series_of
from briefing.charts.native.model import NativeLabel, NativeSeries, NotNative
from briefing.charts.scene import Item, Mark

_FOOT = "下限"


def add(draft: Draft) -> None:
    """Add the areas of a view, then its lines, which lie over them."""
    areas = [mark for mark in draft.view.marks if mark.type == "area"]
    lines = [mark for mark in draft.view.marks if mark.type == "line"]
    if lines and not draft.upright:
        raise NotNative("横向条形图上有折线")
    if areas and draft.bars:
        raise NotNative("面积和条形画在一起")
    if areas:
        _areas(areas, draft)
    for mark in _ordered(lines, draft):
        _line(mark, draft)


def _ordered(marks: list[Mark], draft: Draft) -> list[Mark]:
    """Return the lines of each layer in the order of their legend."""
    layers = list(dict.fromkeys(mark.name for mark in marks))

    def place(mark: Mark) -> tuple[int, int]:
        fields = series_fields(mark, draft.view, draft.category)
        scale = draft.view.scale(mark, fields[0]) if fields else None
        domain = scale.domain if scale and scale.discrete else ()
        key = series_of(mark.items[0], fields[:1])
        return layers.index(mark.name), domain.index(key[0]) if domain and key[0] in domain else len(domain)

    return sorted(marks, key=place)


def _areas(marks: list[Mark], draft: Draft) -> None:
    draft.areas = True
    stacked = {mark.stacks.get("y") for mark in marks}
    ranged = [mark for mark in marks if "y2" in mark.fields and not mark.stacks.get("y")]
    if ranged and len(marks) > 1:
        raise NotNative("有几条带状面积")
    layers = {mark.name for mark in marks}
    if len(layers) > 1 and len(layers) < len(marks):
        raise NotNative("堆积的和不堆积的面积画在一起")
    if stacked != {None} and len(marks) > 1 and len(layers) == 1:
        draft.grouping = "percent" if "normalize" in stacked else "stacked"
        marks = sorted(marks, key=_height)
        if "center" in stacked:
            _stand(marks[0], draft)
    for mark in marks:
        _area(mark, draft, ranged=bool(ranged))


def _stand(mark: Mark, draft: Draft) -> None:
    """Stand a stack about its middle on a foot without ink."""
    found = _by_place(mark, draft)
    feet = {at: axes.number(item.values.get("y2")) for at, item in found.items()}
    values = tuple(feet.get(at) for at in range(len(draft.names.keys)))
    draft.series.append(Entry(NativeSeries(_FOOT, values, "", listed=False, overlay="area"), draft.scale_of(mark)))


def _height(mark: Mark) -> float:
    """Return how high an area lies in its stack."""
    feet = [axes.number(item.values.get("y2")) or 0.0 for item in mark.items]
    return sum(feet) / len(feet)


def _area(mark: Mark, draft: Draft, *, ranged: bool) -> None:
    found = _by_place(mark, draft)
    places = range(len(draft.names.keys))
    channel = "y:amount" if mark.stacks.get("y") else "y"
    values = {at: axes.number(item.values.get(channel)) for at, item in found.items()}
    first = mark.items[0]
    looks.smooth(first)
    if ranged:
        feet = {at: axes.number(item.values.get("y2")) for at, item in found.items()}
        draft.grouping = "stacked"
        lows = tuple(_lower(values.get(at), feet.get(at)) for at in places)
        draft.series.append(Entry(NativeSeries(_FOOT, lows, "", listed=False, overlay="area"), draft.scale_of(mark)))
        values = {at: _between(values[at], feet[at]) for at in values}
    fields = series_fields(mark, draft.view, draft.category)
    draft.legend_scales += [mark.scales[name] for name in fields if name in mark.scales]
    outline = looks.paint(first.look, "stroke")
    series = NativeSeries(
        name=series_name(series_of(first, fields), title_of(mark, draft)),
        values=tuple(values.get(at) for at in places),
        color=looks.paint(first.look, "fill"),
        outline=outline,
        outline_width=looks.stroke_width(first) if outline else 0.0,
        opacity=looks.opacity(first.look) * looks.opacity(first.look, "fillOpacity"),
        overlay="area",
    )
    draft.series.append(Entry(series, draft.scale_of(mark)))


def _lower(one: float | None, two: float | None) -> float | None:
    return None if one is None or two is None else min(one, two)


def _between(one: float | None, two: float | None) -> float | None:
    return None if one is None or two is None else abs(one - two)


def _line(mark: Mark, draft: Draft) -> None:
    found = _by_place(mark, draft)
    fields = series_fields(mark, draft.view, draft.category)
    draft.legend_scales += [mark.scales[name] for name in fields if name in mark.scales]
    first = mark.items[0]
    count = len(draft.names.keys)
    values = tuple(axes.number(found[at].values.get("y")) if at in found else None for at in range(count))
    inner = range(min(found, default=0), max(found, default=-1) + 1)
    if any(at not in found for at in inner):
        # Vega runs on past a category that is absent, and breaks at one that is there without a value.
        if any(values[at] is None for at in found):
            raise NotNative("折线既有跳过的类别，又有缺失的数")
        draft.spans = True
    places = tuple(
        (found[at].x, found[at].y) if at in found and values[at] is not None else None for at in range(count)
    )
    labels = _labels(dict(enumerate(places)), values, draft)
    series = NativeSeries(
        name=series_name(series_of(first, fields), title_of(mark, draft)),
        values=values,
        color=looks.paint(first.look, "stroke"),
        labels=labels,
        line_width=looks.stroke_width(first, 2.0),
        dashed=looks.dashed(first),
        smooth=looks.smooth(first),
        opacity=looks.opacity(first.look) * looks.opacity(first.look, "strokeOpacity"),
        overlay="line",
    )
    draft.series.append(Entry(series, draft.scale_of(mark), places))


def _labels(
    places: Mapping[int, tuple[float, float] | None], values: tuple[float | None, ...], draft: Draft
) -> tuple[NativeLabel | None, ...]:
    """Take the texts that stand at the points of a line."""
    found: dict[int, NativeLabel] = {}
    taken = []
    for at, place in places.items():
        for words in draft.texts:
            position = texts.at_point(words, *place) if place else None
            if position and at not in found:
                found[at] = texts.label(words, values[at], position)
                taken.append(words)
    texts.take(draft.texts, taken)
    return tuple(found.get(at) for at in range(len(values))) if found else ()


def point_labels(entry: Entry, draft: Draft) -> None:
    """Give a series of points the texts that stand at them."""
    labels = _labels(dict(enumerate(entry.places)), entry.series.values, draft)
    if labels:
        entry.series = replace(entry.series, labels=labels)


def _by_place(mark: Mark, draft: Draft) -> dict[int, Item]:
    found: dict[int, Item] = {}
    for item in mark.items:
        key = key_of(item, draft.category)
        if key is None:
            continue
        at = draft.at(key)
        if at in found:
            raise NotNative("同一类别有不止一个数")
        found[at] = item
    return found
