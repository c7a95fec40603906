"""Rectangles in points, and the gaps between them. No python-pptx here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

EMU_PER_POINT = 12700
GUTTER = 14.4
# What stays free between two bands of a slide.
GAP = 16.0


def emu(points: float) -> int:
    """Return a length in English Metric Units, the integer unit of Open XML."""
    return round(points * EMU_PER_POINT)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points, from the top left corner of the slide."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        return self.x + self.w

    @property
    def bottom(self) -> float:
        return self.y + self.h

    def inset(self, left: float, top: float = 0, right: float = 0, bottom: float = 0) -> Box:
        return Box(self.x + left, self.y + top, self.w - left - right, self.h - top - bottom)

    def top(self, height: float) -> Box:
        return replace(self, h=height)

    def below(self, height: float, gap: float = 0) -> Box:
        """Return what is left under the first `height` points and a gap."""
        return Box(self.x, self.y + height + gap, self.w, self.h - height - gap)

    def columns(self, shares: Sequence[float], gap: float = GUTTER) -> tuple[Box, ...]:
        """Cut the box into columns whose widths stand in the given proportion."""
        free = self.w - gap * (len(shares) - 1)
        found, x = [], self.x
        for share in shares:
            width = free * share / sum(shares)
            found.append(Box(x, self.y, width, self.h))
            x += width + gap
        return tuple(found)

    def grid(self, columns: int, rows: int, gap: float = GUTTER) -> tuple[Box, ...]:
        """Cut the box into equal cells, row by row."""
        height = (self.h - gap * (rows - 1)) / rows
        lines = (Box(self.x, self.y + row * (height + gap), self.w, height) for row in range(rows))
        return tuple(cell for line in lines for cell in line.columns([1] * columns, gap))
