"""Figures in, Chinese phrases out: the one place where a number meets its verb.

A `Phrase` is a tuple of strings and figures, so that later floors still know which characters are a number.
增加/减少 take absolute amounts, 增长/下降 take rates, two rates differ by 百分点, a smaller rank is better.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from briefing.model import metrics, printing
from briefing.model.figure import Figure
from briefing.model.pace import Pace
from briefing.model.records import HighlightKind, HighlightLevel, ProjectStatus
from briefing.model.series import Comparison, Series, base_words

Phrase = tuple[str | Figure, ...]

LEVELS: dict[HighlightLevel, str] = {"national": "国家级", "provincial": "省级", "city": "市级", "district": "区级"}
KINDS: dict[HighlightKind, str] = {"first": "首创", "honour": "荣誉", "pilot": "试点", "case": "典型案例"}
STATUSES: dict[ProjectStatus, str] = {
    "planned": "计划实施",
    "started": "开工建设",
    "in_progress": "推进中",
    "completed": "建成投用",
    "delayed": "进度滞后",
}
# Within 5 % above a power of two one says that a value has doubled, further above that it has more than doubled.
_CLOSE = Decimal("0.05")
_DIGITS = "零一二三四五六七八九"
_RANKED = re.compile(r"(?P<what>.*?)(?P<scope>全[国省市区县球]|同类|区域)?(?:位次|排名|名次)")


def chinese_number(number: int) -> str:
    """Return 0–99 in Chinese numerals, as headings and counts of things use them: 十二."""
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def join(phrases: Iterable[Sequence[str | Figure]], mark: str = "，") -> Phrase:
    """Join phrases with a mark between them."""
    joined: list[str | Figure] = []
    for phrase in phrases:
        if joined and phrase:
            joined.append(mark)
        joined.extend(phrase)
    return tuple(joined)


def plain(phrase: Phrase) -> str:
    return "".join(part if isinstance(part, str) else part.text for part in phrase)


def value(row: Series, *, verb: str = "") -> Phrase:
    """Say what the current value is: `引进重点项目65个`, `满意度居全市第1位`."""
    assert row.current is not None
    figure = printing.value(row, row.current)
    if row.is_rank:
        return _rank_subject(row.name), figure
    return row.name + (verb or _verb(row, figure)), figure


def _verb(row: Series, figure: Figure) -> str:
    # A count reads on (引进重点项目65个), and so does a figure with its own 超 or 近; 达 is for what one strives for.
    if row.indicator.kind == "count" or figure.qualifier in {"超", "近", "约"}:
        return ""
    return "为" if row.indicator.direction == "lower" or figure.rounded < 0 else "达"


def _rank_subject(name: str) -> str:
    """Turn `满意度全市位次` into `满意度居全市`, to be followed by a rank."""
    match = _RANKED.fullmatch(name)
    if match is None:
        return f"{name}居"
    return f"{match['what']}居{match['scope'] or ''}"


def change(pair: Comparison) -> Phrase:
    """Say how a value changed: `比2017年增长23.8%`, `同比提高0.3个百分点`, `比上年上升31位`, `与上年持平`."""
    row = pair.series
    if row.is_rank:
        return _moved(pair, printing.rank_change(pair), "上升", "下降")
    if row.is_rate:
        figure = printing.change(pair)
        return _moved(pair, figure, "提高", "下降")
    rate = printing.growth(pair)
    if metrics.turned_sign(pair.old_value, pair.new_value):
        return ("由负转正" if pair.new_value > 0 else "由正转负",)
    if rate is None:
        return _moved(pair, printing.change(pair), "增加", "减少")
    return _moved(pair, rate, "增长", "下降")


def is_level(pair: Comparison) -> bool:
    """Whether a change rounds to nothing, so that one writes 持平."""
    row = pair.series
    if row.is_rank:
        return printing.rank_change(pair).rounded == 0
    rate = None if row.is_rate else printing.growth(pair)
    return (rate or printing.change(pair)).rounded == 0


def _moved(pair: Comparison, figure: Figure, up: str, down: str) -> Phrase:
    if figure.rounded == 0:
        return (level_words(pair.words),)
    return pair.words, up if figure.rounded > 0 else down, figure


def level_words(words: str) -> str:
    """Say that nothing changed against what `words` names: 与上年持平, 与2017年持平, 同比持平."""
    return f"与{words[1:]}持平" if words.startswith("比") else f"{words}持平"


def signed_change(pair: Comparison) -> Phrase:
    """Return the change as cards and tables print it: `+23.8%`, `↑31位`, `-0.3个百分点`, `持平`."""
    row = pair.series
    if row.is_rank:
        moved = printing.rank_change(pair)
        return ("持平",) if moved.rounded == 0 else ("↑" if moved.rounded > 0 else "↓", moved)
    if metrics.turned_sign(pair.old_value, pair.new_value) and not row.is_rate:
        return ("由负转正" if pair.new_value > 0 else "由正转负",)
    rate = None if row.is_rate else printing.growth(pair)
    figure = rate or printing.change(pair)
    if figure.rounded == 0:
        return ("持平",)
    return "+" if figure.rounded > 0 else "−", figure


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
    """Say 翻一番 where the value is about 2ⁿ times its base, 实现翻番 where it is well past; empty below a doubling."""
    times = 0 if pair.is_guarded else metrics.doublings(pair.old_value, pair.new_value)
    if not times:
        return ""
    exact = pair.new_value / pair.old_value / 2**times
    return f"翻{'两' if times == 2 else chinese_number(times)}番" if exact < 1 + _CLOSE else "实现翻番"


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


def signed_published_growth(row: Series) -> Phrase:
    """Return the published growth rate as cards and tables print it: `+19%`, `−2.1%`, `持平`, or nothing."""
    figure = printing.published_growth(row)
    if figure is None:
        return ()
    if figure.rounded == 0:
        return ("持平",)
    return "+" if figure.rounded > 0 else "−", printing.unsigned(figure)


def growth_words(row: Series) -> str:
    """Say what the published growth of the current value is against."""
    assert row.current is not None
    return base_words(row.current.period.year_ago(), row.current.period, row.reporting)


def target(row: Series, state: Pace) -> Phrase:
    """Say how a target stands: `完成目标的81.0%，落后序时进度19.0个百分点`, `比目标高11微克/立方米`."""
    if row.indicator.direction == "lower":
        return _kept_below(row, state)
    if state.completed < 0:
        return "距目标差", printing.gap(row, state)
    done = printing.completion(row, state)
    if state.met:
        return "完成目标的", done
    behind = printing.behind(row, state)
    if behind.rounded <= 0:
        return "完成目标的", done, "，快于序时进度" if state.expected < metrics.HUNDRED else ""
    return "完成目标的", done, "，落后序时进度", behind


def _kept_below(row: Series, state: Pace) -> Phrase:
    """Say how a target stands of which less is better: a ceiling by what is used, a level by its distance."""
    if state.ceiling:
        used, beyond = printing.completion(row, state), printing.behind(row, state)
        if beyond.rounded <= 0 or state.met:
            return "为控制数的", used
        return "为控制数的", used, "，超出序时进度", beyond
    if state.met:
        return ("达到目标",)
    gap = printing.gap(row, state)
    return ("距目标差", gap) if row.is_rank else ("比目标高", gap)
