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
from briefing.render.pptx.palette import palette, themed
from briefing.render.pptx.pictures import Album, Picture
from briefing.render.pptx.plan import Plan
from briefing.render.pptx.shape_xml import Brush, shape_xml
from briefing.render.pptx.shapes import ChartShape, PictureShape, SlidePlan, TextShape
from briefing.render.pptx.stage import Stage
from briefing.render.pptx.text import Setting
from briefing.render.pptx.xml import NAMESPACES

if TYPE_CHECKING:
    from pptx.parts.slide import SlidePart
    from pptx.presentation import Presentation
    from pptx.slide import Slide, SlideLayout


@dataclass(frozen=True, slots=True)
class Desk:
    """What all slides are drawn with; `targets` has the first slide of each section path, `numbers` those of charts."""

    document: Document
    album: Album
    targets: Mapping[str, SlidePart]
    numbers: Iterator[int]

    def charts(self, stage: Stage) -> ChartMaker:
        """Return the maker of charts in the colours of a stage."""
        document = self.document
        style = stage.style or document.style
        colors = themed(stage.scheme) if stage.scheme else palette(document.style, document.marks)
        setting = Setting(style, document.words, style.accent, document.language, stage)
        return ChartMaker(colors, setting, document.stamped)


def draw(document: Document, plan: Plan, pictures: Mapping[str, Picture]) -> Presentation:
    """Draw every slide of a plan on its master; `pictures` has those of the charts that are not native, by path."""
    deck = _opened(document)
    names = [str(part.partname) for part in deck.part.package.iter_parts()]
    # All slides first: the contents lead to slides that come later.
    slides = _add_slides(deck, plan.slides)
    targets: dict[str, SlidePart] = {}
    for planned, slide in zip(plan.slides, slides, strict=True):
        targets.setdefault(planned.path, slide.part)
    album = Album(pictures, deck.part.package, {}, names)
    desk = Desk(document, album, targets, count(1 + sum(name.startswith("/ppt/charts/") for name in names)))
    for number, (planned, slide) in enumerate(zip(plan.slides, slides, strict=True), 1):
        _draw_slide(planned, slide, desk)
        if planned.notes:
            add_notes(deck, slide, number, planned.notes, document.language)
    return deck


def _opened(document: Document) -> Presentation:
    if not document.deck.master:
        return presentation(document.style, document.marks, document.language)
    from briefing.render.pptx.house.opening import opened

    return opened(document.deck.master, document.style, document.language)


def _add_slides(deck: Presentation, planned: Sequence[SlidePlan]) -> list[Slide]:
    """Add empty slides; python-pptx's own `add_slide` would copy placeholders that we write ourselves."""
    found = (layout for master in deck.slide_masters for layout in master.slide_layouts)
    layouts = {name: layout for layout in found for name in _names(layout)}
    listed = deck.slides._sldIdLst
    slides: list[Slide] = []
    for each in planned:
        relation, slide = deck.part.add_slide(layouts[each.stage.part or each.layout])
        listed.add_sldId(relation)
        slides.append(slide)
    return slides


def _names(layout: SlideLayout) -> tuple[str, str]:
    """Return what a stage may call a layout: its part, or its name."""
    return layout.part.partname.membername, layout.name


def _draw_slide(planned: SlidePlan, slide: Slide, desk: Desk) -> None:
    from pptx.oxml import parse_xml

    charts = desk.charts(planned.stage)
    brush = Brush(charts.colors, charts.setting, desk.document.language, _relations(planned, slide, desk, charts))
    pieces: list[str] = []
    next_id = 2
    for shape in planned.shapes:
        piece, next_id = shape_xml(shape, next_id, brush)
        pieces.append(piece)
    slide.shapes._spTree.extend(parse_xml(f"<p:spTree {NAMESPACES}>{''.join(pieces)}</p:spTree>"))


def _relations(planned: SlidePlan, slide: Slide, desk: Desk, charts: ChartMaker) -> dict[str, str]:
    """Relate a slide to the slides it links to and to its charts; return the relation ids by path and by name."""
    from pptx.opc.constants import RELATIONSHIP_TYPE

    found: dict[str, str] = {}
    for shape in planned.shapes:
        if isinstance(shape, TextShape) and shape.link in desk.targets:
            found[shape.link] = slide.part.relate_to(desk.targets[shape.link], RELATIONSHIP_TYPE.SLIDE)
        elif isinstance(shape, ChartShape):
            chart = charts.make(shape, next(desk.numbers), slide.part.package)
            found[shape.name] = slide.part.relate_to(chart, RELATIONSHIP_TYPE.CHART)
        elif isinstance(shape, PictureShape):
            for part in desk.album.parts(shape.path):
                found[f"{shape.name}.{part.partname.ext}"] = slide.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
    return found
