"""Bullets: points from facts, one line a theme, honours, what needs attention, and what falls due next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from briefing.blocks import Bullets, Text, text
from briefing.compose import due_board
from briefing.compose.context import Context, say
from briefing.compose.counts import WORST_FIRST
from briefing.compose.project_board import Stand
from briefing.model import pace_wording, salience, wording
from briefing.model.dates import written
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
    """Say what is behind, red before yellow: targets with their points, projects with their days and department."""
    behind = [(fact.pace.light, point(fact.headline, fact.body)) for fact in context.facts() if fact.pace]
    behind += [(stand.light, _late(stand)) for stand in _stands(context) if stand.light]
    lit = sorted(behind, key=lambda each: WORST_FIRST.index(each[0]))
    lines = ((f"{light.value}灯：", line) for light, line in lit if light is not Light.GREEN)
    yield from islice(((*text(words, strong=True), *line) for words, line in lines), limit)


def _stands(context: Context) -> list[Stand]:
    """Return the projects of the theme at hand or of all, longest overdue first, then furthest behind."""
    projects = [p for p in context.book.dataset.projects if context.theme is None or p.theme == context.theme.id]
    stands = [Stand(project, context.book.project_pace(project)) for project in projects]
    return sorted(stands, key=lambda each: (-each.pace.overdue, -(each.pace.behind or 0)))


def _late(stand: Stand) -> Text:
    """Say how late a project is, who leads it, when it was to be done and how far it is."""
    project = stand.project
    lead = (project.name, *pace_wording.standing(project, stand.pace))
    planned = f"原定{written(project.planned_finish)}完成" if project.planned_finish else ""
    done = pace_wording.progress(project)
    owner = f"{project.department}牵头" if project.department else ""
    parts: list[Phrase] = [(part,) for part in (owner, planned) if part]
    parts += [("目前进度", done)] if done else []
    return point(lead, wording.join(parts))


def _next(spec: BulletsSpec, context: Context) -> Iterator[Text]:
    """Say what falls due next, a project or a step of it a line: `2024年12月：二号产业园完工（招商局）`."""
    coming = [item for item in due_board.items(spec, context) if item.days >= 0]
    for item in coming[: spec.limit]:
        owner = f"（{item.project.department}）" if item.project.department else ""
        words = f"{item.project.name}{item.step.name}" if item.step else f"{item.project.name}完工"
        yield (*text(f"{written(item.written)}：", strong=True), *text(f"{words}{owner}。"))
