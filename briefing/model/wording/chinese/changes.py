"""Comparisons in, Chinese phrases of change out: growth, points, doublings, turns of sign."""

from __future__ import annotations

from briefing.model import printing
from briefing.model.figure import Figure
from briefing.model.series import Comparison, Series
from briefing.model.wording.changes import CLOSE, doublings, growth_words, moved
from briefing.model.wording.chinese.words import UNCHANGED, chinese_number
from briefing.model.wording.phrase import Phrase


def change(pair: Comparison) -> Phrase:
    """Say how a value changed: `比2017年增长23.8%`, `同比提高0.3个百分点`, `比上年上升31位`, `与上年持平`."""
    row = pair.series
    if row.is_rank:
        return _moved(pair, printing.rank_change(pair), "上升", "下降")
    if row.is_rate:
        figure = printing.change(pair)
        return _moved(pair, figure, "提高", "下降")
    rate = printing.growth(pair)
    if pair.turned_sign:
        return ("由负转正" if pair.new_value > 0 else "由正转负",)
    if rate is None:
        return _moved(pair, printing.change(pair), "增加", "减少")
    return _moved(pair, rate, "增长", "下降")


def _moved(pair: Comparison, figure: Figure, up: str, down: str) -> Phrase:
    if figure.rounded == 0:
        return (level_words(pair.words),)
    return pair.words, up if figure.rounded > 0 else down, figure


def level_words(words: str) -> str:
    """Say that nothing changed against what `words` names: 与上年持平, 与2017年持平, 同比持平."""
    return f"与{words[1:]}持平" if words.startswith("比") else f"{words}持平"


def signed_change(pair: Comparison) -> Phrase:
    """Return the change as cards and tables print it: `+23.8%`, `↑31位`, `-0.3个百分点`, `持平`."""
    return moved(pair, UNCHANGED, ("由负转正", "由正转负"))


def beside(words: str, signed: Phrase) -> tuple[str, Phrase, str]:
    """Return what stands before a signed change, the change, and what stands behind: `比2017年 +23.8%`."""
    return f"{words} ", signed, ""


def from_to(pair: Comparison) -> Phrase:
    """Say where a value came from: `由2017年的681.4亿元增加到2019年的843.8亿元`."""
    row = pair.series
    old, new = printing.value(row, pair.old), printing.value(row, pair.new)
    if old.rounded == new.rounded:
        return f"{pair.old.period.label}和{pair.new.period.label}均为", new
    up, down = ("降至", "升至") if row.is_rank else ("提高到", "下降到") if row.is_rate else ("增加到", "减少到")
    verb = up if new.rounded > old.rounded else down
    return f"由{pair.old.period.label}的", old, f"{verb}{pair.new.period.label}的", new


def net_change(pair: Comparison) -> Phrase:
    """Say the absolute change: `净增162.4亿元`."""
    figure = printing.change(pair)
    return () if figure.rounded == 0 else ("净增" if figure.rounded > 0 else "净减", figure)


def mean_growth(pair: Comparison) -> Phrase:
    """Say the compound annual rate, where two years or more lie between: `年均增长11.3%`."""
    figure = printing.mean_growth(pair)
    if figure is None or figure.rounded == 0:
        return ()
    return "年均增长" if figure.rounded > 0 else "年均下降", figure


def multiple(pair: Comparison) -> str:
    """Say 翻一番 where the value is about 2ⁿ times its base; empty below a doubling.

    Where it is well past, one says 实现翻番, from four times on 翻两番以上, from 16 on 实现翻番 (no 翻九番).
    """
    times, exact = doublings(pair)
    if not times:
        return ""
    if exact >= 1 + CLOSE and times not in {2, 3}:
        return "实现翻番"
    return f"翻{'两' if times == 2 else chinese_number(times)}番{'以上' if exact >= 1 + CLOSE else ''}"


def doubled(pair: Comparison) -> Phrase:
    """Say that a value doubled, with its rate where it is well past: `比2017年翻一番`."""
    times = multiple(pair)
    return (*change(pair), f"，{times}") if times == "实现翻番" or times.endswith("以上") else (pair.words, times)


def published_growth(row: Series) -> Phrase:
    """Say the published growth rate of the current value: `比上年增长19%`, `同比下降2.1%`."""
    figure = printing.published_growth(row)
    if figure is None or row.current is None:
        return ()
    words = growth_words(row)
    if figure.rounded == 0:
        return (level_words(words),)
    magnitude = printing.unsigned(figure)
    return words, "增长" if figure.rounded > 0 else "下降", magnitude
