"""Numbers in, `Figure`s out: the one place where a number is rounded and given its printed form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from briefing.model import metrics
from briefing.model.figure import RATE_DIGITS, Figure, Metric, decimals, round_half_up
from briefing.model.language import Language
from briefing.model.pace import Pace
from briefing.model.records import Observation, Origin, Qualifier
from briefing.model.series import Comparison, Series
from briefing.model.wholes import contributed, is_mean_of, portion_of, rate_of, share_of_growth

MINUS = "−"


@dataclass(frozen=True, slots=True)
class Units:
    """The units that are not the data's own, in one language: of ranks, of differences of rates, of time."""

    places: str
    points: str
    other_points: Mapping[str, str]
    target: str
    days: str


# Past ten times its base a rate tells nothing but that the base was next to nothing; the amounts are said instead.
_TELLING = Decimal(1000)
_UNITS: dict[Language, Units] = {
    "zh": Units("位", "个百分点", {"％": "个百分点", "‰": "个千分点"}, "{}目标", "天"),
    "en": Units("places", "percentage points", {"‰": "per-mille points"}, "Target: {}", "days"),
}
_TEENS = (11, 12, 13)


def units(language: Language) -> Units:
    return _UNITS[language]


def _points(row: Series) -> str:
    """Return in what two values of a row differ: points where they are rates, else its unit."""
    mine = units(row.language)
    return {**mine.other_points, "%": mine.points}.get(row.indicator.unit, row.unit)


def value(row: Series, observation: Observation) -> Figure:
    """Return the observed value in the indicator's printed unit, at its published precision."""
    assert observation.value is not None
    scaled = row.scale.apply(observation.value)
    digits = decimals(observation.value) if row.scale.digits is None else row.scale.digits
    unit = row.unit if not row.is_rank else units(row.language).places
    figure = _figure(row, observation, "value", scaled, digits, unit, (observation.origin,), observation.qualifier)
    moved = row.moved_at(observation.period)
    figure = figure if moved is None else adjusted(figure, moved)
    return _as_rank(figure) if row.is_rank else figure


def adjusted(figure: Figure, printed: Decimal) -> Figure:
    """Return a figure that prints another value than the exact one rounds to, so that a sum adds up; it says so."""
    if printed == figure.rounded:
        return figure
    return replace(figure, rounded=printed, number=_number(printed, figure.language), adjusted=True)


def _as_rank(figure: Figure) -> Figure:
    if figure.language == "en":
        return replace(figure, number=ordinal(int(figure.rounded)), unit="")
    return replace(figure, number=f"第{figure.number}")


def ordinal(number: int) -> str:
    """Return an English ordinal: 1st, 2nd, 3rd, 11th, 21st."""
    ending = "th" if number % 100 in _TEENS else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number:,}{ending}"


def target(row: Series) -> Figure:
    """Return the indicator's target in its printed unit."""
    goal = row.indicator.target
    assert goal is not None
    digits = decimals(goal) if row.scale.digits is None else row.scale.digits
    id_ = f"{row.indicator.id}/target"
    period = row.indicator.target_period.code if row.indicator.target_period else ""
    mine, origins = units(row.language), (row.indicator.origin,)
    label = mine.target.format(row.name)
    if row.is_rank:
        return _as_rank(make(id_, "target", label, goal, 0, mine.places, origins, period, language=row.language))
    goal = row.scale.apply(goal)
    return make(id_, "target", label, goal, digits, row.unit, origins, period, language=row.language)


def growth(pair: Comparison) -> Figure | None:
    """Return the size of a growth rate (without its sign: 增长 or 下降 says it), or None where there is no rate."""
    rate = pair.growth
    if rate is None or (not pair.is_published and abs(rate) > _TELLING):
        return None
    if not pair.is_published:
        return _compared(pair, "growth", rate, _rate_digits(pair), "%")
    # What was published is from the row that it stands in alone.
    return replace(_compared(pair, "growth", rate, decimals(rate), "%"), origins=(pair.new.origin,))


def published_growth(row: Series) -> Figure | None:
    """Return the published growth rate of the current observation, at its published precision."""
    now = row.current
    if now is None or now.growth is None:
        return None
    return _figure(row, now, "growth", now.growth, decimals(now.growth), "%", (now.origin,))


def mean_growth(pair: Comparison) -> Figure | None:
    """Return the compound annual rate (年均增长) over two years or more."""
    telling = pair.years > 1 and not pair.is_guarded
    rate = metrics.mean_growth(pair.old_value, pair.new_value, pair.years) if telling else None
    return _compared(pair, "cagr", rate, _rate_digits(pair), "%") if rate is not None else None


def _rate_digits(pair: Comparison) -> int:
    """Return the decimals of a rate that is worked out: of about 100 and about 120 none would be true."""
    return 0 if pair.is_vague else RATE_DIGITS


def change(pair: Comparison) -> Figure:
    """Return the absolute change, or the difference in percentage points where the values are rates."""
    row = pair.series
    difference = row.scale.apply(metrics.change(pair.old_value, pair.new_value))
    if row.scale.digits is not None:
        digits = row.scale.digits
    else:
        digits = max(decimals(pair.old_value), decimals(pair.new_value))
    metric: Metric = "points" if row.is_rate else "change"
    return _compared(pair, metric, difference, digits, _points(row))


