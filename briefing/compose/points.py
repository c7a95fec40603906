"""Bullets: points from facts, one line a theme, honours, and what needs attention."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.blocks import Bullets, Text, text
from briefing.compose.context import Context, say
from briefing.model import salience, wording
from briefing.model.metrics import Light
from briefing.model.records import Highlight
from briefing.model.wording import Phrase
from briefing.template.schema import BulletsSpec

_HONOURS = 2


def bullets(spec: BulletsSpec, context: Context, path: str) -> Bullets | None:
    """Return the points of a block, or None where there is nothing to say."""
    if spec.items is not None:
        items = [context.at("items", index).set(item) for index, item in enumerate(spec.items)]
    else:
        picks = {"facts": _facts, "themes": _themes, "highlights": _highlights, "problems": _problems}
        items = list(picks[spec.pick](context, spec.limit))
    items = [item for item in items if item]
    return Bullets(path, tuple(items), spec.only) if items else None


def point(lead: Phrase, body: Phrase) -> Text:
    """Set a lead in bold and its sentence after it, with full stops."""
    return (*say(lead, strong=True), *text("。", strong=True), *(say(body) + text("。") if body else ()))


def _facts(context: Context, limit: int) -> Iterator[Text]:
    honours = _honours(context) if context.theme else ()
    room = limit - bool(honours and limit > 1)
    made = salience.points(context.facts(), room)
    yield from (point(item.lead, item.body) for item in made)
    if honours and len(made) < limit:
        yield point(("荣誉与亮点",), wording.join([(item.text,) for item in honours], "；"))


def _honours(context: Context) -> Sequence[Highlight]:
    """Return the weightiest honours of the theme at hand: national before provincial before the rest."""
    order = ("national", "provincial", "city", "district", None)
    mine = [item for item in context.book.dataset.highlights if context.theme and item.theme == context.theme.id]
    return sorted(mine, key=lambda item: order.index(item.level))[:_HONOURS]


def _themes(context: Context, limit: int) -> Iterator[Text]:
    for theme in context.themes()[:limit]:
        found = context.facts_of(theme)
        message = salience.headline(found, limit=3, width=60)
        if message:
            yield (*text(f"{theme.name}：", strong=True), *say(message), *text("。"))


def _highlights(context: Context, limit: int) -> Iterator[Text]:
    data = context.book.dataset
    shown = [item for item in data.highlights if context.theme is None or item.theme == context.theme.id]
    for item in shown[:limit]:
        mark = wording.KINDS[item.kind] if item.kind else ""
        yield (*text(f"{mark}：" if mark else "", strong=True), *text(item.text, "。"))


def _problems(context: Context, limit: int) -> Iterator[Text]:
    """Say what is behind: targets with a red or yellow light, red first, then delayed projects."""
    behind = [fact for fact in context.facts() if fact.pace and fact.pace.light is not Light.GREEN]
    lines = [
        point(fact.headline, fact.body)
        for fact in sorted(behind, key=lambda f: f.pace.light is not Light.RED if f.pace else True)
    ]
    late = [project for project in context.book.dataset.projects if project.status == "delayed"]
    lines += [point((f"{project.name}{wording.STATUSES['delayed']}",), ()) for project in late]
    yield from lines[:limit]
