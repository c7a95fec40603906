"""Paragraphs of DrawingML in, their runs and lines as they will be set out: sizes, spacing, height in points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from lxml import etree

from briefing.inspect.trees import A, Element, number, share, text_of
from briefing.typeset import Face, Line, Run, wrap

EMU = 12700.0
_DEFAULT_SIZE = 18.0
# The height of a line in sizes of its type, where the pitch is not given in points; faces differ from 1.15 to 1.35.
_LINE = 1.2
_PARAGRAPH, _PROPERTIES, _END, _RUN_PROPERTIES = f"{A}p", f"{A}pPr", f"{A}endParaRPr", f"{A}rPr"
_BREAK, _TEXT = f"{A}br", f"{A}t"
SPOKEN = frozenset((f"{A}r", f"{A}fld", _BREAK))
Spacing = tuple[float | None, float | None]
_UNSAID: Spacing = (None, None)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its runs, its pitch (points, or a share of the type's own), the space around it, its margins."""

    runs: tuple[Run, ...]
    size: float
    points: float | None
    share: float
    before: float
    after: float
    margin: float
    indent: float

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    def lines(self, room: float) -> tuple[Line, ...]:
        """Return the lines in `room` points."""
        free = max(room - self.margin, 1.0)
        if "\n" not in self.text and sum(len(run.text) * (run.size + run.tracking) for run in self.runs) <= free:
            # No character is wider than its size.
            return (Line(self.runs, 0, free, True),)
        return wrap(self.runs, free, max(free - max(self.indent, 0.0), 1.0), justified=False)

    def height(self, room: float) -> float:
        """Return the height of the lines in `room` points."""
        return sum(self.pitch(line) for line in self.lines(room))

    def pitch(self, line: Line | None = None) -> float:
        """Return the height of a line."""
        if self.points is not None:
            return self.points
        size = max((run.size for run in line.runs), default=self.size) if line else self.size
        return size * _LINE * self.share


@dataclass(frozen=True, slots=True)
class Level:
    """What holds for paragraphs as far as it is said; spacing is in points, or a share of the line."""

    bold: str | None = None
    size: float | None = None
    line: Spacing | None = None
    before: Spacing | None = None
    after: Spacing | None = None
    margin: float | None = None
    indent: float | None = None

    def over(self, other: Level) -> Level:
        """Return this, and what the other says where this says nothing."""
        return Level(*(_first(getattr(self, name), getattr(other, name)) for name in Level.__slots__))


class Styles:
    """List styles, nearest first; what they say of each level is found out once."""

    def __init__(self, elements: Sequence[Element]) -> None:
        self._elements, self._levels = elements, dict[int, Level]()
        self._own = dict[tuple[int, bytes], Level]()

    def level(self, at: int) -> Level:
        """Return what the styles say of a level, from 1."""
        if at not in self._levels:
            names = (f"{A}lvl{at}pPr", f"{A}defPPr")
            found = (style.find(name) for style in self._elements for name in names)
            said = Level()
            for each in found:
                said = said.over(_said(each)) if each is not None else said
            self._levels[at] = said
        return self._levels[at]

    def of(self, paragraph: Element) -> Level:
        """Return what holds for a paragraph: what it says itself, then what is said of its level."""
        own = paragraph.find(_PROPERTIES)
        if own is None:
            return self.level(1)
        at = min(9, int(number(own, "lvl") or 0) + 1)
        # The cells of a table all say the same.
        key = at, etree.tostring(own, with_tail=False)
        if key not in self._own:
            self._own[key] = _said(own).over(self.level(at))
        return self._own[key]


class StyleBook:
    """The list styles of one deck, each set of them once: all titles of a deck take after the same ones."""

    def __init__(self) -> None:
        self._known: dict[tuple[Element, ...], Styles] = {}

    def of(self, elements: tuple[Element, ...]) -> Styles:
        """Return the styles of list styles, nearest first."""
        return self._known.setdefault(elements, Styles(elements))


def paragraphs(body: Element, styles: Styles, scale: float = 1.0) -> Iterator[Paragraph]:
    """Yield the paragraphs of a text frame; `scale` is the share of its size that the type was shrunk to."""
    for each in body.iterfind(_PARAGRAPH):
        yield _paragraph(each, styles.of(each), scale)


def height(given: Sequence[Paragraph], room: float) -> float:
    """Return the height of paragraphs one below the other; there is no space before the first and after the last."""
    inner = sum(above.after + below.before for above, below in pairwise(given))
    return inner + sum(each.height(room) for each in given)


def _said(properties: Element) -> Level:
    """Return what the properties of a paragraph say."""
    default = properties.find(f"{A}defRPr")
    size, margin, indent = number(default, "sz"), number(properties, "marL"), number(properties, "indent")
    return Level(
        default.get("b") if default is not None else None,
        size / 100 if size else None,
        _spacing(properties, "lnSpc"),
        _spacing(properties, "spcBef"),
        _spacing(properties, "spcAft"),
        None if margin is None else margin / EMU,
        None if indent is None else indent / EMU,
    )


def _first(one: Any, other: Any) -> Any:
    return other if one is None else one


def _paragraph(element: Element, level: Level, scale: float) -> Paragraph:
    runs = tuple(run for child in element if (run := _run(child, level, scale)))
    points, part = level.line or _UNSAID
    size = _size(element.find(_END), level) * scale
    return Paragraph(
        runs,
        size,
        points,
        1.0 if part is None else part,
        _gap(level.before, size),
        _gap(level.after, size),
        level.margin or 0.0,
        level.indent or 0.0,
    )


def _run(child: Element, level: Level, scale: float) -> Run | None:
    if child.tag not in SPOKEN:
        return None
    properties = child.find(_RUN_PROPERTIES)
    words = "\n" if child.tag == _BREAK else spoken(child)
    own = properties.get("b") if properties is not None else None
    strong = _first(own, level.bold) in ("1", "true")
    tracking = (number(properties, "spc") or 0) / 100
    face = Face.SANS_BOLD if strong else Face.SANS
    return Run(words, face, _size(properties, level) * scale, tracking) if words else None


def spoken(run: Element) -> str:
    """Return the text of a run or a field; a line end in it is a space, a vertical tab a line end."""
    words = "".join(text_of(each) for each in run.iterfind(_TEXT)).replace("\n", " ")
    return words.replace("\v", "\n").replace("_x000B_", "\n")


def _size(properties: Element | None, level: Level) -> float:
    size = number(properties, "sz")
    return size / 100 if size else level.size or _DEFAULT_SIZE


def _spacing(properties: Element, name: str) -> Spacing | None:
    """Return a spacing as points or as a share of the line; None where nothing is said."""
    given = properties.find(f"{A}{name}")
    if given is None:
        return None
    points, part = given.find(f"{A}spcPts"), given.find(f"{A}spcPct")
    exact = number(points, "val")
    return (None if exact is None else exact / 100), (None if part is None else share(part))


def _gap(spacing: Spacing | None, size: float) -> float:
    points, part = spacing or _UNSAID
    return points if points is not None else (part or 0.0) * size * _LINE
