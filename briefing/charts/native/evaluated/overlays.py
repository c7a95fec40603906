"""What lies over bars and lines in: points, ticks, rules and bands; series, error bars and notes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.charts.native.evaluated import axes, looks, texts
from briefing.charts.native.evaluated.bars import title_of
from briefing.charts.native.evaluated.classify import role
from briefing.charts.native.evaluated.draft import Draft, Entry
from briefing.charts.native.evaluated.keys import key_of, ordered, series_fields, series_name, series_of
from briefing.charts.native.evaluated.lines import point_labels
from briefing.charts.native.model import Marker, NativeErrors, NativeLabel, NativeNote, NativeSeries, NotNative
from briefing.charts.scene import Item, Mark, Value, View

_NEAR = 0.75
_MOST_NOTES = 40
_MOST_RUNS = 12
_WIDEST_TICK = 20.0
_WHISKER = "区间"
_REFERENCE = "参考线"


def add(draft: Draft) -> None:
    """Add the symbols, ticks, rules and bands of a view with categories."""
    for mark in draft.view.marks:
        kind = role(mark, draft.view) if mark.type == "rect" else ""
        if mark.type == "symbol":
            _symbols(mark, draft)
        elif kind == "tick":
            _ticks(mark, draft)
        elif mark.type == "rule":
            rules(mark, draft)
        elif kind == "band":
            draft.notes += [band(item, draft.view) for item in mark.items if looks.ink(item)]
    if len(draft.notes) > _MOST_NOTES:
        raise NotNative("零散的线段和色块太多")


def _symbols(mark: Mark, draft: Draft) -> None:
    if not any(map(looks.seen, mark.items)):
        return
    if not _become_markers(mark, draft):
        _points(mark, draft, "dash" if mark.items[0].look.get("shape") == "stroke" else looks.marker(mark.items[0]))


def _become_markers(mark: Mark, draft: Draft) -> bool:
    """Have points that lie on the points of lines be the markers of these; False if some do not."""
    telling = series_fields(mark, draft.view, draft.category)
    found: dict[int, list[int]] = {}
    for item in mark.items:
        spot = next(
            (
                (number, at)
                for number, entry in enumerate(draft.series)
                for at, place in enumerate(entry.places)
                if place and abs(place[0] - item.x) < _NEAR and abs(place[1] - item.y) < _NEAR
                if entry.series.line_width and (entry.series.color == looks.ink(item) or not telling)
            ),
            None,
        )
        if spot is None:
            return False
        found.setdefault(spot[0], []).append(spot[1])
    first = mark.items[0]
    for number, places in found.items():
        series = draft.series[number].series
        before = series.point_markers or (False,) * len(series.values)
        marked = tuple(at in places or was for at, was in enumerate(before))
        whole = all(there or value is None for there, value in zip(marked, series.values, strict=True))
        draft.series[number].series = replace(
            series,
            marker=looks.marker(first),
            marker_size=looks.diameter(first),
            hollow=looks.hollow(first),
            point_markers=() if whole else marked,
        )
    return True


def _points(mark: Mark, draft: Draft, shape: Marker) -> None:
    """Add points as a line without ink; on lying bars, as frames, since lines cannot lie."""
    fields = series_fields(mark, draft.view, draft.category)
    draft.legend_scales += [mark.scales[name] for name in fields if name in mark.scales]
    scale = next((draft.view.scale(mark, name) for name in fields), None)
    if f"{draft.category}Offset" in mark.scales:
        raise NotNative("点在类别之内错开")
    for key in ordered((series_of(item, fields) for item in mark.items), scale):
        mine = [item for item in mark.items if series_of(item, fields) == key and looks.seen(item)]
        for number, run in enumerate(_runs(mine, draft)):
            entry = _entry(run, series_name(key, title_of(mark, draft)), shape, mark, draft)
            entry.series = replace(entry.series, listed=entry.series.listed and not number)
            draft.series.append(entry)
            point_labels(entry, draft)


def _runs(items: Sequence[Item], draft: Draft) -> list[dict[int, Item]]:
    """Return points by category; where a category has several, each further one is in a run of its own."""
    runs: list[dict[int, Item]] = []
    for item in items:
        at = draft.at(key_of(item, draft.category))
        run = next((each for each in runs if at not in each), None)
        if run is None:
            runs.append(run := {})
        run[at] = item
    if len(runs) > _MOST_RUNS:
        raise NotNative("同一类别的点太多")
    return runs


def _entry(by_place: dict[int, Item], name: str, shape: Marker, mark: Mark, draft: Draft) -> Entry:
    count = range(len(draft.names.keys))
    values = tuple(axes.number(_measured(by_place[at], draft)) if at in by_place else None for at in count)
    places = tuple((by_place[at].x, by_place[at].y) if at in by_place else None for at in count)
    colors = [looks.ink(by_place[at]) if at in by_place else "" for at in count]
    color = next((each for each in colors if each), "")
    own = tuple("" if each == color else each for each in colors)
    first = next(iter(by_place.values()))
    if not draft.upright and draft.grouping != "clustered":
        raise NotNative("横向的堆积条形上有点")
    if not draft.upright:
        framed = NativeSeries(name, values, "", outline=color, outline_width=1.5)
        draft.overlap = 100
        return Entry(framed, draft.scale_of(mark))
    size = looks.diameter(first) if mark.type == "symbol" else min(_WIDEST_TICK, max(first.width, 8.0))
    dots = NativeSeries(
        name,
        values,
        color,
        point_colors=own if any(own) else (),
        marker=shape,
        marker_size=size,
        hollow=mark.type == "symbol" and looks.hollow(first),
        overlay="line",
    )
    return Entry(dots, draft.scale_of(mark), places)


def _measured(item: Item, draft: Draft) -> Value:
    return item.values.get(draft.value, item.values.get(f"{draft.value}c"))


def _ticks(mark: Mark, draft: Draft) -> None:
    if draft.upright or draft.grouping == "clustered":
        _points(mark, draft, "dash")
        return
    # A frame would be one more part of the stack.
    draft.notes += [_stroke(item, draft.view) for item in mark.items if looks.ink(item)]


def _stroke(item: Item, view: View) -> NativeNote:
    """Return a tick as a line over the plot, along the longer of its sides."""
    upright = item.height >= item.width
    x, y = item.x + (item.width / 2 if upright else 0), item.y + (0 if upright else item.height / 2)
    x2, y2 = (x, y + item.height) if upright else (x + item.width, y)
    (left, top), (right, foot) = _shares(x, y, view), _shares(x2, y2, view)
    return NativeNote("line", left, top, right, foot, color=looks.ink(item), width=min(item.width, item.height))


def _shares(x: float, y: float, view: View) -> tuple[float, float]:
    return round(x / view.width, 4), round(y / view.height, 4)


def rules(mark: Mark, draft: Draft) -> None:
    """Add rules: across the plot as a line to compare with, at a category as an error bar, anywhere else as a note."""
    ranged: list[Item] = []
    for item in mark.items:
        if not looks.seen(item):
            continue
        value = axes.number(item.values.get(draft.value))
        at_name = key_of(item, draft.category) is not None
        if (
            not at_name
            and value is not None
            and f"{draft.value}2" not in mark.fields
            and draft.upright
            and draft.series
        ):
            _reference(item, value, mark, draft)
        elif at_name and f"{draft.value}2" in mark.scales and value is not None and draft.upright:
            ranged.append(item)
        else:
            draft.notes.append(line(item, draft.view))
    if ranged:
        _whiskers(ranged, mark, draft)


def _reference(item: Item, value: float, mark: Mark, draft: Draft) -> None:
    if value == 0 and draft.bars and draft.scale_of(mark) == draft.series[0].scale:
        draft.based = True
        return
    alike = [e.series for e in draft.series if e.series.reference and e.series.values[:1] == (value,)]
    if any(each.color == looks.paint(item.look, "stroke") for each in alike):
        # A rule is drawn once for each row of its data.
        return
    count = len(draft.names.keys)
    words = next((each for each in draft.texts if abs(each.y - item.y) < _NEAR and not _is_named(each, draft)), None)
    label: NativeLabel | None = None
    if words:
        label = texts.label(words, value, "right" if words.x >= draft.view.width - 1 else "above")
        texts.take(draft.texts, [words])
    series = NativeSeries(
        name=label.text if label else _REFERENCE,
        values=(value,) * count,
        color=looks.paint(item.look, "stroke"),
        labels=(*(None,) * (count - 1), label) if label else (),
        line_width=looks.stroke_width(item),
        dashed=looks.dashed(item),
        reference=True,
        listed=False,
    )
    draft.series.append(Entry(series, draft.scale_of(mark)))


def _is_named(words: texts.Words, draft: Draft) -> bool:
    return words.item.values.get(draft.category) is not None


def _whiskers(items: Sequence[Item], mark: Mark, draft: Draft) -> None:
    """Draw ranges as the error bars of points without ink."""
    by_place = {draft.at(key_of(item, draft.category)): item for item in items}
    if len(by_place) < len(items):
        raise NotNative("同一类别有几条区间线")
    count = range(len(draft.names.keys))
    values = {at: axes.number(item.values.get(draft.value)) or 0.0 for at, item in by_place.items()}
    others = {at: axes.number(item.values.get(f"{draft.value}2")) or 0.0 for at, item in by_place.items()}
    colors = {looks.ink(item) for item in items}
    errors = NativeErrors(
        side=draft.value,
        minus=tuple(max(0.0, values[at] - others[at]) if at in values else None for at in count),
        plus=tuple(max(0.0, others[at] - values[at]) if at in values else None for at in count),
        color=colors.pop() if len(colors) == 1 else looks.ink(items[0]),
        width=looks.stroke_width(items[0]),
        dashed=looks.dashed(items[0]),
    )
    series = NativeSeries(
        _WHISKER, tuple(values.get(at) for at in count), "", listed=False, overlay="line", errors=(errors,)
    )
    draft.series.append(Entry(series, draft.scale_of(mark)))


def line(item: Item, view: View) -> NativeNote:
    """Return a rule as a line over the plot; what lies outside the plot keeps its distance from it."""
    x2, y2 = float(item.look.get("x2", item.x)), float(item.look.get("y2", item.y))
    color, width = looks.paint(item.look, "stroke"), looks.stroke_width(item)
    (x, dx), (y, dy) = _share(item.x, view.width), _share(item.y, view.height)
    (far, dx2), (low, dy2) = _share(x2, view.width), _share(y2, view.height)
    dashed = looks.dashed(item)
    return NativeNote("line", x, y, far, low, "", color, width, dashed, dx=dx, dy=dy, dx2=dx2, dy2=dy2)


def _share(place: float, length: float) -> tuple[float, float]:
    """Return a place as a share of the plot, and how many points it lies outside it."""
    inside = min(max(place, 0.0), length)
    return round(inside / length, 4), round(place - inside, 1)


def band(item: Item, view: View) -> NativeNote:
    """Return a rectangle behind the data as a band over the plot."""
    x, y = round(item.x / view.width, 4), round(item.y / view.height, 4)
    x2, y2 = round((item.x + item.width) / view.width, 4), round((item.y + item.height) / view.height, 4)
    shade = looks.opacity(item.look) * looks.opacity(item.look, "fillOpacity")
    return NativeNote("band", x, y, x2, y2, color=looks.ink(item), opacity=shade)
