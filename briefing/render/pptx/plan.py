"""Document in, slide plans and notices out: every box and size is settled here. No python-pptx.

What no slide can hold is a problem; planning goes on without it, so that all problems come at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count

from briefing.blocks import Chart, KeyFigures, plain, text
from briefing.document import Document, Section, called
from briefing.errors import BriefingError, Notice
from briefing.render.pptx import covers, furniture
from briefing.render.pptx.bands import bands, endnotes
from briefing.render.pptx.english import in_english
from briefing.render.pptx.findings import Findings
from briefing.render.pptx.fits import check
from briefing.render.pptx.layouts import FIGURE, OVERVIEW, TABLE, TEXT
from briefing.render.pptx.natives import Settled, settle
from briefing.render.pptx.pages import Page, paginate, place
from briefing.render.pptx.shapes import ChartShape, PictureShape, Shape, SlidePlan, TableShape, TextShape
from briefing.render.pptx.sound import sound
from briefing.render.pptx.text import Setting
from briefing.render.pptx.text_bands import SmallPrint

_FEWEST_CHAPTERS = 3
# These layouts have a body placeholder that a text may fill.
_WITH_BODY = (FIGURE, TEXT)


@dataclass(frozen=True, slots=True)
class Plan:
    """The slides of a deck in order, and what could not be done as asked."""

    slides: tuple[SlidePlan, ...]
    notices: tuple[Notice, ...]


def plan(document: Document) -> Plan:
    """Plan every slide of a deck; ProblemsFound with all that does not fit."""
    findings = Findings()
    document = sound(document, findings)
    slides = tuple(named(slide) for slide in _slides(document, findings))
    check(slides, findings)
    findings.problems.raise_if_any()
    return Plan(slides, tuple(findings.notices))


def _slides(document: Document, findings: Findings) -> tuple[SlidePlan, ...]:
    setting = _setting(document)
    pages = _with_endnotes(document, [_pages(document, section, findings) for section in document.sections])
    runs = [_section(document, *each, findings) for each in zip(document.sections, pages, strict=True)]
    chapters = _chapters(document.sections)
    runs = [
        tuple(replace(slide, chapter=chapter) for slide in run) for run, chapter in zip(runs, chapters, strict=True)
    ]
    opening = 1 if document.sections and _is_overview(document.sections[0]) else 0
    before = (covers.cover(document, setting), *(slide for run in runs[:opening] for slide in run))
    listed = _contents(document, setting, runs, opening, findings)
    after = (slide for run in runs[opening:] for slide in run)
    return (*before, *listed, *after, covers.closing(document, setting))


def _pages(document: Document, section: Section, findings: Findings) -> tuple[Page, ...]:
    setting = _setting(document, section)
    natives = _natives(section, setting, findings)
    kept = [block for block in section.blocks if not isinstance(block, Chart) or block.path in natives]
    stacked = bands(kept, natives, setting, findings)
    source = furniture.source_words(section, setting)
    if source and not furniture.fits_footer(source, setting):
        findings.notice(section.path, "来源过长，页脚放不下，全文已排在本节末页。请缩短来源。")
        stacked = (*stacked, SmallPrint((text(source),), f"{section.path}/source-in-full", section.path, setting))
    footnotes = tuple(called(section))
    if footnotes:
        stacked = (*stacked, SmallPrint(footnotes, f"{section.path}/footnotes", section.path, setting))
    return paginate(stacked) or (Page(()),)


def _natives(section: Section, setting: Setting, findings: Findings) -> dict[str, Settled]:
    """Return how each chart of a section is drawn; one that cannot be is a problem and is left out."""
    found: dict[str, Settled] = {}
    for block in section.blocks:
        if isinstance(block, Chart):
            try:
                settled = settle([block], setting.style, findings.notices)
                english = setting.language == "en"
                found |= {path: in_english(each) if english else each for path, each in settled.items()}
            except BriefingError as error:
                findings.caught(error)
    return found


def _with_endnotes(document: Document, runs: list[tuple[Page, ...]]) -> list[tuple[Page, ...]]:
    """Put the notes to the whole document on the last page with room for them, or on pages after the last."""
    if not document.endnotes or not runs:
        return runs
    band = endnotes(document.endnotes, document.words.note, _setting(document, document.sections[-1]))
    for at in reversed(range(len(runs))):
        last = runs[at][-1]
        if last.bands and band.minimum <= last.room:
            roomy = replace(last, bands=(*last.bands, band))
            return [*runs[:at], (*runs[at][:-1], roomy), *runs[at + 1 :]]
    return [*runs[:-1], (*runs[-1], *paginate((band,)))]


def _section(document: Document, section: Section, pages: Sequence[Page], findings: Findings) -> tuple[SlidePlan, ...]:
    return tuple(_slide(document, section, page, number, len(pages), findings) for number, page in enumerate(pages, 1))


def _setting(document: Document, section: Section | None = None) -> Setting:
    mark = section.mark.color if section and section.mark else ""
    return Setting(document.style, document.words, mark or document.style.accent, document.language)


def _slide(document: Document, section: Section, page: Page, number: int, pages: int, findings: Findings) -> SlidePlan:
    setting = _setting(document, section)
    suffix = furniture.part(document.words, number, pages) if number > 1 else ""
    message = section.headline if plain(section.headline).strip() else text(section.label or document.title)
    heading = furniture.title(message, suffix, section.path, findings)
    footer = furniture.source(section, setting)
    placed = place(page)
    layout = _layout(placed)
    label = furniture.label(section.label, section.path, setting, findings)
    shapes: list[Shape] = [*label, heading, *_slotted(placed, layout)]
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
    document: Document,
    setting: Setting,
    runs: Sequence[Sequence[SlidePlan]],
    opening: int,
    findings: Findings,
) -> tuple[SlidePlan, ...]:
    """Return the contents slides; none for fewer than three chapters."""
    listed = [at for at, section in enumerate(document.sections) if section.level == 1]
    if len(listed) < _FEWEST_CHAPTERS:
        return ()
    slides = -(-len(listed) // covers.ROWS_A_SLIDE)
    starts, page = [], 2
    for at, run in enumerate(runs):
        page += slides if at == opening else 0
        starts.append(page)
        page += len(run)
    entries = [covers.Entry(document.sections[at], starts[at]) for at in listed]
    size = -(-len(entries) // slides)
    pieces = [entries[at : at + size] for at in range(0, len(entries), size)]
    return tuple(
        covers.contents(
            piece,
            setting,
            findings,
            synthetic=document.synthetic,
            suffix=furniture.part(document.words, number, slides) if number > 1 else "",
        )
        for number, piece in enumerate(pieces, 1)
    )


def named(slide: SlidePlan) -> SlidePlan:
    """Make the names of a slide's shapes unique."""
    taken = {shape.name for shape in slide.shapes}
    seen: set[str] = set()
    shapes: list[Shape] = []
    for shape in slide.shapes:
        if shape.name in seen:
            name = next(name for at in count(2) if (name := f"{shape.name}#{at}") not in taken)
            taken.add(name)
            shape = replace(shape, name=name)
        seen.add(shape.name)
        shapes.append(shape)
    return replace(slide, shapes=tuple(shapes))
