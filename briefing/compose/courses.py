"""Charts of what went on over time: parts of a whole, value and growth, contributions, many small courses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.charts.data import Datum
from briefing.compose.annotate import between
from briefing.compose.context import Context
from briefing.compose.phrases import phrases
from briefing.compose.plots import (
    Made,
    Plot,
    axis,
    courses,
    datum,
    leads,
    measured,
    name_of,
    period_names,
    plotted,
    title_of,
)
from briefing.model import parts, printing
from briefing.model.figure import Figure
from briefing.model.parts import Part
from briefing.model.period import Period
from briefing.model.printing import MINUS
from briefing.model.records import Observation
from briefing.model.series import Comparison, Series, compare


def stacked(kind: str, rows: Sequence[Series], shown: Sequence[Period], wanted: Sequence[str]) -> Plot:
    """Return the rows as parts of each period's column or of areas; `total` prints the sums above."""
    times = courses(rows, shown)
    names = period_names(times)
    made = [
        datum(row, row.at(period), names[period], name_of(row, rows), labelled=kind != "area" or period == times[-1])
        for row in rows
        for period in times
    ]
    plot = plotted(title_of(rows), made, rows)
    if "total" not in wanted:
        return plot
    whole = {period for period in times if parts.is_complete(rows, period)}
    sums = [parts.total(found) if (found := _parts(rows, p)) and p in whole else None for p in times]
    totals = tuple(figure.bare if figure else "" for figure in sums)
    return replace(plot, data=replace(plot.data, totals=totals)).with_figures(*sums)


def share(rows: Sequence[Series], shown: Sequence[Period]) -> Plot:
    """Return the rows as shares of their sum in each period, in per cent."""
    times = courses(rows, shown)
    names = period_names(times)
    made = [_share(row, period, names[period], rows) for row in rows for period in times]
    plot = plotted(title_of(rows), made, rows)
    title = plot.title if rows[0].is_rate else title_of(rows, phrases(rows[0].language).share_of, "%")
    return replace(plot, title=title)


def _share(row: Series, period: Period, category: str, rows: Sequence[Series]) -> Made:
    seen, name = row.at(period), name_of(row, rows)
    if not row.is_rate and not parts.is_complete(rows, period):
        # Shares of what is left would be false.
        return Datum(category, name, None), None
    figure = None if seen is None or row.is_rate else parts.share(row, seen, _parts(rows, period))
    if figure is None:
        return datum(row, seen, category, name)
    return Datum(category, name, float(figure.rounded), figure.text), figure


def _parts(rows: Sequence[Series], period: Period) -> list[Part]:
    seen = ((row, row.at(period)) for row in rows)
    return [(row, o) for row, o in seen if o is not None and o.value is not None]


def combo(rows: Sequence[Series], shown: Sequence[Period]) -> Plot:
    """Return a row's values and its growth, or the values of two rows, the second one on an axis of its own."""
    row = rows[0]
    times = axis([row], shown)
    names = period_names(times)
    first, said = measured(row), phrases(row.language)
    made = [datum(row, row.at(period), names[period], first) for period in times]
    if len(rows) > 1:
        second, title = measured(rows[1]), said.both.format(row.name, rows[1].name)
        made += [datum(rows[1], rows[1].at(period), names[period], second) for period in times]
    else:
        second, title = said.growth_axis, said.growth_beside.format(row.name)
        made += _growths(row, times, second)
    plot = plotted(title, made, [row])
    return replace(plot, data=replace(plot.data, secondary=(second,), falling=False))


def _growths(row: Series, times: Sequence[Period], series: str) -> list[Made]:
    """Return the growth of each period; where some rates are published, the others are left out.

    A published rate is mostly at constant prices, one worked out from the values never is: one line must not mix them.
    """
    names, seen = period_names(times), {period: row.at(period) for period in times}
    published = any(each.growth is not None for each in seen.values() if each)
    return [_growth(row, seen[period], names[period], series, published=published) for period in times]


def _growth(row: Series, seen: Observation | None, category: str, series: str, *, published: bool) -> Made:
    known = seen is not None and (seen.growth is not None or not published)
    figure = parts.growth_at(row, seen) if seen and known else None
    if figure is None:
        return Datum(category, series, None), None
    return Datum(category, series, float(figure.rounded), figure.bare), figure


def waterfall(context: Context, rows: Sequence[Series], shown: Sequence[Period]) -> Plot | None:
    """Return from where to where the first row went, and what each of the others, its parts, contributed."""
    pair = between(rows[0], shown[0], shown[-1]) if len(shown) > 1 else compare(rows[0])
    if pair is None:
        context.problems.add(context.where, f"waterfall 要有“{rows[0].name}”的两个期间。", "请用 periods 写明起止。")
        return None
    if pair.is_rounded:
        message = f"waterfall 的“{rows[0].name}”数值取整后才给这个模板，各分项的变化加不成总的变化。"
        context.problems.add(context.where, message, "请换一种图，或去掉对它的取整。")
        return None
    changes = _changes(context, rows[1:], pair)
    if len(changes) < len(rows) - 1:
        return None
    made = [_level(pair, pair.old.period), *map(_change, changes)]
    rest = parts.remainder(pair, changes)
    if rest:
        made.append((Datum(rest.label, "", float(rest.rounded), _signed(rest)), rest))
    made.append(_level(pair, pair.new.period))
    return plotted(title_of(rows[:1], context.phrases.factors_of), made, rows[:1])


def _changes(context: Context, rows: Sequence[Series], whole: Comparison) -> list[Comparison]:
    """Compare the parts at the ends of the whole; one without a value there is a problem, or it would pass as 其他."""
    old, new = whole.old.period, whole.new.period
    found = [(row, between(row, old, new)) for row in rows]
    for row in (row for row, pair in found if pair is None):
        message = f"waterfall 的分项“{row.name}”缺{old.label}或{new.label}的数。"
        context.problems.add(context.where, message, "请补数据、换期间，或去掉这一项。")
    return [pair for _, pair in found if pair]


def _level(pair: Comparison, period: Period) -> Made:
    return datum(pair.series, pair.series.at(period), period.brief, "", True)


def _change(pair: Comparison) -> Made:
    figure = printing.change(pair)
    return Datum(pair.series.name, "", float(figure.rounded), _signed(figure)), figure


def _signed(figure: Figure) -> str:
    sign = "+" if figure.rounded > 0 else MINUS if figure.rounded < 0 else ""
    return sign + printing.unsigned(figure).number


def multiples(rows: Sequence[Series], shown: Sequence[Period], emphasis: str | None, columns: int) -> Plot:
    """Return a panel a row, each with its last value printed; nothing is stressed unless it is named."""
    times = axis(rows, shown)
    names = period_names(times)
    made = []
    for row in rows:
        last = max((p for p in times if (o := row.at(p)) and o.value is not None), default=None)
        strong = bool(emphasis) and leads(row, rows, emphasis)
        made += [datum(row, row.at(p), names[p], name_of(row, rows), strong, p == last) for p in times]
    plot = plotted(title_of(rows), made, rows)
    return replace(plot, data=replace(plot.data, columns=columns))


def sparkline(rows: Sequence[Series], shown: Sequence[Period]) -> Plot:
    """Return the course of the first row with its last value."""
    row = rows[0]
    times = axis([row], shown)
    names = period_names(times)
    made = [datum(row, row.at(p), names[p], "", labelled=p == times[-1]) for p in times]
    return plotted(title_of([row]), made, [row])
