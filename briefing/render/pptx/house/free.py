"""A box and what stands in its way in, the largest box that is free of it out."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.masters.model import Place
from briefing.render.pptx.boxes import Box

# What is kept clear beside a logo or a rule.
_CLEAR = 6.0


def box(place: Place) -> Box:
    return Box(place.x, place.y, place.w, place.h)


def shared(one: Box, other: Box) -> float:
    """Return the area that two boxes have in common."""
    across = min(one.right, other.right) - max(one.x, other.x)
    down = min(one.bottom, other.bottom) - max(one.y, other.y)
    return max(across, 0.0) * max(down, 0.0)


def touches(one: Box, other: Box) -> bool:
    """Return whether two boxes meet; a rule without height meets what it runs through."""
    across = one.x < other.right and other.x < one.right
    return across and one.y < other.bottom and other.y < one.bottom


def free_of(area: Box, obstacles: Sequence[Box]) -> Box:
    """Return what is left of a box: each obstacle, the largest first, is cut off at the side where it costs least."""
    for obstacle in sorted(obstacles, key=lambda each: -each.w * each.h):
        grown = obstacle.inset(-_CLEAR, -_CLEAR, -_CLEAR, -_CLEAR)
        if touches(area, grown):
            area = max(_beside(area, grown), key=lambda left: max(left.w, 0.0) * max(left.h, 0.0))
    return area


def _beside(area: Box, obstacle: Box) -> tuple[Box, ...]:
    """Return what lies above, below, left and right of an obstacle."""
    return (
        Box(area.x, area.y, area.w, obstacle.y - area.y),
        Box(area.x, obstacle.bottom, area.w, area.bottom - obstacle.bottom),
        Box(area.x, area.y, obstacle.x - area.x, area.h),
        Box(obstacle.right, area.y, area.right - obstacle.right, area.h),
    )
