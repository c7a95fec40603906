"""The bars of a view in, series of columns out: side by side, stacked, laid over one another, or floating."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from briefing.charts.native import channels
from briefing.charts.native.evaluated import axes, looks, texts
from briefing.charts.native.evaluated.classify import role
from briefing.charts.native.evaluated.draft import Draft, Entry
from briefing.charts.native.evaluated.keys import key_of, ordered, series_fields, series_name, series_of
from briefing.charts.native.model import NativeLabel, NativeSeries, NotNative
from briefing.charts.scene import Item, Mark, Value

_FOOT = "起点"
_TOTAL = "合计"
_WIDEST_GAP = 500
_NARROWER, _NARROW = 1.3, 25
Series = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class _Bar:
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
    offset = any(f"{draft.category}Offset" in mark.fields for mark in marks)
    draft.overlap = 0 if offset else 100
    draft.gap = _gap(marks, draft, offset=offset)
    for mark in marks:
        before = len(draft.series)
        _add(mark, draft)
        if not offset and _gap([mark], draft, offset=False) > draft.gap * _NARROWER + _NARROW:
            _narrow(draft.series[before:], _gap([mark], draft, offset=False), draft)


def _narrow(entries: Sequence[Entry], gap: int, draft: Draft) -> None:
    """Put narrower bars on the second axis, over the wide ones: bars on one axis are all of one width."""
    if draft.grouping != "clustered" or not draft.series or entries[0] is draft.series[0]:
        return
    for entry in entries:
        entry.series = replace(entry.series, gap_width=gap)
        entry.narrow = True


def _add(mark: Mark, draft: Draft) -> None:
    stacked = _stacked(mark, draft)
    fields = _fields(mark, draft, stacked)
    draft.legend_scales += [mark.scales[name] for name in fields if name in mark.scales]
    drawn = [_bar(item, mark, fields, draft) for item in mark.items if looks.ink(item) or stacked]
    found = [bar for bar in drawn if bar is not None]
    floating = not stacked and f"{draft.value}2" in mark.fields and draft.value not in mark.stacks
    _check(found, stacked)
    if stacked and found:
        many = len({bar.series for bar in found}) > 1 or _heaped(found)
        draft.grouping = ("percent" if stacked == "normalize" else "stacked") if many else draft.grouping
    scale = next((draft.view.scale(mark, name) for name in fields), None)
    order = _by_height(found) if stacked else ordered((bar.series for bar in found), scale)
    if floating:
        _float(mark, found, order, draft)
        return
    for key in order:
        for run in _runs([bar for bar in found if bar.series == key]):
            draft.series.append(Entry(_series(series_name(key, _title(mark, draft)), run, draft), draft.scale_of(mark)))
    if stacked:
        _totals(found, mark, draft)


def _stacked(mark: Mark, draft: Draft) -> str | None:
    """Return the offset of a stack, or None where no bar stands on another: Vega-Lite stacks whatever has a colour."""
    offset = mark.stacks.get(draft.value)
    beside = f"{draft.category}Offset" in mark.fields
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


def _bar(item: Item, mark: Mark, fields: Sequence[str], draft: Draft) -> _Bar | None:
    value = draft.value
    end, start = axes.number(item.values.get(value)), axes.number(item.values.get(f"{value}2"))
    amount = axes.number(item.values.get(f"{value}:amount")) if f"{value}:amount" in item.values else end
    if end is None:
        return None
    key = key_of(item, draft.category)
    return _Bar(draft.at(key), series_of(item, fields), start or 0.0, end, amount, item)


def _check(found: Sequence[_Bar], stacked: str | None) -> None:
    if stacked == "normalize" and any((bar.amount or 0) < 0 for bar in found):
        raise NotNative("百分比堆积里有负数")


def _heaped(found: Sequence[_Bar]) -> bool:
    """Return whether a category has several bars of one series, one upon the other."""
    return len({(bar.at, bar.series) for bar in found}) < len(found)


def _by_height(found: Sequence[_Bar]) -> list[Series]:
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


def _runs(mine: Sequence[_Bar]) -> list[dict[int, _Bar]]:
    """Return the bars of one series by category; where a category has several, each further one is a series more."""
    runs: list[dict[int, _Bar]] = []
    for bar in mine:
        run = next((each for each in runs if bar.at not in each), None)
        if run is None:
            runs.append(run := {})
        run[bar.at] = bar
    return runs


def _series(name: str, run: Mapping[int, _Bar], draft: Draft) -> NativeSeries:
    items = [run[at].item if at in run else None for at in range(len(draft.names.keys))]
    colors = [looks.ink(item) if item else "" for item in items]
    color = channels.common(each for each in colors if each) if any(colors) else ""
    own = tuple("" if each in ("", color) else each for each in colors)
    first = next(item for item in items if item)
    filled = bool(looks.paint(first.look, "fill"))
    outline = looks.paint(first.look, "stroke")
    labels = _labels(run, draft)
    return NativeSeries(
        name=name,
        values=tuple(run[at].amount if at in run else None for at in range(len(items))),
        color=color if filled else "",
        point_colors=own if any(own) and filled else (),
        labels=labels,
        outline=outline,
        outline_width=looks.stroke_width(first) if outline else 0.0,
        opacity=looks.opacity(first.look) * looks.opacity(first.look, "fillOpacity"),
        overlay="column" if draft.upright else "",
    )


def _labels(run: Mapping[int, _Bar], draft: Draft) -> tuple[NativeLabel | None, ...]:
    found: dict[int, NativeLabel] = {}
    taken = []
    for at, bar in run.items():
        for words in draft.texts:
            rising = bar.end >= bar.start
            position = texts.at_bar(words, bar.item, upright=draft.upright, rising=rising)
            if position is None or at in found:
                continue
            if position == "outside_end" and draft.grouping != "clustered":
                continue
            found[at] = texts.label(words, bar.amount, position)
            taken.append(words)
    texts.take(draft.texts, taken)
    return tuple(found.get(at) for at in range(len(draft.names.keys))) if found else ()


def _totals(found: Sequence[_Bar], mark: Mark, draft: Draft) -> None:
    """Have the words beyond the ends of stacks stand on a series of their own, which is not drawn."""
    tops: dict[int, _Bar] = {}
    for bar in found:
        if bar.at not in tops or abs(bar.end) > abs(tops[bar.at].end):
            tops[bar.at] = bar
    labels: dict[int, NativeLabel] = {}
    taken = []
    for at, bar in tops.items():
        for words in draft.texts:
            position = texts.at_bar(words, bar.item, upright=draft.upright, rising=bar.end >= 0)
            if position == "outside_end" and at not in labels:
                label = texts.label(words, bar.end, "above" if draft.upright else "inside_base")
                labels[at] = label
                taken.append(words)
    texts.take(draft.texts, taken)
    if labels:
        places = range(len(draft.names.keys))
        # Bars that lie have no lines over them: there the words stand at the foot of a bar of no length.
        values = tuple((tops[at].end if draft.upright else 0.0) if at in labels else None for at in places)
        carrier = NativeSeries(_TOTAL, values, "", labels=tuple(labels.get(at) for at in places), listed=False)
        if draft.upright:
            carrier = NativeSeries(
                _TOTAL, values, "", labels=carrier.labels, listed=False, overlay="line", marker="none"
            )
        draft.series.append(Entry(carrier, draft.scale_of(mark)))


def _float(mark: Mark, found: Sequence[_Bar], order: Sequence[Series], draft: Draft) -> None:
    """Stand bars that do not begin at zero on feet without ink; those that cross zero are of two parts."""
    if len({bar.at for bar in found}) < len(found):
        raise NotNative("同一类别有几段条形")
    if draft.series:
        raise NotNative("悬空的条形和别的条形画在一起")
    places = range(len(draft.names.keys))
    by_place = {bar.at: bar for bar in found}
    feet = tuple(_foot(by_place[at]) if at in by_place else None for at in places)
    draft.grouping = "stacked"
    overlay = "column" if draft.upright else ""
    scale = draft.scale_of(mark)
    if any(feet):
        draft.series.append(Entry(NativeSeries(_FOOT, feet, "", listed=False, overlay=overlay), scale))  # type: ignore[arg-type]
    for key in order:
        mine = [bar for bar in found if bar.series == key]
        name = series_name(key, _title(mark, draft))
        for sign, suffix in ((1, ""), (-1, "（负）")):
            run = {bar.at: _part(bar, sign) for bar in mine if _part(bar, sign).amount}
            if run or (sign > 0 and not any(_part(bar, -1).amount for bar in mine)):
                draft.series.append(Entry(_series(name + suffix, run or {b.at: b for b in mine}, draft), scale))


def _foot(bar: _Bar) -> float:
    low, high = sorted((bar.start, bar.end))
    return low if low > 0 else high if high < 0 else 0.0


def _part(bar: _Bar, sign: int) -> _Bar:
    """Return the part of a floating bar above (1) or below (-1) zero."""
    low, high = sorted((bar.start, bar.end))
    amount = max(0.0, high - max(low, 0.0)) if sign > 0 else -max(0.0, min(high, 0.0) - low)
    return _Bar(bar.at, bar.series, bar.start, bar.end, amount, bar.item)


def _title(mark: Mark, draft: Draft) -> str:
    """Return what a value axis calls its values, for a series that has no name of its own.

    The title of an axis that several layers share lists all of theirs; then the field itself is the name.
    """
    axis = draft.view.axis(draft.scale_of(mark))
    title = axis.title if axis else ""
    others = {_field(each, draft) for each in draft.view.marks if draft.scale_of(each) == draft.scale_of(mark)}
    field = _field(mark, draft)
    return title if title and not others - {field, ""} else field or title


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
