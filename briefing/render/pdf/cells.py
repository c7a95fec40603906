"""A table cell in, its lines and what is drawn before them out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from briefing.blocks import Cell, Progress
from briefing.document import Style
from briefing.model.metrics import Light
from briefing.render.pdf.page import baseline
from briefing.render.pdf.pen import Pen
from briefing.render.pdf.setter import Setter
from briefing.typeset import Align, Line, Role, Run, wrap
from briefing.typeset.breaking import char_widths
from briefing.typeset.opportunities import opportunities

_DOT_RADIUS, _DOT_GAP = 0.34, 0.45
_BAR_HEIGHT, _BAR_GAP, _LEAST_BAR = 0.62, 5.0, 36.0


@dataclass(frozen=True, slots=True)
class Sizes:
    """The type of a table: size and pitch of its text, and the padding of a cell."""

    size: float
    pitch: float
    pad_x: float
    pad_y: float


@dataclass(frozen=True, slots=True)
class CellRuns:
    """A cell before it knows its width: `whole` is that of its longest line, `longest` that of its longest word."""

    runs: tuple[Run, ...]
    align: Align
    light: Light | None = None
    progress: Progress | None = None
    whole: float = 0
    longest: float = 0
    total: float = 0

    @property
    def prefix(self) -> float:
        """The width that the light takes."""
        return self.runs[0].size * (2 * _DOT_RADIUS + _DOT_GAP) if self.light and self.runs else 0

    def lines(self, room: float) -> float:
        """Return about how many lines the cell takes in `room` points."""
        text = "".join(run.text for run in self.runs)
        return text.count("\n") + self.total / room

    def natural(self) -> float:
        """Return the width of the cell on one line."""
        bar = _LEAST_BAR + _BAR_GAP if self.progress else 0
        return self.whole + self.prefix + bar

    def least(self) -> float:
        """Return the width of the longest piece that should not be cut, a progress bar included."""
        bar = _LEAST_BAR + _BAR_GAP if self.progress else 0
        return self.longest + self.prefix + bar


@dataclass(frozen=True, slots=True)
class SetCell:
    """A cell broken into lines; `prefix` is the room of its light, `bar` the length of a whole progress bar."""

    lines: tuple[Line, ...]
    align: Align
    light: Light | None = None
    progress: Progress | None = None
    prefix: float = 0
    bar: float = 0
    full: float = 1


def cell_runs(setter: Setter, cell: Cell, align: Align, size: float, where: str) -> CellRuns:
    runs = setter.runs(cell.text, Role.SANS, size, where)
    return CellRuns(runs, align, cell.light, cell.progress, *measured(runs))


def measured(runs: Sequence[Run]) -> tuple[float, float, float]:
    """Return the widths of the longest line of runs, of the longest piece that should not be cut, and of it all."""
    widths, text = char_widths(runs), "".join(run.text for run in runs)
    ends = [0.0, *accumulate(widths)]
    longest, start = 0.0, 0
    for end in opportunities(text):
        longest, start = max(longest, ends[end] - ends[start]), end
    if "\n" not in text:
        return ends[-1], longest, ends[-1]
    breaks = [-1, *(at for at, character in enumerate(text) if character == "\n"), len(text)]
    return max(ends[two] - ends[one + 1] for one, two in pairwise(breaks)), longest, ends[-1]


def set_cell(cell: CellRuns, room: float, words: float, full: float) -> SetCell:
    """Break a cell into lines. Beside bars, `words` is the room of the words and `full` where the scale ends."""
    if cell.progress:
        lines = wrap(cell.runs, words, justified=False)
        return SetCell(lines, "left", cell.light, cell.progress, 0, room - words - _BAR_GAP, full)
    lines = wrap(cell.runs, max(room - cell.prefix, 1), justified=False)
    return SetCell(lines, cell.align, cell.light, None, cell.prefix)


def draw_cell(pen: Pen, cell: SetCell, x: float, y: float, sizes: Sizes, color: str) -> None:
    """Draw a cell whose room begins at x and whose first line's strip begins at y."""
    middle = y + sizes.pitch / 2
    if cell.progress:
        _draw_bar(pen, cell, x, middle, sizes, color)
        x += cell.bar + _BAR_GAP
    elif cell.light:
        slack = cell.lines[0].room - cell.lines[0].width
        start = x + {"center": slack / 2, "right": slack}.get(cell.align, 0.0)
        radius = sizes.size * _DOT_RADIUS
        pen.dot(start + radius, middle, radius, light_color(cell.light, pen.style))
        x += cell.prefix
    for index, line in enumerate(cell.lines):
        pen.line(line, x, y + index * sizes.pitch + baseline(line, sizes.pitch), pen.style.ink, cell.align)


def _draw_bar(pen: Pen, cell: SetCell, x: float, middle: float, sizes: Sizes, color: str) -> None:
    progress = cell.progress
    assert progress is not None
    height = sizes.size * _BAR_HEIGHT
    top = middle - height / 2
    done = min(max(progress.done / cell.full, 0), 1)
    pen.box(x, top, cell.bar, height, fill=pen.style.faint)
    if done:
        pen.box(x, top, cell.bar * done, height, fill=color)
    if progress.mark is not None:
        at = x + cell.bar * min(max(progress.mark / cell.full, 0), 1)
        pen.box(at - 0.6, top - 2, 1.2, height + 4, fill=pen.style.ink)


def light_color(light: Light, style: Style) -> str:
    """Return the colour of a light."""
    return {Light.GREEN: style.green, Light.YELLOW: style.yellow, Light.RED: style.red}[light]
