"""The filters of template texts: series in, figures and phrases out; `Missing` where the data have no answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sized
from functools import partial
from typing import Any

from briefing.model import printing, wording
from briefing.model.book import Book
from briefing.model.figure import Figure
from briefing.model.language import Language
from briefing.model.series import compare
from briefing.model.wording import Phrase
from briefing.template.asked import Missing, amount_of, not_held, observation_of, pair_of, present, seen, series_of
from briefing.template.book_filters import BOOK_FILTERS
from briefing.template.target_filters import TARGET_FILTERS
from briefing.template.trend_filters import TREND_FILTERS


def value(row: object, period: object = None) -> Figure:
    """`{{ x | value }}`, `{{ x | value('2017') }}`: the value with its unit and qualifier."""
    series = series_of(row)
    return printing.value(series, observation_of(series, period))


def growth(row: object, base: object = None) -> Figure:
    """`{{ x | growth }}`: the size of the growth rate, in per cent, without a sign."""
    series = amount_of(row, "增长率")
    if base is None and compare(series) is None and series.current is not None and series.current.growth is not None:
        return published_growth(row)
    pair = pair_of(row, base)
    if pair.growth is None:
        not_held(series, "growth")
    return present(printing.growth(pair), series.name)


def published_growth(row: object) -> Figure:
    """`{{ x | published_growth }}`: the growth rate as published with the current value."""
    series = series_of(row)
    seen(series, None)
    if printing.published_growth(series) is None:
        not_held(series, "growth")
    return printing.unsigned(present(printing.published_growth(series), series.name))


def difference(row: object, base: object = None) -> Figure:
    """`{{ x | difference }}`: the absolute change, in the indicator's unit or in percentage points."""
    return printing.change(pair_of(row, base))


def net_change(row: object, base: object = None) -> Phrase:
    """`{{ x | net_change }}`: `净增162.4亿元`, or `净减…`."""
    return wording.net_change(pair_of(amount_of(row, "净增减"), base)) or (
        wording.tongue(series_of(row).language).UNCHANGED,
    )


def mean_growth(row: object, base: object = None) -> Phrase:
    """`{{ x | mean_growth }}`: the compound annual rate with its verb, `年均增长11.3%`."""
    pair = pair_of(amount_of(row, "年均增长"), base)
    if pair.is_guarded:
        not_held(pair.series, "growth")
    present(printing.mean_growth(pair), pair.series.name)
    return wording.mean_growth(pair) or (wording.tongue(pair.series.language).UNCHANGED_A_YEAR,)


def rank_change(row: object, base: object = None) -> Figure:
    """`{{ x | rank_change }}`: by how many places the rank moved."""
    if not series_of(row).is_rank:
        raise Missing(f"“{series_of(row).name}”不是位次，请用 change 或 difference。")
    return printing.rank_change(pair_of(row, base))


def change(row: object, base: object = None) -> Phrase:
    """`{{ x | change }}`: the whole phrase, `比2017年增长23.8%`; without a base period, the published rate wins."""
    series = series_of(row)
    if base is None and compare(series) is None and (published := wording.published_growth(series)):
        return published
    return wording.change(pair_of(series, base))


def from_to(row: object, base: object = None) -> Phrase:
    """`{{ x | from_to }}`: `由2017年的681.4亿元增加到2019年的843.8亿元`."""
    return wording.from_to(pair_of(row, base))


def phrase(row: object) -> Phrase:
    """`{{ x | phrase }}`: name and value as one phrase, `引进重点项目65个`."""
    series = series_of(row)
    observation_of(series, None)
    return wording.value(series)


def when(row: object) -> str:
    """`{{ x | when }}`: the period of the current value, `2019年`."""
    series = series_of(row)
    return observation_of(series, None).period.label


def chinese(number: object) -> str:
    """`{{ themes | count | chinese }}`: how many things there are, in Chinese numerals (两 before a measure word)."""
    if not isinstance(number, int) or not 0 <= number <= 99:
        raise Missing("chinese 只能用在 0 到 99 的整数上。")
    return "两" if number == 2 else wording.chinese_number(number)


def count(items: object) -> int:
    if not isinstance(items, Sized):
        raise Missing("count 只能用在列表上。")
    return len(items)


def join(items: object, mark: str = "、") -> Phrase:
    """`{{ names | join('、') }}`: a list as one phrase, with its figures kept."""
    if not isinstance(items, Iterable) or isinstance(items, str):
        raise Missing("join 只能用在列表上。")
    return wording.join([part if isinstance(part, tuple) else (part,) for part in items], mark)


def number_words(number: object) -> str:
    """`{{ themes | count | chinese }}` in an English template: `six`."""
    if not isinstance(number, int) or number < 0:
        raise Missing("chinese 只能用在 0 以上的整数上。")
    return wording.tongue("en").number_words(number)


def join_english(items: object, mark: str | None = None) -> Phrase:
    """`{{ names | join }}` in an English template: `A, B and C`."""
    if mark is not None:
        return join(items, mark)
    whole = join(items, "\n")
    commas = [at for at, part in enumerate(whole) if part == "\n"]
    return tuple((" and " if at == commas[-1] else ", ") if at in commas else part for at, part in enumerate(whole))


def join_and(items: object) -> Phrase:
    """`{{ names | join_and }}`: `甲、乙和丙`."""
    return _joined(items, "zh")


def join_and_english(items: object) -> Phrase:
    """`{{ names | join_and }}` in an English template: `A, B and C`."""
    return _joined(items, "en")


def _joined(items: object, language: Language) -> Phrase:
    if not isinstance(items, Iterable) or isinstance(items, str):
        raise Missing("join_and 只能用在列表上。")
    phrases = [part if isinstance(part, tuple) else (part,) for part in items]
    return wording.tongue(language).joined(phrases) if phrases else ()


def ordinal(number: object) -> str:
    """`{{ loop.index | ordinal }}`: `第一`."""
    return _ordinal(number, "zh")


def ordinal_english(number: object) -> str:
    """`{{ loop.index | ordinal }}` in an English template: `1st`."""
    return _ordinal(number, "en")


def _ordinal(number: object, language: Language) -> str:
    if not isinstance(number, int) or number < 1:
        raise Missing("ordinal 只能用在 1 以上的整数上。")
    return wording.tongue(language).ordinal(number)


def filters_in(language: Language, book: Book | None = None) -> Mapping[str, Callable[..., Any]]:
    """Return the filters as texts of a language use them; those that look beyond one row see the `book`."""
    found = FILTERS | {name: partial(each, book) for name, each in (BOOK_FILTERS | TARGET_FILTERS).items()}
    return found if language == "zh" else {**found, **ENGLISH}


ENGLISH: Mapping[str, Callable[..., Any]] = {
    "chinese": number_words,
    "join": join_english,
    "join_and": join_and_english,
    "ordinal": ordinal_english,
}
FILTERS: dict[str, Callable[..., Any]] = {
    "value": value,
    "growth": growth,
    "published_growth": published_growth,
    "difference": difference,
    "net_change": net_change,
    "mean_growth": mean_growth,
    "rank_change": rank_change,
    "change": change,
    "from_to": from_to,
    "phrase": phrase,
    "when": when,
    "chinese": chinese,
    "count": count,
    "join": join,
    "join_and": join_and,
    "ordinal": ordinal,
    **TREND_FILTERS,
}
