"""Rows of the data in; how many there are, as figures, out: for headlines and the headings of groups."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.compose.context import Context
from briefing.model import printing
from briefing.model.figure import Figure
from briefing.model.metrics import Light
from briefing.model.records import Origin
from briefing.model.wording import Phrase
from briefing.template.schema import TableSpec

WORST_FIRST = (Light.RED, Light.YELLOW, Light.GREEN)


def count(context: Context, key: str, name: str, number: int, unit: str, origins: Sequence[Origin] = ()) -> Figure:
    """Return a count of rows; `key` tells it from the other counts of a theme, or of the data set."""
    owner = context.theme.id if context.theme else context.book.dataset.id
    name = f"{context.theme.name}{name}" if context.theme else name
    return printing.count(f"{owner}/count:{key}", name, number, unit, tuple(origins))


def selection(spec: TableSpec) -> str:
    """Return what tells the counts of a table's selection from those of another: `:delayed+red`, or nothing."""
    chosen = (*spec.status, *spec.lights, *(spec.indicators or ()))
    return f":{'+'.join(chosen)}" if chosen else ""


def lights(
    context: Context, key: str, lit: Sequence[tuple[Light | None, Origin]], unit: str, noun: str = ""
) -> list[Phrase]:
    """Say how many of some rows are green, yellow and red: `5个绿灯`; nothing of a light that none has."""
    said: list[Phrase] = []
    for light in reversed(WORST_FIRST):
        mine = [origin for found, origin in lit if found is light]
        name = f"{light.value}灯"
        if mine:
            said.append((count(context, f"{key}:{light.name}", f"{name}{noun}", len(mine), unit, mine), name))
    return said
