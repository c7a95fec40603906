"""A house master in, an SVG out: all of its layouts as small slides, each placeholder outlined and labelled."""

from __future__ import annotations

from base64 import b64encode
from unicodedata import east_asian_width
from xml.sax.saxutils import escape, quoteattr

from briefing.masters.model import Holder, HouseMaster, Layout, Place
from briefing.masters.space import FOOT, TITLES
from briefing.masters.words import holder_words, mm, ratio

ACROSS = 4
_WIDE, _GAP, _EDGE, _HEAD = 280.0, 20.0, 24.0, 44.0
_LABEL = 11.0
_INK, _SOFT, _PAPER = "#1F2933", "#6B7785", "#FFFFFF"
_TITLE, _CONTENT, _FOOT, _OBSTACLE = "#B3261E", "#1259A7", "#6B7785", "#C27C0E"
_LEGEND = (("标题", _TITLE), ("内容", _CONTENT), ("页脚", _FOOT), ("避让的图形", _OBSTACLE))


def drawing(house: HouseMaster, family: str = "sans-serif") -> str:
    """Return the picture; `family` is the face of its labels."""
    high = _WIDE * house.height / house.width
    across = min(ACROSS, len(house.layouts))
    rows = -(-len(house.layouts) // across)
    step = high + 3 * _LABEL + _GAP
    width = max(2 * _EDGE + across * (_WIDE + _GAP) - _GAP, 640.0)
    height = 2 * _EDGE + _HEAD + rows * step
    cells = "".join(
        _cell(layout, house, _EDGE + at % across * (_WIDE + _GAP), _EDGE + _HEAD + at // across * step)
        for at, layout in enumerate(house.layouts)
    )
    size = f'width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family={quoteattr(family)} font-size="{_LABEL:g}">'
        f'<rect width="100%" height="100%" fill="{_PAPER}"/>{_head(house, width)}{cells}</svg>'
    )


def texts(house: HouseMaster) -> list[str]:
    """Return what the picture says, for the choice of a face that has all of its characters."""
    said = [house.shown, "×mm（）个版式磅…·无名", *(words for words, _ in _LEGEND)]
    for layout in house.layouts:
        said += [layout.label, layout.kind, *(holder_words(holder) for holder in layout.holders)]
    return said


def _head(house: HouseMaster, width: float) -> str:
    size = f"{mm(house.width):g} × {mm(house.height):g} mm（{ratio(house)}） · {len(house.layouts)}个版式"
    said = _text(_EDGE, _EDGE + 14, f"{house.shown} · {size}", _INK, 15)
    x = width - _EDGE
    for words, color in reversed(_LEGEND):
        x -= _LABEL * len(words)
        said += _text(x, _EDGE + 14, words, color)
        x -= 20
        said += _outline(Place(x, _EDGE + 5, 14, 10), color)
        x -= 14
    return said


def _cell(layout: Layout, house: HouseMaster, x: float, y: float) -> str:
    scale = _WIDE / house.width
    high = house.height * scale
    name = _fitted(layout.label, _WIDE - 5 * _LABEL)
    inner = _ground(layout, high)
    inner += "".join(_outline(_scaled(each, scale), _OBSTACLE, dash="2 2") for each in layout.obstacles)
    inner += "".join(_holder(each, scale) for each in layout.holders)
    frame = f'<rect width="{_WIDE:g}" height="{high:g}" fill="none" stroke="{_SOFT}" stroke-width="0.75"/>'
    said = _text(0, -6, name, _INK) + _text(_WIDE, -6, layout.kind, _SOFT, _LABEL - 2, anchor="end")
    # A viewport of its own cuts off what a layout draws beside the slide.
    slide = f'<svg width="{_WIDE:g}" height="{high:g}">{inner}</svg>'
    return f'<g transform="translate({x:g} {y + 2 * _LABEL:g})">{said}{slide}{frame}</g>'


def _ground(layout: Layout, high: float) -> str:
    if not layout.painting:
        return f'<rect width="{_WIDE:g}" height="{high:g}" fill="{layout.ground}"/>'
    data = b64encode(layout.painting).decode("ascii")
    size = f'width="{_WIDE:g}" height="{high:g}" preserveAspectRatio="none"'
    return f'<image {size} href="data:image/png;base64,{data}"/>'


def _holder(holder: Holder, scale: float) -> str:
    place = _scaled(holder.place, scale)
    color = _TITLE if holder.type in TITLES else _FOOT if holder.type in FOOT else _CONTENT
    size = f" {holder.size:g}磅" if holder.size else ""
    label = _fitted(f"{holder_words(holder)}{size}", place.w - 4)
    plate = _plate(place, label)
    return plate + _outline(place, color) + _text(place.x + 4, place.y + _LABEL, label, color)


def _plate(place: Place, label: str) -> str:
    """Return what lifts a label off a dark or busy ground."""
    width = min(_width(label) + 6, place.w)
    at = f'x="{place.x + 1:.1f}" y="{place.y + 1:.1f}" width="{width:.1f}" height="{_LABEL + 3:g}"'
    return f'<rect {at} fill="{_PAPER}" opacity="0.85"/>' if label else ""


def _outline(place: Place, color: str, dash: str = "") -> str:
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    at = f'x="{place.x:.1f}" y="{place.y:.1f}" width="{max(place.w, 0.5):.1f}" height="{max(place.h, 0.5):.1f}"'
    return f'<rect {at} fill="none" stroke="{color}" stroke-width="1.2"{dashes}/>'


def _text(x: float, y: float, words: str, color: str, size: float = _LABEL, anchor: str = "start") -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f'<text {place} font-size="{size:g}" fill="{color}">{escape(words)}</text>'


def _scaled(place: Place, scale: float) -> Place:
    return Place(place.x * scale, place.y * scale, place.w * scale, place.h * scale)


def _width(words: str) -> float:
    return sum(_LABEL if east_asian_width(each) in ("W", "F", "A") else _LABEL * 0.6 for each in words)


def _fitted(words: str, room: float) -> str:
    """Return words cut to a width, with an ellipsis where they are."""
    if _width(words) <= room:
        return words
    while words and _width(words) + _LABEL > room:
        words = words[:-1]
    return f"{words}…" if words else ""
