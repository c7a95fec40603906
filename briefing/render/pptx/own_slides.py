"""A house master's own slides and their filled texts in, copies of them at their places in the deck out.

The master is opened once more, as the deck has let its sample slides go. A copy stands on the deck's own layout of the
same part; pictures are brought along once, charts for each copy. Speaker's notes, comments and jumps to other slides
are left behind, as those slides are not there.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import TYPE_CHECKING, cast

from briefing.document import Deck, OwnSlide, OwnText
from briefing.errors import Notice
from briefing.masters.kept import place_of
from briefing.masters.tokens import Piece, put
from briefing.render.pptx.boxes import Box
from briefing.render.pptx.furniture import SIGN
from briefing.render.pptx.mending import CHART, clear, describe, mend_axes, renumber
from briefing.render.pptx.order import order
from briefing.render.pptx.shapes import Para, Run, SlidePlan, TextShape

if TYPE_CHECKING:
    from lxml.etree import _Element
    from pptx.opc.package import Part
    from pptx.opc.packuri import PackURI
    from pptx.parts.slide import SlidePart
    from pptx.presentation import Presentation
    from pptx.slide import Slide

    from briefing.render.pptx.plan import Plan

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_LEFT_BEHIND = ("notesSlide", "comments", "slide")
# These parts hold nothing of the slide's own: one copy serves all slides.
_SHARED = ("image", "media", "video", "audio")
# What PowerPoint tells slides apart by, which copies must not share.
_CREATION = "{BB962C8B-B14F-4D97-AF65-F5344CB8AC3E}"
_NOWHERE = Box(0, 0, 0, 0)


Borrowed = dict[str, str]
"""Parts of a deck that are a master's, with what they are called in it."""


def of_master(deck: Presentation, kept: Deck) -> Borrowed:
    """Return the parts of a deck that a house master is drawn of: masters, layouts, and what they lead to."""
    if kept.master is None:
        return {}
    found: Borrowed = {}
    waiting: list[Part] = [master.part for master in deck.slide_masters]
    while waiting:
        part = waiting.pop()
        name = part.partname.membername
        if name not in found:
            found[name] = f"{kept.master.shown}!{name}"
            waiting += [each.target_part for each in part.rels.values() if not each.is_external]
    return found


def insert(deck: Presentation, planned: Plan, kept: Deck) -> tuple[Plan, Borrowed]:
    """Put a master's kept slides among the slides of a deck.

    Return the plan with them in it, as they now stand, and the parts that came along.
    """
    if kept.master is None or not kept.slides:
        return planned, {}
    from pptx import Presentation as open_presentation

    opened = open_presentation(BytesIO(kept.master.data))
    sources = {slide.part.partname.membername: slide.part for slide in opened.slides}
    copier, sign = copier_for(deck), _sign(deck)
    listed = deck.slides._sldIdLst
    ids = list(listed)
    slides: list[SlidePlan] = []
    named = {sample.part: place_of(kept.master, sample) for sample in kept.master.samples}
    borrowed: Borrowed = {}
    for each in order([slide.path for slide in planned.slides], kept.slides):
        if isinstance(each, int):
            # What is listed already moves to the end, so that all come to stand in order.
            listed.append(ids[each])
            slides.append(planned.slides[each])
        else:
            there = set(copier.taken)
            _signed(copier.slide(sources[each.part], each.texts), sign)
            borrowed |= dict.fromkeys((name.lstrip("/") for name in copier.taken - there), named[each.part])
            slides.append(_planned(each, slides[-1] if slides else planned.slides[0]))
    return replace(planned, slides=tuple(slides), notices=(*planned.notices, *_notices(kept))), borrowed


def _sign(deck: Presentation) -> _Element | None:
    """Return the sign of made-up data as it stands on the slides of a deck behind its cover; none where it has none."""
    named = (shape for slide in list(deck.slides)[1:] for shape in slide.shapes if shape.name == SIGN)
    return next((cast("_Element", shape._element) for shape in named), None)


def _signed(slide: Slide, sign: _Element | None) -> None:
    """Put the sign of made-up data on a slide that the deck keeps, over all that it has."""
    if sign is None:
        return
    copy = deepcopy(sign)
    tree = slide.shapes._spTree
    used = [int(id_) for each in tree.iter("{*}cNvPr") if (id_ := each.get("id", "")).isdigit()]
    next(copy.iter("{*}cNvPr")).set("id", str(max(used, default=1) + 1))
    tree.append(copy)


def clone(deck: Presentation, source: Slide, filled: Sequence[OwnText] = ()) -> Slide:
    """Add a copy of a slide, of this deck or of another on the same master, at the end of a deck."""
    return copier_for(deck).slide(source.part, filled)


