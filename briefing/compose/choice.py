"""Which chart, of what: a template's words, or the data alone, in; a `Choice` out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from briefing.compose.context import Context
from briefing.compose.lookup import named_periods, named_series
from briefing.compose.plots import course
from briefing.model.lights import Lights
from briefing.model.pace import pace
from briefing.model.period import Period
from briefing.model.salience import is_share
from briefing.model.series import Series, compare
from briefing.template.schema import ChartSpec

_LINE_FROM = 5
_LEAGUE_FROM = 3
_MOST_COLUMNS = 4
_MOST_BARS = 6
_MOST_LONG_BARS = 4
_LARGEST_RATIO = 60
_NAMED_ONLY = (
    "stacked", "share", "area", "combo", "waterfall", "scatter", "radar", "dumbbell", "multiples", "sparkline",
)  # fmt: skip
"""The kinds that have no rule to choose their indicators by."""
_OF_ENTITIES = ("bar", "ranked", "lollipop", "multiples", "stacked", "share", "area")
"""The kinds that draw the peers of an indicator where only one is named."""
_RANKING = ("ranked", "lollipop")
"""Of these the kinds that say who is first."""
_COMPARING = ("auto", "column", "slope", "bar", "bullet", "doughnut")
"""The kinds that compare the two periods at which their rows are best compared, where none are named."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A chart kind, the series it draws, and the periods it draws them for (none: the current one)."""

    kind: str
    rows: tuple[Series, ...]
    periods: tuple[Period, ...] = ()


def chosen(spec: ChartSpec, context: Context) -> Choice | None:
    """Return what to draw: what the template names, else what the data suggest."""
    if spec.indicators is not None:
        return _named(spec, context)
    if spec.chart == "heat":
        return Choice("heat", (), named_periods(context, spec.periods or ()))
    if spec.chart == "progress":
        paces = [(fact.row, context.book.pace(fact.row)) for fact in context.facts()]
        return Choice("progress", tuple(row for row, state in paces if state and not state.ceiling)[: spec.limit])
    if spec.chart in _NAMED_ONLY:
        message = f"{spec.chart} 画哪些指标，要用 indicators 写明。"
        context.problems.add(context.at("chart").where, message, "例如 indicators: [output, investment]。")
        return None
    return _suggested(context, spec.limit)


def _named(spec: ChartSpec, context: Context) -> Choice | None:
    rows = named_series(context, spec.indicators or ())
    if not rows:
        return None
    periods = named_periods(context, spec.periods or ())
    if len(rows) == 1 and _is_torn(spec, context, rows[0]):
        return None
    peers = context.book.reporting(rows[0].indicator.id)
    if spec.chart in _OF_ENTITIES and len(rows) == 1 and len(peers) >= _LEAGUE_FROM:
        return Choice(spec.chart, _league(context, rows[0], spec.limit), periods)
    fitting = _of_rows(rows) or Choice("bar", tuple(rows))
    # A kind of the template's own goes by its own rule for periods, not by that of the kind that would fit best.
    return Choice(fitting.kind, tuple(rows), periods or (fitting.periods if spec.chart in _COMPARING else ()))


def _is_torn(spec: ChartSpec, context: Context, row: Series) -> bool:
    """Whether a chart would be false, since it needs all peers and one of them is kept back; then it is a problem."""
    gaps = context.book.dataset.gaps
    barred = gaps.unranked if spec.chart in _RANKING else gaps.torn if spec.chart == "share" else frozenset()
    peers = context.book.reporting(row.indicator.id)
    if len(peers) < 2 or not any(o and (row.indicator.id, o.period) in barred for o in (p.current for p in peers)):
        return False
    message = f"“{row.name}”有的单位的数或位次不给这个模板看，画成 {spec.chart} 会是错的。"
    context.problems.add(context.at("chart").where, message, "请改用 bar，或从模板里去掉这张图。")
    return True


def _suggested(context: Context, limit: int) -> Choice | None:
    """Choose by what the data can show: a course over time, a league, a change, shares of a whole, a comparison."""
    rows = [fact.row for fact in context.facts()]
    for row in rows:
        if not context.book.speaks_for_itself(row):
            return Choice("bar", _league(context, row, limit))
    return _of_rows(rows)


