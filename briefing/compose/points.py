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
# An English text may end with its own; a Chinese one is set as it is written.
_FULL_STOP = "."


def bullets(spec: BulletsSpec, context: Context, path: str) -> Bullets | None:
    """Return the points of a block, or None where there is nothing to say."""
    if spec.items is not None:
        items = [context.at("items", index).set(item) for index, item in enumerate(spec.items)]
    else:
        picks = {"facts": _facts, "themes": _themes, "highlights": _highlights, "problems": _problems}
        items = list(picks[spec.pick](context, spec.limit))
    items = [item for item in items if item]
    return Bullets(path, tuple(items), spec.only) if items else None


def point(lead: Phrase, body: Phrase, context: Context) -> Text:
    """Set a lead in bold and its sentence after it, with full stops."""
    stop = context.marks.stop
    gap = " " if body and context.language == "en" else ""
    sentence = say(_opened(body, context)) + text(stop) if body else ()
    return (*say(lead, strong=True), *text(f"{stop}{gap}", strong=True), *sentence)


def _opened(phrase: Phrase, context: Context) -> Phrase:
    """Begin a sentence with a capital, where the language has them."""
    first, *rest = phrase
    return (first[:1].upper() + first[1:], *rest) if context.language == "en" and isinstance(first, str) else phrase


def _facts(context: Context, limit: int) -> Iterator[Text]:
    honours = _honours(context) if context.theme else ()
    room = limit - bool(honours and limit > 1)
    made = salience.points(context.facts(), room)
    yield from (point(item.lead, item.body, context) for item in made)
    if honours and len(made) < limit:
        said = wording.join([(item.text,) for item in honours], context.marks.semicolon)
        yield point((context.phrases.honours,), said, context)


def _honours(context: Context) -> Sequence[Highlight]:
    """Return the weightiest honours of the theme at hand: national before provincial before the rest."""
    order = ("national", "provincial", "city", "district", None)
    mine = [item for item in context.book.dataset.highlights if context.theme and item.theme == context.theme.id]
    return sorted(mine, key=lambda item: order.index(item.level))[:_HONOURS]


def _themes(context: Context, limit: int) -> Iterator[Text]:
    marks = context.marks
    for theme in context.themes()[:limit]:
        found = context.facts_of(theme)
        message = salience.headline(found, limit=3, width=60)
        if message:
            yield (*text(f"{theme.name}{marks.colon}", strong=True), *say(message), *text(marks.stop))


def _highlights(context: Context, limit: int) -> Iterator[Text]:
    data, marks, tongue = context.book.dataset, context.marks, wording.tongue(context.language)
    shown = [item for item in data.highlights if context.theme is None or item.theme == context.theme.id]
    for item in shown[:limit]:
        mark = tongue.KINDS[item.kind] if item.kind else ""
        yield (
            *text(f"{mark}{marks.colon}" if mark else "", strong=True),
            *text(item.text.removesuffix(_FULL_STOP), marks.stop),
        )


def _problems(context: Context, limit: int) -> Iterator[Text]:
    """Say what is behind: targets with a red or yellow light, red first, then delayed projects."""
    behind = [fact for fact in context.facts() if fact.pace and fact.pace.light is not Light.GREEN]
    lines = [
        point(fact.headline, fact.body, context)
        for fact in sorted(behind, key=lambda f: f.pace.light is not Light.RED if f.pace else True)
    ]
    late = [project for project in context.book.dataset.projects if project.status == "delayed"]
    tongue, words = wording.tongue(context.language), context.status("delayed")
    words = words.lower() if context.language == "en" else words
    lines += [point((wording.plain(tongue.about(project.name, (words,))),), (), context) for project in late]
    yield from lines[:limit]
