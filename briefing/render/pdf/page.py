"""The measures of a page in points; y counts downwards from the top of the sheet."""

from __future__ import annotations

from dataclasses import astuple, dataclass, replace
from typing import Any, Literal

from briefing.document import GRIDS, Form, Grid, Paper
from briefing.typeset import Line, Role

MM = 72 / 25.4
WIDTH, HEIGHT = 210 * MM, 297 * MM


# A Chinese character stands in its square 88 % above the baseline and 12 % below.
ASCENT = 0.88


@dataclass(frozen=True, slots=True)
class HeadingType:
    """How the headings of one level are set; `space` stands above them."""

    role: Role
    size: float
    pitch: float
    space: float = 6
    strong: bool = False
    indented: bool = True
    color: Literal["ink", "accent"] = "ink"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One style of page: where its text stands and in what type it is set.

    `tracking` is added after each character of running text. `text` is the role of running text; the page number stands
    `number_drop` points below it. A `turned` sheet is read from its right: its lines run upwards, and its top is the
    sheet's left edge.
    """

    form: Form
    left: float
    top: float
    text_width: float
    text_height: float
    body: float
    pitch: float
    text: Role
    title: HeadingType
    headings: tuple[HeadingType, ...]
    number_size: float
    number_drop: float
    tracking: float = 0
    turned: bool = False

    @property
    def indent(self) -> float:
        """What 首行缩进 takes: two characters."""
        return 2 * (self.body + self.tracking)

    @property
    def right(self) -> float:
        return WIDTH - self.left - self.text_width

    @property
    def foot(self) -> float:
        return HEIGHT - self.top - self.text_height

    @property
    def height(self) -> float:
        """The height of the sheet as it is read."""
        return WIDTH if self.turned else HEIGHT

    def turn(self) -> Sheet:
        """Return the sheet for a table that lies across.

        GB/T 9704—2012, 8: its head is at the binding edge of odd pages and at the outer edge of even ones, the left.
        """
        return replace(
            self,
            left=self.foot,
            top=self.left,
            text_width=self.text_height,
            text_height=self.text_width,
            turned=True,
        )


def _level(role: Role) -> HeadingType:
    return HeadingType(role, 16, 225 * MM / 22)


def _sheet(form: Form, **more: Any) -> Sheet:
    """Return the sheet of a form by the measures of its grid; `more` is its type."""
    top, left, width, height, lines, characters, body, title = astuple(GRIDS[form])
    return Sheet(
        form,
        left=left * MM,
        top=top * MM,
        text_width=width * MM,
        text_height=height * MM,
        body=body,
        pitch=height * MM / lines,
        tracking=width * MM / characters - body if form == "official" else 0,
        **{"title": HeadingType(Role.TITLE, title, 36), **more},
    )


# GB/T 9704—2012. 5.2.2–5.2.3: the text in 仿宋, a character a hair less wide than its size. 7.3.1: the title in 小标宋.
# 7.3.3: four levels of headings, 黑体, 楷体, 仿宋, 仿宋. 7.5: the page number in size 4, 宋体, 7 mm below the text.
OFFICIAL = _sheet(
    "official",
    text=Role.BODY,
    headings=(_level(Role.HEADING), _level(Role.SUBHEADING), _level(Role.BODY), _level(Role.BODY)),
    number_size=14,
    number_drop=7 * MM,
)
# For other uses: plain sans, smaller, more on a page.
REPORT = _sheet(
    "report",
    text=Role.SANS,
    title=HeadingType(Role.SANS, 24, 36, strong=True, indented=False),
    headings=(
        HeadingType(Role.SANS, 16, 24, 16, True, False, "accent"),
        HeadingType(Role.SANS, 13, 21, 10, True, False),
        HeadingType(Role.SANS, 11.5, 20, 6, True, False),
        HeadingType(Role.SANS, 11.5, 20, 4, False, False),
    ),
    number_size=10,
    number_drop=9 * MM,
)
SHEETS: dict[Form, Sheet] = {"official": OFFICIAL, "report": REPORT}


def sheet_of(paper: Paper) -> Sheet:
    """Return the sheet of a form, with what the template asks for otherwise."""
    base, grid = SHEETS[paper.form], paper.grid
    if grid == Grid():
        return base
    body = grid.body or base.body
    width, height = _points(grid.width, base.text_width), _points(grid.height, base.text_height)
    pitch = height / grid.lines if grid.lines else base.pitch * body / base.body
    return replace(
        base,
        left=_points(grid.left, base.left),
        top=_points(grid.top, base.top),
        text_width=width,
        text_height=height,
        body=body,
        pitch=pitch,
        tracking=width / grid.characters - body if grid.characters else base.tracking,
        title=_resized(base.title, grid.title or base.title.size),
        headings=tuple(_scaled(each, base, body, pitch) for each in base.headings),
    )


def _resized(type_: HeadingType, size: float) -> HeadingType:
    return replace(type_, size=size, pitch=type_.pitch * size / type_.size)


def _points(millimetres: float | None, otherwise: float) -> float:
    return otherwise if millimetres is None else millimetres * MM


def _scaled(type_: HeadingType, base: Sheet, body: float, pitch: float) -> HeadingType:
    factor = body / base.body
    return replace(type_, size=type_.size * factor, pitch=pitch if type_.pitch == base.pitch else type_.pitch * factor)


def baseline(line: Line, pitch: float) -> float:
    """Return how far below the top of its strip a line's baseline lies, with the characters in the middle."""
    size = max((run.size for run in line.runs), default=pitch)
    return (pitch - size) / 2 + ASCENT * size
