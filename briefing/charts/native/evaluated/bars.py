"""The bars of a view in, series of columns out: side by side, stacked, laid over one another, or floating."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from briefing.charts.native import channels
from briefing.charts.native.evaluated import axes, floats, looks, texts
from briefing.charts.native.evaluated.classify import role
from briefing.charts.native.evaluated.draft import Draft, Entry
from briefing.charts.native.evaluated.keys import key_of, ordered, series_fields, series_name, series_of
from briefing.charts.native.model import NativeLabel, NativeSeries, NotNative, Overlay
from briefing.charts.scene import Item, Mark, Value

_TOTAL = "合计"
_WIDEST_GAP = 500
_NARROWER, _NARROW = 1.3, 25
_OWN = ("value", "start", "finish")
Series = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its place among the categories, its ends and what it measures, and the item it was drawn by."""

    at: int
    series: Series
    start: float
    end: float
    amount: float | None
    item: Item


def add(draft: Draft) -> None:
    """Add the bars of a view to a draft."""
    marks = [m for m in draft.view.marks if m.type == "rect" and role(m, draft.view) == "bar"]
    if not marks:
        return
    draft.bars = True
    stacks = {_stacked(mark, draft) for mark in marks}
    if len(marks) > 1 and stacks != {None} and len(stacks) > 1:
        raise NotNative("堆积的和不堆积的条形画在一起")
    if "center" in stacks:
        raise NotNative("条形居中堆积")
    offset = any(f"{draft.category}Offset" in mark.scales for mark in marks)
    draft.overlap = 0 if offset else 100
    draft.gap = _gap(marks, draft, offset=offset)
    drawn: list[tuple[Entry, Mapping[int, Bar]]] = []
    for mark in marks:
        before = len(draft.series)
        drawn += _add(mark, draft)
        if not offset and _gap([mark], draft, offset=False) > draft.gap * _NARROWER + _NARROW:
            _narrow(draft.series[before:], _gap([mark], draft, offset=False), draft)
    _label(drawn, draft)
    for mark in marks:
        if mark.stacks.get(draft.value):
            _totals(mark, draft)


def _narrow(entries: Sequence[Entry], gap: int, draft: Draft) -> None:
    """Put narrower bars on the second axis, over the wide ones: bars on one axis are all of one width."""
    if draft.grouping != "clustered" or not draft.series or entries[0] is draft.series[0]:
        return
    for entry in entries:
        entry.series = replace(entry.series, gap_width=gap)
        entry.narrow = True


def _add(mark: Mark, draft: Draft) -> list[tuple[Entry, Mapping[int, Bar]]]:
    """Add the bars of one layer and return their series with the bars of each."""
    stacked = _stacked(mark, draft)
    fields = _fields(mark, draft, stacked)
    draft.legend_scales += [mark.scales[name] for name in fields if name in mark.scales]
    bars = [_bar(item, mark, fields, draft) for item in mark.items if looks.ink(item) or stacked]
    found = [bar for bar in bars if bar is not None]
    floating = not stacked and f"{draft.value}2" in mark.fields and draft.value not in mark.stacks
    _check(found, stacked)
    if stacked and found:
        many = len({bar.series for bar in found}) > 1 or _heaped(found)
        draft.grouping = ("percent" if stacked == "normalize" else "stacked") if many else draft.grouping
    scale = next((draft.view.scale(mark, name) for name in fields), None)
    order = _by_height(found) if stacked else ordered((bar.series for bar in found), scale)
    if not stacked and f"{draft.category}Offset" not in mark.scales and len({bar.at for bar in found}) < len(found):
        # Bars that cover one another: the later ones lie in front.
        order = list(dict.fromkeys(bar.series for bar in found))
    if floating:
        floats.add(mark, found, order, draft)
        return []
    drawn: list[tuple[Entry, Mapping[int, Bar]]] = []
    for key in order:
        for run in runs([bar for bar in found if bar.series == key]):
            entry = Entry(series_of_run(series_name(key, title_of(mark, draft)), run, draft), draft.scale_of(mark))
            draft.series.append(entry)
            drawn.append((entry, run))
    return drawn


def _stacked(mark: Mark, draft: Draft) -> str | None:
    """Return the offset of a stack, or None where no bar stands on another: Vega-Lite stacks whatever has a colour."""
    offset = mark.stacks.get(draft.value)
    beside = f"{draft.category}Offset" in mark.scales
    if offset == "zero" and (beside or len({key_of(item, draft.category) for item in mark.items}) == len(mark.items)):
        if any(item.values.get(f"{draft.value}2") for item in mark.items):
            raise NotNative("既分组又堆积")
        return None
    return offset