@dataclass(frozen=True, slots=True)
class Copier:
    """What copies of slides are made with: the deck, its layouts by part, the names in use, what was brought along."""

    deck: Presentation
    layouts: dict[str, Part]
    taken: set[str]
    brought: dict[int, Part] = field(default_factory=dict)

    def slide(self, source: SlidePart, filled: Sequence[OwnText]) -> Slide:
        """Add a copy of a slide at the end, with these paragraphs in place of its own."""
        from pptx.opc.constants import RELATIONSHIP_TYPE
        from pptx.parts.slide import SlidePart

        package = self.deck.part.package
        part = SlidePart(self._name(source), source.content_type, package, deepcopy(source._element))
        self._bring_along(part, source, {})
        _forget_jumps(part._element, source)
        _forget_origin(part._element)
        for text in filled:
            put(part._element, text.number, [Piece(run.run, run.span.text, run.span.strong) for run in text.runs])
        _mended(part)
        self.deck.slides._sldIdLst.add_sldId(self.deck.part.relate_to(part, RELATIONSHIP_TYPE.SLIDE))
        return cast("Slide", part.slide)

    def _bring_along(self, part: Part, source: Part, copies: dict[int, Part]) -> None:
        """Give a copied part the relations of its source under the same ids, to copies of what they lead to.

        `copies` has those made for this slide: parts may refer to one another.
        """
        from pptx.oxml import parse_xml

        written = parse_xml(source.rels.xml)
        parts: dict[PackURI, Part] = {}
        for element in list(written):
            kind = element.reltype.rsplit("/", 1)[-1]
            if kind in _LEFT_BEHIND:
                written.remove(element)
            elif element.get("TargetMode") != "External":
                related = self._related(kind, source.rels[element.rId].target_part, copies)
                element.set("Target", str(related.partname))
                parts[related.partname] = related
        part.load_rels_from_xml(written, parts)

    def _related(self, kind: str, target: Part, copies: dict[int, Part]) -> Part:
        if kind == "slideLayout":
            return self.layouts[target.partname.membername]
        if kind in _SHARED and target.package is self.deck.part.package:
            return target
        return self._copied(target, self.brought if kind in _SHARED else copies)

    def _copied(self, source: Part, copies: dict[int, Part]) -> Part:
        """Return the copy of a part, with all that it refers to."""
        from pptx.opc.package import XmlPart

        if id(source) not in copies:
            package = self.deck.part.package
            copy = type(source).load(self._name(source), source.content_type, package, source.blob)
            copies[id(source)] = copy
            self._bring_along(copy, source, copies)
            if isinstance(copy, XmlPart) and copy.content_type == CHART:
                mend_axes(copy._element)
        return copies[id(source)]

    def _name(self, source: Part) -> PackURI:
        """Return the first name of a part's kind that is free, and take it."""
        from pptx.opc.packuri import PackURI

        stem = str(source.partname).rsplit(".", 1)[0].rstrip("0123456789")
        number = 1
        while (name := f"{stem}{number}.{source.partname.ext}") in self.taken:
            number += 1
        self.taken.add(name)
        return PackURI(name)


def _mended(part: SlidePart) -> None:
    """Mend a copied slide without changing what is seen of it; what was filled in may leave a placeholder empty."""

    def chart(id_: str) -> _Element | None:
        found = part.rels[id_].target_part if id_ in part.rels else None
        return cast("_Element | None", getattr(found, "_element", None))

    renumber(part._element)
    describe(part._element, chart)
    clear(part._element)


def copier_for(deck: Presentation) -> Copier:
    """Return what slides are copied into a deck with."""
    layouts = (layout.part for master in deck.slide_masters for layout in master.slide_layouts)
    taken = {str(part.partname) for part in deck.part.package.iter_parts()}
    return Copier(deck, {part.partname.membername: part for part in layouts}, taken)


def _planned(own: OwnSlide, neighbour: SlidePlan) -> SlidePlan:
    """Return a kept slide as the plan lists it: what was filled in, in the chapter of the slide before it."""
    shapes: dict[str, list[Para]] = {}
    for text in own.texts:
        runs = tuple(Run(run.span.text, figure=run.span.figure) for run in text.runs if run.span.text)
        shapes.setdefault(text.shape, []).append(Para(runs, 0))
    listed = tuple(TextShape(name, _NOWHERE, tuple(paras), path=own.path) for name, paras in shapes.items())
    return replace(neighbour, path=own.path, shapes=listed, notes=())


def _notices(kept: Deck) -> tuple[Notice, ...]:
    return tuple(Notice(slide.path, words) for slide in kept.slides for words in slide.notices)


def _forget_jumps(root: _Element, source: Part) -> None:
    """Remove the links of a slide that lead to slides which are not there."""
    gone = {id_ for id_, relation in source.rels.items() if relation.reltype.rsplit("/", 1)[-1] in _LEFT_BEHIND}
    for element in [each for each in root.iter() if each.get(f"{_R}id") in gone]:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)


def _forget_origin(root: _Element) -> None:
    for extension in [each for each in root.iter("{*}ext") if each.get("uri") == _CREATION]:
        listed = extension.getparent()
        if listed is None:
            continue
        listed.remove(extension)
        above = listed.getparent()
        if not len(listed) and above is not None:
            above.remove(listed)
