"""Bullets: points from facts, one line a theme, honours, what needs attention, and what falls due next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.blocks import Bullets, Text, text
from briefing.compose import due_board
from briefing.compose.context import Context, say
from briefing.compose.counts import WORST_FIRST
from briefing.compose.project_board import Stand, worst_first
from briefing.model import pace_wording, salience, wording
from briefing.model.dates import date_words
from briefing.model.metrics import Light
from briefing.model.records import Highlight, Project
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
        items = list(_picked(spec, context))
    items = [item for item in items if item]
    return Bullets(path, tuple(items), spec.only) if items else None


def _picked(spec: BulletsSpec, context: Context) -> Iterator[Text]:
    match spec.pick:
        case "facts":
            return _facts(context, spec.limit)
        case "themes":
            return _themes(context, spec.limit)
        case "highlights":
            return _highlights(context, spec.limit)
        case "problems":
            return _problems(context, spec.limit)
        case "next":
            return _next(spec, context)


def point(lead: Phrase, body: Phrase, context: Context) -> Text:
    """Set a lead in bold and its sentence after it, with full stops."""
    stop = context.marks.stop
    gap = " " if body and context.language == "en" else ""
    sentence = say(context.opened(body)) + text(stop) if body else ()
    return (*say(lead, strong=True), *text(f"{stop}{gap}", strong=True), *sentence)


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
    """Say what is behind, red before yellow: targets with their points, projects with their days and department."""
    facts = [(fact, fact.pace.light) for fact in context.facts() if fact.pace]
    behind = [(light, point(fact.headline, fact.body, context)) for fact, light in facts if light]
    behind += [(stand.light, _late(stand, context)) for stand in _stands(context) if stand.light]
    lit = sorted(behind, key=lambda each: WORST_FIRST.index(each[0]))
    lines = [(*_lead(light, context), *line) for light, line in lit if light is not Light.GREEN]
    yield from lines[:limit]
    if len(lines) > limit:
        yield text(context.boards.first_items.format(len(lines), limit))


def _lead(light: Light, context: Context) -> Text:
    word = wording.light_word(light, context.language)
    return text(context.boards.light_lead.format(word), strong=True)


def _stands(context: Context) -> list[Stand]:
    """Return the projects of the theme at hand or of all, longest overdue first, then furthest behind."""
    projects = [p for p in context.book.dataset.projects if context.theme is None or p.theme == context.theme.id]
    stands = [Stand(project, context.book.project_pace(project)) for project in projects]
    return sorted(stands, key=worst_first)


def _late(stand: Stand, context: Context) -> Text:
    """Say how late a project is, who leads it, when it was to be done and how far it is."""
    project, said, language = stand.project, context.boards, context.language
    lead = _named(project, pace_wording.standing(project, stand.pace, language), context)
    planned = said.was_due.format(date_words(project.planned_finish, language)) if project.planned_finish else ""
    done = pace_wording.progress(project, language)
    owner = said.led_by.format(project.department) if project.department else ""
    parts: list[Phrase] = [(part,) for part in (owner, planned) if part]
    parts += [wording.around(said.so_far, done)] if done else []
    return point(lead, wording.join(parts, context.marks.comma), context)


def _named(project: Project, standing: Phrase, context: Context) -> Phrase:
    """Let where a project stands follow its name."""
    if context.language == "zh" or not standing:
        return (project.name, *standing)
    first, *rest = standing
    return (f"{project.name}: ", context.inside(first) if isinstance(first, str) else first, *rest)


def _next(spec: BulletsSpec, context: Context) -> Iterator[Text]:
    """Say what falls due next, a project or a step of it a line: `2024年12月：二号产业园完工（招商局）`."""
    marks, said = context.marks, context.boards
    step_of = wording.pace_words(context.language).step_of
    coming = [item for item in due_board.items(spec, context) if item.days >= 0]
    for item in coming[: spec.limit]:
        name, planned = item.project.name, date_words(item.written, context.language)
        owner = f"{marks.open}{item.project.department}{marks.close}" if item.project.department else ""
        words = step_of.format(name, item.step.name) if item.step else said.finish_of.format(name)
        yield (*text(f"{planned}{marks.colon}", strong=True), *text(f"{words}{owner}{marks.stop}"))
