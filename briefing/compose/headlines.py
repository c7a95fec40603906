"""Headlines chosen from the data: the message of a page, as a sentence with its number."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.blocks import Block, Table, Text, text
from briefing.compose.boards import STATUS_ORDER
from briefing.compose.chartdata import days, duration, timed_steps
from briefing.compose.context import Context, say
from briefing.compose.tables import with_values
from briefing.model import printing, salience, wording
from briefing.model.figure import Figure
from briefing.model.metrics import Light
from briefing.model.records import Origin
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
    parts = [(days(step) or duration(step), step.name) for step in steps]
    return (*text(f"{project.name}："), *say(wording.join(parts)))


def _count(context: Context, key: str, name: str, number: int, unit: str, origins: Sequence[Origin] = ()) -> Figure:
    owner = context.theme.id if context.theme else context.book.dataset.id
    name = f"{context.theme.name}{name}" if context.theme else name
    return printing.count(f"{owner}/count:{key}", name, number, unit, tuple(origins))


def _indicators(spec: TableSpec, context: Context) -> Text:
    """Say how many indicators rose and fell, or how many lights are green, yellow and red where there are targets."""
    rows = list(with_values(context))
    states = [state for row in rows if (state := context.book.pace(row))]
    total = _count(context, "indicators", "指标", len(rows), "项", [row.indicator.origin for row in rows])
    if states:
        return _lights(context, rows, [state.light for state in states])
    pairs = [pair for row in rows if row.indicator.direction != "neutral" and (pair := compare(row))]
    better = sum(_improved(pair) for pair in pairs)
    every = "列出" if "indicator" in context.book.dataset.gaps.partial else "共"
    subject = f"{context.theme.name}{every}" if context.theme else every
    if not pairs:
        message = salience.headline(context.facts()[2:] or context.facts())
        return (*text(f"{context.theme.name if context.theme else ''}", total, "指标："), *say(message))
    origins = [pair.series.indicator.origin for pair in pairs]
    compared = _count(context, "compared", "可比指标", len(pairs), "项", origins)
    improved = _count(context, "improved", "好转指标", better, "项", origins)
    if better == len(pairs):
        return text(subject, total, "指标，有前期可比的", compared, "全部向好")
    if better == 0:
        return text(subject, total, "指标，有前期可比的", compared)
    return text(subject, total, "指标，有前期可比的", compared, "中", improved, "向好")


def _improved(pair: Comparison) -> bool:
    lower = pair.series.indicator.direction == "lower"
    return pair.new_value < pair.old_value if lower else pair.new_value > pair.old_value


def _lights(context: Context, rows: Sequence[Series], lights: Sequence[Light]) -> Text:
    parts = []
    origins = [row.indicator.origin for row in rows if context.book.pace(row)]
    for light in (Light.GREEN, Light.YELLOW, Light.RED):
        number = sum(other is light for other in lights)
        if number:
            name = f"{light.value}灯"
            parts.append((_count(context, f"light:{light.name}", name, number, "项", origins), name))
    total = _count(context, "targets", "有目标的指标", len(lights), "项", origins)
    return (*text(total, "有目标的指标："), *say(wording.join(parts, "、")))


def _projects(spec: TableSpec, context: Context) -> Text:
    """Say how many projects there are and how they stand, state by state."""
    projects = [p for p in context.book.dataset.projects if context.theme is None or p.theme == context.theme.id]
    projects = [p for p in projects if not spec.status or p.status in spec.status]
    states = [status for status in STATUS_ORDER if any(p.status == status for p in projects)]
    parts = []
    for state in states:
        mine = [p.origin for p in projects if p.status == state]
        name = wording.STATUSES[state]
        parts.append((_count(context, f"projects:{state}", f"{name}项目", len(mine), "个", mine), name))
    unknown = [p.origin for p in projects if p.status is None]
    if parts and unknown:
        parts.append(
            (_count(context, "projects:unknown", "状态未注明的项目", len(unknown), "个", unknown), "状态未注明")
        )
    key = "projects:" + "+".join(spec.status) if spec.status else "projects"
    total = _count(context, key, "项目", len(projects), "个", [p.origin for p in projects])
    listed = text("列出项目", total)
    return (*listed, *text("：" if parts else ""), *say(wording.join(parts, "、")))


def _highlights(spec: TableSpec, context: Context) -> Text:
    items = [h for h in context.book.dataset.highlights if context.theme is None or h.theme == context.theme.id]
    national = [h for h in items if h.level == "national"]
    total = _count(context, "highlights", "荣誉与亮点", len(items), "项", [h.origin for h in items])
    subject = "取得" if context.theme else "各领域共"
    if "highlight" in context.book.dataset.gaps.partial:
        # What is shown is not all that there is.
        subject = "列出"
    if not national:
        return text(subject, total)
    best = _count(context, "highlights:national", "国家级荣誉与亮点", len(national), "项", [h.origin for h in national])
    return text(subject, total, "，其中国家级", best)


def _league(spec: TableSpec, context: Context) -> Text:
    leader = next((fact for fact in context.facts() if fact.kind == "leader"), None)
    if leader:
        return say(leader.headline)
    ranked = [context.book.ranked(f.row.indicator.id) for f in context.facts()]
    best = next((rows[0][0] for rows in ranked if len(rows) > 2), None)
    if best is None or best.current is None:
        return ()
    return text(best.title, *salience.leading(best))


def _figures(spec: TableSpec, context: Context) -> Text:
    return text("数据与出处")
