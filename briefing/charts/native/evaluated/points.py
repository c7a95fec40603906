"""A view with numbers on both axes in, a scatter or bubble chart out; names on one axis stand as words beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from briefing.charts.native.evaluated import axes, looks, overlays, texts
from briefing.charts.native.evaluated.classify import role
from briefing.charts.native.evaluated.guides import guides
from briefing.charts.native.evaluated.keys import Names, key_of, names, ordered, series_fields, series_name, series_of
from briefing.charts.native.model import (
    NativeAxis,
    NativeChart,
    NativeErrors,
    NativeLabel,
    NativeNote,
    NativeSeries,
    NotNative,
)
from briefing.charts.scene import Item, Mark, Scale, View
from briefing.charts.scene.model import Channel

CHANNELS: tuple[Channel, ...] = ("x", "y")
_NAMES = "名称"
_TICK = 0.35
_MOST_NOTES = 40
_WORDS = "文字"


@dataclass(slots=True)
class _Points:
    """A scatter chart in the making; `named` has the categories of each channel that bears names."""

    view: View
    named: dict[str, Names]
    texts: list[texts.Words]
    series: list[NativeSeries] = field(default_factory=list)
    legend_scales: list[str] = field(default_factory=list)
    notes: list[NativeNote] = field(default_factory=list)
    bubbles: bool = False


def points(view: View) -> NativeChart:
    """Return the scatter chart of a view; the names of an axis that has names become words beside it."""
    found = _Points(view, {}, texts.texts(view))
    for channel in CHANNELS:
        marks = [mark for mark in view.marks if view.scale(mark, channel)]
        if any(scale.discrete for mark in marks if (scale := view.scale(mark, channel))):
            found.named[channel] = names(view, marks, channel)
    for mark in view.marks:
        kind = role(mark, view) if mark.type == "rect" else mark.type
        if kind == "symbol":
            _symbols(mark, found)
        elif kind == "line":
            _line(mark, found)
        elif kind == "rule":
            _rules(mark, found)
        elif kind == "tick":
            _ticks(mark, found)
        elif kind == "band":
            found.notes += [overlays.band(item, view) for item in mark.items if looks.ink(item)]
        elif kind not in ("text",):
            raise NotNative("条形和散点画在一起")
    if all(mark.type == "text" for mark in view.marks):
        _only_words(found)
    if not found.series:
        raise NotNative("只有零散的线段")
    return _chart(found)


def _chart(found: _Points) -> NativeChart:
    view = found.view
    scales = {c: next((s for m in view.marks if (s := view.scale(m, c))), None) for c in "xy"}
    sides = {c: _axis(view, scale, found, c) for c, scale in scales.items()}
    found.series += [
        _beside(found, sides, channel) for channel in CHANNELS if _says_names(found, scales[channel], channel)
    ]
    place, title = axes.legend(view, found.legend_scales)
    series = axes.listed(_distinct(found.series), view, found.legend_scales)
    shown = sum(each.listed for each in series)
    told = found.legend_scales if place and shown > 1 else ()
    said = [
        word
        for channel, names in found.named.items()
        if _says_names(found, scales[channel], channel)
        for word in names.words
    ]
    keys = guides(view, told, shown if told else 0, said)
    left = tuple(texts.notes(found.texts, view))
    if len(found.notes) + len(left) > _MOST_NOTES:
        raise NotNative("零散的线段和文字太多")
    return NativeChart(
        kind="bubble" if found.bubbles else "scatter",
        categories=(),
        series=series,
        category_axis=sides["x"],
        value_axis=sides["y"],
        legend=place if shown > 1 else None,
        legend_title=title,
        notes=tuple(dict.fromkeys((*found.notes, *left, *keys))),
    )


def _distinct(found: Sequence[NativeSeries]) -> tuple[NativeSeries, ...]:
    seen: dict[str, int] = {}
    named = []
    for each in found:
        seen[each.name] = seen.get(each.name, 0) + 1
        named.append(each if seen[each.name] == 1 else replace(each, name=f"{each.name} {seen[each.name]}"))
    return tuple(named)


def _axis(view: View, scale: Scale | None, found: _Points, channel: str) -> NativeAxis:
    if scale is None:
        return NativeAxis(visible=False, line=False, minimum=0, maximum=1)
    if channel in found.named:
        count = len(found.named[channel].keys)
        axis = view.axis(scale.name)
        line = bool(axis and axis.line)
        return NativeAxis(
            visible=False,
            line=line,
            minimum=0,
            maximum=count,
            step=1,
            reversed=channel == "y",
            title=axis.title if axis else "",
        )
    return axes.value_axis(view, scale, upright=channel == "y")


def _says_names(found: _Points, scale: Scale | None, channel: str) -> bool:
    """Return whether the axis of a channel prints names."""
    axis = found.view.axis(scale.name) if scale and channel in found.named else None
    return bool(axis and axis.ticks and axis.shown)


def _beside(found: _Points, sides: dict[str, NativeAxis], category: Channel) -> NativeSeries:
    """Return a series without ink at the foot of the other axis, whose labels are the names."""
    named = found.named[category]
    other = sides["x" if category == "y" else "y"]
    foot = other.maximum if other.reversed else other.minimum
    at = tuple(index + 0.5 for index in range(len(named.keys)))
    feet = (foot or 0.0,) * len(at)
    labels = tuple(
        NativeLabel(words, "", "left" if category == "y" else "below") if words else None for words in named.words
    )
    x, y = (feet, at) if category == "y" else (at, feet)
    return NativeSeries(_NAMES, y, "", x=x, labels=labels, listed=False)


def _number(item: Item, channel: str, found: _Points) -> float | None:
    """Return the place of an item on an axis: its number, or the middle of its name's room."""
    value = item.values.get(channel, item.values.get(f"{channel}c"))
    if channel in found.named:
        keys, key = found.named[channel].keys, key_of(item, channel)
        if f"{channel}Offset" in item.values:
            # Moved within the room of its name: only the drawing knows by how much.
            share = item.x / found.view.width if channel == "x" else item.y / found.view.height
            return round(share * len(keys), 4)
        return keys.index(key) + 0.5 if key in keys else None
    number = axes.number(value)
    if number is None:
        # No data along this axis: the place itself, as a share of an axis from 0 to 1.
        share = item.x / found.view.width if channel == "x" else 1 - item.y / found.view.height
        return round(share, 6) if f"{channel}" not in item.values and f"{channel}c" not in item.values else None
    return number


