"""Headlines chosen from the data: the message of a page, as a sentence with its number."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.blocks import Block, Table, Text, text
from briefing.compose.boards import STATUS_ORDER
from briefing.compose.chartdata import days, duration, timed_steps
from briefing.compose.context import Context, say
from briefing.compose.phrases import filled
from briefing.compose.tables import with_values
from briefing.model import printing, salience, wording
from briefing.model.figure import Figure
from briefing.model.metrics import Light
from briefing.model.records import Origin, Project, ProjectStatus
from briefing.model.series import Comparison, Series, compare
from briefing.template.schema import ChartSpec, PageSpec, TableSpec


def automatic(page: PageSpec, context: Context, blocks: Sequence[Block]) -> Text:
    """Return the message of a page: of its table where it is a table, else of the facts at hand."""
    spec = next(iter(page.blocks.values()))
    if isinstance(spec, ChartSpec) and spec.of == "milestones":
        return _milestones(spec, context)
    if isinstance(spec, TableSpec) and any(isinstance(block, Table) for block in blocks):
        makers = {
            "indicators": _indicators, "lights": _indicators, "projects": _projects, "highlights": _highlights,
            "league": _league, "figures": _figures, "definitions": _figures,
        }  # fmt: skip
        return makers[spec.of](spec, context)
    message = say(salience.headline(context.facts()))
    return message or text(context.theme.name if context.theme else context.book.dataset.title)


def _milestones(spec: ChartSpec, context: Context) -> Text:
    """Say how long the steps of a project took: `宁波文创港：半年开工，49天房屋征收决定`."""
    chosen = timed_steps(context, spec.project)
    if chosen is None:
        return ()
    project, steps = chosen
    language, marks = context.language, context.marks
    phrase = context.phrases.step
    times = [days(step, language) or duration(step, language) for step in steps]
    parts = [filled(phrase, time=time, name=step.name) for time, step in zip(times, steps, strict=True)]
    return (*text(f"{project.name}{marks.colon}"), *_listed(parts, marks.comma))


def _count(context: Context, key: str, name: str, number: int, unit: str, origins: Sequence[Origin] = ()) -> Figure:
    owner = context.theme.id if context.theme else context.book.dataset.id
    name = context.phrases.of_theme.format(context.theme.name, name) if context.theme else name
    return printing.count(f"{owner}/count:{key}", name, number, unit, tuple(origins), language=context.language)


def _indicators(spec: TableSpec, context: Context) -> Text:
    """Say how many indicators rose and fell, or how many lights are green, yellow and red where there are targets."""
    rows, said = list(with_values(context)), context.phrases
    states = [state for row in rows if (state := context.book.pace(row))]
    origins = [row.indicator.origin for row in rows]
    total = _count(context, "indicators", said.indicators, len(rows), said.indicators_unit, origins)
    if states:
        return _lights(context, rows, [state.light for state in states])
    pairs = [pair for row in rows if row.indicator.direction != "neutral" and (pair := compare(row))]
    if not pairs:
        message = say(salience.headline(context.facts()[2:] or context.facts()))
        return filled(said.uncompared, theme=context.theme.name if context.theme else "", total=total, message=message)
    return _comparable(context, total, pairs)


def _comparable(context: Context, total: Figure, pairs: Sequence[Comparison]) -> Text:
    said, better = context.phrases, sum(_improved(pair) for pair in pairs)
    origins = [pair.series.indicator.origin for pair in pairs]
    compared = _count(context, "compared", said.compared_indicators, len(pairs), said.some_unit, origins)
    improved = _count(context, "improved", said.better_indicators, better, said.some_unit, origins)
    subject = said.all_of_theme.format(context.theme.name) if context.theme else said.all_together
    phrase = said.all_better if better == len(pairs) else said.some_better if better else said.none_better
    return filled(phrase, subject=subject, total=total, compared=compared, improved=improved)


def _improved(pair: Comparison) -> bool:
    lower = pair.series.indicator.direction == "lower"
    return pair.new_value < pair.old_value if lower else pair.new_value > pair.old_value


def _lights(context: Context, rows: Sequence[Series], lights: Sequence[Light]) -> Text:
    parts, said = [], context.phrases
    origins = [row.indicator.origin for row in rows if context.book.pace(row)]
    for light in (Light.GREEN, Light.YELLOW, Light.RED):
        number = sum(other is light for other in lights)
        if number:
            word = wording.light_word(light, context.language)
            name = said.light_of.format(word)
            figure = _count(context, f"light:{light.name}", name, number, said.some_unit, origins)
            parts.append(filled(said.lit, number=figure, word=_inside(word, context)))
    total = _count(context, "targets", said.target_indicators, len(lights), said.indicators_unit, origins)
    return filled(said.with_targets, total=total, lights=_listed(parts, context.marks.item))


def _inside(word: str, context: Context) -> str:
    """Return a word as it stands within a sentence."""
    return word.lower() if context.language == "en" else word


def _listed(parts: Sequence[Text], mark: str) -> Text:
    return tuple(span for at, part in enumerate(parts) for span in (*text(mark if at else ""), *part))


def _projects(spec: TableSpec, context: Context) -> Text:
    """Say how many projects there are and how they stand, state by state."""
    said = context.phrases
    projects = [p for p in context.book.dataset.projects if context.theme is None or p.theme == context.theme.id]
    projects = [p for p in projects if not spec.status or p.status in spec.status]
    parts = [
        _in_state(context, projects, status) for status in STATUS_ORDER if any(p.status == status for p in projects)
    ]
    unknown = [p.origin for p in projects if p.status is None]
    if parts and unknown:
        unit = said.some_projects_unit
        figure = _count(context, "projects:unknown", said.projects_unknown, len(unknown), unit, unknown)
        parts.append(filled(said.in_state, number=figure, state=said.state_unknown))
    key = "projects:" + "+".join(spec.status) if spec.status else "projects"
    origins = [p.origin for p in projects]
    total = _count(context, key, said.projects, len(projects), said.projects_unit, origins)
    joint = text(context.marks.colon if parts else "")
    return (*filled(said.listed_projects, total=total), *joint, *_listed(parts, context.marks.item))


def _in_state(context: Context, projects: Sequence[Project], status: ProjectStatus) -> Text:
    said, mine = context.phrases, [p.origin for p in projects if p.status == status]
    name = _inside(context.status(status), context)
    label, unit = said.projects_in_state.format(name), said.some_projects_unit
    figure = _count(context, f"projects:{status}", label, len(mine), unit, mine)
    return filled(said.in_state, number=figure, state=name)


def _highlights(spec: TableSpec, context: Context) -> Text:
    said = context.phrases
    items = [h for h in context.book.dataset.highlights if context.theme is None or h.theme == context.theme.id]
    national = [h for h in items if h.level == "national"]
    total = _count(context, "highlights", said.honours, len(items), said.honours_unit, [h.origin for h in items])
    message = filled(said.honours_of_theme if context.theme else said.honours_of_all, total=total)
    if not national:
        return message
    origins = [h.origin for h in national]
    best = _count(context, "highlights:national", said.national_honours, len(national), said.some_unit, origins)
    return (*message, *filled(said.of_them_national, best=best))


def _league(spec: TableSpec, context: Context) -> Text:
    leader = next((fact for fact in context.facts() if fact.kind == "leader"), None)
    if leader:
        return say(leader.headline)
    ranked = [context.book.ranked(f.row.indicator.id) for f in context.facts()]
    best = next((rows[0][0] for rows in ranked if len(rows) > 2), None)
    if best is None or best.current is None:
        return ()
    return say(wording.leads(best))


def _figures(spec: TableSpec, context: Context) -> Text:
    return text(context.phrases.data_and_origins)
