"""Filters about a row's target: book and series in, figures and phrases out; `Missing` where the target is not its own.

`TARGET_FILTERS` take the book first, as `BOOK_FILTERS` do: whose target it is, the other rows tell.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from briefing.model import printing, sentences, wording
from briefing.model.book import Book
from briefing.model.figure import Figure
from briefing.model.wording import Phrase
from briefing.template.asked import Missing, not_held, own_target, pace_of, said, series_of


def target(book: Book | None, row: object) -> Figure:
    """`{{ x | target }}`: the target with its unit."""
    series = series_of(row)
    if series.indicator.target is None:
        not_held(series, "target")
        raise Missing(f"指标“{series.name}”没有目标值。")
    own_target(book, series)
    return printing.target(series)


def completion(book: Book | None, row: object) -> Figure:
    """`{{ x | completion }}`: how much of the target is reached, in per cent."""
    series = series_of(row)
    return printing.completion(series, pace_of(book, series))


def target_phrase(book: Book | None, row: object) -> Phrase:
    """`{{ x | target_phrase }}`: how a target stands, `提前2个月完成目标，超额完成4.3%`, `完成目标的81.0%，落后…`."""
    series = series_of(row)
    return said(sentences.target(series, pace_of(book, series)), series.name, "目标完成情况")


def achieved(book: Book | None, row: object) -> Phrase:
    """`{{ x | achieved }}`: what has come together since the plan began, `累计完成336.3亿元`."""
    series = series_of(row)
    if series.indicator.kind not in {"flow", "count"}:
        raise Missing(f"“{series.name}”不是累计的数，请用 value。")
    return wording.tongue(series.language).gathered(printing.achieved(series, pace_of(book, series)))


TARGET_FILTERS: dict[str, Callable[..., Any]] = {
    "target": target,
    "completion": completion,
    "target_phrase": target_phrase,
    "achieved": achieved,
}