def _category(found: _Points) -> str:
    """Return the channel whose names do not tell series apart."""
    return next(iter(found.named), "")


def _symbols(mark: Mark, found: _Points) -> None:
    items = [item for item in mark.items if looks.seen(item)]
    if not items or _become_markers(mark, found):
        return
    if not any(channel in item.values for item in items for channel in ("x", "xc", "y", "yc")):
        raise NotNative("点的位置不是坐标轴上的数（如地图上的点）")
    size = found.view.scale(mark, "size")
    sized = size is not None and not size.discrete
    fields = series_fields(mark, found.view, _category(found))
    found.legend_scales += [mark.scales[name] for name in fields if name in mark.scales]
    found.bubbles = found.bubbles or sized
    scale = next((found.view.scale(mark, name) for name in fields), None)
    for key in ordered((series_of(item, fields) for item in items), scale):
        mine = [item for item in items if series_of(item, fields) == key]
        found.series.append(_series(mine, series_name(key, _title(mark, found)), found, sized))
    if found.bubbles and len({bool(each.sizes) for each in found.series if each.listed}) > 1:
        raise NotNative("气泡和别的图形画在一起")


def _title(mark: Mark, found: _Points) -> str:
    axis = found.view.axis(mark.scales.get("y", ""))
    return axis.title if axis and "y" not in found.named else ""


