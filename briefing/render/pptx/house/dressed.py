"""Blocks in the document's colours in, the same in those of a house master's layout out."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from briefing.blocks import Block, Bullets, Callout, Chart, KeyFigures, Paragraph, Table
from briefing.document import Section
from briefing.render.pptx.house.look import Look
from briefing.render.pptx.house.specs import respecified


def dressed(section: Section, look: Look) -> Section:
    """Return a section in the colours of a layout."""
    mark = replace(section.mark, color=look.color(section.mark.color)) if section.mark and section.mark.color else None
    blocks = tuple(_block(block, look) for block in section.blocks)
    return replace(section, mark=mark or section.mark, blocks=blocks)


def _block(block: Block, look: Look) -> Block:
    match block:
        case KeyFigures():
            items = tuple(replace(item, color=look.color(item.color)) if item.color else item for item in block.items)
            return replace(block, items=items)
        case Chart():
            return replace(block, spec=respecified(block.spec, look))
        case Paragraph() | Bullets() | Callout() | Table():
            return block
        case _:
            assert_never(block)
