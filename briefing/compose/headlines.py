"""Headlines chosen from the data: the message of a page, as a sentence with its number."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.blocks import Block, Table, Text, text
from briefing.compose import due_board, league, project_board
from briefing.compose.chartdata import days, duration, timed_steps
from briefing.compose.context import Context, say
from briefing.compose.counts import count, light_within, lights, listed, only_listed, said_lit, selection
from briefing.compose.phrases import filled
from briefing.compose.phrases.light_notes import LIGHTS
from briefing.compose.tables import rows_of
from briefing.model import salience
from briefing.model.figure import Figure
from briefing.model.series import Comparison, Series, compare
from briefing.template.schema import ChartSpec, PageSpec, TableSpec


def automatic(page: PageSpec, context: Context, blocks: Sequence[Block]) -> Text:
    """Return the message of a page: of its table where it is a table, else of the facts at hand."""
    spec = next(iter(page.blocks.values()))
    if isinstance(spec, ChartSpec) and spec.of == "milestones":
        return _milestones(spec, context)
    if isinstance(spec, TableSpec) and any(isinstance(block, Table) for block in blocks):
        makers = {
            "indicators": _indicators, "lights": _indicators, "league": league.headline, "due": due_board.headline,
            "projects": project_board.headline, "highlights": _highlights, "figures": _figures,
            "definitions": _figures,
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
    parts = [
        filled(context.phrases.step, time=text(days(step, language) or duration(step, language)), name=step.name)
        for step in steps
    ]
    return (*text(f"{project.name}{marks.colon}"), *listed(parts, marks.comma))


def _indicators(spec: TableSpec, context: Context) -> Text:
    """Say how many indicators rose and fell, or how many lights are green, yellow and red where there are targets."""
    rows, said = rows_of(spec, context), context.phrases
    states = [state.light for row in rows if (state := context.book.pace(row)) and state.light]
    origins = [row.indicator.origin for row in rows]
    total = count(context, f"indicators{selection(spec)}", said.indicators, len(rows), said.indicators_unit, origins)
    if states:
        return _lights(spec, context, rows)
    pairs = [pair for row in rows if row.indicator.direction != "neutral" and (pair := compare(row))]
    if not pairs:
        message = say(salience.headline(context.facts()[2:] or context.facts()))
        theme = context.theme.name if context.theme else ""
        return (*only_listed("indicator", context), *filled(said.uncompared, theme=theme, total=total, message=message))
    return _comparable(spec, context, total, pairs)


def _comparable(spec: TableSpec, context: Context, total: Figure, pairs: Sequence[Comparison]) -> Text:
    said, key, better = context.phrases, selection(spec), sum(_improved(pair) for pair in pairs)
    origins = [pair.series.indicator.origin for pair in pairs]
    compared = count(context, f"compared{key}", said.compared_indicators, len(pairs), said.some_unit, origins)
    improved = count(context, f"improved{key}", said.better_indicators, better, said.some_unit, origins)
    phrase = said.all_better if better == len(pairs) else said.some_better if better else said.none_better
    return filled(phrase, subject=_subject(context), total=total, compared=compared, improved=improved)


def _subject(context: Context) -> str:
    """Say whose indicators are counted; where not all are shown, that they are those listed."""
    said, theme = context.phrases, context.theme
    if "indicator" in context.book.dataset.gaps.partial:
        return context.boards.listed_of_theme.format(theme.name) if theme else context.boards.listed_together
    return said.all_of_theme.format(theme.name) if theme else said.all_together


def _improved(pair: Comparison) -> bool:
    lower = pair.series.indicator.direction == "lower"
    return pair.new_value < pair.old_value if lower else pair.new_value > pair.old_value


def _lights(spec: TableSpec, context: Context, rows: Sequence[Series]) -> Text:
    said, boards, first = context.phrases, context.boards, only_listed("indicator", context)
    lit = [(state.light, row.indicator.origin) for row in rows if (state := context.book.pace(row))]
    found = lights(context, f"light{selection(spec)}", lit, said.some_unit, boards.lit_indicators)
    origins = [origin for _, origin in lit]
    key, name = f"targets{selection(spec)}", said.target_indicators
    total = count(context, key, name, len(lit), said.indicators_unit, origins)
    dark = [origin for light, origin in lit if light is None]
    if len(found) == 1 and not dark:
        light, number = found[0]
        word = light_within(context, light)
        return (*first, *filled(boards.all_lit_indicators, light=word, number=number, total=total))
    parts = [said_lit(context, each) for each in found]
    if dark:
        called = LIGHTS[context.language].dark
        number = count(context, f"light{selection(spec)}:dark", called, len(dark), said.some_unit, dark)
        parts.append(filled(boards.dark, number=number))
    return (*first, *filled(said.with_targets, total=total, lights=listed(parts, context.marks.item)))


def _highlights(spec: TableSpec, context: Context) -> Text:
    said = context.phrases
    items = [h for h in context.book.dataset.highlights if context.theme is None or h.theme == context.theme.id]
    national = [h for h in items if h.level == "national"]
    honours = [h.origin for h in items]
    total = count(context, "highlights", said.honours, len(items), said.honours_unit, honours)
    message = filled(_honours(context), total=total)
    if not national:
        return message
    origins = [h.origin for h in national]
    best = count(context, "highlights:national", said.national_honours, len(national), said.some_unit, origins)
    return (*message, *filled(said.of_them_national, best=best))


def _honours(context: Context) -> str:
    """Return how honours are counted: what is shown need not be all that there is."""
    if "highlight" in context.book.dataset.gaps.partial:
        return context.boards.honours_listed
    return context.phrases.honours_of_theme if context.theme else context.phrases.honours_of_all


def _figures(spec: TableSpec, context: Context) -> Text:
    return text(context.phrases.data_and_origins)
