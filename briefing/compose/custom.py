"""The audience's own charts: a Vega-Lite file or a Python function of the template's folder in, `Chart` blocks out."""

from __future__ import annotations

from collections.abc import Mapping

from briefing.blocks import Chart
from briefing.charts import custom
from briefing.compose.context import Context
from briefing.compose.customdata import Table, tables
from briefing.errors import BriefingError, ProblemsFound
from briefing.model.figure import Figure
from briefing.template.customs import Custom
from briefing.template.schema import ChartSpec

_MOST_FIGURES = 200
"""A chart of more labels prints few of them; then none is listed among the document's figures."""


def chart(spec: ChartSpec, context: Context, path: str) -> Chart | None:
    """Return the chart of a block that brings its own; what is wrong with it becomes a problem of its file."""
    file = context.loaded.customs.get(context.place)
    if file is None:
        return None
    try:
        return _chart(spec, file, context, path)
    except ProblemsFound as error:
        context.problems.extend(error.problems)
    except BriefingError as error:
        context.problems.add(error.where or file.shown, error.message, error.hint)
    return None


def _chart(spec: ChartSpec, file: Custom, context: Context, path: str) -> Chart:
    makers = tables(spec, context)
    if file.function:
        made = {name: make() for name, make in makers.items()}
        drawn = custom.called(file.text, file.function, file.shown, {name: list(t.rows) for name, t in made.items()})
    else:
        found = custom.read(file.text, file.shown)
        context.problems.extend(found.repeated)
        drawn = found.spec
        made = {name: makers[name]() for name in custom.used_tables(drawn) if name in makers}
    bound = custom.bound(drawn, {name: made[name].rows if name in made else () for name in makers}, file.shown)
    custom.check(bound, file.shown, strict=True)
    said = custom.titles(drawn)
    title = context.at("title").flat(spec.title) if spec.title is not None else _title(said, file, context)
    alt = (
        context.at("alt").flat(spec.alt) if spec.alt is not None else said.description or f"{title}{context.marks.stop}"
    )
    shown = custom.colored(custom.untitled(bound), context.style, context.color)
    custom.check_drawable(shown, file.shown)
    return Chart(path, "custom", title, shown, alt, _figures(drawn, made), spec.only)


def _title(said: custom.Titles, file: Custom, context: Context) -> str:
    """Return the title that a spec gives itself, or the name of its file; its own title is not drawn a second time."""
    if said.title:
        return f"{said.title}{context.marks.open}{said.subtitle}{context.marks.close}" if said.subtitle else said.title
    return said.description or file.path.name.removesuffix(".json").removesuffix(".vl")


def _figures(drawn: Mapping[str, object], made: Mapping[str, Table]) -> tuple[Figure, ...]:
    """Return the figures whose words the chart prints: those of the tables it names, where it uses their labels."""
    if not any(custom.uses_field(drawn, field) for field in ("label", "text")):
        return ()
    names = custom.used_tables(drawn)
    found = {figure.id: figure for name in names if name in made for figure in made[name].figures}
    return tuple(found.values()) if len(found) <= _MOST_FIGURES else ()
