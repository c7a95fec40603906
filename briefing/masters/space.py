"""A layout in, the largest rectangle that is free for content out: below the title, above the foot, beside the art."""

from __future__ import annotations

from briefing.masters.model import Holder, HouseMaster, Layout, Place

TITLES = ("title", "ctrTitle")
FOOT = ("dt", "ftr", "sldNum", "hdr")
_COLUMNS, _ROWS = 48, 27
# Without a placeholder that says where texts begin, this share of the slide is kept clear at each edge.
_EDGE = 0.04
_NONE = Place(0, 0, 0, 0)


def title_of(layout: Layout) -> Holder | None:
    """Return the placeholder that a layout's title goes into; None where it has none, or only an upright one."""
    return next((each for each in layout.holders if each.type in TITLES and not each.vertical), None)


def contents_of(layout: Layout) -> tuple[Holder, ...]:
    """Return a layout's placeholders for content, in drawing order."""
    return tuple(each for each in layout.holders if each.type not in (*TITLES, *FOOT))


def free(layout: Layout, house: HouseMaster) -> Place:
    """Return the largest free rectangle below a layout's title, to the accuracy of a coarse grid."""
    whole = _room(layout, house)
    if whole.w <= 0 or whole.h <= 0:
        return _NONE
    taken = [*layout.obstacles, *(each.place for each in layout.holders if each.type in FOOT)]
    width, height = whole.w / _COLUMNS, whole.h / _ROWS
    open_above = [0] * _COLUMNS
    best, area = _NONE, 0
    for row in range(_ROWS):
        y = whole.y + row * height
        band = [each for each in taken if each.y < y + height and each.y + each.h > y]
        for column in range(_COLUMNS):
            x = whole.x + column * width
            is_taken = any(each.x < x + width and each.x + each.w > x for each in band)
            open_above[column] = 0 if is_taken else open_above[column] + 1
        left, wide, tall = _largest(open_above)
        if wide * tall > area:
            area, top = wide * tall, row - tall + 1
            best = Place(whole.x + left * width, whole.y + top * height, wide * width, tall * height)
    return best


def _room(layout: Layout, house: HouseMaster) -> Place:
    """Return what may hold content: below the title, and as wide as the widest of the layout's placeholders."""
    title = title_of(layout)
    edge = _EDGE * house.width
    held = [each.place for each in (*contents_of(layout), *((title,) if title else ()))]
    left = min((place.x for place in held), default=edge)
    right = max((place.x + place.w for place in held), default=house.width - edge)
    top = title.place.y + title.place.h if title else _EDGE * house.height
    left, right = max(left, 0.0), min(right, house.width)
    return Place(left, top, right - left, house.height * (1 - _EDGE) - top)


def _largest(heights: list[int]) -> tuple[int, int, int]:
    """Return left, width and height of the largest rectangle that stands under a skyline."""
    best, stack = (0, 0, 0), list[int]()
    for at, height in enumerate([*heights, 0]):
        while stack and heights[stack[-1]] >= height:
            tall = heights[stack.pop()]
            left = stack[-1] + 1 if stack else 0
            if tall * (at - left) > best[1] * best[2]:
                best = (left, at - left, tall)
        stack.append(at)
    return best
