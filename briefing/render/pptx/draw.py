"""A plan in, a python-pptx presentation with all slides drawn out. Nothing is decided here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from briefing.document import Document
from briefing.render.pptx.chart import ChartMaker
from briefing.render.pptx.master import presentation
from briefing.render.pptx.notes import add_notes
from briefing.render.pptx.palette import palette
from briefing.render.pptx.pictures import Album, Picture
from briefing.render.pptx.plan import Plan
from briefing.render.pptx.shape_xml import Brush, shape_xml
from briefing.render.pptx.shapes import ChartShape, PictureShape, SlidePlan, TextShape
from briefing.render.pptx.text import Setting
from briefing.render.pptx.xml import NAMESPACES

if TYPE_CHECKING:
    from pptx.parts.slide import SlidePart
    from pptx.presentation import Presentation
    from pptx.slide import Slide


@dataclass(frozen=True, slots=True)
class Desk:
    """What all slides are drawn with; `targets` has the first slide of each section path, `numbers` those of charts."""

    charts: ChartMaker
    album: Album
    language: str
    targets: Mapping[str, SlidePart]
    numbers: Iterator[int]


def draw(document: Document, plan: Plan, pictures: Mapping[str, Picture]) -> Presentation:
    """Draw every slide of a plan on our master; `pictures` has those of the charts that are not native, by path."""
    deck = presentation(document.style, document.marks, document.language)
    # All slides first: the contents lead to slides that come later.
    slides = _add_slides(deck, plan.slides)
    targets: dict[str, SlidePart] = {}
    for planned, slide in zip(plan.slides, slides, strict=True):
        targets.setdefault(planned.path, slide.part)
    setting = Setting(document.style, document.words, document.style.accent, document.language)
    charts = ChartMaker(palette(document.style, document.marks), setting, document.stamped)
    desk = Desk(charts, Album(pictures, deck.part.package, {}), document.language, targets, count(1))
    for number, (planned, slide) in enumerate(zip(plan.slides, slides, strict=True), 1):
        _draw_slide(planned, slide, desk)
        if planned.notes:
            add_notes(deck, slide, number, planned.notes, document.language)
    return deck


def _add_slides(deck: Presentation, planned: Sequence[SlidePlan]) -> list[Slide]:
    """Add empty slides; python-pptx's own `add_slide` would copy placeholders that we write ourselves."""
    layouts = {layout.name: layout for layout in deck.slide_layouts}
    listed = deck.slides._sldIdLst
    slides: list[Slide] = []
    for each in planned:
        relation, slide = deck.part.add_slide(layouts[each.layout])
        listed.add_sldId(relation)
        slides.append(slide)
    return slides


def _draw_slide(planned: SlidePlan, slide: Slide, desk: Desk) -> None:
    from pptx.oxml import parse_xml

    brush = Brush(desk.charts.colors, desk.charts.setting, desk.language, _relations(planned, slide, desk))
    pieces: list[str] = []
    next_id = 2
    for shape in planned.shapes:
        piece, next_id = shape_xml(shape, next_id, brush)
        pieces.append(piece)
    slide.shapes._spTree.extend(parse_xml(f"<p:spTree {NAMESPACES}>{''.join(pieces)}</p:spTree>"))


def _relations(planned: SlidePlan, slide: Slide, desk: Desk) -> dict[str, str]:
    """Relate a slide to the slides it links to and to its charts; return the relation ids by path and by name."""
    from pptx.opc.constants import RELATIONSHIP_TYPE

    found: dict[str, str] = {}
    for shape in planned.shapes:
        if isinstance(shape, TextShape) and shape.link in desk.targets:
            found[shape.link] = slide.part.relate_to(desk.targets[shape.link], RELATIONSHIP_TYPE.SLIDE)
        elif isinstance(shape, ChartShape):
            chart = desk.charts.make(shape, next(desk.numbers), slide.part.package)
            found[shape.name] = slide.part.relate_to(chart, RELATIONSHIP_TYPE.CHART)
        elif isinstance(shape, PictureShape):
            for part in desk.album.parts(shape.path):
                found[f"{shape.name}.{part.partname.ext}"] = slide.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
    return found
