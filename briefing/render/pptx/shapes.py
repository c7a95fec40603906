"""What a plan is made of: shapes with boxes, texts and bindings, frozen. Drawing decides nothing beyond this.

All lengths are points and all colours `#RRGGBB`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from briefing.charts.native import NativeChart
from briefing.model.figure import Figure
from briefing.render.pptx.boxes import Box
from briefing.render.pptx.stage import Align, Anchor, Slot, Stage


@dataclass(frozen=True, slots=True)
class Run:
    """Characters in one type; an empty `color` inherits."""

    text: str
    size: float = 0
    strong: bool = False
    color: str = ""
    figure: Figure | None = None
    spacing: float = 0


@dataclass(frozen=True, slots=True)
class Para:
    """One paragraph with an exact line pitch; `bullet` is the mark's colour.

    A `\\v` in a run is a line break within the paragraph.
    """

    runs: tuple[Run, ...]
    pitch: float
    align: Align = "left"
    before: float = 0
    bullet: str = ""

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class TextShape:
    """A text frame; with a `slot` it is that placeholder, with a `link` (a section path) it leads to a slide."""

    name: str
    box: Box
    paras: tuple[Para, ...]
    slot: Slot | None = None
    anchor: Anchor = "top"
    insets: tuple[float, float, float, float] = (0, 0, 0, 0)
    fill: str = ""
    line: str = ""
    link: str = ""
    path: str = ""

    @property
    def text(self) -> str:
        return "\n".join(para.text for para in self.paras)


@dataclass(frozen=True, slots=True)
class Panel:
    """A filled rectangle (a mark, a bar, a rule)."""

    name: str
    box: Box
    fill: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Panels that move together."""

    name: str
    panels: tuple[Panel, ...]
    path: str = ""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a drawn table: `span` columns wide, 0 where another cell covers it."""

    paras: tuple[Para, ...]
    span: int = 1
    fill: str = ""
    left: float = 0


@dataclass(frozen=True, slots=True)
class GridRow:
    cells: tuple[GridCell, ...]
    height: float
    header: bool = False


@dataclass(frozen=True, slots=True)
class TableShape:
    """A table with measured columns and rows."""

    name: str
    box: Box
    widths: tuple[float, ...]
    rows: tuple[GridRow, ...]
    path: str = ""
    alt: str = ""

    @property
    def text(self) -> str:
        return "\n".join("\t".join(" ".join(p.text for p in cell.paras) for cell in row.cells) for row in self.rows)


@dataclass(frozen=True, slots=True)
class ChartShape:
    """A native chart; `native` is the translated chart of `briefing.charts`."""

    name: str
    box: Box
    native: NativeChart
    alt: str
    path: str = ""
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class PictureShape:
    """A chart drawn as a vector, for one that PowerPoint has no counterpart of; it is drawn when its box is known."""

    name: str
    box: Box
    spec: Mapping[str, Any]
    alt: str
    path: str = ""
    figures: tuple[Figure, ...] = ()


__all__ = [
    "Align",
    "Anchor",
    "ChartShape",
    "GridCell",
    "GridRow",
    "Group",
    "Panel",
    "Para",
    "PictureShape",
    "Run",
    "Shape",
    "SlidePlan",
    "Slot",
    "TableShape",
    "TextShape",
]
Shape = TextShape | Panel | Group | TableShape | ChartShape | PictureShape


@dataclass(frozen=True, slots=True)
class SlidePlan:
    """One slide: its stage, its shapes in drawing order, what the speaker says, and the chapter it is in.

    `path` is the section's; a link to a section leads to the first slide that bears it.
    """

    stage: Stage
    path: str
    shapes: tuple[Shape, ...]
    chapter: str
    notes: tuple[str, ...] = ()

    @property
    def layout(self) -> str:
        """The name of the layout that it stands on."""
        return self.stage.layout
