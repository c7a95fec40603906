"""What a band is: a piece of a slide's height that knows how high it wants to be and how it is drawn."""

from __future__ import annotations

from typing import Protocol

from briefing.render.pptx.boxes import Box
from briefing.render.pptx.shapes import Para, Run, Shape, TextShape
from briefing.render.pptx.text import Setting

HEADING = 24.0


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


def heading(title: str, name: str, path: str, box: Box, setting: Setting) -> tuple[TextShape, ...]:
    """Return the title line of a chart or table, in the first points of its box; nothing where there is no title."""
    if not title:
        return ()
    run = Run(title, 14, True, setting.style.ink)
    return (TextShape(name, box.top(HEADING - 4), (Para((run,), 20),), path=path),)


def heading_height(title: str) -> float:
    return HEADING if title else 0
