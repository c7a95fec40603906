"""Projects in, their bars on a time axis out."""

from __future__ import annotations

from dataclasses import replace

from briefing.charts.data import Datum
from briefing.compose.context import Context
from briefing.compose.plots import Made, Plot, plotted
from briefing.model.dates import date_words, day_words, first_day, last_day
from briefing.model.records import Project


def gantt(context: Context, limit: int) -> Plot | None:
    """Return the projects whose start and finish are known: the plan, and what happened up to the data's date."""
    chosen = [p for p in context.book.dataset.projects if context.theme is None or p.theme == context.theme.id]
    made: list[Made] = []
    said = context.phrases
    for project in [p for p in chosen if _is_datable(p)][:limit]:
        start, due, end = first_day(project.start), last_day(project.planned_finish), last_day(project.actual_finish)
        begun = start if project.status != "planned" else None
        made.append((Datum(project.name, said.planned, None, start=start, finish=due), None))
        made.append((Datum(project.name, said.actual, None, _label(project, context), start=begun, finish=end), None))
    if not made:
        return None
    plot, today = plotted(said.project_schedule, made, ()), context.book.dataset.as_of
    label = day_words(today, context.language) if today else ""
    return replace(plot, data=replace(plot.data, today=today, today_label=label))


def _is_datable(project: Project) -> bool:
    """Return whether a bar would be true: what is done but has no date of it would look as if still at work.

    So would what may be done, for all that its audience is shown.
    """
    done = bool(last_day(project.actual_finish))
    undated = not done and (project.status == "completed" or bool({"status", "actual_finish"} & project.held))
    return first_day(project.start) is not None and not undated and (done or bool(last_day(project.planned_finish)))


def _label(project: Project, context: Context) -> str:
    if project.status == "delayed":
        return context.status("delayed")
    return date_words(project.actual_finish, context.language) or date_words(project.planned_finish, context.language)
