"""The filters of template texts: series in, figures and phrases out; `Missing` where the data have no answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sized
from typing import Any

from briefing.model import printing, wording
from briefing.model.figure import Figure
from briefing.model.language import Language
from briefing.model.lights import Lights
from briefing.model.pace import Pace, pace
from briefing.model.period import Period
from briefing.model.records import Observation
from briefing.model.series import Comparison, Series, against, compare
from briefing.model.wording import Phrase


class Missing(Exception):
    """The data have no answer to what a text asks for."""


class Withheld(Missing):
    """The data have an answer that the audience is not given."""


_FIELDS: Mapping[str, str] = {"target": "目标值", "growth": "增长率", "completion": "完成率"}


def _series(row: object) -> Series:
    if not isinstance(row, Series):
        str(row)  # An undefined name says so itself.
        raise Missing("这个过滤器只能用在指标上，例如 {{ industrial_output | value }}。")
    return row


def _period(text: object) -> Period:
    try:
        return Period.parse(str(text))
    except ValueError as error:
        raise Missing(f"“{text}”不是期间，写法如 2019、2020Q3、2020-01..2020-09。") from error


def _seen(row: Series, period: Period | None) -> None:
    """Raise Missing where the value that is asked for is kept back: an older one must not stand in for it."""
    if period in row.held if period else row.missing:
        when = period or row.missing
        assert when is not None
        raise Withheld(f"指标“{row.name}”{when.label}的数值不给这个模板看。")


def _not_held(row: Series, name: str) -> None:
    """Raise Missing where a field of the indicator or of its current value is kept back, or cannot be had exactly."""
    held = row.indicator.held | (row.current.held if row.current else frozenset())
    if name in held:
        raise Withheld(f"指标“{row.name}”的{_FIELDS[name]}不给这个模板看，或数值取整后算不准。")


def _observation(row: Series, period: object) -> Observation:
    _seen(row, _period(period) if period is not None else None)
    found = row.at(_period(period)) if period is not None else row.current
    if found is None or found.value is None:
        when = f"在{_period(period).label}" if period is not None else "在本期"
        raise Missing(f"指标“{row.name}”{when}没有数值。")
    return found


def _pair(row: object, base: object) -> Comparison:
    series = _series(row)
    _observation(series, None)
    if base is not None:
        _seen(series, _period(base))
    pair = against(series, _period(base)) if base is not None else compare(series)
    if pair is None:
        if series.at(_period(base)) if base is not None else len(series.observations) > 1:
            _not_held(series, "growth")
        when = _period(base).label if base is not None else "可比的前期"
        raise Missing(f"指标“{series.name}”没有{when}的数值，无法比较。")
    return pair


def _present(figure: Figure | None, name: str) -> Figure:
    if figure is None:
        raise Missing(f"指标“{name}”算不出这个结果（基数不是正数，或期间不是整年）。")
    return figure


def _pace(row: Series) -> Pace:
    state = pace(row, Lights())
    if state is None:
        _not_held(row, "target")
        _not_held(row, "completion")
        raise Missing(f"指标“{row.name}”没有目标值，算不出完成率。")
    return state


def value(row: object, period: object = None) -> Figure:
    """`{{ x | value }}`, `{{ x | value('2017') }}`: the value with its unit and qualifier."""
    series = _series(row)
    return printing.value(series, _observation(series, period))


def growth(row: object, base: object = None) -> Figure:
    """`{{ x | growth }}`: the size of the growth rate, in per cent, without a sign."""
    series = _series(row)
    if series.is_rank or series.is_rate:
        raise Missing(
            f"“{series.name}”是{'位次' if series.is_rank else '比率'}，没有增长率，请用 change 或 difference。"
        )
    if base is None and compare(series) is None and series.current is not None and series.current.growth is not None:
        return published_growth(row)
    pair = _pair(row, base)
    if pair.growth is None:
        _not_held(series, "growth")
    return _present(printing.growth(pair), series.name)


def published_growth(row: object) -> Figure:
    """`{{ x | published_growth }}`: the growth rate as published with the current value."""
    series = _series(row)
    _seen(series, None)
    if printing.published_growth(series) is None:
        _not_held(series, "growth")
    return printing.unsigned(_present(printing.published_growth(series), series.name))


def difference(row: object, base: object = None) -> Figure:
    """`{{ x | difference }}`: the absolute change, in the indicator's unit or in percentage points."""
    return printing.change(_pair(row, base))


def net_change(row: object, base: object = None) -> Phrase:
    """`{{ x | net_change }}`: `净增162.4亿元`, or `净减…`."""
    return wording.net_change(_pair(row, base)) or (wording.tongue(_series(row).language).UNCHANGED,)


def mean_growth(row: object, base: object = None) -> Phrase:
    """`{{ x | mean_growth }}`: the compound annual rate with its verb, `年均增长11.3%`."""
    pair = _pair(row, base)
    if pair.is_guarded:
        _not_held(pair.series, "growth")
    _present(printing.mean_growth(pair), pair.series.name)
    return wording.mean_growth(pair) or (wording.tongue(pair.series.language).UNCHANGED_A_YEAR,)


def rank_change(row: object, base: object = None) -> Figure:
    """`{{ x | rank_change }}`: by how many places the rank moved."""
    if not _series(row).is_rank:
        raise Missing(f"“{_series(row).name}”不是位次，请用 change 或 difference。")
    return printing.rank_change(_pair(row, base))


def change(row: object, base: object = None) -> Phrase:
    """`{{ x | change }}`: the whole phrase, `比2017年增长23.8%`; without a base period, the published rate wins."""
    series = _series(row)
    if base is None and compare(series) is None and (published := wording.published_growth(series)):
        return published
    return wording.change(_pair(series, base))


def from_to(row: object, base: object = None) -> Phrase:
    """`{{ x | from_to }}`: `由2017年的681.4亿元增加到2019年的843.8亿元`."""
    return wording.from_to(_pair(row, base))


def target(row: object) -> Figure:
    series = _series(row)
    if series.indicator.target is None:
        _not_held(series, "target")
        raise Missing(f"指标“{series.name}”没有目标值。")
    return printing.target(series)


def completion(row: object) -> Figure:
    series = _series(row)
    return printing.completion(series, _pace(series))


def phrase(row: object) -> Phrase:
    """`{{ x | phrase }}`: name and value as one phrase, `引进重点项目65个`."""
    series = _series(row)
    _observation(series, None)
    return wording.value(series)


def when(row: object) -> str:
    """`{{ x | when }}`: the period of the current value, `2019年`."""
    series = _series(row)
    return _observation(series, None).period.label


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


def filters_in(language: Language) -> Mapping[str, Callable[..., Any]]:
    """Return the filters as texts of a language use them."""
    return FILTERS if language == "zh" else {**FILTERS, "chinese": number_words, "join": join_english}


FILTERS: Mapping[str, Callable[..., Any]] = {
    "value": value,
    "growth": growth,
    "published_growth": published_growth,
    "difference": difference,
    "net_change": net_change,
    "mean_growth": mean_growth,
    "rank_change": rank_change,
    "change": change,
    "from_to": from_to,
    "target": target,
    "completion": completion,
    "phrase": phrase,
    "when": when,
    "chinese": chinese,
    "count": count,
    "join": join,
}