def rank_change(pair: Comparison) -> Figure:
    """Return by how many places a rank moved."""
    places = units(pair.series.language).places
    return _compared(pair, "rank_change", metrics.rank_change(pair.old_value, pair.new_value), 0, places)


def contribution(part: Comparison, whole: Comparison) -> Figure | None:
    """Return by how many points a part moved the growth of its whole (拉动…个百分点), without its sign.

    `raw` and `rounded` keep the sign: 拉动 or 下拉 says it. None where the two do not belong together (other periods,
    units, or rates), where the whole has no positive base, and where a value or rate is kept back or rounded.
    """
    points = contributed(part, whole)
    return _of_whole(part, whole, "contribution", points, units(part.series.language).points)


def contribution_rate(part: Comparison, whole: Comparison) -> Figure | None:
    """Return the share of the whole's growth that a part makes up (贡献率), without its sign; None as `contribution`,
    and where the whole did not grow."""
    return _of_whole(part, whole, "contribution_rate", share_of_growth(part, whole), "%")


def _of_whole(part: Comparison, whole: Comparison, metric: Metric, raw: Decimal | None, unit: str) -> Figure | None:
    if raw is None or part.is_vague or whole.is_vague:
        return None
    made = _compared(part, metric, raw, RATE_DIGITS, unit)
    origins = tuple(dict.fromkeys((*made.origins, whole.old.origin, whole.new.origin)))
    return replace(made, id=f"{made.id}|of:{_name(whole.series)}", origins=origins)


def share(part: Series, whole: Series) -> Figure | None:
    """Return the share of a part in its whole (占比), both as of now and of one period.

    None where the two do not belong together, the share says nothing (`metrics.share`), or a value is kept back,
    rounded or vague (近400).
    """
    portion = portion_of(part, whole)
    if portion is None or part.current is None or whole.current is None:
        return None
    if part.current.qualifier or whole.current.qualifier:
        return None
    origins = tuple(dict.fromkeys((part.current.origin, whole.current.origin)))
    made = _figure(part, part.current, "share", portion, RATE_DIGITS, "%", origins)
    moved = part.share_in(_name(whole), part.current.period)
    return replace(made if moved is None else adjusted(made, moved), id=f"{made.id}|of:{_name(whole)}")


def against_mean(row: Series, mean: Series) -> Figure | None:
    """Return by how many points a row lies above or below the mean (高于全市平均水平…个百分点), without its sign.

    Rates are compared themselves, all else by its growth on the year before; the rates are taken as they are printed,
    so that the difference agrees with them. `raw` and `rounded` keep the sign: 高于 or 低于 says it. None where the two
    are not of one indicator and period, or either rate is not there, kept back, rounded or made of vague values.
    """
    mine, theirs = rate_of(row), rate_of(mean)
    if any(
        rate and (rate.is_computed or each.is_rate) and _is_vague(each) for each, rate in ((row, mine), (mean, theirs))
    ):
        return None
    if mine is None or theirs is None or not is_mean_of(row, mean) or row.current is None or mean.current is None:
        return None
    digits = max(mine.digits, theirs.digits)
    gap = metrics.against_mean(mine.printed, theirs.printed)
    unit = _points(row) if row.is_rate else units(row.language).points
    origins = tuple(dict.fromkeys((*mine.origins, *theirs.origins)))
    made = _figure(row, row.current, "against_mean", gap, digits, unit, origins)
    return replace(made, id=f"{made.id}:{mean.entity.id}", number=made.number.lstrip(MINUS))


def _is_vague(row: Series) -> bool:
    """Whether the current value, or that of the year before, is only about what it is."""
    then = row.at(row.current.period.year_ago()) if row.current else None
    return any(o is not None and bool(o.qualifier) for o in (row.current, None if row.is_rate else then))


def _name(row: Series) -> str:
    return f"{row.indicator.id}/{row.entity.id}"


def completion(row: Series, state: Pace) -> Figure:
    """Return the completion rate (完成率)."""
    return _of_target(row, state, "completion", state.completed, "%")


def achieved(row: Series, state: Pace) -> Figure:
    """Return what has been done of the plan: months of a flow added up, where its target is for a longer time.

    What is one value of the data is printed as that value is.
    """
    digits = max(decimals(used.value) for used in state.sources if used.value is not None)
    digits = digits if row.scale.digits is None else row.scale.digits
    made = _of_target(row, state, "achieved", row.scale.apply(state.actual), row.unit, digits)
    if len(state.sources) > 1:
        return made
    (source,) = state.sources
    moved = row.moved_at(source.period)
    return replace(made if moved is None else adjusted(made, moved), qualifier=source.qualifier)


def behind(row: Series, state: Pace) -> Figure:
    """Return by how many points the completion rate is behind its pace; negative when ahead."""
    return _of_target(row, state, "behind", state.behind, units(row.language).points)


