"""A finished SVG in; its size and what its axes and legends print, and where, out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from briefing.charts.bounds import MOST_MARKS, check_text
from briefing.errors import BriefingError
from briefing.typeset.faces import Face
from briefing.typeset.measure import width as text_width

if TYPE_CHECKING:
    from lxml.etree import _Element

_SVG = "{http://www.w3.org/2000/svg}"
_SIZE = re.compile(r'<svg[^>]* width="([\d.]+)" height="([\d.]+)"')
_SHIFT = re.compile(r"translate\(\s*(-?[\d.e+-]+)[ ,]+(-?[\d.e+-]+)\)")


@dataclass(frozen=True, slots=True)
class Label:
    """A label of an axis: its lines and its place along the axis, in points."""

    lines: tuple[str, ...]
    at: float
    size: float

    @property
    def width(self) -> float:
        return max(text_width(line, Face.SANS, self.size) for line in self.lines)


@dataclass(frozen=True, slots=True)
class Guide:
    """The labels of one axis of names, written horizontally, in order of place; `over`: they stand above the plot."""

    side: Literal["x", "y"]
    labels: tuple[Label, ...]
    over: bool = False

    @property
    def step(self) -> float:
        """The room from one label to the next."""
        ends = self.labels[-1].at - self.labels[0].at
        return ends / (len(self.labels) - 1) if len(self.labels) > 1 else 0.0


@dataclass(frozen=True, slots=True)
class Measured:
    """A drawing's size in points, its axes of names, and what its legends take.

    `legends_end` is how far down the lowest legend reaches. `lone`: some line has a single point, which draws nothing.
    `said` are the descriptions of its marks (`地区: 甲; 产值: −3`), none where nothing is drawn.
    """

    width: float
    height: float
    guides: tuple[Guide, ...]
    legends_end: float
    widest_entry: float
    lone: bool
    said: tuple[str, ...]


def size(svg: str) -> tuple[float, float]:
    """Return the width and height of an SVG as the converter writes it."""
    found = _SIZE.search(svg)
    return (float(found[1]), float(found[2])) if found else (0.0, 0.0)


def measured(svg: str) -> Measured:
    """Read a drawing back; BriefingError for one with too many marks to be looked at."""
    from lxml import etree

    if svg.count("<path") + svg.count("<text") + svg.count("<line") > MOST_MARKS * 1.5:
        raise BriefingError(f"图表要画的图形超过{MOST_MARKS}个，看不清也打不开。", hint="请先汇总，或减少数据。")
    root = etree.fromstring(svg.encode(), etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    legends = [part for part in root.iter(f"{_SVG}g") if _is(part, "role-legend")]
    entries = [label.width for part in legends for label in _labels(part)]
    marks = [group for group in root.iter(f"{_SVG}g") if _is(group, "role-mark")]
    return Measured(
        *size(svg),
        guides=tuple(_guides(root)),
        legends_end=max((_end(part) for part in legends), default=0.0),
        widest_entry=max(entries, default=0.0),
        lone=any(_is_lone(path) for group in marks if _is(group, "mark-line") for path in group),
        said=tuple(mark.get("aria-label") or "" for group in marks for mark in group if _is_inked(mark, group)),
    )


def _is_lone(path: _Element) -> bool:
    return re.fullmatch(r"M[^LHVCSQA]*Z?", path.get("d") or "-") is not None


def _is_inked(mark: _Element, group: _Element) -> bool:
    """Return whether a mark draws anything: a line without points and a slice without an arc do not."""
    drawn = mark.get("d") or ""
    return mark.tag != f"{_SVG}path" or ("A" in drawn if _is(group, "mark-arc") else bool(drawn))


def _end(part: _Element) -> float:
    """Return how far down the words of a part reach."""
    shifts = (_SHIFT.search(above.get("transform") or "") for above in part.iterancestors())
    top = sum(float(shift[2]) for shift in shifts if shift)
    return top + max((_below(text, part) for text in part.iter(f"{_SVG}text")), default=0.0)


def _below(text: _Element, part: _Element) -> float:
    found = 0.0
    for each in (text, *text.iterancestors()):
        if each is part:
            break
        shift = _SHIFT.search(each.get("transform") or "")
        found += float(shift[2]) if shift else 0.0
    return found


def _guides(root: _Element) -> Iterator[Guide]:
    for part in root.iter(f"{_SVG}g"):
        said = part.get("aria-label") or ""
        side: Literal["x", "y"] = "x" if said.startswith("X-axis") else "y"
        if not _is(part, "role-axis") or " for a discrete scale" not in said:
            continue
        labels = sorted(_labels(part, vertical=side == "y"), key=lambda label: label.at)
        if labels:
            yield Guide(side, tuple(labels), over=side == "x" and min(_heights(part)) < 0)


def _heights(part: _Element) -> Iterator[float]:
    """Yield how far below their axis labels stand."""
    for group in part.iter(f"{_SVG}g"):
        for text in group.iter(f"{_SVG}text") if _is(group, "role-axis-label") else ():
            shift = _SHIFT.search(text.get("transform") or "")
            yield float(shift[2]) if shift else 0.0


def _labels(part: _Element, *, vertical: bool = False) -> Iterator[Label]:
    for group in part.iter(f"{_SVG}g"):
        if _is(group, "role-axis-label") or _is(group, "role-legend-label"):
            for text in group.iter(f"{_SVG}text"):
                transform = text.get("transform") or ""
                shift = _SHIFT.search(transform)
                lines = tuple(line for line in _lines(text) if line)
                check_text("".join(lines))
                if lines and shift and "rotate" not in transform and text.get("opacity") != "0":
                    points = float((text.get("font-size") or "10px").removesuffix("px"))
                    yield Label(lines, float(shift[2] if vertical else shift[1]), points)


def _lines(text: _Element) -> list[str]:
    spans = [span.text or "" for span in text.iter(f"{_SVG}tspan")]
    return spans or [text.text or ""]


def _is(part: _Element, role: str) -> bool:
    return role in (part.get("class") or "").split()
