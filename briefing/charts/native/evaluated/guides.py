"""The legends of a view that PowerPoint has no counterpart of in, notes that say the same beside the plot out.

PowerPoint's legend names series. What the colours of single points, a ramp of colours, or the sizes of bubbles mean is
written as squares and words, in the place where Vega has its legend.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from briefing.charts.native.evaluated import looks
from briefing.charts.native.model import NativeNote
from briefing.charts.scene import Legend, View
from briefing.charts.styles import TEXT_SIZES
from briefing.typeset.faces import Face
from briefing.typeset.measure import width as text_width

_ROW, _SQUARE, _AFTER, _BETWEEN = 17.0, 9.0, 5.0, 18.0
"""The height of an entry, the side of its square, and the room after a square and after a name, in points."""
_MOST_ENTRIES = 12
_TITLE_ROW = 18.0
_SEEN = ("fill", "stroke", "opacity", "fillOpacity", "strokeOpacity")


def guides(view: View, told: Collection[str], rows: int, said: Collection[str] = ()) -> tuple[NativeNote, ...]:
    """Return the notes of the legends whose scales are not `told` by PowerPoint's own, which takes that many rows.

    A legend that only repeats the words `said` at an axis is left out.
    """
    notes: list[NativeNote] = []
    taken = rows * _ROW + _TITLE_ROW if rows else 0.0
    for legend in view.legends:
        names = {entry.text for entry in legend.entries}
        if legend.scale in told or not legend.home or (said and names <= set(said)):
            continue
        for note in _guide(legend, view):
            below = taken if "right" in legend.orient or "left" in legend.orient else 0.0
            notes.append(replace(note, dy=note.dy + below, dy2=note.dy2 + below if note.dy2 else 0.0))
    return tuple(notes)


def _guide(legend: Legend, view: View) -> Iterator[NativeNote]:
    channels = {name for mark in view.marks for name, scale in mark.scales.items() if scale == legend.scale}
    entries = [entry for entry in legend.entries if entry.text]
    if not entries:
        return
    colored = bool(channels.intersection(_SEEN)) and all(entry.color for entry in entries)
    level = legend.orient in ("top", "bottom")
    if colored and len(entries) <= _MOST_ENTRIES:
        colors = [looks.faded(looks.hexed(entry.color), entry.opacity) for entry in entries]
        yield from _swatches(legend, view, colors, [entry.text for entry in entries], level=level)
    elif "size" in channels:
        subject = "圆的大小" if any(mark.type == "symbol" for mark in view.marks) else "线的粗细"
        span = f"{entries[0].text}–{entries[-1].text}"
        yield from _swatches(legend, view, [""] * 2, [subject, span], level=level)


def _swatches(
    legend: Legend, view: View, colors: Sequence[str], words: Sequence[str], *, level: bool
) -> Iterator[NativeNote]:
    """Yield squares with words, below one another, or in a row where the legend stands over or under the plot."""
    corner = _corner(legend, view)
    size = TEXT_SIZES["pptx"] - 1
    x, y = corner.dx, corner.dy + _ROW / 2
    if legend.title:
        yield replace(corner, text=legend.title, bold=True, dx=x, dy=y)
        x, y = (x + text_width(legend.title, Face.SANS, size) + _BETWEEN, y) if level else (x, y + _TITLE_ROW)
    for color, each in zip(colors, words, strict=True):
        top, foot = round(y - _SQUARE / 2, 1), round(y + _SQUARE / 2, 1)
        if color:
            at, end = round(x, 1), round(x + _SQUARE, 1)
            yield replace(
                corner,
                kind="band",
                x2=corner.x,
                y2=corner.y,
                color=color,
                dx=at,
                dy=top,
                dx2=end,
                dy2=foot,
                align="center",
            )
        after = x + (_SQUARE + _AFTER if color else 0.0)
        yield replace(corner, text=each, dx=round(after, 1), dy=round(y, 1))
        x, y = (after + text_width(each, Face.SANS, size) + _BETWEEN, y) if level else (x, y + _ROW)


def _corner(legend: Legend, view: View) -> NativeNote:
    """Return a note without words at the corner of a legend: its distance from the plot does not grow with the plot."""
    right = legend.x >= view.x + view.width - 1
    below = legend.y >= view.y + view.height - 1
    dx = legend.x - view.x - (view.width if right else 0.0)
    dy = legend.y - view.y - (view.height if below else 0.0)
    return NativeNote("text", float(right), float(below), align="left", dx=round(dx, 1), dy=round(dy, 1))
