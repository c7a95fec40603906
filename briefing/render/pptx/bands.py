"""Blocks in, bands out.

A band is as wide as the content area. Bands stack in the order of their blocks; a chart takes the text beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import assert_never

from briefing.blocks import Block, Bullets, Callout, Chart, KeyFigures, Paragraph, Table, Text, plain, text
from briefing.render.pptx.band import Band
from briefing.render.pptx.chart_bands import beside, side_by_side
from briefing.render.pptx.charted import needs_width
from briefing.render.pptx.findings import Findings
from briefing.render.pptx.key_figures import key_figures
from briefing.render.pptx.natives import Settled
from briefing.render.pptx.rows import rows
from briefing.render.pptx.text import Setting
from briefing.render.pptx.text_bands import SmallPrint, Words, bounded

Natives = dict[str, Settled]


def bands(blocks: Sequence[Block], natives: Natives, setting: Setting, findings: Findings) -> tuple[Band, ...]:
    """Return the bands of a section's blocks, in their order; charts and texts that adjoin share a band.

    A block that no slide can hold, however it is divided, becomes a problem.
    """
    found: list[Band] = []
    for block in blocks:
        if isinstance(block, Table) and _is_empty(block):
            findings.notice(block.path, f"表“{block.title}”没有一行数据，没有画出。")
    kept = [block for block in blocks if not _is_empty(block) and _is_bounded(block, setting, findings)]
    for mixed, group in groupby(kept, lambda block: isinstance(block, Chart | Paragraph | Bullets | Callout)):
        members = tuple(group)
        if mixed:
            found += _mixed(members, natives, setting, findings)
        else:
            found += [band for block in members for band in _single(block, setting, findings)]
    return tuple(found)


def endnotes(texts: Sequence[Text], words: str, setting: Setting) -> SmallPrint:
    """Return the notes to the whole document, for the foot of its last slide."""
    return SmallPrint((text(words, texts[0]), *texts[1:]), "endnotes", "endnotes", setting)


def _is_empty(block: Block) -> bool:
    """Return whether nothing of a block would be seen; an empty frame would stand on the slide as a prompt."""
    match block:
        case Paragraph() | Callout():
            return not plain(block.text).strip()
        case Bullets():
            return not any(plain(item).strip() for item in block.items)
        case KeyFigures():
            return not block.items
        case Table():
            return not (block.columns and block.rows)
        case Chart():
            return False
        case _:
            assert_never(block)


def _is_bounded(block: Block, setting: Setting, findings: Findings) -> bool:
    return not isinstance(block, Paragraph | Bullets | Callout) or bounded(block, setting, findings)


def _single(block: Block, setting: Setting, findings: Findings) -> Sequence[Band]:
    match block:
        case KeyFigures():
            return key_figures(block, setting, findings)
        case Table():
            return rows(block, setting, findings)
        case Paragraph() | Bullets() | Callout():
            return (Words((block,), setting),)
        case Chart():
            raise ValueError(f"{block.path}: a chart needs its native form")
        case _:
            assert_never(block)


def _mixed(members: Sequence[Block], natives: Natives, setting: Setting, findings: Findings) -> Sequence[Band]:
    """Pair one chart with its texts; put two charts side by side; leave texts and wide charts alone to themselves."""
    charts = [block for block in members if isinstance(block, Chart)]
    texts = tuple(block for block in members if isinstance(block, Paragraph | Bullets | Callout))
    if not charts:
        return (Words(texts, setting),)
    if len(charts) == 1 and texts and not needs_width(natives[charts[0].path]):
        return beside(charts[0], natives[charts[0].path], texts, setting, findings)
    words = (Words(texts, setting),) if texts else ()
    return (*side_by_side(charts, natives, setting, findings), *words)
