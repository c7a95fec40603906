"""A view in; the family of chart that its marks make, and which channel holds its categories, out."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from briefing.charts.native.evaluated import dates, looks
from briefing.charts.native.evaluated.keys import key_of
from briefing.charts.native.model import NotNative
from briefing.charts.scene import Mark, View
from briefing.charts.scene.model import Channel

Family = Literal["ring", "heat", "category", "points"]
Role = Literal["bar", "cell", "band", "tick"]
_FOREIGN = {"shape": "是地图", "image": "有图片", "path": "有自定义图形", "trail": "线条粗细有变化"}


def family(view: View) -> tuple[Family, Channel]:
    """Return the family of a view and the channel of its categories; NotNative for marks PowerPoint has not."""
    for mark in view.marks:
        if mark.type in _FOREIGN and any(map(looks.seen, mark.items)):
            raise NotNative(_FOREIGN[mark.type])
    if any(mark.type == "arc" for mark in view.marks):
        return "ring", "x"
    rects = [(mark, role(mark, view)) for mark in view.marks if mark.type == "rect"]
    if any(kind == "cell" for _, kind in rects):
        return "heat", "x"
    bars = [mark for mark, kind in rects if kind == "bar"]
    if bars:
        channels = {_across(measure(mark, view)) for mark in bars}
        if len(channels) > 1:
            raise NotNative("横竖两种条形画在一起")
        return "category", channels.pop()
    return _without_bars(view)


def _without_bars(view: View) -> tuple[Family, Channel]:
    areas = [mark for mark in view.marks if mark.type == "area"]
    if areas:
        if any(_discrete(view, mark, "y") or str(mark.items[0].look.get("orient")) == "horizontal" for mark in areas):
            raise NotNative("面积图是横向的")
        return "category", "x"
    plotted = [mark for mark in view.marks if mark.type in ("line", "symbol", "rule", "rect")]
    if not plotted and all(_discrete(view, mark, "x") and _discrete(view, mark, "y") for mark in view.marks):
        return "heat", "x"
    plotted = plotted or [mark for mark in view.marks if mark.type == "text"]
    ranked = [mark for mark in plotted if mark.type in ("line", "symbol")]
    if any(mark.type == "line" for mark in ranked) and all(_ranks(view, mark) for mark in ranked):
        return "category", "x"
    if any(_discrete(view, mark, "y") for mark in plotted):
        return "points", "y"
    lines = [mark for mark in plotted if mark.type == "line"]
    if any(_discrete(view, mark, "x") for mark in plotted):
        return ("points", "x") if _repeats(lines or plotted, "x") or _moved(plotted) else ("category", "x")
    if lines and all(_is_calendar(view, mark) for mark in lines) and not _repeats(lines, "x"):
        return "category", "x"
    return "points", "x"


def role(mark: Mark, view: View) -> Role:
    """Return what a rectangle is: a bar, a cell of a heat map, a band behind the plot, or a tick."""
    if "tick" in mark.styles or "boxplot-median" in mark.styles:
        return "tick"
    x, y = view.scale(mark, "x"), view.scale(mark, "y")
    if x is None and y is None:
        return "bar" if "bar" in mark.styles else "band"
    if (x is None) != (y is None):
        kept = "x" if x is not None else "y"
        one = x or y
        plain = "bar" in mark.styles or (one is not None and not one.discrete and f"{kept}2" not in mark.fields)
        return "bar" if plain and one is not None and not one.discrete else "band"
    return "bar" if _measured(mark, view) else "cell"


def measure(mark: Mark, view: View) -> Channel:
    """Return the channel along which a bar grows."""
    found = _measured(mark, view)
    if found is None:
        raise NotNative("看不出条形的方向")
    return found


def _measured(mark: Mark, view: View) -> Channel | None:
    x, y = view.scale(mark, "x"), view.scale(mark, "y")
    if x is None or y is None:
        return "x" if y is None else "y"
    if x.discrete or y.discrete:
        return None if x.discrete and y.discrete else "y" if x.discrete else "x"
    upright = "y" in mark.stacks or "y2" not in mark.fields
    lying = "x" in mark.stacks or "x2" not in mark.fields
    # A bar over the middle of its place, or over a place alone, grows the other way.
    if "xc" in mark.scales or "yc" in mark.scales:
        return "y" if "xc" in mark.scales else "x"
    if upright and lying:
        return "x" if y.temporal else "y"
    if upright or lying:
        return "y" if upright else "x"
    # Ranges both ways: a bar over a span of time is one, bins both ways are cells.
    return None if "bar" not in mark.styles else "y" if x.temporal else "x" if y.temporal else None


def _across(channel: Channel) -> Channel:
    return "x" if channel == "y" else "y"


def _discrete(view: View, mark: Mark, channel: str) -> bool:
    scale = view.scale(mark, channel)
    return scale is not None and scale.discrete


def _moved(marks: list[Mark]) -> bool:
    """Return whether points stand beside the middle of their categories: a point of a line cannot."""
    return any(mark.type == "symbol" and "xOffset" in mark.scales for mark in marks)


def _ranks(view: View, mark: Mark) -> bool:
    """Return whether names run across and whole numbers, one room each, run down: a chart of ranks."""
    down = view.scale(mark, "y")
    across = view.scale(mark, "x")
    numbers = down is not None and down.discrete and all(isinstance(each, int) for each in down.domain)
    return numbers and across is not None and (across.discrete or across.temporal)


def _is_calendar(view: View, mark: Mark) -> bool:
    """Return whether a line runs over whole days: what a date axis can show."""
    scale = view.scale(mark, "x")
    moments = [value for item in mark.items if isinstance(value := item.values.get("x"), datetime)]
    return scale is not None and scale.temporal and bool(moments) and dates.unit(moments) is not None


def _repeats(marks: list[Mark], channel: str) -> bool:
    """Return whether a category has several points of one mark: a strip of points, or a line that turns back."""
    for mark in marks:
        if mark.type == "rule":
            continue
        seen: set[object] = set()
        for item in mark.items:
            key = (
                key_of(item, channel),
                looks.ink(item),
                item.values.get("xOffset"),
                id(mark) if mark.type == "line" else 0,
            )
            if key in seen:
                return True
            seen.add(key)
    return False
