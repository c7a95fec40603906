"""Document in, slide plans and notices out: every box and size is settled here. No python-pptx.

What no slide can hold is a problem; planning goes on without it, so that all problems come at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from briefing.blocks import Chart, KeyFigures, Table, plain, text
from briefing.document import Document, OwnSlide, Section, called
from briefing.errors import BriefingError, Notice
from briefing.render.pptx import covers, furniture
from briefing.render.pptx.bands import bands, endnotes
from briefing.render.pptx.english import in_english
from briefing.render.pptx.findings import Findings
from briefing.render.pptx.fits import check
from briefing.render.pptx.house import covers as house_covers
from briefing.render.pptx.house.dressed import dressed
from briefing.render.pptx.house.staging import House, housed
from briefing.render.pptx.natives import Settled, settle
from briefing.render.pptx.order import order
from briefing.render.pptx.pages import Page, paginate, place
from briefing.render.pptx.shapes import ChartShape, PictureShape, Shape, SlidePlan, TableShape, TextShape
from briefing.render.pptx.sound import sound
from briefing.render.pptx.stage import STAGES, Kind, Stage
from briefing.render.pptx.text import Setting
from briefing.render.pptx.text_bands import SmallPrint

_FEWEST_CHAPTERS = 3
_COVER, _CLOSING = "cover", "closing"


@dataclass(frozen=True, slots=True)
class Plan:
    """The slides of a deck in order, and what could not be done as asked."""

    slides: tuple[SlidePlan, ...]
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """What is planned, on which stages, and what is found on the way."""

    document: Document
    stages: Mapping[Kind, Stage]
    findings: Findings
    house: House | None = None

    def setting(self, kind: Kind, section: Section | None = None) -> Setting:
        """Return what a slide of a kind is drawn with, in the colour of its section's theme."""
        document, stage = self.document, self.stages[kind]
        style = stage.style or document.style
        mark = section.mark.color if section and section.mark else ""
        return Setting(style, document.words, mark or style.accent, document.language, stage)

    def dressed(self, section: Section, kind: Kind) -> Section:
        """Return a section in the colours of the layout that it stands on."""
        return dressed(section, self.house.looks[kind]) if self.house else section


def plan(document: Document) -> Plan:
    """Plan every slide of a deck; ProblemsFound with all that does not fit."""
    findings = Findings()
    document = sound(document, findings)
    task = _task(document, findings)
    slides = tuple(named(slide) for slide in _slides(task))
    check(slides, findings)
    findings.problems.raise_if_any()
    return Plan(slides, tuple(findings.notices))


def _task(document: Document, findings: Findings) -> Task:
    """Return the task on our own master, or on the document's house master."""
    master = document.deck.master
    if master is None:
        return Task(document, STAGES, findings)
    for message in master.notices:
        findings.notice(master.shown, message)
    house = housed(document, master, findings)
    return Task(document, house.stages, findings, house)


def _slides(task: Task) -> tuple[SlidePlan, ...]:
    document = task.document
    sections = tuple(task.dressed(section, _kind(section)) for section in document.sections)
    pages = _with_endnotes(task, [_pages(task, section) for section in sections])
    runs = [_section(task, *each) for each in zip(sections, pages, strict=True)]
    chapters = _chapters(document.sections)
    runs = [
        tuple(replace(slide, chapter=chapter) for slide in run) for run, chapter in zip(runs, chapters, strict=True)
    ]
    opening = 1 if document.sections and _is_overview(document.sections[0]) else 0
    before = (_cover(task), *(slide for run in runs[:opening] for slide in run))
    listed = _contents(task, runs, opening)
    after = (slide for run in runs[opening:] for slide in run)
    return (*before, *listed, *after, _closing(task))


def _cover(task: Task) -> SlidePlan:
    setting = task.setting("cover")
    if task.house:
        return house_covers.cover(task.document, task.house.layouts["cover"], setting)
    return covers.cover(task.document, setting)


def _closing(task: Task) -> SlidePlan:
    setting = task.setting("closing")
    if task.house:
        return house_covers.closing(task.document, task.house.layouts["closing"], setting)
    return covers.closing(task.document, setting)


def _pages(task: Task, section: Section) -> tuple[Page, ...]:
    setting, findings = task.setting(_kind(section), section), task.findings
    natives = _natives(section, setting, findings)
    kept = [block for block in section.blocks if not isinstance(block, Chart) or block.path in natives]
    stacked = bands(kept, natives, setting, findings)
    source = furniture.source_words(section, setting)
    if source and not furniture.fits_footer(furniture.footer_words(section, setting), setting):
        place = "备注" if task.house else "本节末页"
        findings.notice(section.path, f"来源过长，页脚放不下，全文已排在{place}。请缩短来源。")
        if not task.house:
            stacked = (*stacked, SmallPrint((text(source),), f"{section.path}/source-in-full", section.path, setting))
    footnotes = tuple(called(section))
    if footnotes:
        stacked = (*stacked, SmallPrint(footnotes, f"{section.path}/footnotes", section.path, setting))
    return paginate(stacked, setting.content) or (Page((), setting.content),)


def _natives(section: Section, setting: Setting, findings: Findings) -> dict[str, Settled]:
    """Return how each chart of a section is drawn; one that cannot be is a problem and is left out."""
    found: dict[str, Settled] = {}
    for block in section.blocks:
        if isinstance(block, Chart):
            try:
                settled = settle([block], setting.style, findings.notices, setting.stage)
                english = setting.language == "en"
                found |= {path: in_english(each) if english else each for path, each in settled.items()}
            except BriefingError as error:
                findings.caught(error)
    return found


