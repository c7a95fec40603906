"""What a house master is made of: layouts with their placeholders, colours, faces. All lengths are points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


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

    `size` is 0 and `color` empty where neither layout, master nor presentation says it. `ground` is the colour that
    lies behind it: the background, or a panel, a band or a picture of the layout or its master.
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
    ground: str = "#FFFFFF"
    vertical: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout by name, with its Open XML kind (`title`, `obj`, `titleOnly`, …), its placeholders and its ground.

    `obstacles` are the places of what the layout and its master draw besides (logos, bands, rules), small or large;
    panels on which a placeholder for content lies are none. `ground` is the colour behind its content, as `#RRGGBB`;
    `calm` is the share of the content's place that has this colour or its like. `master` is the name of its master,
    which is its theme's; `part` is the part that holds the layout. `painting` is a small PNG of what it draws.

    `label` is what a template calls it: its name, or `master/name` where several layouts of the file have that name.
    `duplicate` says that even the label is not its own. `colors` are those of its own master's theme.
    """

    name: str
    kind: str
    holders: tuple[Holder, ...]
    obstacles: tuple[Place, ...] = ()
    ground: str = "#FFFFFF"
    calm: float = 1.0
    master: str = ""
    part: str = ""
    label: str = ""
    duplicate: bool = False
    colors: Mapping[str, str] = field(default_factory=dict)
    painting: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Sample:
    """A slide of the master's own: its number in the file, its title (empty for none) and the part that holds it."""

    number: int
    title: str
    part: str


@dataclass(frozen=True, slots=True)
class HouseMaster:
    """A master with all of its layouts: the file itself, its size, the theme's colours by slot (`dk1` … `folHlink`).

    `data` is a plain presentation: a template's content type is changed, macros are left behind (`notices` says so).
    `shown` is its name in problems. Colours and faces are those of the first master in the file. A face is empty where
    the theme names none; references (`+mn-ea`) are resolved.
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
    samples: tuple[Sample, ...] = ()


def named(house: HouseMaster, words: str) -> tuple[Layout, ...]:
    """Return the layouts that these words mean: one by its label, else all by that name; empty for none."""
    exact = tuple(layout for layout in house.layouts if layout.label == words)
    return exact or tuple(layout for layout in house.layouts if layout.name == words)