def _fields(mark: Mark, draft: Draft, stacked: str | None) -> tuple[str, ...]:
    """Return the channels that tell series apart; none where a category has one bar and no legend names its colour."""
    fields = series_fields(mark, draft.view, draft.category)
    keyed = {legend.scale for legend in draft.view.legends}
    alone = len({key_of(item, draft.category) for item in mark.items}) == len(mark.items)
    return () if alone and not stacked and not any(mark.scales.get(name) in keyed for name in fields) else fields


def _bar(item: Item, mark: Mark, fields: Sequence[str], draft: Draft) -> Bar | None:
    value = draft.value
    end, start = axes.number(item.values.get(value)), axes.number(item.values.get(f"{value}2"))
    amount = axes.number(item.values.get(f"{value}:amount")) if f"{value}:amount" in item.values else end
    if end is None and amount is not None:
        # A stack that holds a missing value has no places at all in Vega; what its other parts measure is known.
        start, end = 0.0, amount
    if end is None:
        return None
    key = key_of(item, draft.category)
    return Bar(draft.at(key), series_of(item, fields), start or 0.0, end, amount, item)


def _check(found: Sequence[Bar], stacked: str | None) -> None:
    if stacked == "normalize" and any((bar.amount or 0) < 0 for bar in found):
        raise NotNative("百分比堆积里有负数")


def _heaped(found: Sequence[Bar]) -> bool:
    """Return whether a category has several bars of one series, one upon the other."""
    return len({(bar.at, bar.series) for bar in found}) < len(found)


def _by_height(found: Sequence[Bar]) -> list[Series]:
    """Return the series of a stack from its foot outwards, as PowerPoint stacks them."""
    ranks: dict[Series, list[int]] = {}
    for at in {bar.at for bar in found}:
        column = sorted((bar for bar in found if bar.at == at), key=lambda bar: min(abs(bar.start), abs(bar.end)))
        for rank, bar in enumerate(column):
            ranks.setdefault(bar.series, []).append(rank)
    first = list(dict.fromkeys(bar.series for bar in found))
    # A series that is missing in the highest columns has lower ranks than it should: the longest column decides first.
    longest = max({bar.at for bar in found}, key=lambda at: sum(bar.at == at for bar in found), default=0)
    standing = sorted((bar for bar in found if bar.at == longest), key=lambda bar: min(abs(bar.start), abs(bar.end)))
    settled = list(dict.fromkeys(bar.series for bar in standing))
    if len(settled) == len(first):
        return settled
    return sorted(first, key=lambda series: sum(ranks[series]) / len(ranks[series]))


def runs(mine: Sequence[Bar]) -> list[dict[int, Bar]]:
    """Return the bars of one series by category; where a category has several, each further one is a series more."""
    runs: list[dict[int, Bar]] = []
    for bar in mine:
        run = next((each for each in runs if bar.at not in each), None)
        if run is None:
            runs.append(run := {})
        run[bar.at] = bar
    return runs


def series_of_run(name: str, run: Mapping[int, Bar], draft: Draft) -> NativeSeries:
    items = [run[at].item if at in run else None for at in range(len(draft.names.keys))]
    shades = {looks.opacity(item.look) * looks.opacity(item.look, "fillOpacity") for item in items if item}
    # A series has one opacity: where bars differ in it, each has a colour of its own instead.
    shade = shades.pop() if len(shades) == 1 else 1.0
    colors = [_seen(item, shade) if item else "" for item in items]
    color = channels.common(each for each in colors if each) if any(colors) else ""
    own = tuple("" if each in ("", color) else each for each in colors)
    first = next(item for item in items if item)
    filled = bool(looks.paint(first.look, "fill"))
    outline = looks.paint(first.look, "stroke")
    return NativeSeries(
        name=name,
        values=tuple(run[at].amount if at in run else None for at in range(len(items))),
        color=color if filled else "",
        point_colors=own if any(own) and filled else (),
        outline=outline,
        outline_width=looks.stroke_width(first) if outline else 0.0,
        opacity=shade,
        overlay="column" if draft.upright else "",
    )


def _seen(item: Item, shade: float) -> str:
    """Return the colour of a bar, lighter by what its own opacity differs from that of the series."""
    own = looks.opacity(item.look) * looks.opacity(item.look, "fillOpacity")
    return looks.ink(item) if own == shade else looks.faded(looks.ink(item), own)


