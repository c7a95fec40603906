"""A layout of a house master in, the colours that texts and charts have on its ground out, all of them legible."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache

from briefing.charts.palette import contrast, mix
from briefing.document import Mark, Style
from briefing.masters.model import HouseMaster, Layout
from briefing.render.pptx.house.faces import asian_face
from briefing.render.pptx.legible import LEGIBLE, VISIBLE, legible

# On a ground that differs so little from ink there is no room for colours and greys between the two.
_MIDDLE = 7.0
_ACCENTS = 6
# Greys are ink on the ground, by so much; muted text only as far as it stays legible.
_MUTED, _CONTEXT, _RULE, _FAINT = 0.7, 0.28, 0.18, 0.07
_COLORS = tuple(each.name for each in fields(Style) if not each.name.endswith("face"))
# How far a colour may lie beside the line between two others, in steps of a channel, and still be a mixture of them.
_BESIDE = 1.6

Recolor = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Look:
    """The style on a layout's ground, and what becomes of a colour of the document on it.

    With `panel` the ground is that of a panel under the content: the layout's own is a middle tone.
    """

    style: Style
    color: Recolor
    panel: bool = False

    def words(self, color: str) -> str:
        """Return what becomes of a colour of the document that words are set in."""
        return legible(self.color(color), self.style.ground, self.style.ink)


def look(layout: Layout, house: HouseMaster, style: Style, marks: Sequence[Mark]) -> Look:
    """Return the look of a layout: the theme's colours in place of the document's, lights keeping their meaning."""
    ground, ink = layout.ground, _ink(layout)
    panel = contrast(ink, ground) < _MIDDLE
    if panel:
        ground = strongest([layout.colors.get("lt1", "")], "#000000")
        ink = strongest([layout.colors.get("dk1", "")], ground)
    accents = [legible(color, ground, ink, VISIBLE) for color in accents_of(layout)] or [ink]
    made = Style(
        ink=ink,
        muted=legible(mix(ink, ground, _MUTED), ground, ink),
        rule=mix(ink, ground, _RULE),
        faint=mix(ink, ground, _FAINT),
        context=mix(ink, ground, _CONTEXT),
        ground=ground,
        accent=accents[0],
        green=legible(style.green, ground, ink, VISIBLE),
        yellow=legible(style.yellow, ground, ink, VISIBLE),
        red=legible(style.red, ground, ink, VISIBLE),
        latin_face=house.body_latin or style.latin_face,
        east_asian_face=asian_face(house.body_asian, style),
    )
    known = {mark.color.upper(): accents[at % len(accents)] for at, mark in enumerate(_colored(marks))}
    # A mark in the official colour is a mark.
    known = {getattr(style, name).upper(): getattr(made, name) for name in _COLORS} | known
    return Look(made, _recolor(known, style, [mark.color.upper() for mark in _colored(marks)]), panel)


def accents_of(layout: Layout) -> list[str]:
    """Return the theme's accents in their order, without those that are hardly seen or there twice."""
    found = [layout.colors.get(f"accent{at}", "") for at in range(1, _ACCENTS + 1)]
    return list(dict.fromkeys(color for color in found if color))


def readable(color: str, ground: str, layout: Layout) -> str:
    """Return nothing where a placeholder's own colour can be read on its ground, else one that can."""
    if color and contrast(color, ground) >= LEGIBLE:
        return ""
    return strongest([layout.colors.get(slot, "") for slot in ("dk1", "lt1")], ground)


def strongest(colors: Sequence[str], ground: str) -> str:
    """Return the first of the colours that can be read on a ground, else black or white."""
    able = (color for color in colors if color and contrast(color, ground) >= LEGIBLE)
    return next(able, "") or max(("#000000", "#FFFFFF"), key=lambda color: contrast(color, ground))


def _ink(layout: Layout) -> str:
    bodies = [each.color for each in layout.holders if each.type in ("body", "obj", "subTitle")]
    slots = [layout.colors.get(slot, "") for slot in ("dk1", "lt1")]
    # The master's own colour of text, unless it is an accent that charts need.
    own = [color for color in bodies if color in slots]
    return strongest([*own, *slots, *bodies], layout.ground)


def _colored(marks: Sequence[Mark]) -> list[Mark]:
    return [mark for mark in marks if mark.color]


def _recolor(known: Mapping[str, str], style: Style, marks: Sequence[str]) -> Recolor:
    """Return the change of a colour: a known one by name, a mixture of known ones as the mixture of the new ones."""
    ends = [*marks, *(getattr(style, name).upper() for name in _COLORS)]
    pairs = [(one, style.ground.upper()) for one in ends] + [(one, style.context.upper()) for one in ends]
    pairs.append((style.ink.upper(), style.ground.upper()))

    @cache
    def color(given: str) -> str:
        upper = given.upper()
        if upper in known:
            return known[upper]
        for one, two in pairs:
            share = _share(upper, one, two)
            if share is not None:
                return mix(known[one], known[two], share)
        return given

    return color


def _share(color: str, one: str, two: str) -> float | None:
    """Return how much of the first of two colours a third is a mixture of; None where it is none."""
    here, start, end = _channels(color), _channels(one), _channels(two)
    span = [a - b for a, b in zip(start, end, strict=True)]
    length = sum(each * each for each in span)
    if not length:
        return None
    share = sum((c - b) * s for c, b, s in zip(here, end, span, strict=True)) / length
    off = max(abs(c - (b + share * s)) for c, b, s in zip(here, end, span, strict=True))
    return share if 0 <= share <= 1 and off <= _BESIDE else None


def _channels(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)
