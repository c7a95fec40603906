"""What a filter is asked about in; the series, comparison or pace that it means out, or `Missing` with the reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from briefing.model.book import Book
from briefing.model.figure import Figure
from briefing.model.lights import Lights
from briefing.model.pace import Pace, is_baseless, pace
from briefing.model.period import Period
from briefing.model.records import Observation
from briefing.model.series import Comparison, Series, against, compare
from briefing.model.wording import Phrase


class Missing(Exception):
    """The data have no answer to what a text asks for."""


class Withheld(Missing):
    """The data have an answer that the audience is not given."""


_FIELDS: Mapping[str, str] = {"target": "目标值", "growth": "增长率", "completion": "完成率"}


def series_of(row: object) -> Series:
    if not isinstance(row, Series):
        str(row)  # An undefined name says so itself.
        raise Missing("这个过滤器只能用在指标上，例如 {{ industrial_output | value }}。")
    return row


def amount_of(row: object, what: str) -> Series:
    """Return a row that may have grown; Missing for rates and ranks, which have no growth (`what`)."""
    series = series_of(row)
    if series.is_rank or series.is_rate:
        kind = "位次" if series.is_rank else "比率"
        raise Missing(f"“{series.name}”是{kind}，没有{what}，请用 change 或 difference。")
    return series


def period_of(text: object) -> Period:
    try:
        return Period.parse(str(text))
    except ValueError as error:
        raise Missing(f"“{text}”不是期间，写法如 2019、2020Q3、2020-01..2020-09。") from error


def seen(row: Series, period: Period | None) -> None:
    """Raise Missing where the value that is asked for is kept back: an older one must not stand in for it."""
    if period in row.held if period else row.missing:
        when = period or row.missing
        assert when is not None
        raise Withheld(f"指标“{row.name}”{when.label}的数值不给这个模板看。")


def not_held(row: Series, name: str) -> None:
    """Raise Missing where a field of the indicator or of its current value is kept back, or cannot be had exactly."""
    held = row.indicator.held | (row.current.held if row.current else frozenset())
    if name in held:
        raise Withheld(f"指标“{row.name}”的{_FIELDS[name]}不给这个模板看，或数值取整后算不准。")


def observation_of(row: Series, period: object) -> Observation:
    seen(row, period_of(period) if period is not None else None)
    found = row.at(period_of(period)) if period is not None else row.current
    if found is None or found.value is None:
        when = f"在{period_of(period).label}" if period is not None else "在本期"
        raise Missing(f"指标“{row.name}”{when}没有数值。")
    return found


def pair_of(row: object, base: object) -> Comparison:
    series = series_of(row)
    observation_of(series, None)
    if base is not None:
        seen(series, period_of(base))
    pair = against(series, period_of(base)) if base is not None else compare(series)
    if pair is None:
        if series.at(period_of(base)) if base is not None else len(series.observations) > 1:
            not_held(series, "growth")
        when = period_of(base).label if base is not None else "可比的前期"
        raise Missing(f"指标“{series.name}”没有{when}的数值，无法比较。")
    return pair


def present(figure: Figure | None, name: str) -> Figure:
    if figure is None:
        raise Missing(f"指标“{name}”算不出这个结果（基数不是正数，或期间不是整年）。")
    return figure


def exact(row: Series) -> None:
    """Raise Missing where values are handed over rounded: nothing that is worked out of them would be true."""
    if row.current is not None and row.current.is_rounded:
        raise Withheld(f"指标“{row.name}”的数值取整后才给这个模板看，算不准。")


def own_target(book: Book | None, row: Series) -> None:
    """Raise Missing where the target is that of all entities together: a part is not held against it."""
    if book is not None and not book.has_target(row):
        raise Missing(f"指标“{row.name}”的目标值是各地区合计的，不是“{row.entity.name}”的。")


def pace_of(book: Book | None, row: Series) -> Pace:
    own_target(book, row)
    state = pace(row, Lights())
    if state is None:
        not_held(row, "target")
        not_held(row, "completion")
        if row.indicator.target is not None and is_baseless(row):
            raise Withheld(f"指标“{row.name}”的基期或基期的数值不给这个模板看，算不出完成率。")
        raise _unpaced(row)
    return state


def _unpaced(row: Series) -> Missing:
    """Return why nothing of a row can be held against its target."""
    now, plan = row.current, row.indicator.target_period
    if row.indicator.target is None:
        return Missing(f"指标“{row.name}”没有目标值，算不出完成率。")
    if now is None or now.value is None:
        return Missing(f"指标“{row.name}”在本期没有数值，算不出完成率。")
    if plan and (now.period.last < plan.first or now.period.first > plan.last):
        return Missing(f"指标“{row.name}”{now.period.label}的数不在目标期间（{plan.label}）之内，算不出完成率。")
    if plan and row.indicator.kind == "flow" and (lacking := _lacking(row, now.period, plan)):
        if row.held.intersection(lacking):
            return Withheld(f"指标“{row.name}”有的期间的数值不给这个模板看，算不出完成率。")
        times = "、".join(period.label for period in lacking)
        words = f"{lacking[0].to(lacking[-1]).label}" if _is_one_stretch(lacking) else times
        return Missing(f"指标“{row.name}”缺{words}的数，加不成{plan.label}以来的累计数，算不出完成率。")
    if any("completion" in o.held for o in row.observations):
        return Withheld(f"指标“{row.name}”有的数值取整后才给这个模板看，算不准完成率。")
    return Missing(f"指标“{row.name}”的目标值是零，或与基期的数相同，算不出完成率。")


def _lacking(row: Series, now: Period, plan: Period) -> list[Period]:
    """Return the periods of the current one's length, from the plan's beginning on, that have no value."""
    known = {o.period for o in row.observations if o.value is not None}
    found, each = list[Period](), now.previous()
    while now.kind != "cumulative" and each.first >= plan.first:
        found += [] if each in known else [each]
        each = each.previous()
    return found[::-1]


def _is_one_stretch(periods: Sequence[Period]) -> bool:
    return all(after.first == before.last + 1 for before, after in pairwise(periods))


def said(phrase: Phrase, name: str, what: str) -> Phrase:
    """Return a phrase that says something; Missing where the data had nothing to say it with."""
    if not phrase:
        raise Missing(f"指标“{name}”说不出{what}。")
    return phrase
