"""Document in, slide plans and notices out: every box and size is settled here. No python-pptx."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefing.blocks import KeyFigures, plain
from briefing.document import Document, Section
from briefing.errors import Notice
from briefing.render.pptx import covers, furniture
from briefing.render.pptx.bands import bands, endnotes
from briefing.render.pptx.layouts import FIGURE, OVERVIEW, TABLE, TEXT
from briefing.render.pptx.natives import settle
from briefing.render.pptx.pages import Page, paginate, place
from briefing.render.pptx.rows import Rows
from briefing.render.pptx.shapes import ChartShape, PictureShape, Shape, SlidePlan, TableShape, TextShape
from briefing.render.pptx.text import Setting

_FEWEST_CHAPTERS = 3
# These layouts have a body placeholder that a text may fill.
_WITH_BODY = (FIGURE, TEXT)


@dataclass(frozen=True, slots=True)
class Plan:
    """The slides of a deck in order, and what could not be done as asked."""

    slides: tuple[SlidePlan, ...]
    notices: tuple[Notice, ...]


def plan(document: Document) -> Plan:
    """Plan every slide of a deck."""
    setting = Setting(document.style, document.words, document.style.accent)
    notices: list[Notice] = []
    pages = _with_endnotes(document, [_pages(document, section, notices) for section in document.sections])
    runs = [_section(document, *each, notices) for each in zip(document.sections, pages, strict=True)]
    chapters = _chapters(document.sections)
    runs = [
        tuple(replace(slide, chapter=chapter) for slide in run) for run, chapter in zip(runs, chapters, strict=True)
    ]
    opening = 1 if document.sections and _is_overview(document.sections[0]) else 0
    before = (covers.cover(document, setting), *(slide for run in runs[:opening] for slide in run))
    after = runs[opening:]
    listed = _contents(document, setting, runs, opening, len(before))
    slides = (*before, *listed, *(slide for run in after for slide in run), covers.closing(document, setting))
    return Plan(tuple(named(slide) for slide in slides), tuple(notices))


def _pages(document: Document, section: Section, notices: list[Notice]) -> tuple[Page, ...]:
    natives = settle(section.blocks, document.style, notices)
    stacked = bands(section.blocks, natives, _setting(document, section))
    cramped = [band.grid.table.path for band in stacked if isinstance(band, Rows) and band.grid.cramped]
    notices += [Notice(path, "表格列数太多，12磅的数字也要折行。请减少列，或拆成两张表。") for path in cramped]
    pages = paginate(stacked) or (Page(()),)
    if any(page.crowded for page in pages):
        notices.append(Notice(section.path, "有一段内容一页放不下也拆不开，版面可能过满。请缩短文字或拆成几块。"))
    return pages


def _with_endnotes(document: Document, runs: list[tuple[Page, ...]]) -> list[tuple[Page, ...]]:
    """Put the notes to the whole document on the last page with room for them, or on a page after the last."""
    if not document.endnotes or not runs:
        return runs
    band = endnotes(document.endnotes, document.words.note, _setting(document, document.sections[-1]))
    for at in reversed(range(len(runs))):
        last = runs[at][-1]
        if last.bands and band.minimum <= last.room:
            roomy = replace(last, bands=(*last.bands, band))
            return [*runs[:at], (*runs[at][:-1], roomy), *runs[at + 1 :]]
    return [*runs[:-1], (*runs[-1], Page((band,)))]


def _section(
    document: Document, section: Section, pages: Sequence[Page], notices: list[Notice]
) -> tuple[SlidePlan, ...]:
    count = len(pages)
    return tuple(_slide(document, section, page, number, count, notices) for number, page in enumerate(pages, 1))


def _setting(document: Document, section: Section) -> Setting:
    color = section.mark.color if section.mark and section.mark.color else document.style.accent
    return Setting(document.style, document.words, color)


def _slide(
    document: Document, section: Section, page: Page, number: int, count: int, notices: list[Notice]
) -> SlidePlan:
    setting = _setting(document, section)
    suffix = f"（{document.words.continued}{number}/{count}）" if number > 1 else ""
    heading, legible = furniture.title(section.headline, suffix, section.path)
    footer, whole = furniture.source(section, setting)
    placed = place(page)
    if not legible and number == 1:
        notices.append(Notice(section.path, "标题过长，两行24磅放不下，已改用更小的字号。请缩短标题。"))
    if not whole and number == 1:
        notices.append(Notice(section.path, "来源过长，页脚只放得下前一部分，全文在备注里。请缩短来源。"))
    layout = _layout(placed)
    shapes: list[Shape] = [*furniture.label(section.label, section.path, setting), heading, *_slotted(placed, layout)]
    shapes += [each for each in (footer, furniture.page_number()) if each]
    shapes += [furniture.sample_sign(setting)] if document.synthetic else []
    return SlidePlan(layout, section.path, tuple(shapes), section.label, _notes(section, setting, number))


def _notes(section: Section, setting: Setting, number: int) -> tuple[str, ...]:
    spoken = tuple(plain(note) for note in section.notes) if number == 1 else ()
    source = furniture.source_words(section, setting)
    told = any(section.source in note for note in spoken)
    return spoken if told or not source else (*spoken, source)


def _layout(shapes: Sequence[Shape]) -> str:
    if any(isinstance(shape, ChartShape | PictureShape) for shape in shapes):
        return FIGURE
    if any(isinstance(shape, TableShape) for shape in shapes):
        return TABLE
    tiled = any(isinstance(shape, TextShape) and shape.line for shape in shapes)
    return OVERVIEW if tiled else TEXT


def _slotted(shapes: Sequence[Shape], layout: str) -> list[Shape]:
    """Keep one text in the body placeholder where the layout has one; the others are frames of their own."""
    free = layout in _WITH_BODY
    found: list[Shape] = []
    for shape in shapes:
        taken = isinstance(shape, TextShape) and shape.slot is not None
        if isinstance(shape, TextShape) and taken and not free:
            shape = replace(shape, slot=None)
        free = free and not taken
        found.append(shape)
    return found


def _chapters(sections: Sequence[Section]) -> list[str]:
    """Return for each section the label of the chapter it belongs to."""
    found: list[str] = []
    for section in sections:
        found.append(section.label if section.level == 1 or not found else found[-1])
    return found


def _is_overview(section: Section) -> bool:
    return any(isinstance(block, KeyFigures) and block.layout == "tiles" for block in section.blocks)


def _contents(
    document: Document, setting: Setting, runs: Sequence[Sequence[SlidePlan]], opening: int, before: int
) -> tuple[SlidePlan, ...]:
    """Return the contents slides; none for fewer than three chapters."""
    listed = [at for at, section in enumerate(document.sections) if section.level == 1]
    if len(listed) < _FEWEST_CHAPTERS:
        return ()
    count = -(-len(listed) // covers.ROWS_A_SLIDE)
    starts, page = [], 2
    for at, run in enumerate(runs):
        page += count if at == opening else 0
        starts.append(page)
        page += len(run)
    entries = [covers.Entry(document.sections[at], starts[at]) for at in listed]
    size = -(-len(entries) // count)
    pieces = [entries[at : at + size] for at in range(0, len(entries), size)]
    return tuple(
        covers.contents(
            piece,
            setting,
            synthetic=document.synthetic,
            suffix=f"（{document.words.continued}{number}/{count}）" if number > 1 else "",
        )
        for number, piece in enumerate(pieces, 1)
    )


def named(slide: SlidePlan) -> SlidePlan:
    """Make the names of a slide's shapes unique."""
    seen: Counter[str] = Counter()
    shapes: list[Shape] = []
    for shape in slide.shapes:
        seen[shape.name] += 1
        again = seen[shape.name]
        shapes.append(replace(shape, name=f"{shape.name}#{again}") if again > 1 else shape)
    return replace(slide, shapes=tuple(shapes))
