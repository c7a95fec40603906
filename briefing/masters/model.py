"""What a house master is made of: layouts with their placeholders, colours, faces. All lengths are points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle in points, from the top left corner of the slide."""

    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True, slots=True)
class Holder:
    """A placeholder of a layout: its name, its place as inherited, its size of type, alignment and colour.

    `type` and `idx` are Open XML's (`title`, `ctrTitle`, `subTitle`, `body`, `obj`, `pic`, `ftr`, `sldNum`, `dt` …).

    `size` is 0 and `color` empty where neither layout, master nor presentation says it.
    """

    type: str
    idx: int
    name: str
    place: Place
    size: float = 0
    color: str = ""
    align: str = "l"
    anchor: str = "t"
    insets: tuple[float, float, float, float] = (7.2, 3.6, 7.2, 3.6)


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout by name, with its Open XML kind (`title`, `obj`, `titleOnly`, …), its placeholders and its ground.

    `obstacles` are the places of what the layout and its master draw besides (logos, bands, rules), small or large;
    `ground` is the colour behind its texts, as `#RRGGBB`.
    """

    name: str
    kind: str
    holders: tuple[Holder, ...]
    obstacles: tuple[Place, ...] = ()
    ground: str = "#FFFFFF"


@dataclass(frozen=True, slots=True)
class HouseMaster:
    """A master with all of its layouts: the file itself, its size, the theme's colours by slot (`dk1` … `folHlink`).

    `shown` is its name in problems. A face is empty where the theme names none; references (`+mn-ea`) are resolved.
    """

    data: bytes
    shown: str
    width: float
    height: float
    layouts: tuple[Layout, ...]
    colors: Mapping[str, str]
    heading_latin: str = ""
    heading_asian: str = ""
    body_latin: str = ""
    body_asian: str = ""
    notices: tuple[str, ...] = ()
