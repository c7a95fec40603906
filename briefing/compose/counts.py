"""Rows of the data in; how many there are, as figures, out: for headlines and the headings of groups."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefing.blocks import Text, text
from briefing.compose.context import Context
from briefing.compose.phrases import filled
from briefing.model import printing, wording
from briefing.model.figure import Figure
from briefing.model.metrics import Light
from briefing.model.policy import Kind
from briefing.model.records import Origin
from briefing.template.schema import TableSpec

WORST_FIRST = (Light.RED, Light.YELLOW, Light.GREEN)


def count(context: Context, key: str, name: str, number: int, unit: str, origins: Sequence[Origin] = ()) -> Figure:
    """Return a count of rows; `key` tells it from the other counts of a theme, or of the data set."""
    owner = context.theme.id if context.theme else context.book.dataset.id
    name = context.phrases.of_theme.format(context.theme.name, name) if context.theme else name
    return printing.count(f"{owner}/count:{key}", name, number, unit, tuple(origins), language=context.language)


def selection(spec: TableSpec) -> str:
    """Return what tells the counts of a table's selection from those of another: `:delayed+red`, or nothing."""
    chosen = (*spec.status, *spec.lights, *(spec.indicators or ()))
    return f":{'+'.join(chosen)}" if chosen else ""


Lit = tuple[Light, Figure]
"""A light and how many rows have it."""


def lights(
    context: Context, key: str, lit: Sequence[tuple[Light | None, Origin]], unit: str, name: str
) -> tuple[Lit, ...]:
    """Count how many of some rows are green, yellow and red; nothing of a light that none has.

    `name` is what the counts are called, with a place for the light (`{}灯项目`).
    """
    found: list[Lit] = []
    for light in reversed(WORST_FIRST):
        mine = [origin for own, origin in lit if own is light]
        if mine:
            called = name.format(wording.light_word(light, context.language))
            found.append((light, count(context, f"{key}:{light.name}", called, len(mine), unit, mine)))
    return tuple(found)


def said_lit(context: Context, lit: Lit) -> Text:
    """Say how many rows have a light: `5个绿灯`, `5 green`."""
    light, number = lit
    return filled(context.phrases.lit, number=number, word=light_within(context, light))


def light_within(context: Context, light: Light) -> str:
    """Return the word for a light within a sentence."""
    return context.inside(wording.light_word(light, context.language))


def listed(parts: Iterable[Text], mark: str) -> Text:
    """Join texts with a mark between them."""
    return tuple(span for at, part in enumerate(parts) for span in (*text(mark if at else ""), *part))


def only_listed(kind: Kind, context: Context) -> Text:
    """Say that what is counted is what is listed, where not all rows of a kind are shown; else nothing."""
    return text(context.boards.listed_together if kind in context.book.dataset.gaps.partial else "")
