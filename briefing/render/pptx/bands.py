"""Blocks in, bands out.

A band is as wide as the content area. Bands stack in the order of their blocks; a chart takes the text beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import assert_never

from briefing.blocks import Block, Bullets, Callout, Chart, KeyFigures, Paragraph, Table, Text
from briefing.render.pptx import cards
from briefing.render.pptx.band import HEADING, Band
from briefing.render.pptx.boxes import CONTENT, Box
from briefing.render.pptx.charted import least_height, needs_width, place_chart
from briefing.render.pptx.natives import Settled
from briefing.render.pptx.rows import rows
from briefing.render.pptx.shapes import Para, Run, Shape, TextShape
from briefing.render.pptx.text import Setting, height, runs
from briefing.render.pptx.words import TextBlock, place_texts, split_texts, texts_height

GAP = 16.0
_CHART_WANTED = 300.0
# A lone remark beside a tall chart would leave its column empty; it goes above.
_ENOUGH_TO_STACK = 290.0
_CHART_SHARE, _TEXT_SHARE = 6.0, 4.0
_NOTE_SIZE = 11.0
Natives = dict[str, Settled]


@dataclass(frozen=True, slots=True)
class Fixed:
    """A band of one height that is never divided."""

    tall: float
    draw: Callable[[Box], tuple[Shape, ...]]
    grows: bool = False
    least: float = 0

    @property
    def minimum(self) -> float:
        return self.least or self.tall

    @property
    def wanted(self) -> float:
        return self.tall

    def place(self, box: Box) -> tuple[Shape, ...]:
        return self.draw(box)

    def split(self, room: float) -> tuple[Band, Band] | None:
        return None


@dataclass(frozen=True, slots=True)
class Words:
    """Text blocks one below the other, in the largest size that fits."""

    blocks: tuple[TextBlock, ...]
    setting: Setting
    grows: bool = False

    @property
    def minimum(self) -> float:
        return texts_height(self.blocks, CONTENT.w, 16, self.setting)

    @property
    def wanted(self) -> float:
        return texts_height(self.blocks, CONTENT.w, 18, self.setting)

    def place(self, box: Box) -> tuple[Shape, ...]:
        return place_texts(self.blocks, box, self.setting)

    def split(self, room: float) -> tuple[Band, Band] | None:
        parts = split_texts(self.blocks, CONTENT.w, room, self.setting)
        return (Words(parts[0], self.setting), Words(parts[1], self.setting)) if parts else None


@dataclass(frozen=True, slots=True)
class Beside:
    """A chart with its points at the right of it."""

    chart: Chart
    native: Settled
    blocks: tuple[TextBlock, ...]
    setting: Setting
    grows: bool = True

    @property
    def minimum(self) -> float:
        return max(self._least, texts_height(self.blocks, self._columns(CONTENT)[1].w, 16, self.setting))

    @property
    def wanted(self) -> float:
        return max(_CHART_WANTED, self.minimum)

    @property
    def _least(self) -> float:
        return least_height(self.native) + HEADING

    def place(self, box: Box) -> tuple[Shape, ...]:
        if box.h > _ENOUGH_TO_STACK and all(isinstance(block, Callout) for block in self.blocks):
            above = texts_height(self.blocks, box.w, 18, self.setting)
            chart = place_chart(self.chart, self.native, box.below(above, GAP), self.setting)
            return (*place_texts(self.blocks, box.top(above), self.setting), *chart)
        left, right = self._columns(box)
        return (
            *place_chart(self.chart, self.native, left, self.setting),
            *place_texts(self.blocks, right, self.setting),
        )

    def split(self, room: float) -> tuple[Band, Band] | None:
        """Keep the chart with what fits beside it; the other points go on."""
        if room < self._least:
            return None
        parts = split_texts(self.blocks, self._columns(CONTENT)[1].w, room, self.setting)
        return (
            (Beside(self.chart, self.native, parts[0], self.setting), Words(parts[1], self.setting)) if parts else None
        )

    @staticmethod
    def _columns(box: Box) -> tuple[Box, ...]:
        return box.columns((_CHART_SHARE, _TEXT_SHARE), gap=36)


def bands(blocks: Sequence[Block], natives: Natives, setting: Setting) -> tuple[Band, ...]:
    """Return the bands of a section's blocks, in their order; charts and texts that adjoin share a band."""
    found: list[Band] = []
    for beside, group in groupby(blocks, lambda block: isinstance(block, Chart | Paragraph | Bullets | Callout)):
        members = tuple(group)
        if beside:
            found += _mixed(members, natives, setting)
        else:
            found += [_single(block, setting) for block in members]
    return tuple(found)


def endnotes(texts: Sequence[Text], words: str, setting: Setting) -> Band:
    """Return the notes to the whole document, small, for the foot of its last slide."""
    size = _NOTE_SIZE
    opening = Run(words, size, color=setting.style.muted)
    paras = tuple(
        Para((*((opening,) if at == 0 else ()), *runs(text, size, color=setting.style.muted)), size * 1.5)
        for at, text in enumerate(texts)
    )
    tall = height(paras, CONTENT.w)
    return Fixed(tall, lambda box: (TextShape("endnotes", box.top(tall), paras, path="endnotes"),))


def _single(block: Block, setting: Setting) -> Band:
    match block:
        case KeyFigures(layout="tiles"):
            least = cards.tiles_minimum(block)
            return Fixed(least * 1.5, lambda box: cards.tiles(block, box, setting), grows=True, least=least)
        case KeyFigures():
            tall = cards.strip_height(block, CONTENT.w, setting)
            return Fixed(tall, lambda box: cards.strip(block, box.top(tall), setting))
        case Table():
            return rows(block, setting)
        case Paragraph() | Bullets() | Callout():
            return Words((block,), setting)
        case Chart():
            raise ValueError(f"{block.path}: a chart needs its native form")
        case _:
            assert_never(block)


def _mixed(members: Sequence[Block], natives: Natives, setting: Setting) -> list[Band]:
    """Pair one chart with its texts; put two charts side by side; leave texts and wide charts alone to themselves."""
    charts = [block for block in members if isinstance(block, Chart)]
    texts = tuple(block for block in members if isinstance(block, Paragraph | Bullets | Callout))
    if not charts:
        return [Words(texts, setting)]
    if len(charts) == 1 and texts and not needs_width(natives[charts[0].path]):
        return [Beside(charts[0], natives[charts[0].path], texts, setting)]
    found: list[Band] = [_charts(pair, natives, setting) for pair in _pairs(charts, natives)]
    return [*found, Words(texts, setting)] if texts else found


def _pairs(charts: Sequence[Chart], natives: Natives) -> list[tuple[Chart, ...]]:
    """Return two charts that follow each other as a pair, and a wide one alone."""
    found: list[tuple[Chart, ...]] = []
    for chart in charts:
        last = found[-1] if found else ()
        if len(last) == 1 and not needs_width(natives[last[0].path]) and not needs_width(natives[chart.path]):
            found[-1] = (*last, chart)
        else:
            found.append((chart,))
    return found


def _charts(pair: tuple[Chart, ...], natives: Natives, setting: Setting) -> Band:
    def draw(box: Box) -> tuple[Shape, ...]:
        cells = box.columns([1] * len(pair), gap=36)
        placed = (
            place_chart(chart, natives[chart.path], cell, setting) for chart, cell in zip(pair, cells, strict=True)
        )
        return tuple(shape for shapes in placed for shape in shapes)

    least = max(least_height(natives[chart.path]) for chart in pair) + HEADING
    return Fixed(max(_CHART_WANTED, least), draw, grows=True, least=least)
