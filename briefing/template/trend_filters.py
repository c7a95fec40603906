"""Filters about the course of one row over time: series in, phrases out; `Missing` where the data do not tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from briefing.model import printing, sentences, trends, wording
from briefing.model.wording import Phrase
from briefing.template.asked import (
    Missing,
    Withheld,
    amount_of,
    not_held,
    observation_of,
    pair_of,
    said,
    seen,
    series_of,
)


def trend(row: object) -> Phrase:
    """`{{ x | trend }}`: how the growth rate moved since the period before, `增速比1—9月加快0.8个百分点`."""
    series = series_of(row)
    seen(series, None)
    not_held(series, "growth")
    if series.current and series.current.period.previous() in series.held:
        raise Withheld(f"指标“{series.name}”上一期的数值不给这个模板看。")
    return said(sentences.trend(series), series.name, "增速的变化（本期或上一期没有增速）")


def run_of_growth(row: object) -> Phrase:
    """`{{ x | run_of_growth }}`: for how many periods on end a value has grown or fallen, `连续5个月增长`."""
    series = series_of(row)
    seen(series, None)
    not_held(series, "growth")
    found = trends.run(series)
    if found is None:
        raise Missing(f"指标“{series.name}”没有连续两期以上同向的增速。")
    length, rose = found
    return wording.tongue(series.language).run(length, rose=rose)


def run_of_firsts(row: object, scope: str = "") -> Phrase:
    """`{{ x | run_of_firsts('全市') }}`: how often on end a row has been first, `全市两连冠`."""
    series = series_of(row)
    seen(series, None)
    if series.current and "rank" in series.current.held:
        raise Withheld(f"指标“{series.name}”的位次不给这个模板看。")
    found = trends.firsts(series)
    if found is None or series.current is None:
        raise Missing(f"指标“{series.name}”没有连续两期以上居第1位。")
    return wording.tongue(series.language).firsts(found, series.current.period.kind, scope)


def breakthrough(row: object, base: object = None, *, first: bool = False) -> Phrase:
    """`{{ x | breakthrough }}`: a round threshold passed, `突破800亿元`; with `first=true` `首次突破800亿元`."""
    pair = pair_of(row, base)
    found = trends.passed(pair, first=first)
    if found is None:
        not_held(pair.series, "growth")
        raise Missing(f"指标“{pair.series.name}”没有越过整数关口，或{'不是首次' if first else '数值已取整'}。")
    return wording.tongue(pair.series.language).passed(found, first=first)


def doubled(row: object, base: object = None) -> Phrase:
    """`{{ x | doubled }}`: that a value has doubled, `比2017年翻一番`; Missing where it has not."""
    pair = pair_of(amount_of(row, "翻番"), base)
    if not wording.multiple(pair):
        not_held(pair.series, "growth")
        raise Missing(f"指标“{pair.series.name}”没有翻番。")
    return wording.doubled(pair)


def with_status(row: object, period: object = None) -> Phrase:
    """`{{ x | with_status }}`: the value, marked where it is preliminary, `8.4亿元（初步统计数）`."""
    series = series_of(row)
    observation = observation_of(series, period)
    marked = observation.status == "preliminary"
    mark = (wording.tongue(series.language).PRELIMINARY,) if marked else ()
    return printing.value(series, observation), *mark


TREND_FILTERS: Mapping[str, Callable[..., Any]] = {
    "trend": trend,
    "run_of_growth": run_of_growth,
    "run_of_firsts": run_of_firsts,
    "breakthrough": breakthrough,
    "doubled": doubled,
    "with_status": with_status,
}
