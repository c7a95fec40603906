"""Projects in, their bars on a time axis out."""

from __future__ import annotations

from dataclasses import replace

from briefing.charts.data import Datum
from briefing.compose.context import Context
from briefing.compose.plots import Made, Plot, plotted
from briefing.model.dates import first_day, last_day, said, written
from briefing.model.records import Project
from briefing.model.wording import STATUSES


def gantt(context: Context, limit: int) -> Plot | None:
    """Return the projects whose start and finish are known: the plan, and what happened up to the data's date."""
    chosen = [p for p in context.book.dataset.projects if context.theme is None or p.theme == context.theme.id]
    made: list[Made] = []
    for project in [p for p in chosen if _is_datable(p)][:limit]:
        start, due, end = first_day(project.start), last_day(project.planned_finish), last_day(project.actual_finish)
        begun = start if project.status != "planned" else None
        made.append((Datum(project.name, "计划", None, start=start, finish=due), None))
        made.append((Datum(project.name, "实际", None, _label(project), start=begun, finish=end), None))
    if not made:
        return None
    plot, today = plotted("项目进度", made, ()), context.book.dataset.as_of
    label = said(today) if today else ""
    return replace(plot, data=replace(plot.data, today=today, today_label=label))


def _is_datable(project: Project) -> bool:
    """Return whether a bar would be true: what is done but has no date of it would look as if still at work."""
    done = bool(last_day(project.actual_finish))
    undated = project.status == "completed" and not done
    return first_day(project.start) is not None and not undated and (done or bool(last_day(project.planned_finish)))


def _label(project: Project) -> str:
    if project.status == "delayed":
        return STATUSES["delayed"]
    return written(project.actual_finish) or written(project.planned_finish)