def _label(drawn: Sequence[tuple[Entry, Mapping[int, Bar]]], draft: Draft) -> None:
    """Give bars the texts that stand at them: first to the bar whose number a text prints, the rest to the last one."""
    for exact in (True, False):
        for entry, run in reversed(drawn):
            found = dict(enumerate(entry.series.labels))
            taken = []
            for at, bar in run.items():
                for words in draft.texts:
                    label = _at(words, bar, draft)
                    if label and not found.get(at) and (label.format or not exact):
                        found[at] = label
                        taken.append(words)
            texts.take(draft.texts, taken)
            if any(found.values()):
                labels = tuple(found.get(at) for at in range(len(draft.names.keys)))
                entry.series = replace(entry.series, labels=labels)


def _at(words: texts.Words, bar: Bar, draft: Draft) -> NativeLabel | None:
    """Return the label that a text is at a bar; none beyond the end of stacked ones, which PowerPoint cannot label."""
    position = texts.at_bar(words, bar.item, upright=draft.upright, rising=bar.end >= bar.start)
    if position is None or (position == "outside_end" and draft.grouping != "clustered"):
        return None
    return texts.label(words, bar.amount, position)


def _totals(mark: Mark, draft: Draft) -> None:
    """Have the words beyond the ends of stacks stand on a series of their own, which is not drawn."""
    tops: dict[int, Bar] = {}
    for bar in (found for item in mark.items if (found := _bar(item, mark, (), draft))):
        if bar.at not in tops or abs(bar.end) > abs(tops[bar.at].end):
            tops[bar.at] = bar
    labels: dict[int, NativeLabel] = {}
    taken = []
    for at, bar in tops.items():
        for words in draft.texts:
            position = texts.at_bar(words, bar.item, upright=draft.upright, rising=bar.end >= 0)
            if position == "outside_end" and at not in labels:
                labels[at] = texts.label(words, bar.end, "above" if draft.upright else "inside_base")
                taken.append(words)
    texts.take(draft.texts, taken)
    if labels:
        # Bars that lie have no lines over them: there the words stand at the foot of a bar of no length.
        values = {at: tops[at].end if draft.upright else 0.0 for at in labels}
        draft.series.append(Entry(carrier(values, labels, draft), draft.scale_of(mark)))


def carrier(values: Mapping[int, float], labels: Mapping[int, NativeLabel], draft: Draft) -> NativeSeries:
    """Return a series that is not drawn and bears labels: points over columns, or bars of no length."""
    places = range(len(draft.names.keys))
    overlay: Overlay = "line" if draft.upright else ""
    said = tuple(labels.get(at) for at in places)
    return NativeSeries(_TOTAL, tuple(values.get(at) for at in places), "", labels=said, listed=False, overlay=overlay)


def title_of(mark: Mark, draft: Draft) -> str:
    """Return what a value axis calls its values, for a series that has no name of its own.

    The title of an axis that several layers share lists all of theirs; then the field itself is the name.
    """
    axis = draft.view.axis(draft.scale_of(mark))
    title = axis.title if axis else ""
    others = {_field(each, draft) for each in draft.view.marks if draft.scale_of(each) == draft.scale_of(mark)}
    field = _field(mark, draft)
    name = title if title and not others - {field, ""} else field or title
    # The library's own rows call every number so.
    return "" if name in _OWN else name


def _field(mark: Mark, draft: Draft) -> str:
    """Return the field that a mark measures, without what stacking made of it."""
    value = draft.value
    return mark.fields.get(f"{value}:amount") or mark.fields.get(value) or mark.fields.get(f"{value}c") or ""


def _gap(marks: Sequence[Mark], draft: Draft, *, offset: bool) -> int:
    """Return the gap between columns in per cent of a bar's width, from the drawing."""
    items = [item for mark in marks for item in mark.items]
    width = max((item.width if draft.upright else item.height) for item in items)
    span = draft.view.width if draft.upright else draft.view.height
    step = span / max(1, len(draft.names.keys))
    if draft.names.dates:
        low, high = draft.names.dates[0], draft.names.dates[-1]
        count = round((high - low) / {"years": 365.25, "months": 30.44, "days": 1}[draft.names.unit or "days"]) + 1
        step = span / max(1, count)
    beside = len({item.values.get(f"{draft.category}Offset") for item in items}) if offset else 1
    return min(_WIDEST_GAP, max(0, round((step - width * beside) / width * 100))) if width else 60
