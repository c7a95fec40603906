"""The bytes of a .pptx in, a report on it out: package, structure, charts, shapes and texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefing.inspect.compare import NOTE, absent, tell_absent
from briefing.inspect.decks import caches, charts, fit, slides, words, workbook
from briefing.inspect.decks.archive import unzip
from briefing.inspect.decks.charts import check_charts
from briefing.inspect.decks.dangers import check_dangers
from briefing.inspect.decks.package import Package, opened
from briefing.inspect.decks.presentation import Presentation, presentation
from briefing.inspect.decks.slides import check_slides
from briefing.inspect.decks.words import check_faces, notes, shown_on, words_on
from briefing.inspect.findings import Fact, Findings, Report

KIND = "pptx"
# The ways out of what could be better, but keeps nobody from opening, reading or showing a deck.
BLEMISHES = frozenset((
    slides.OUTSIDE, slides.DESCRIBE, slides.FILL, fit.SHORTEN, fit.TALLER, fit.LARGER, charts.LARGER, caches.REDRAW,
    workbook.PLAIN, workbook.SMALLER, words.NAME_FACE, words.FACE_OF_CHART,
))  # fmt: skip


def check(data: bytes, where: str, said: Sequence[str] = (), borrowed: Mapping[str, str] | None = None) -> Report:
    """Return what is wrong with a deck, and what it holds."""
    findings = Findings(where, borrowed)
    facts: dict[str, Fact] = {"kind": KIND}
    entries = unzip(data, findings)
    if entries is not None:
        package = opened(entries, findings)
        check_dangers(package, findings)
        deck = presentation(package, findings)
        if deck is not None:
            facts |= _checked(package, deck, said, findings)
    return Report(findings.problems(), facts)


def _checked(package: Package, deck: Presentation, said: Sequence[str], findings: Findings) -> dict[str, Fact]:
    charts = check_charts(package, deck, findings)
    check_slides(package, deck, findings)
    words = words_on(package, deck)
    check_faces(package, deck, words, findings)
    tell_absent(absent([text for text in said if not text.startswith(NOTE)], shown_on(deck, words)), findings)
    spoken = [text.removeprefix(NOTE) for text in said if text.startswith(NOTE)]
    tell_absent(absent(spoken, notes(package, deck)), findings, "备注里")
    pictures = sum(shape.kind == "pic" for slide in deck.slides for shape in slide.shapes)
    noted = sum(bool(package.related(slide.part, "notesSlide")) for slide in deck.slides)
    return {"slides": len(deck.slides), "charts": charts, "pictures": pictures, "notes": noted}
