"""Items in, the names of categories and series out, in the order in which Vega draws them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from briefing.charts.native.channels import UNNAMED
from briefing.charts.native.evaluated import dates
from briefing.charts.native.model import NotNative, Unit
from briefing.charts.scene import Item, Mark, Scale, Value, View
from briefing.charts.scene.model import Channel

Key = Value | tuple[Value, ...]

_EVEN = 1e-6
_DECIMAL = re.compile(r"[−-]?[\d,]+(\.\d+)?")
_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")
_TELLING = ("fill", "stroke", "xOffset", "yOffset", "strokeDash", "shape", "size", "opacity")


@dataclass(frozen=True, slots=True)
class Names:
    """The categories of a chart: their keys in order, their words, and the instants of a date axis (else empty)."""

    channel: Channel
    keys: tuple[Key, ...]
    words: tuple[str, ...]
    dates: tuple[float, ...] = ()
    unit: Unit | None = None


def names(view: View, marks: Sequence[Mark], channel: Channel) -> Names:
    """Return the categories of some marks along a channel; NotNative where they are no categories."""
    scale = next((found for mark in marks if (found := view.scale(mark, channel))), None)
    if scale is None:
        return Names(channel, (None,), ("",))
    if scale.discrete:
        return _discrete(view, marks, scale, channel)
    seen = {key_of(item, channel) for mark in marks for item in mark.items} - {None}
    keys: list[Key] = sorted(seen, key=_order)
    if not keys:
        raise NotNative("没有数据")
    if scale.temporal:
        return _instants(view, marks, scale, channel, keys)
    if any(isinstance(key, tuple) for key in keys):
        bins = _with_empty([key for key in keys if isinstance(key, tuple)], scale)
        return Names(channel, tuple(bins), tuple(_between(view, scale, key) for key in bins))
    return _numbers(view, scale, channel, keys)


def key_of(item: Item, channel: str) -> Key:
    """Return what tells the category of an item: its value, or the two ends of the bin that it covers."""
    one, two = item.values.get(channel, item.values.get(f"{channel}c")), item.values.get(f"{channel}2")
    if two is None or one is None or one == two:
        return one if one is not None else two
    if isinstance(one, datetime) or isinstance(two, datetime):
        return min(one, two, key=_order)
    return tuple(sorted((one, two), key=_order))


def series_fields(mark: Mark, view: View, category: str) -> tuple[str, ...]:
    """Return the channels that tell the series of a mark apart: discrete ones that show another field, or a name."""
    taken = {mark.fields.get(category), mark.fields.get(f"{category}c")} - {None}
    found: dict[str, str] = {}
    for channel in (*_TELLING, *(name for name in mark.fields if name.startswith("group:"))):
        scale = view.scale(mark, channel)
        # A layer may name itself instead of a field: `color: {datum: "计划"}`.
        own = channel if channel in mark.scales and channel not in ("xOffset", "yOffset") else ""
        field = mark.fields.get(channel) or own
        discrete = channel.startswith("group:") or (scale is not None and scale.discrete)
        if field and discrete and field not in taken:
            found.setdefault(field, channel)
    return _named(mark, view, tuple(found.values()))


def _named(mark: Mark, view: View, channels: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out what only groups the paths of a layer (their order in a stack), where colours tell them apart."""
    drawn = tuple(channel for channel in channels if not channel.startswith("group:"))
    paths = [each for each in view.marks if each.name == mark.name]
    told = {series_of(path.items[0], drawn) for path in paths}
    return drawn if drawn and len(told) == len(paths) and mark.type in ("line", "area") else channels


def series_of(item: Item, channels: Iterable[str]) -> tuple[Value, ...]:
    return tuple(item.values.get(channel) for channel in channels)


def series_name(key: tuple[Value, ...], fallback: str = "") -> str:
    # A field of colours tells series apart without naming them.
    words = [_word(value) for value in key if value is not None and not _COLOR.fullmatch(str(value))]
    return " ".join(dict.fromkeys(words)) or fallback or UNNAMED


def ordered(keys: Iterable[tuple[Value, ...]], scale: Scale | None) -> list[tuple[Value, ...]]:
    """Return series in the order of their legend's scale, else of their first appearance."""
    found = list(dict.fromkeys(keys))
    if scale is None or not scale.discrete:
        return found
    places = {value: at for at, value in enumerate(scale.domain)}
    return sorted(found, key=lambda key: places.get(key[0], len(places)) if key else 0)


def _by_place(marks: Sequence[Mark], channel: Channel) -> list[Value]:
    """Return the values of a scale that does not tell its domain (one of instants), as they stand in the drawing."""
    places: dict[Value, float] = {}
    for item in (item for mark in marks for item in mark.items if item.values.get(channel) is not None):
        places[item.values[channel]] = item.x if channel == "x" else item.y
    return sorted(places, key=lambda key: places[key])