def over(row: Series, state: Pace, label: str) -> Figure:
    """Return by how much of it a target is exceeded, or a limit."""
    assert row.current is not None
    id_, code = f"{_name(row)}/{row.current.period.code}/over", row.current.period.code
    raw, origins = state.completed - metrics.HUNDRED, completion(row, state).origins
    return make(id_, "progress", label, raw, RATE_DIGITS, "%", origins, code, language=row.language)


def gap(row: Series, state: Pace) -> Figure:
    """Return how far a level is from its target, in its own unit and without a sign."""
    goal = row.indicator.target or Decimal(0)
    digits = max(decimals(goal), decimals(state.actual)) if row.scale.digits is None else row.scale.digits
    unit = units(row.language).places if row.is_rank else _points(row)
    return _of_target(row, state, "gap", row.scale.apply(abs(state.actual - goal)), unit, digits)


def _of_target(row: Series, state: Pace, metric: Metric, raw: Decimal, unit: str, digits: int = RATE_DIGITS) -> Figure:
    assert row.current is not None
    origins = (*(used.origin for used in state.sources), row.indicator.origin)
    return _figure(row, row.current, metric, raw, digits, unit, origins)


def unsigned(figure: Figure) -> Figure:
    """Return the figure without its sign, for phrases whose verb carries it."""
    if not figure.number.startswith(MINUS):
        return figure
    return replace(figure, id=f"{figure.id}|size", number=figure.number.lstrip(MINUS))


def place(row: Series, rank: int) -> Figure:
    """Return the rank of an entity among its peers: 第3位."""
    assert row.current is not None
    unit, origins = units(row.language).places, (row.current.origin,)
    return _as_rank(_figure(row, row.current, "rank", Decimal(rank), 0, unit, origins))


def published_rank(row: Series) -> Figure | None:
    """Return the published rank of the current observation."""
    now = row.current
    if now is None or now.rank is None:
        return None
    return place(row, now.rank)


def count(
    id_: str, label: str, number: int, unit: str, origins: tuple[Origin, ...] = (), *, language: Language = "zh"
) -> Figure:
    """Return a count of rows (projects, honours, lights)."""
    return make(id_, "count", label, Decimal(number), 0, unit, origins, language=language)


def _figure(
    row: Series, observation: Observation, metric: Metric, raw: Decimal, digits: int, unit: str,
    origins: tuple[Origin, ...], qualifier: Qualifier = "",
) -> Figure:  # fmt: skip
    id_ = f"{row.indicator.id}/{row.entity.id}/{observation.period.code}/{metric}"
    code = observation.period.code
    return make(id_, metric, row.title, raw, digits, unit, origins, code, qualifier, language=row.language)


def _compared(pair: Comparison, metric: Metric, raw: Decimal, digits: int, unit: str) -> Figure:
    row = pair.series
    id_ = f"{row.indicator.id}/{row.entity.id}/{pair.new.period.code}/{metric}:{pair.old.period.code}"
    origins = tuple(dict.fromkeys((pair.old.origin, pair.new.origin)))
    exact = not pair.is_vague or row.is_rank or (metric == "growth" and pair.is_published)
    code = pair.new.period.code
    about: Qualifier = "" if exact else "约"
    made = make(id_, metric, row.title, raw, digits, unit, origins, code, about, language=row.language)
    return replace(made, number=made.number.lstrip(MINUS))


def make(
    id_: str, metric: Metric, label: str, raw: Decimal, digits: int, unit: str, origins: tuple[Origin, ...],
    period: str = "", qualifier: Qualifier = "", *, language: Language = "zh",
) -> Figure:  # fmt: skip
    """Round a raw number and give it its printed form."""
    rounded = round_half_up(raw, digits)
    number = _number(rounded, language)
    unit = singular(unit) if language == "en" and number in {"1", f"{MINUS}1"} else unit
    return Figure(id_, metric, label, raw, rounded, number, unit, qualifier, period, origins, language)


def _number(rounded: Decimal, language: Language) -> str:
    return (f"{rounded:,f}" if language == "en" else f"{rounded:f}").replace("-", MINUS)


_SIZE_WORDS = frozenset({"hundred", "thousand", "million", "billion", "trillion"})
_HISSING = ("sses", "xes", "ches", "shes")


def singular(unit: str) -> str:
    """Return an English unit as it stands after 1: `percentage point`, `sq km`, `tonne of coal equivalent`.

    After a size the plural stays (`1 thousand households`), and so does what the unit is of or per.
    """
    if unit.split(" ", 1)[0] in _SIZE_WORDS or unit[:1].isdigit():
        return unit
    at = min((found for word in (" of ", " per ") if (found := unit.find(word)) > 0), default=len(unit))
    before, blank, noun = unit[:at].rpartition(" ")
    return f"{before}{blank}{_one(noun)}{unit[at:]}"


def _one(noun: str) -> str:
    if noun == "people":
        return "person"
    if len(noun) < 4 or not noun.isalpha() or noun.endswith("ss"):
        return noun
    if noun.endswith("ies"):
        return f"{noun[:-3]}y"
    return noun[:-2] if noun.endswith(_HISSING) else noun.removesuffix("s")