def _series(items: Sequence[Item], name: str, found: _Points, sized: bool) -> NativeSeries:
    placed = [
        (item, x, y)
        for item in items
        if (x := _number(item, "x", found)) is not None and (y := _number(item, "y", found)) is not None
    ]
    shades = {looks.opacity(item.look) * looks.opacity(item.look, "fillOpacity") for item, _, _ in placed}
    # A series has one opacity: where points differ in it, each has a colour of its own instead.
    colors = [_color(item) if len(shades) > 1 else looks.ink(item) for item, _, _ in placed]
    color = max(colors, key=colors.count, default="")
    own = tuple("" if each == color else each for each in colors)
    first = items[0]
    return NativeSeries(
        name,
        tuple(y for _, _, y in placed),
        color,
        point_colors=own if any(own) else (),
        labels=_labels(placed, found),
        x=tuple(x for _, x, _ in placed),
        sizes=tuple(axes.number(item.values.get("size")) for item, _, _ in placed) if sized else (),
        marker=looks.marker(first),
        marker_size=looks.diameter(first),
        hollow=looks.hollow(first),
        outline=looks.paint(first.look, "stroke"),
        outline_width=looks.stroke_width(first) if looks.paint(first.look, "stroke") else 0.0,
        # LibreOffice paints all clear markers of a chart alike; only bubbles, which cover one another, need it.
        opacity=shades.pop() if sized and len(shades) == 1 else 1.0,
    )


def _color(item: Item) -> str:
    return looks.faded(looks.ink(item), looks.opacity(item.look) * looks.opacity(item.look, "fillOpacity"))


def _labels(placed: Sequence[tuple[Item, float, float]], found: _Points) -> tuple[NativeLabel | None, ...]:
    labels: dict[int, NativeLabel] = {}
    taken = []
    across = "y" in found.named
    for words in found.texts:
        for at, (item, x, y) in enumerate(placed):
            position = texts.at_point(words, item.x, item.y) if at not in labels else None
            if position:
                labels[at] = texts.label(words, x if across else y, position)
                if across and labels[at].format:
                    # PowerPoint prints a point's height, which here is the place of its name.
                    labels[at] = replace(labels[at], format="")
                taken.append(words)
                break
    texts.take(found.texts, taken)
    return tuple(labels.get(at) for at in range(len(placed))) if labels else ()


def _become_markers(mark: Mark, found: _Points) -> bool:
    """Have points that are the points of lines be their markers."""
    lined = [(number, each) for number, each in enumerate(found.series) if each.line_width]
    spots = {place: number for number, each in lined for place in zip(each.x, each.values, strict=True)}
    mine = [(_number(item, "x", found), _number(item, "y", found)) for item in mark.items]
    inks = {looks.ink(item) for item in mark.items} - {each.color for _, each in lined}
    if not mine or inks or any(place not in spots for place in mine):
        return False
    first = mark.items[0]
    for number in {spots[place] for place in mine if place in spots}:
        each = found.series[number]
        marked = tuple((x, y) in mine for x, y in zip(each.x, each.values, strict=True))
        found.series[number] = replace(
            each,
            marker=looks.marker(first),
            marker_size=looks.diameter(first),
            hollow=looks.hollow(first),
            point_markers=() if all(marked) else marked,
        )
    return True


def _line(mark: Mark, found: _Points) -> None:
    first = mark.items[0]
    if not looks.paint(first.look, "stroke"):
        return
    fields = series_fields(mark, found.view, _category(found))
    found.legend_scales += [mark.scales[name] for name in fields if name in mark.scales]
    xs = tuple(_number(item, "x", found) for item in mark.items)
    ys = tuple(None if item.look.get("defined") is False else _number(item, "y", found) for item in mark.items)
    placed = [(item, x or 0.0, y or 0.0) for item, x, y in zip(mark.items, xs, ys, strict=True)]
    found.series.append(
        NativeSeries(
            series_name(series_of(first, fields), _title(mark, found)),
            ys,
            looks.paint(first.look, "stroke"),
            labels=_labels(placed, found),
            x=xs,
            line_width=looks.stroke_width(first, 2.0),
            dashed=looks.dashed(first),
            smooth=looks.smooth(first),
            opacity=looks.opacity(first.look) * looks.opacity(first.look, "strokeOpacity"),
        )
    )


