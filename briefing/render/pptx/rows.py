"""A measured table in, bands of it out, with its title above and its note below; it is divided between rows only.

A table too wide for a slide becomes several, each with some of the columns.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from briefing.blocks import Table, plain
from briefing.document import Words
from briefing.render.pptx.band import Band, heading, heading_height, is_whole_slide
from briefing.render.pptx.boxes import Box
from briefing.render.pptx.columns import parts
from briefing.render.pptx.findings import Findings
from briefing.render.pptx.grid import Grid, grid, least_rows_height, pages, tall
from briefing.render.pptx.shapes import Para, Run, Shape, TableShape, TextShape
from briefing.render.pptx.sizes import MOST_TABLE_SLIDES, NOTE_PITCH, NOTE_SIZE
from briefing.render.pptx.table import draw
from briefing.render.pptx.text import Setting, height

# A piece of a table smaller than this, header included, is not worth a start on a page.
_LEAST_ROWS = 4
_NOTE_GAP, _EPSILON = 6.0, 0.01
# What title, note and header may take of a slide, so that rows are left to be seen.
_MOST_AROUND = 0.5
_EXCERPT = 12
_WAY_OUT = "请减少行列（limit），或用 only: [pdf] 只印在 PDF 里。"


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table from `first` up to `last`, the `part`-th piece of the `column`-th part of its columns."""

    grid: Grid
    setting: Setting
    first: int
    last: int
    part: int = 1
    column: int = 1
    grows: bool = False

    @property
    def _around(self) -> float:
        return _around(self.grid.table, self.setting)

    @property
    def minimum(self) -> float:
        return self._around + tall(self.grid, self.first, self.last)

    @property
    def wanted(self) -> float:
        return self.minimum * 1.25

    @property
    def suffix(self) -> str:
        """What tells the pieces of a table apart in the names of their shapes."""
        column = f"@{self.column}" if self.column > 1 else ""
        return f"{column}#{self.part}" if self.part > 1 else column

    def place(self, box: Box) -> tuple[Shape, ...]:
        source = self.grid.table
        inner = box.inset(0, heading_height(source.title, box.w), 0, _note_height(source.note, self.setting))
        shapes = draw(self.grid, (self.first, self.last), inner, self.setting, self.suffix)
        bottom = max(shape.box.bottom for shape in shapes if isinstance(shape, TableShape))
        title = heading(source.title, f"{source.path}/title{self.suffix}", source.path, box, self.setting)
        below = Box(box.x, bottom + _NOTE_GAP, box.w, 0)
        return (*title, *shapes, *_note(source, f"{source.path}/note{self.suffix}", below, self.setting))

    def split(self, room: float) -> tuple[Band, Band] | None:
        """Fill the room with whole rows; what follows is cut when its own turn comes."""
        ranges = pages(self.grid, self.first, room - self._around, self.setting.content.h - self._around)
        small = room < self._around + _LEAST_ROWS * self.grid.header.height
        if len(ranges) < 2 or (small and not is_whole_slide(room, self.setting)):
            return None
        cut = ranges[0][1]
        if self._around + tall(self.grid, self.first, cut) > room + _EPSILON:
            # Not even the first row fits here.
            return None
        return replace(self, last=cut), replace(self, first=cut, part=self.part + 1)


def rows(block: Table, setting: Setting, findings: Findings) -> tuple[Rows, ...]:
    """Return a table as bands, one for each part of its columns; none where a slide cannot hold it, but problems."""
    if _around(block, setting) > _MOST_AROUND * setting.content.h:
        findings.problem(block.path, "表的标题和注释太长，占了半页以上。", "请缩短标题和注释，长的说明宜另写一段。")
        return ()
    if _too_many(block, 1, setting, findings):
        return ()
    tables = parts(block, setting.content.w, setting.spare)
    if _too_many(block, len(tables), setting, findings):
        return ()
    tables = _named(tables, setting.words)
    made = [grid(each, setting.content.w, setting.content.h - _around(each, setting), setting) for each in tables]
    faults = {fault: None for each in made for fault in _faults(each, setting)}
    for message in faults:
        findings.problem(block.path, message, "请缩短文字，或拆成几行；整句的说明宜放进要点。")
    bands = (Rows(each, setting, 0, len(each.rows), column=at) for at, each in enumerate(made, 1))
    return () if faults else tuple(bands)


def _too_many(block: Table, count: int, setting: Setting, findings: Findings) -> bool:
    """Say so where a table takes more slides than anybody turns; the estimate is a low one."""
    slides = count * least_rows_height(len(block.rows)) / (setting.content.h - _around(block, setting))
    if slides <= MOST_TABLE_SLIDES:
        return False
    size = f"{len(block.rows)}行{len(block.columns)}列"
    findings.problem(
        block.path, f"这张表有{size}，至少要占{round(slides)}页，超过{MOST_TABLE_SLIDES}页的上限。", _WAY_OUT
    )
    return True


def _named(tables: tuple[Table, ...], words: Words) -> tuple[Table, ...]:
    """Say in the titles of the parts which of them each is."""
    if len(tables) == 1:
        return tables
    marks = (words.columns_part.format(at, len(tables)) for at in range(1, len(tables) + 1))
    return tuple(
        replace(table, title=table.title + words.in_brackets.format(mark) if table.title else mark)
        for table, mark in zip(tables, marks, strict=True)
    )


def _faults(grid_: Grid, setting: Setting) -> Iterator[str]:
    """Yield what keeps a row, with the header and its group's name above it, from fitting a slide."""
    room = setting.content.h - _around(grid_.table, setting)
    if grid_.header.height > _MOST_AROUND * room:
        yield "表头太高，占了半页以上。"
        return
    for at, row in enumerate(grid_.table.rows):
        if tall(grid_, at, at + 1) > room:
            first = plain(row.cells[0].text) if row.cells else ""
            name = first if len(first) <= _EXCERPT else f"{first[:_EXCERPT]}……"
            yield f"第{at + 1}行“{name}”太高，用12磅、加宽最宽的一列后一页仍放不下。"


def _around(table: Table, setting: Setting) -> float:
    """Return what title and note take, above and below the grid."""
    return heading_height(table.title, setting.content.w) + _note_height(table.note, setting)


def _note_paras(note: str, setting: Setting) -> tuple[Para, ...]:
    prefix = "" if note.startswith(setting.words.note) else setting.words.note
    return (Para((Run(prefix + note, NOTE_SIZE, color=setting.style.muted),), NOTE_PITCH),)


def _note_height(note: str, setting: Setting) -> float:
    return _NOTE_GAP + height(_note_paras(note, setting), setting.content.w) if note else 0


def _note(source: Table, name: str, box: Box, setting: Setting) -> tuple[TextShape, ...]:
    if not source.note:
        return ()
    paras = _note_paras(source.note, setting)
    return (TextShape(name, box.top(height(paras, box.w)), paras, path=source.path),)