def _discrete(view: View, marks: Sequence[Mark], scale: Scale, channel: Channel) -> Names:
    axis = view.axis(scale.name)
    words = {tick.value: tick.text for tick in axis.ticks} if axis else {}
    domain = list(scale.domain) or _by_place(marks, channel)
    ends = [each for each in scale.range if isinstance(each, int | float)]
    # Names run from the left and from the top; a range the other way round turns them.
    if scale.domain and len(ends) == 2 and ends[0] > ends[1]:
        domain.reverse()
    return Names(channel, tuple(domain), tuple(words.get(each) or _word(each) for each in domain))


def _instants(view: View, marks: Sequence[Mark], scale: Scale, channel: Channel, keys: list[Key]) -> Names:
    moments = [key for key in keys if isinstance(key, datetime)]
    axis = view.axis(scale.name)
    words = {tick.value: tick.text for tick in axis.ticks} if axis else {}
    field = next((mark.fields.get(channel, "") for mark in marks), "")
    unit = dates.unit(moments)
    if dates.is_cycle(field):
        # Some labels of Vega's beside some of ours would be two manners of writing, with a year that nobody gave.
        labelled = all(words.get(each) for each in moments)
        return Names(channel, tuple(moments), tuple(words[m] if labelled else dates.cycle(m, field) for m in moments))
    if unit is None:
        return Names(channel, tuple(moments), tuple(words.get(each) or dates.words(each, unit) for each in moments))
    plain = tuple(dates.words(each, unit) for each in moments)
    return Names(channel, tuple(moments), plain, tuple(dates.serial(dates.day(each)) for each in moments), unit)


def _numbers(view: View, scale: Scale, channel: Channel, keys: list[Key]) -> Names:
    """Return numbers as categories where they stand at even distances, as categories do."""
    values = [key for key in keys if isinstance(key, int | float)]
    steps = [two - one for one, two in pairwise(values)]
    if len(values) != len(keys) or (steps and max(steps) - min(steps) > _EVEN * max(map(abs, steps))) or scale.log:
        raise NotNative("横轴的数值间隔不等")
    axis = view.axis(scale.name)
    words = {tick.value: tick.text for tick in axis.ticks} if axis else {}
    return Names(channel, tuple(values), tuple(words.get(each) or _word(each) for each in values))


def _with_empty(bins: list[tuple[Value, ...]], scale: Scale) -> list[tuple[Value, ...]]:
    """Return bins of one width with the empty ones, which have no items, over the whole scale."""
    ends = [(one, two) for one, two in bins if isinstance(one, int | float) and isinstance(two, int | float)]
    widths = [two - one for one, two in ends]
    if len(ends) < len(bins) or max(widths) - min(widths) > _EVEN * max(widths):
        return bins
    low = min((each for each in scale.domain if isinstance(each, int | float)), default=ends[0][0])
    high = max((each for each in scale.domain if isinstance(each, int | float)), default=ends[-1][1])
    before = max(0, round((ends[0][0] - low) / widths[0]))
    after = max(0, round((high - ends[-1][1]) / widths[0]))
    ends = [(_tidy(ends[0][0] - n * widths[0]), _tidy(ends[0][1] - n * widths[0])) for n in range(before, 0, -1)] + ends
    ends += [(_tidy(ends[-1][0] + n * widths[0]), _tidy(ends[-1][1] + n * widths[0])) for n in range(1, after + 1)]
    filled = ends[:1]
    for one, two in ends[1:]:
        while one - filled[-1][1] > widths[0] / 2:
            filled.append((filled[-1][1], _tidy(filled[-1][1] + widths[0])))
        filled.append((one, two))
    return list(filled)


def _tidy(value: float) -> float:
    return float(f"{value:.12g}")


def _between(view: View, scale: Scale, key: Key) -> str:
    ends = key if isinstance(key, tuple) else (key,)
    axis = view.axis(scale.name)
    words = {tick.value: tick.text for tick in axis.ticks} if axis else {}
    return "–".join(words.get(end) or _alike(end, words.values()) for end in ends)


def _alike(value: Value, texts: Iterable[str]) -> str:
    """Return the words of a number without a label of its own, with as many decimals as the labels have."""
    plain = [text for text in texts if _DECIMAL.fullmatch(text)]
    decimals = {len(text.partition(".")[2]) for text in plain}
    if not isinstance(value, int | float) or len(decimals) != 1:
        return _word(value)
    written = f"{value:,.{decimals.pop()}f}" if any("," in text for text in plain) else f"{value:.{decimals.pop()}f}"
    return written.replace("-", "−") if float(written.replace(",", "")) == value else _word(value)


def _word(value: Value) -> str:
    if isinstance(value, datetime):
        return dates.words(value, dates.unit([value]))
    if isinstance(value, float):
        return f"{value:.12g}"
    return "" if value is None else str(value)


def _order(value: Key) -> tuple[int, float, str]:
    """Return what keys are sorted by: numbers and instants by size, names after them."""
    first = value[0] if isinstance(value, tuple) else value
    if isinstance(first, datetime):
        return 0, dates.serial(first), ""
    if isinstance(first, int | float):
        return 0, float(first), ""
    return 1, 0.0, str(first)
