"""Paragraphs of DrawingML in, their runs and lines as they will be set out: sizes, spacing, height in points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefing.inspect.trees import A, Element, local, number, share, text_of
from briefing.typeset import Face, Line, Run, wrap

EMU = 12700.0
_DEFAULT_SIZE = 18.0
# The height of a line in sizes of its type, where the pitch is not given in points; faces differ from 1.15 to 1.35.
_LINE = 1.2


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


def paragraphs(body: Element, styles: Sequence[Element], scale: float = 1.0) -> Iterator[Paragraph]:
    """Yield the paragraphs of a text frame; `scale` is the share of its size that the type was shrunk to."""
    for each in body.iterfind(f"{A}p"):
        yield _paragraph(each, _levels(each, styles), scale)


def height(given: Sequence[Paragraph], room: float) -> float:
    """Return the height of paragraphs one below the other; there is no space before the first and after the last."""
    inner = sum(above.after + below.before for above, below in pairwise(given))
    return inner + sum(each.height(room) for each in given)


def _levels(paragraph: Element, styles: Sequence[Element]) -> tuple[Element, ...]:
    """Return the properties that hold for a paragraph, nearest first: its own, then those of its level."""
    own = paragraph.find(f"{A}pPr")
    level = min(9, int(number(own, "lvl") or 0) + 1)
    found = (style.find(name) for style in styles for name in (f"{A}lvl{level}pPr", f"{A}defPPr"))
    return tuple(each for each in (own, *found) if each is not None)


def _paragraph(element: Element, levels: Sequence[Element], scale: float) -> Paragraph:
    runs = tuple(run for child in element if (run := _run(child, levels, scale)))
    end = element.find(f"{A}endParaRPr")
    points, part = _spacing(levels, "lnSpc")
    size = _size(end, levels) * scale
    return Paragraph(
        runs,
        size,
        points,
        1.0 if part is None else part,
        _gap(levels, "spcBef", size),
        _gap(levels, "spcAft", size),
        _length(levels, "marL"),
        _length(levels, "indent"),
    )


def _run(child: Element, levels: Sequence[Element], scale: float) -> Run | None:
    kind = local(child)
    if kind not in ("r", "br", "fld"):
        return None
    properties = child.find(f"{A}rPr")
    words = "\n" if kind == "br" else spoken(child)
    strong = _given((properties, *_defaults(levels)), "b") in ("1", "true")
    tracking = (number(properties, "spc") or 0) / 100
    face = Face.SANS_BOLD if strong else Face.SANS
    return Run(words, face, _size(properties, levels) * scale, tracking) if words else None


def spoken(run: Element) -> str:
    """Return the text of a run or a field; a line end in it is a space, a vertical tab a line end."""
    words = "".join(text_of(each) for each in run.iterfind(f"{A}t")).replace("\n", " ")
    return words.replace("\v", "\n").replace("_x000B_", "\n")


def _defaults(levels: Iterable[Element]) -> Iterator[Element | None]:
    return (each.find(f"{A}defRPr") for each in levels)


def _given(elements: Iterable[Element | None], name: str) -> str:
    found = (each.get(name) for each in elements if each is not None)
    return next((value for value in found if value is not None), "")


def _size(properties: Element | None, levels: Sequence[Element]) -> float:
    found = (number(each, "sz") for each in (properties, *_defaults(levels)))
    return next((size / 100 for size in found if size), _DEFAULT_SIZE)


def _spacing(levels: Iterable[Element], name: str) -> tuple[float | None, float | None]:
    """Return a spacing as points or as a share of the line, from the nearest that has it."""
    given = next((found for each in levels if (found := each.find(f"{A}{name}")) is not None), None)
    if given is None:
        return None, None
    points, part = given.find(f"{A}spcPts"), given.find(f"{A}spcPct")
    exact = number(points, "val")
    return (None if exact is None else exact / 100), (None if part is None else share(part))


def _gap(levels: Sequence[Element], name: str, size: float) -> float:
    points, part = _spacing(levels, name)
    return points if points is not None else (part or 0.0) * size * _LINE


def _length(levels: Iterable[Element], name: str) -> float:
    found = (number(each, name) for each in levels)
    return next((value / EMU for value in found if value is not None), 0.0)
