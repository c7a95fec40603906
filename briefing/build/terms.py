"""A figure's id, metric and data set in; the values that it was made of out, as the data have them now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from briefing.build.formulas import whole_plan
from briefing.build.looked_up import Case, case_of
from briefing.model import printing, trends, wording
from briefing.model.dataset import Dataset
from briefing.model.figure import Metric
from briefing.model.parts import growth_at
from briefing.model.records import Observation
from briefing.model.series import Comparison, Series
from briefing.model.wholes import rate_of

Terms = tuple[tuple[str, str], ...]
"""What went in: 本期 2019年 → 843.8亿元."""
Found = Iterator[tuple[str, str]]


def terms(id_: str, metric: Metric, raw: Decimal, dataset: Dataset | None) -> Terms:
    """Return the values that a figure was made of; none where the data tell them no more."""
    case = case_of(id_, metric, raw, dataset)
    found = _KINDS.get(case.parts.kind)
    return (
        () if found is None or id_.endswith("|rest") or (case.row is None and not case.summed) else tuple(found(case))
    )


def _value(row: Series, observation: Observation | None) -> str:
    if observation is None or observation.value is None:
        return "—"
    return f"{observation.qualifier}{observation.value:f}{row.indicator.unit}"


def _percent(number: Decimal | None) -> str:
    return "—" if number is None else f"{number:f}%"


def _sides(case: Case) -> Found:
    """Yield the current value and that of the base."""
    row, base = case.row, case.parts.base
    if row is None or row.current is None or base is None:
        return
    yield f"本期 {row.current.period.label}", _value(row, row.current)
    yield f"基期 {base.label}", _value(row, row.at(base))


def _growth(case: Case) -> Found:
    if case.now and (case.is_published or case.parts.base is None):
        yield f"公布 {case.now.period.label}", _percent(case.now.growth)
    else:
        yield from _sides(case)


def _cagr(case: Case) -> Found:
    yield from _sides(case)
    if case.pair:
        yield "年数", str(case.pair.years)


def _share(case: Case) -> Found:
    row, whole, step = case.row, case.whole, case.parts.step
    if row is None:
        return
    if step is not None and whole is not None:
        now, was = case.portions
        yield f"本期占比 {_when(row)}", _percent(now)
        yield f"上年同期占比 {step.label}", _percent(was)
        return
    yield f"本项 {_when(row)}", _value(row, row.current)
    if whole is not None:
        yield f"整体 {whole.title}", _value(whole, whole.current)
    for each in case.summed if case.parts.whole is None else ():
        yield f"各项 {each.title}", _value(each, each.current)


def _when(row: Series) -> str:
    return row.current.period.label if row.current else ""


def _total(case: Case) -> Found:
    return ((each.title, _value(each, each.current)) for each in case.summed)


def _contribution(case: Case) -> Found:
    part, whole = case.pair, case.whole_pair
    if part is None or whole is None:
        return
    if case.by_rates:
        yield "本项增长率", _percent(part.growth)
    else:
        yield f"本项本期 {part.new.period.label}", _value(part.series, part.new)
    yield f"本项基期 {part.old.period.label}", _value(part.series, part.old)
    if case.metric == "contribution_rate":
        yield from _growth_of_whole(whole, by_rates=case.by_rates)
    yield f"整体基期 {whole.old.period.label}", _value(whole.series, whole.old)


def _growth_of_whole(whole: Comparison, *, by_rates: bool) -> Found:
    if by_rates:
        yield "整体增长率", _percent(whole.growth)
    else:
        yield f"整体本期 {whole.new.period.label}", _value(whole.series, whole.new)


def _against_mean(case: Case) -> Found:
    for row in (case.row, case.whole):
        rate = rate_of(row) if row else None
        if row and rate:
            unit = row.indicator.unit if row.is_rate else "%"
            yield row.title, f"{rate.printed:f}{unit}"


def _growth_step(case: Case) -> Found:
    row, before = case.row, case.parts.base
    if row is None or row.current is None or before is None:
        return
    for name, seen, period in (("本期", row.current, row.current.period), ("上期", row.at(before), before)):
        rate = growth_at(row, seen) if seen else None
        yield f"{name}增速 {period.label}", _percent(rate.rounded if rate else None)


def _chain(case: Case) -> Iterator[tuple[Series, Observation]]:
    """Yield the row's observations from the current one back, as many as a count counts."""
    row, seen = case.row, case.now
    for _ in range(min(int(case.raw), len(row.observations)) if row else 0):
        if row is None or seen is None:
            return
        yield row, seen
        seen = row.at(seen.period.previous())


