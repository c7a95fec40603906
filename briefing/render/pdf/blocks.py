"""Blocks in, pieces out: one function a kind of block."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import assert_never

from briefing.blocks import Block, Bullets, Callout, Chart, KeyFigures, Paragraph, Table, Text
from briefing.document import Words
from briefing.render.pdf.cards import card_rows
from briefing.render.pdf.chart import chart_piece
from briefing.render.pdf.flow import Margins, Piece
from briefing.render.pdf.footnotes import footnotes
from briefing.render.pdf.paragraph import Panel, TextPiece
from briefing.render.pdf.setter import Setter
from briefing.render.pdf.tabling import Captions, table_pieces
from briefing.typeset import Role, wrap

_CALLOUT_SIZE, _CALLOUT_PITCH, _CALLOUT_LEFT = 13.0, 22.0, 14.0


@dataclass(slots=True)
class Counters:
    """The numbers that the next chart and the next table get."""

    charts: int = 0
    tables: int = 0


@dataclass(frozen=True, slots=True)
class Setting:
    """What setting a block needs besides the block; `svgs` holds each chart's SVG under its path."""

    setter: Setter
    words: Words
    svgs: Mapping[str, str]
    counters: Counters


def block_pieces(setting: Setting, block: Block, color: str) -> Iterator[Piece]:
    """Yield the pieces of a block; `color` is its theme's."""
    match block:
        case Paragraph():
            yield body(setting.setter, block.text, block.path)
        case Bullets():
            for item in block.items:
                yield body(setting.setter, item, block.path)
        case KeyFigures():
            yield from card_rows(setting.setter, block, color) if block.items else ()
        case Table():
            yield from _table(setting, block, color)
        case Chart():
            yield _chart(setting, block)
        case Callout():
            yield _callout(setting.setter, block)
        case _:
            assert_never(block)


def body(setter: Setter, words: Text, where: str) -> TextPiece:
    """Set a paragraph as GB/T 9704 does: justified, its first line two characters in."""
    sheet = setter.sheet
    runs = setter.runs(words, sheet.text, sheet.body, where, tracking=sheet.tracking)
    lines = wrap(runs, sheet.text_width, sheet.text_width - sheet.indent)
    notes = tuple(footnotes(setter, lines, where))
    return TextPiece(lines, sheet.pitch, setter.style.ink, Margins(flows=True), indent=sheet.indent, notes=notes)


def _table(setting: Setting, block: Table, color: str) -> Iterator[Piece]:
    setting.counters.tables += 1
    words = setting.words
    number = words.numbered.format(words.table, setting.counters.tables)
    title = f"{number}{words.caption_gap}{block.title}"
    more = words.in_brackets.format(words.continued_table.format(continued=words.continued, table=words.table))
    note = f"{words.note}{block.note}" if block.note else ""
    captions = Captions(title, f"{title}{more}", note)
    return table_pieces(setting.setter, block, captions, color)


def _chart(setting: Setting, block: Chart) -> Piece:
    setting.counters.charts += 1
    words = setting.words
    caption = f"{words.numbered.format(words.chart, setting.counters.charts)}{words.caption_gap}{block.title}"
    return chart_piece(setting.setter, setting.svgs[block.path], caption, block.path, block.alt)


def _callout(setter: Setter, block: Callout) -> Piece:
    style = setter.style
    bar = {"neutral": style.muted, "good": style.green, "warning": style.accent}[block.tone]
    room = setter.sheet.text_width - 2 * _CALLOUT_LEFT
    runs = setter.runs(block.text, Role.SANS, _CALLOUT_SIZE, block.path)
    lines = wrap(runs, room)
    return TextPiece(
        lines,
        _CALLOUT_PITCH,
        style.ink,
        Margins(8, 12),
        left=_CALLOUT_LEFT,
        panel=Panel(style.faint, bar),
        width=setter.sheet.text_width,
        notes=tuple(footnotes(setter, lines, block.path)),
    )
