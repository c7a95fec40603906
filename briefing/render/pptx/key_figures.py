"""Key figures in, a band of cards or tiles out; it is divided between rows of cards."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil

from briefing.blocks import KeyFigures
from briefing.render.pptx import cards
from briefing.render.pptx.band import Band, is_whole_slide
from briefing.render.pptx.boxes import GUTTER, Box
from briefing.render.pptx.findings import Findings
from briefing.render.pptx.shapes import Shape
from briefing.render.pptx.text import Setting

_LEAST_TILE = 112.0
_WANTED = {"strip": 1.0, "tiles": 1.5, "hero": 2.0}
_EPSILON = 0.01


@dataclass(frozen=True, slots=True)
class Cards:
    """Key figures, `across` in a row of `tall` points, in one type for all; tiles grow beyond that, type and all."""

    block: KeyFigures
    across: int
    tall: float
    type_: cards.Type
    setting: Setting

    @property
    def grows(self) -> bool:
        return self.block.layout != "strip"

    @property
    def minimum(self) -> float:
        count = cards.rows_of(self.block, self.across)
        return count * self.tall + (count - 1) * GUTTER

    @property
    def wanted(self) -> float:
        return self.minimum * _WANTED[self.block.layout]

    def place(self, box: Box) -> tuple[Shape, ...]:
        if self.block.layout == "tiles":
            return cards.tiles(self.block, self.across, box, self.setting)
        if self.block.layout == "hero":
            return cards.hero(self.block, box, self.setting)
        return cards.strip(self.block, self.across, box.top(self.minimum), self.type_, self.setting)

    def split(self, room: float) -> tuple[Band, Band] | None:
        fitting = int((room + GUTTER + _EPSILON) // (self.tall + GUTTER))
        rows = cards.rows_of(self.block, self.across)
        if is_whole_slide(room, self.setting) and fitting:
            # As many slides as it takes, about equally full.
            fitting = ceil(rows / ceil(rows / fitting))
        first = fitting * self.across
        if not 0 < first < len(self.block.items):
            return None
        head, rest = self.block.items[:first], self.block.items[first:]
        return (
            replace(self, block=replace(self.block, items=head)),
            replace(self, block=replace(self.block, items=rest)),
        )


def key_figures(block: KeyFigures, setting: Setting, findings: Findings) -> tuple[Cards, ...]:
    """Return key figures as a band; nothing where a slide cannot hold a card, but problems."""
    hero = block.layout == "hero"
    wide = (cards.hero_too_wide if hero else cards.too_wide)(block, setting.content.w)
    for item in wide:
        message = f"卡片“{item.label}”的数值“{item.figure.text}”太长，一行放不下。"
        findings.problem(block.path, message, "请换用较大的单位，或改写进要点。")
    if wide:
        return ()
    # A hero is one row, whatever stands beside the large figure.
    across = len(block.items) if hero else cards.columns(block, setting.content.w)
    tall = (
        cards.hero_height(block, setting.content.w, setting)
        if hero
        else cards.row_height(block, across, setting.content.w, setting)
    )
    if tall > setting.content.h:
        longest = max(block.items, key=lambda item: len(item.label) + sum(len(span.text) for span in item.note))
        message = f"卡片“{longest.label[:12]}……”的文字太长，一页放不下。"
        findings.problem(block.path, message, "请缩短名称和说明。")
        return ()
    type_ = cards.strip_type(block, cards.cell_width(setting.content.w, across))
    return (Cards(block, across, tall if block.layout == "strip" else max(tall, _LEAST_TILE), type_, setting),)