def _of_rows(rows: Sequence[Series]) -> Choice | None:
    finders = (_course, _targets, _change, _shares, _ranks, _comparison)
    return next((choice for finder in finders if (choice := finder(rows))), None)


def _targets(rows: Sequence[Series]) -> Choice | None:
    """Bars against their targets, for rows that share a unit and gather towards one."""
    aimed = [row for row in rows if row.indicator.target is not None and row.indicator.direction != "lower"]
    aimed = [row for row in aimed if not row.is_rank and pace(row, Lights()) is not None]
    same = tuple(row for row in aimed if row.measure == aimed[0].measure)
    return Choice("bullet", _comparable(same)[: _most(same)]) if len(same) > 1 else None


def _most(rows: Sequence[Series]) -> int:
    """Return how many bars are drawn unasked: fewer where names are long, as English ones are."""
    return _MOST_BARS if all(row.language == "zh" for row in rows) else _MOST_LONG_BARS


def _ranks(rows: Sequence[Series]) -> Choice | None:
    """A slope for ranks that moved between the same two periods."""
    groups: dict[tuple[Period, Period], list[Series]] = {}
    for row in rows:
        pair = compare(row) if row.is_rank else None
        if pair:
            groups.setdefault((pair.old.period, pair.new.period), []).append(row)
    if not groups:
        return None
    (old, new), chosen = max(groups.items(), key=lambda item: len(item[1]))
    return Choice("slope", tuple(chosen[: _most(chosen)]), (old, new))


def _league(context: Context, row: Series, limit: int) -> tuple[Series, ...]:
    ranked = tuple(peer for peer, _ in context.book.ranked(row.indicator.id))
    return (ranked or context.book.reporting(row.indicator.id))[:limit]


def _course(rows: Sequence[Series]) -> Choice | None:
    """Lines for what was observed often enough, together with the rows of the same unit and the same dates."""
    long = [row for row in rows if len(course(row)) >= _LINE_FROM]
    if not long:
        return None
    ends = course(long[0])[-1].period
    same = [row for row in long if row.measure == long[0].measure and course(row)[-1].period == ends]
    return Choice("line", tuple(same[:12]))


def _change(rows: Sequence[Series]) -> Choice | None:
    """Columns for values that share a unit, a base period and a current one, and are of comparable size."""
    groups: dict[tuple[tuple[str, str], Period, Period], list[Series]] = {}
    for row in rows:
        pair = compare(row)
        if pair and not row.is_rank:
            groups.setdefault((row.measure, pair.old.period, pair.new.period), []).append(row)
    if not groups:
        return None
    # The most telling row opens the first group; a larger group of equals says more.
    (_, old, new), chosen = max(groups.items(), key=lambda item: min(len(item[1]), _MOST_COLUMNS))
    return Choice("column", _comparable(chosen)[:_MOST_COLUMNS], (old, new))


def _shares(rows: Sequence[Series]) -> Choice | None:
    """Bars against 100 % for parts of a whole."""
    shares = tuple(row for row in rows if is_share(row))
    return Choice("bullet", shares[: _most(shares)]) if len(shares) > 1 else None


def _comparison(rows: Sequence[Series]) -> Choice | None:
    """Bars for the largest group of levels that share a unit; a single share is drawn as a part of its whole."""
    groups: dict[tuple[str, str], list[Series]] = {}
    for row in rows:
        if not row.is_rank and not row.is_rate and row.current and row.current.value is not None:
            groups.setdefault(row.measure, []).append(row)
    best = max(groups.values(), key=len, default=[])
    if len(best) > 1:
        return Choice("bar", _comparable(best)[: _most(best)])
    single = next((row for row in rows if is_share(row)), None)
    return Choice("doughnut", (single,)) if single else None


def _comparable(rows: Sequence[Series]) -> tuple[Series, ...]:
    """Keep the rows whose size can be read off one axis together with the first one's."""
    first = _size(rows[0])
    others = [row for row in rows[1:] if first and _size(row)]
    return (rows[0], *(row for row in others if max(first, _size(row)) <= _LARGEST_RATIO * min(first, _size(row))))


def _size(row: Series) -> Decimal:
    return abs(row.current.value) if row.current and row.current.value is not None else Decimal(0)
