"""A measured table in, a band of it out, with its title above and its note below; it is divided between rows only."""

from __future__ import annotations

from dataclasses import dataclass, replace

from briefing.blocks import Table
from briefing.render.pptx.band import Band, heading, heading_height
from briefing.render.pptx.boxes import CONTENT, Box
from briefing.render.pptx.grid import Grid, grid, pages, tall
from briefing.render.pptx.shapes import Para, Run, Shape, TableShape, TextShape
from briefing.render.pptx.table import draw
from briefing.render.pptx.text import Setting, height

_NOTE_SIZE = 11.0
# A piece of a table smaller than this, header included, is not worth a start on a page.
_LEAST_ROWS = 4


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table from `first` up to `last`, the `part`-th piece of it."""

    grid: Grid
    setting: Setting
    first: int
    last: int
    part: int = 1
    grows: bool = False

    @property
    def _around(self) -> float:
        """What title and note take, above and below the grid."""
        return heading_height(self.grid.table.title) + _note_height(self.grid.table.note, self.setting)

    @property
    def minimum(self) -> float:
        return self._around + tall(self.grid, self.first, self.last)

    @property
    def wanted(self) -> float:
        return self.minimum * 1.25

    def place(self, box: Box) -> tuple[Shape, ...]:
        source = self.grid.table
        inner = box.inset(0, heading_height(source.title), 0, _note_height(source.note, self.setting))
        shapes = draw(self.grid, (self.first, self.last), inner, self.setting, self.part)
        bottom = max(shape.box.bottom for shape in shapes if isinstance(shape, TableShape))
        suffix = f"#{self.part}" if self.part > 1 else ""
        title = heading(source.title, f"{source.path}/title{suffix}", source.path, box, self.setting)
        note = _note(source, f"{source.path}/note{suffix}", Box(box.x, bottom + 6, box.w, 0), self.setting)
        return (*title, *shapes, *note)

    def split(self, room: float) -> tuple[Band, Band] | None:
        """Fill the room with whole rows; what follows is cut when its own turn comes."""
        ranges = pages(self.grid, self.first, room - self._around, CONTENT.h - self._around)
        if len(ranges) < 2 or room < self._around + _LEAST_ROWS * self.grid.header.height:
            return None
        cut = ranges[0][1]
        return replace(self, last=cut), replace(self, first=cut, part=self.part + 1)


def rows(block: Table, setting: Setting) -> Rows:
    """Return a whole table as a band."""
    around = heading_height(block.title) + _note_height(block.note, setting)
    return Rows(grid(block, CONTENT.w, CONTENT.h - around, setting), setting, 0, len(block.rows))


def _note_paras(note: str, setting: Setting) -> tuple[Para, ...]:
    prefix = "" if note.startswith(setting.words.note) else setting.words.note
    return (Para((Run(prefix + note, _NOTE_SIZE, color=setting.style.muted),), _NOTE_SIZE * 1.5),)


def _note_height(note: str, setting: Setting) -> float:
    return 6 + height(_note_paras(note, setting), CONTENT.w) if note else 0


def _note(source: Table, name: str, box: Box, setting: Setting) -> tuple[TextShape, ...]:
    if not source.note:
        return ()
    paras = _note_paras(source.note, setting)
    return (TextShape(name, box.top(height(paras, box.w)), paras, path=source.path),)
