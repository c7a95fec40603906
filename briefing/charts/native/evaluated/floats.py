"""Bars that do not begin at zero in, stacks on feet without ink out: spans of time, contributions to a change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefing.charts.native.evaluated import bars, texts
from briefing.charts.native.evaluated.draft import Draft, Entry
from briefing.charts.native.evaluated.keys import series_name
from briefing.charts.native.model import LabelPosition, NativeLabel, NativeSeries, NotNative, Overlay
from briefing.charts.scene import Mark

_FOOT, _GAP = "起点", "间隔"
_SMALL = 1e-9
_SIDES: dict[LabelPosition, LabelPosition] = {"outside_end": "above", "inside_base": "below"}


def add(mark: Mark, found: Sequence[bars.Bar], order: Sequence[bars.Series], draft: Draft) -> None:
    """Add the bars of one layer as stacks; those of one category stand one after the other.

    NotNative for bars that overlap.
    """
    if draft.series:
        raise NotNative("悬空的条形和别的条形画在一起")
    draft.grouping = "stacked"
    rows = _rows(found)
    if max(map(len, rows.values())) > 1 and any(min(bar.start, bar.end) < 0 for bar in found):
        # PowerPoint stacks what is above zero and what is below it apart, each from zero outwards.
        _stack({at: _side(row, 1) for at, row in rows.items()}, order, mark, draft)
        _stack({at: _side(row, -1) for at, row in rows.items()}, order, mark, draft)
    else:
        _stack(rows, order, mark, draft)
    _labels(found, mark, draft)


def _side(row: Sequence[bars.Bar], sign: int) -> list[bars.Bar]:
    """Return the parts of some bars above (1) or below (-1) zero, from zero outwards."""
    cut: list[bars.Bar] = []
    for bar in row:
        near, far = sorted((max(0.0, bar.start * sign), max(0.0, bar.end * sign)))
        if far - near > _SMALL:
            cut.append(replace(bar, start=near * sign, end=far * sign))
    return sorted(cut, key=lambda bar: abs(bar.start))


def _stack(rows: Mapping[int, Sequence[bars.Bar]], order: Sequence[bars.Series], mark: Mark, draft: Draft) -> None:
    """Add bars that stand one after the other, the first of each category first."""
    before: dict[int, float] = {}
    for number in range(max(map(len, rows.values()), default=0)):
        level = {at: row[number] for at, row in rows.items() if len(row) > number}
        lengths = {at: _foot(bar) - before.get(at, 0.0) for at, bar in level.items()}
        _feet(lengths, _GAP if number else _FOOT, mark, draft)
        _level(level, order, mark, draft)
        before |= {at: max(bar.start, bar.end, key=abs) for at, bar in level.items()}


def _rows(found: Sequence[bars.Bar]) -> dict[int, list[bars.Bar]]:
    """Return the bars of each category from its foot outwards."""
    rows: dict[int, list[bars.Bar]] = {}
    for bar in sorted(found, key=lambda bar: (min(bar.start, bar.end), max(bar.start, bar.end))):
        row = rows.setdefault(bar.at, [])
        if row and min(bar.start, bar.end) < max(row[-1].start, row[-1].end) - _SMALL:
            raise NotNative("同一类别的几段条形有重叠")
        row.append(bar)
    return rows


def _feet(lengths: Mapping[int, float], name: str, mark: Mark, draft: Draft) -> None:
    if any(abs(length) > _SMALL for length in lengths.values()):
        overlay: Overlay = "column" if draft.upright else ""
        values = tuple(lengths.get(at) for at in range(len(draft.names.keys)))
        draft.series.append(Entry(NativeSeries(name, values, "", listed=False, overlay=overlay), draft.scale_of(mark)))


def _level(level: Mapping[int, bars.Bar], order: Sequence[bars.Series], mark: Mark, draft: Draft) -> None:
    """Add one bar of each category: a series for each name; bars across zero are of two parts."""
    for key in order:
        mine = [bar for bar in level.values() if bar.series == key]
        name = series_name(key, bars.title_of(mark, draft))
        for sign, suffix in ((1, ""), (-1, "（负）")):
            parts = {
                bar.at: part
                for bar in mine
                if (part := _part(bar, sign)).amount or (sign > 0 and not _part(bar, -1).amount)
            }
            if parts:
                both = any(entry.series.name == name for entry in draft.series)
                series = bars.series_of_run(name + suffix if both else name, parts, draft)
                draft.series.append(Entry(series, draft.scale_of(mark)))


def _foot(bar: bars.Bar) -> float:
    low, high = sorted((bar.start, bar.end))
    return low if low > 0 else high if high < 0 else 0.0


def _part(bar: bars.Bar, sign: int) -> bars.Bar:
    """Return the part of a bar above (1) or below (-1) zero."""
    low, high = sorted((bar.start, bar.end))
    amount = max(0.0, high - max(low, 0.0)) if sign > 0 else -max(0.0, min(high, 0.0) - low)
    return replace(bar, amount=_tidy(amount))


def _tidy(value: float) -> float:
    """Return a difference without what subtracting binary fractions adds to it."""
    return float(f"{value:.12g}")


def _labels(found: Sequence[bars.Bar], mark: Mark, draft: Draft) -> None:
    """Have the words above, in and below columns stand on points without ink; beside bars they stay notes."""
    if not draft.upright:
        return
    said: dict[LabelPosition, tuple[dict[int, float], dict[int, NativeLabel]]] = {}
    taken = []
    for bar in found:
        low, high = sorted((bar.start, bar.end))
        for words in draft.texts:
            position = texts.at_bar(words, bar.item, upright=True, rising=True)
            if position is None:
                continue
            side = _SIDES.get(position, "center")
            values, labels = said.setdefault(side, ({}, {}))
            if bar.at not in labels:
                values[bar.at] = high if side == "above" else low if side == "below" else (low + high) / 2
                labels[bar.at] = texts.label(words, values[bar.at], side)
                taken.append(words)
    texts.take(draft.texts, taken)
    for values, labels in said.values():
        draft.series.append(Entry(bars.carrier(values, labels, draft), draft.scale_of(mark)))