def _run(case: Case) -> Found:
    for row, seen in _chain(case):
        rate = growth_at(row, seen)
        yield seen.period.label, _percent(rate.rounded if rate else None)


def _firsts(case: Case) -> Found:
    for row, seen in _chain(case):
        yield seen.period.label, f"第{_place(row, seen)}位"


def _place(row: Series, seen: Observation) -> Decimal | int | None:
    return seen.value if row.is_rank else seen.rank


def _rank(case: Case) -> Found:
    row, now = case.row, case.now
    if row is None or now is None or case.book is None:
        return
    if now.rank == case.raw:
        yield f"公布的位次 {now.period.label}", f"第{now.rank}位"
        return
    ranks = case.book.ranked_at(row.indicator.id, now.period)
    yield f"本项 {now.period.label}", _value(row, now)
    yield "排在前面的", f"{sum(place < ranks.get(row.entity.id, 0) for place in ranks.values())}个"
    yield "有数的", f"{len(ranks)}个"


def _rank_change(case: Case) -> Found:
    row, base, now = case.row, case.parts.base, case.now
    before = row.at(base) if row and base else None
    if row is None or now is None or before is None or case.book is None:
        return
    counted = [case.book.at(each.period).ranked_at(row.indicator.id, each.period) for each in (now, before)]
    published = _place(row, now), _place(row, before)
    worked_out = counted[0].get(row.entity.id), counted[1].get(row.entity.id)
    places = _pair(*published, case.raw) or _pair(*worked_out, case.raw)
    for name, seen, place in zip(("本期", "基期"), (now, before), places or ("—", "—"), strict=True):
        yield f"{name}位次 {seen.period.label}", f"第{place}位" if places else "—"


def _pair(now: Decimal | int | None, before: Decimal | int | None, moved: Decimal) -> tuple[object, object] | None:
    """Return two places where they are what a change of places was made of."""
    return (now, before) if now is not None and before is not None and before - now == moved else None


def _completion(case: Case) -> Found:
    row, state = case.row, case.state
    if row is None or state is None:
        return
    unit, goal, sources = row.indicator.unit, row.indicator.target, state.sources
    name = f"实际 {_when(row)}" if len(sources) == 1 else f"实际 {len(sources)}期相加"
    yield name, f"{sources[0].qualifier if len(sources) == 1 else ''}{state.actual:f}{unit}"
    yield "目标", f"{goal:f}{unit}" if goal is not None else "—"
    if state.from_base and row.indicator.baseline and case.parts.kind == "completion":
        yield f"基期 {row.indicator.baseline.label}", _value(row, row.at(row.indicator.baseline))


def _behind(case: Case) -> Found:
    if case.state:
        yield "序时进度", _percent(case.state.expected)
        yield "完成率", _percent(case.state.completed)


def _over(case: Case) -> Found:
    if case.state:
        yield "完成率", _percent(case.state.completed)
    yield from _completion(case)


def _pace(case: Case) -> Found:
    row = case.row
    plan = row.indicator.target_period if row else None
    if row and plan and row.current and not whole_plan(case):
        yield "已过的月数", str(max(0, row.current.period.last - plan.first + 1))
        yield "计划的月数", str(plan.months)
        yield from ((f"曲线 第{at}段末", _percent(share)) for at, share in enumerate(row.curve, 1))


def _achieved(case: Case) -> Found:
    if case.row and case.state:
        yield from ((used.period.label, _value(case.row, used)) for used in case.state.sources)


def _early(case: Case) -> Found:
    row, state = case.row, case.state
    plan = row.indicator.target_period if row else None
    if row is None or state is None or plan is None:
        return
    made = trends.early(row, state)
    year = wording.tongue(row.language).SPANS["year"]
    months = int(made.raw) * (12 if made.unit in {year, printing.singular(year)} else 1) if made else 0
    met = next((o for o in row.observations if months and o.period.last == plan.last - months), None)
    yield "计划期末", plan.end().label
    yield "最早达到目标", met.period.label if met else "—"


_KINDS: Mapping[str, Callable[[Case], Found]] = {
    "growth": _growth,
    "cagr": _cagr,
    "change": _sides,
    "points": _sides,
    "passed": _sides,
    "rank": _rank,
    "rank_change": _rank_change,
    "share": _share,
    "total": _total,
    "contribution": _contribution,
    "contribution_rate": _contribution,
    "against_mean": _against_mean,
    "growth_step": _growth_step,
    "run": _run,
    "firsts": _firsts,
    "completion": _completion,
    "gap": _completion,
    "behind": _behind,
    "over": _over,
    "pace": _pace,
    "achieved": _achieved,
    "early": _early,
}
