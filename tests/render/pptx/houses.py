"""Decks on house masters for tests: a document on a master, its plan, and what of a plan may not overlap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any

import pptx
from pptx.util import Pt

from briefing.charts.palette import contrast
from briefing.document import Deck, Document, for_medium
from briefing.masters.reading import read_master
from briefing.render.pptx.boxes import Box
from briefing.render.pptx.cards import DOT
from briefing.render.pptx.plan import plan
from briefing.render.pptx.shapes import Group, Panel, Para, Run, Shape, SlidePlan, TableShape, TextShape
from tests.masters.made import saved

# A light stands at the end of a line of its card.
_WITHIN = "/light#"


def on_master(document: Document, data: bytes, layouts: dict[str, str] | None = None) -> Document:
    """Return the document with its deck on a master."""
    return replace(document, deck=Deck(read_master(data, "house.pptx"), layouts or {}))


def slides_of(document: Document) -> tuple[SlidePlan, ...]:
    return plan(for_medium(document, "pptx")).slides


def sized(width: float, height: float) -> bytes:
    """Return python-pptx's default in another size, its placeholders moved along; lengths in points."""
    deck = pptx.Presentation()
    across, down = width / 720, height / 540
    deck.slide_width, deck.slide_height = Pt(width), Pt(height)
    owners: list[Any] = [deck.slide_masters[0], *deck.slide_layouts]
    for owner in owners:
        for shape in owner.placeholders:
            if shape._element.spPr.xfrm is not None:
                shape.left, shape.width = round(shape.left * across), round(shape.width * across)
                shape.top, shape.height = round(shape.top * down), round(shape.height * down)
    return saved(deck)


def outside(slides: Sequence[SlidePlan]) -> list[str]:
    """Return the shapes that leave their slide."""
    return [
        f"{number}: {shape.name}"
        for number, slide in enumerate(slides, 1)
        for shape in slide.shapes
        if not isinstance(shape, Group) and not _is_inside(shape.box, slide)
    ]


def overlapping(slides: Sequence[SlidePlan]) -> list[str]:
    """Return the pairs of texts, tables and charts that share a place."""
    return [pair for number, slide in enumerate(slides, 1) for pair in _pairs(slide, number)]


def illegible(slides: Sequence[SlidePlan], least: float) -> list[str]:
    """Return the texts in the content whose colour is too near to what they stand on."""
    return [
        f"{number}: {name} {color} on {ground}"
        for number, slide in enumerate(slides, 1)
        for name, color, ground in _colors(slide)
        if contrast(color, ground) < least
    ]


def reopened(data: bytes) -> Any:
    return pptx.Presentation(BytesIO(data))


def _is_inside(box: Box, slide: SlidePlan) -> bool:
    right, bottom = slide.stage.width + 0.5, slide.stage.height + 0.5
    return box.x > -0.5 and box.y > -0.5 and box.right < right and box.bottom < bottom


def _pairs(slide: SlidePlan, number: int) -> Iterator[str]:
    solid = [each for each in slide.shapes if not isinstance(each, Panel | Group) and _WITHIN not in each.name]
    for at, one in enumerate(solid):
        for other in solid[at + 1 :]:
            if _meet(one, other):
                yield f"{number}: {one.name} × {other.name}"


def _meet(one: Shape, other: Shape) -> bool:
    assert not isinstance(one, Group)
    assert not isinstance(other, Group)
    across = min(one.box.right, other.box.right) - max(one.box.x, other.box.x)
    down = min(one.box.bottom, other.box.bottom) - max(one.box.y, other.box.y)
    return across > 1 and down > 1


def _colors(slide: SlidePlan) -> Iterator[tuple[str, str, str]]:
    style = slide.stage.style
    assert style is not None
    for shape in slide.shapes:
        if isinstance(shape, TextShape) and shape.path and shape.slot is None:
            ground = shape.fill or style.ground
            yield from ((shape.name, run.color, ground) for run in _words(shape.paras))
        elif isinstance(shape, TableShape):
            for cell in (cell for row in shape.rows for cell in row.cells):
                yield from ((shape.name, run.color, cell.fill or style.ground) for run in _words(cell.paras))


def _words(paras: Sequence[Para]) -> Iterator[Run]:
    """Yield the coloured runs that are words: the dot of a light is none."""
    yield from (run for para in paras for run in para.runs if run.color and run.text.strip() != DOT)