def _rules(mark: Mark, found: _Points) -> None:
    """Add rules with a point of the data at both ends as lines of a series, others as notes."""
    items = [item for item in mark.items if looks.seen(item)]
    spans = [item for item in items if _ends(item, mark, found)]
    found.notes += [overlays.line(item, found.view) for item in items if item not in spans]
    by_look: dict[tuple[str, float, bool], list[Item]] = {}
    for item in spans:
        by_look.setdefault((looks.ink(item), looks.stroke_width(item), looks.dashed(item)), []).append(item)
    for (color, width, dashed), mine in by_look.items():
        found.series.append(_whiskers(mine, mark, found, color, width, dashed))


def _ends(item: Item, mark: Mark, found: _Points) -> bool:
    both = [channel for channel in ("x", "y") if f"{channel}2" in mark.scales and f"{channel}2" in item.values]
    there = all(_number(item, channel, found) is not None and _has(item, channel) for channel in ("x", "y"))
    return len(both) == 1 and there


def _has(item: Item, channel: str) -> bool:
    return item.values.get(channel, item.values.get(f"{channel}c")) is not None


def _whiskers(
    items: Sequence[Item], mark: Mark, found: _Points, color: str, width: float, dashed: bool
) -> NativeSeries:
    side: Channel = "x" if "x2" in mark.scales else "y"
    at = [(_number(item, "x", found) or 0.0, _number(item, "y", found) or 0.0) for item in items]
    ends = [axes.number(item.values.get(f"{side}2")) or 0.0 for item in items]
    reach = [end - (place[0] if side == "x" else place[1]) for end, place in zip(ends, at, strict=True)]
    errors = NativeErrors(
        side,
        minus=tuple(max(0.0, -each) for each in reach),
        plus=tuple(max(0.0, each) for each in reach),
        color=color,
        width=width,
        dashed=dashed,
    )
    xs, ys = tuple(x for x, _ in at), tuple(y for _, y in at)
    return NativeSeries("区间", ys, "", x=xs, listed=False, errors=(errors,))


def _ticks(mark: Mark, found: _Points) -> None:
    """Add ticks as points without ink with error bars across."""
    side: Channel = "x" if "x" in found.named or not mark.fields.get("x", mark.fields.get("xc")) else "y"
    if side not in found.named and (side in mark.fields or f"{side}c" in mark.fields):
        raise NotNative("短线的位置都是数值")
    fields = series_fields(mark, found.view, _category(found))
    found.legend_scales += [mark.scales[name] for name in fields if name in mark.scales]
    # A colour for each name tells no series apart, yet it is seen; error bars have one colour a series.
    telling = {id(item): (*series_of(item, fields), looks.ink(item)) for item in mark.items}
    for key in dict.fromkeys(telling.values()):
        mine = [item for item in mark.items if telling[id(item)] == key]
        series = _series(mine, series_name(key[:-1]), found, sized=False)
        half = (_TICK,) * len(series.values)
        errors = NativeErrors(side, half, half, looks.ink(mine[0]), looks.stroke_width(mine[0], 1.5))
        found.series.append(replace(series, marker="none", errors=(errors,)))


def _only_words(found: _Points) -> None:
    """Add texts that are the data themselves as labels of points without ink; a further one at a place is a note."""
    placed = [(words, _number(words.item, "x", found), _number(words.item, "y", found)) for words in found.texts]
    if not placed or any(x is None or y is None for _, x, y in placed):
        raise NotNative("只有文字")
    first = {(x, y): words for words, x, y in reversed(placed)}
    labels = tuple(texts.label(words, None, "center") for words in first.values())
    xs, ys = tuple(x for x, _ in first), tuple(y for _, y in first)
    found.series.append(NativeSeries(_WORDS, ys, "", x=xs, labels=labels, listed=False))
    texts.take(found.texts, first.values())
