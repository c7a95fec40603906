"""Headlines chosen from the data: the message of a page, as a sentence with its number."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.blocks import Block, Table, Text, text
from briefing.compose import due_board, league, project_board
from briefing.compose.chartdata import days, duration, timed_steps
from briefing.compose.context import Context, say
from briefing.compose.counts import count, lights, selection
from briefing.compose.tables import rows_of
from briefing.model import salience, wording
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
    parts = [(days(step) or duration(step), step.name) for step in steps]
    return (*text(f"{project.name}："), *say(wording.join(parts)))


def _indicators(spec: TableSpec, context: Context) -> Text:
    """Say how many indicators rose and fell, or how many lights are green, yellow and red where there are targets."""
    rows = rows_of(spec, context)
    states = [state for row in rows if (state := context.book.pace(row))]
    origins = [row.indicator.origin for row in rows]
    total = count(context, f"indicators{selection(spec)}", "指标", len(rows), "项", origins)
    if states:
        return _lights(spec, context, rows)
    pairs = [pair for row in rows if row.indicator.direction != "neutral" and (pair := compare(row))]
    better = sum(_improved(pair) for pair in pairs)
    every = "列出" if "indicator" in context.book.dataset.gaps.partial else "共"
    subject = f"{context.theme.name}{every}" if context.theme else every
    if not pairs:
        message = salience.headline(context.facts()[2:] or context.facts())
        return (*text(f"{context.theme.name if context.theme else ''}", total, "指标："), *say(message))
    origins = [pair.series.indicator.origin for pair in pairs]
    compared = count(context, f"compared{selection(spec)}", "可比指标", len(pairs), "项", origins)
    improved = count(context, f"improved{selection(spec)}", "好转指标", better, "项", origins)
    if better == len(pairs):
        return text(subject, total, "指标，有前期可比的", compared, "全部向好")
    if better == 0:
        return text(subject, total, "指标，有前期可比的", compared)
    return text(subject, total, "指标，有前期可比的", compared, "中", improved, "向好")


def _improved(pair: Comparison) -> bool:
    lower = pair.series.indicator.direction == "lower"
    return pair.new_value < pair.old_value if lower else pair.new_value > pair.old_value


def _lights(spec: TableSpec, context: Context, rows: Sequence[Series]) -> Text:
    lit = [(state.light, row.indicator.origin) for row in rows if (state := context.book.pace(row))]
    key = f"light{selection(spec)}"
    parts = lights(context, key, lit, "项", "指标")
    origins = [origin for _, origin in lit]
    if len(parts) == 1:
        number, name = parts[0]
        return text(f"{name}指标", number)
    total = count(context, f"targets{selection(spec)}", "有目标的指标", len(lit), "项", origins)
    return (*text(total, "有目标的指标："), *say(wording.join(parts, "、")))


def _highlights(spec: TableSpec, context: Context) -> Text:
    items = [h for h in context.book.dataset.highlights if context.theme is None or h.theme == context.theme.id]
    national = [h for h in items if h.level == "national"]
    total = count(context, "highlights", "荣誉与亮点", len(items), "项", [h.origin for h in items])
    subject = "取得" if context.theme else "各领域共"
    if "highlight" in context.book.dataset.gaps.partial:
        # What is shown is not all that there is.
        subject = "列出"
    if not national:
        return text(subject, total)
    best = count(context, "highlights:national", "国家级荣誉与亮点", len(national), "项", [h.origin for h in national])
    return text(subject, total, "，其中国家级", best)


def _figures(spec: TableSpec, context: Context) -> Text:
    return text("数据与出处")