def _with_endnotes(task: Task, runs: list[tuple[Page, ...]]) -> list[tuple[Page, ...]]:
    """Put the notes to the whole document on the last page with room for them, or on pages after the last."""
    document = task.document
    if not document.endnotes or not runs:
        return runs
    setting = task.setting(_kind(document.sections[-1]), document.sections[-1])
    band = endnotes(document.endnotes, document.words.note, setting)
    for at in reversed(range(len(runs))):
        last = runs[at][-1]
        if last.bands and band.minimum <= last.room:
            roomy = replace(last, bands=(*last.bands, band))
            return [*runs[:at], (*runs[at][:-1], roomy), *runs[at + 1 :]]
    return [*runs[:-1], (*runs[-1], *paginate((band,), setting.content))]


def _section(task: Task, section: Section, pages: Sequence[Page]) -> tuple[SlidePlan, ...]:
    return tuple(_slide(task, section, page, number, len(pages)) for number, page in enumerate(pages, 1))


def _slide(task: Task, section: Section, page: Page, number: int, pages: int) -> SlidePlan:
    document, findings = task.document, task.findings
    placed = place(page)
    setting = task.setting(_fitting(_shown(placed), page, section, task.stages), section)
    suffix = furniture.part(document.words, number, pages) if number > 1 else ""
    message = section.headline if plain(section.headline).strip() else text(section.label or document.title)
    heading = furniture.title(message, suffix, section.path, setting.stage, findings)
    footer = furniture.source(section, setting)
    label = furniture.label(section.label, section.path, setting, findings)
    shapes: list[Shape] = [*furniture.panel(setting), *label, heading, *_slotted(placed, setting.stage)]
    shapes += [*([footer] if footer else []), *furniture.page_number(setting.stage)]
    shapes += [furniture.sample_sign(setting)] if document.synthetic else []
    return SlidePlan(setting.stage, section.path, tuple(shapes), section.label, _notes(section, setting, number))


def _kind(section: Section) -> Kind:
    """Return the kind of slide that a section is laid out for."""
    if _is_overview(section):
        return "overview"
    kinds: Sequence[tuple[type, Kind]] = ((Chart, "figure"), (Table, "table"))
    return next((kind for type_, kind in kinds if any(isinstance(block, type_) for block in section.blocks)), "text")


def _fitting(shown: Kind, page: Page, section: Section, stages: Mapping[Kind, Stage]) -> Kind:
    """Return the kind of what a page shows where that has the room that the page was laid out for."""
    usual = stages[_kind(section)]
    alike = stages[shown].content == page.content and stages[shown].style == usual.style
    return shown if alike else _kind(section)


def _notes(section: Section, setting: Setting, number: int) -> tuple[str, ...]:
    spoken = tuple(plain(note) for note in section.notes) if number == 1 else ()
    source = furniture.source_words(section, setting)
    told = any(section.source in note for note in spoken)
    return spoken if told or not source else (*spoken, source)


def _shown(shapes: Sequence[Shape]) -> Kind:
    """Return the kind of slide that shapes make."""
    if any(isinstance(shape, ChartShape | PictureShape) for shape in shapes):
        return "figure"
    if any(isinstance(shape, TableShape) for shape in shapes):
        return "table"
    tiled = any(isinstance(shape, TextShape) and shape.line for shape in shapes)
    return "overview" if tiled else "text"


def _slotted(shapes: Sequence[Shape], stage: Stage) -> list[Shape]:
    """Keep one text in the body placeholder where the layout has one; the others are frames of their own."""
    free = stage.body
    found: list[Shape] = []
    for shape in shapes:
        if isinstance(shape, TextShape) and shape.slot:
            shape, free = replace(shape, slot=free), None
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


def _contents(task: Task, runs: Sequence[Sequence[SlidePlan]], opening: int) -> tuple[SlidePlan, ...]:
    """Return the contents slides; none for fewer than three chapters."""
    document, setting = task.document, task.setting("contents")
    listed = [at for at, section in enumerate(document.sections) if section.level == 1]
    if len(listed) < _FEWEST_CHAPTERS:
        return ()
    slides = -(-len(listed) // covers.rows_a_slide(setting))
    starts = _starts(runs, opening, slides, document.deck.slides)
    entries = [covers.Entry(task.dressed(document.sections[at], "contents"), starts[at]) for at in listed]
    size = -(-len(entries) // slides)
    pieces = [entries[at : at + size] for at in range(0, len(entries), size)]
    return tuple(
        covers.contents(
            piece,
            setting,
            task.findings,
            synthetic=document.synthetic,
            suffix=furniture.part(document.words, number, slides) if number > 1 else "",
        )
        for number, piece in enumerate(pieces, 1)
    )


def _starts(runs: Sequence[Sequence[SlidePlan]], opening: int, slides: int, own: Sequence[OwnSlide]) -> tuple[int, ...]:
    """Return the page on which each section begins, contents and the slides that a master keeps counted in."""
    paths = [_COVER]
    firsts: list[int] = []
    for at, run in enumerate(runs):
        paths += [covers.CONTENTS_PATH] * slides if at == opening else []
        firsts.append(len(paths))
        paths += [slide.path for slide in run]
    standing = list(order([*paths, _CLOSING], own))
    return tuple(standing.index(first) + 1 for first in firsts)


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
