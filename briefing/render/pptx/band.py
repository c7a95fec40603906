"""What a band is: a piece of a slide's height that knows how high it wants to be and how it is drawn."""

from __future__ import annotations

from typing import Protocol

from briefing.render.pptx.boxes import Box
from briefing.render.pptx.shapes import Para, Run, Shape, TextShape
from briefing.render.pptx.text import Setting, height

_HEADING_SIZE, _HEADING_PITCH, _HEADING_GAP = 14.0, 20.0, 4.0
_EPSILON = 0.01


class Band(Protocol):
    """A piece of a slide: its least height, the height it wants, and whether it grows beyond that."""

    @property
    def minimum(self) -> float: ...
    @property
    def wanted(self) -> float: ...
    @property
    def grows(self) -> bool: ...
    def place(self, box: Box) -> tuple[Shape, ...]: ...
    def split(self, room: float) -> tuple[Band, Band] | None:
        """Return the part that fits `room` points and the rest, or None where nothing useful fits."""
        ...


def is_whole_slide(room: float, setting: Setting) -> bool:
    """Return whether that much room is all that a slide has."""
    return room > setting.content.h - _EPSILON


def heading(title: str, name: str, path: str, box: Box, setting: Setting) -> tuple[TextShape, ...]:
    """Return the title of a chart or table, at the top of its box; nothing where there is no title."""
    if not title:
        return ()
    tall = heading_height(title, box.w) - _HEADING_GAP
    return (TextShape(name, box.top(tall), (_heading(title, setting.style.ink),), path=path),)


def heading_height(title: str, room: float) -> float:
    """Return what the title of a chart or table takes in a width, with the gap under it."""
    return height((_heading(title, ""),), room) + _HEADING_GAP if title else 0


def _heading(title: str, color: str) -> Para:
    return Para((Run(title, _HEADING_SIZE, True, color),), _HEADING_PITCH)
