"""Text items in; the labels of bars and points that they stand at out, and the words left over as notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, cast

from briefing.charts.native.evaluated import looks
from briefing.charts.native.formats import number_format
from briefing.charts.native.model import LabelPosition, NativeLabel, NativeNote
from briefing.charts.scene import Item, View
from briefing.charts.styles import TEXT_SIZES

_NEAR = 1.0
_GAP = 1.5
Anchor = Literal["top", "middle", "bottom"]
Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Words:
    """A text of the drawing with the point it is fixed at, before its offsets."""

    item: Item
    text: str
    x: float
    y: float
    dx: float
    dy: float
    align: Align
    baseline: Anchor


def texts(view: View) -> list[Words]:
    """Return every text that leaves ink, once: a mark without data of its own draws it again for each row."""
    found: dict[object, Words] = {}
    for item in (item for mark in view.marks if mark.type == "text" for item in mark.items):
        words = _words(item)
        if words.text.strip() and looks.seen(item):
            place = (words.x, words.y, words.dx, words.dy, words.align, words.baseline)
            found.setdefault((words.text, *place, item.look.get("theta"), item.look.get("radius")), words)
    return list(found.values())


def _words(item: Item) -> Words:
    look = item.look
    baseline = {"top": "top", "bottom": "bottom", "line-top": "top", "line-bottom": "bottom", "alphabetic": "bottom"}
    align = str(look.get("align") or "left")
    return Words(
        item,
        looks.words(look),
        item.x,
        item.y,
        float(look.get("dx") or 0),
        float(look.get("dy") or 0),
        cast(Align, align if align in ("left", "center", "right") else "left"),
        cast(Anchor, baseline.get(str(look.get("baseline") or "alphabetic"), "middle")),
    )


def label(words: Words, value: float | None, position: LabelPosition) -> NativeLabel:
    """Return the label that prints a text for a value."""
    color = looks.ink(words.item)
    code = number_format(value, words.text) if value is not None and "\n" not in words.text else ""
    bold = looks.bold(words.item.look)
    return NativeLabel(words.text, code, position, bold=bold, color=color, scale=_scale(words))


def _scale(words: Words) -> float:
    """Return how many times as large as the text of charts a text is."""
    size = words.item.look.get("fontSize")
    return max(1.0, round(size / TEXT_SIZES["pptx"], 1)) if isinstance(size, int | float) else 1.0


def at_bar(words: Words, bar: Item, *, upright: bool, rising: bool) -> LabelPosition | None:
    """Return where a text stands at a bar (`rising`: it grows up or rightwards), or None if it stands elsewhere."""
    across, width = (words.x - bar.x, bar.width) if upright else (words.y - bar.y, bar.height)
    if abs(across - width / 2) > _NEAR:
        return None
    along, length = (words.y - bar.y, bar.height) if upright else (words.x - bar.x, bar.width)
    end = 0.0 if upright is rising else length
    if abs(along - end) <= _NEAR:
        return "outside_end" if _outwards(words, upright, rising) else "inside_end"
    if abs(along - length / 2) <= _NEAR:
        return "center"
    if abs(along - (length - end)) <= _NEAR:
        return "inside_base"
    return None


def _outwards(words: Words, upright: bool, rising: bool) -> bool:
    """Return whether a text at the end of a bar stands beyond it rather than on it."""
    if upright:
        up = words.baseline == "bottom" or (words.baseline == "middle" and words.dy < 0)
        return up is rising
    right = words.align == "left" or (words.align == "center" and words.dx > 0)
    return right is rising


def at_point(words: Words, x: float, y: float) -> LabelPosition | None:
    """Return where a text stands beside a point, or None if it is not fixed to it."""
    if abs(words.x - x) > _NEAR or abs(words.y - y) > _NEAR:
        return None
    if words.align == "left" or words.dx > _GAP:
        return "right"
    if words.align == "right" or words.dx < -_GAP:
        return "left"
    if words.baseline == "bottom" or words.dy < -_GAP:
        return "above"
    if words.baseline == "top" or words.dy > _GAP:
        return "below"
    return "center"


def note(words: Words, view: View) -> NativeNote:
    """Return a text as words over the plot; its distance from the plot or its point does not grow with the plot."""
    x, y = min(max(words.x, 0.0), view.width), min(max(words.y, 0.0), view.height)
    return NativeNote(
        "text",
        round(x / view.width, 4),
        round(y / view.height, 4),
        text=words.text,
        color=looks.ink(words.item),
        bold=looks.bold(words.item.look),
        align=words.align,
        anchor=words.baseline,
        dx=round(words.x - x + words.dx, 1),
        dy=round(words.y - y + words.dy, 1),
        scale=_scale(words),
    )


def take(found: list[Words], matches: Iterable[Words]) -> None:
    """Remove texts that became labels from those left."""
    gone = {id(each) for each in matches}
    found[:] = [each for each in found if id(each) not in gone]


def notes(left: Iterable[Words], view: View) -> Iterator[NativeNote]:
    return (note(each, view) for each in left)
