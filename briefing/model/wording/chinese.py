"""Figures in, Chinese phrases out: the one place where a number meets its Chinese verb.

增加/减少 take absolute amounts, 增长/下降 take rates, two rates differ by 百分点, a smaller rank is better.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.model import metrics, printing
from briefing.model.figure import Figure
from briefing.model.metrics import Light
from briefing.model.pace import Pace
from briefing.model.records import HighlightKind, HighlightLevel, ProjectStatus
from briefing.model.series import Comparison, Series
from briefing.model.wording.changes import CLOSE, doublings, growth_words, moved
from briefing.model.wording.phrase import Phrase
from briefing.model.wording.tongue import Marks, PaceWords, PartNames

MARKS = Marks("，", "；", "：", "。", "、", "（", "）", "，")
PARTS = PartNames("合计", "{}占比", "其他", "{}序时进度")
PACE = PaceWords(
    progress_of="{}进度", investment_of="{}投资", overdue_of="{}逾期", left_of="{}距计划时间", step_of="{}{}",
    finish="项目完工", done="已完成", overdue="逾期{}", behind="落后{}", delayed_behind="，落后{}",
    unstarted="未按期开工", on_pace="按序时推进", today="当日到期", left="还有{}", beyond="超出{}",
    within="未超序时", met="已达到目标", exceeded="已超额完成", short="差{}", level="与序时持平", ahead="快{}",
)  # fmt: skip
AHEAD = ("{}天", "一个月", "一个季度", "半年", "一年")
LEVELS: dict[HighlightLevel, str] = {"national": "国家级", "provincial": "省级", "city": "市级", "district": "区级"}
KINDS: dict[HighlightKind, str] = {"first": "首创", "honour": "荣誉", "pilot": "试点", "case": "典型案例"}
STATUSES: dict[ProjectStatus, str] = {
    "planned": "计划实施",
    "started": "开工建设",
    "in_progress": "推进中",
    "completed": "建成投用",
    "delayed": "进度滞后",
}
LIGHTS: dict[Light, str] = {light: light.value for light in Light}
UNCHANGED, UNCHANGED_A_YEAR = "持平", "年均持平"
SHARES = (
    ("率", "比例", "比重", "占比", "覆盖面", "份额"),
    ("增长率", "增速", "增长", "增幅", "失业率", "死亡率", "利率", "汇率"),
)
"""How the names of shares of a whole end, and those that only sound like one."""
_DIGITS = "零一二三四五六七八九"
_RANKED = re.compile(r"(?P<what>.*?)(?P<scope>全[国省市区县球]|同类|区域)?(?:位次|排名|名次)")


def chinese_number(number: int) -> str:
    """Return 0–99 in Chinese numerals, as headings and counts of things use them: 十二."""
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def number_words(number: int) -> str:
    """Return how many things there are: 两 before a measure word."""
    return "两" if number == 2 else chinese_number(number)


def listed(names: Sequence[str]) -> str:
    return "、".join(names)


def about(name: str, phrase: Phrase) -> Phrase:
    """Let a phrase follow the name of what it is about."""
    return name, *phrase


def level(row: Series, figure: Figure) -> Phrase:
    """Say a value with its period and without its name: `2019年为843.8亿元`."""
    assert row.current is not None
    return f"{row.current.period.label}为", figure


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
    """Say 翻一番 where the value is about 2ⁿ times its base, 实现翻番 where it is well past; empty below a doubling."""
    times, exact = doublings(pair)
    if not times:
        return ""
    return f"翻{'两' if times == 2 else chinese_number(times)}番" if exact < 1 + CLOSE else "实现翻番"


def doubled(pair: Comparison) -> Phrase:
    """Say that a value doubled, with its rate where it is well past: `比2017年翻一番`."""
    times = multiple(pair)
    return (*change(pair), f"，{times}") if times == "实现翻番" else (pair.words, times)


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


def target(row: Series, state: Pace) -> Phrase:
    """Say how a target stands: `完成目标的81.0%，落后序时进度19.0个百分点`, `比目标高11微克/立方米`."""
    if row.indicator.direction == "lower":
        return _kept_below(row, state)
    if state.completed < 0:
        return "距目标差", printing.gap(row, state)
    done = printing.completion(row, state)
    words = "完成增量目标的" if state.from_base else "完成目标的"
    if state.met:
        return words, done
    behind = printing.behind(row, state)
    if behind.rounded <= 0:
        return words, done, "，快于序时进度" if state.expected < metrics.HUNDRED else ""
    return words, done, "，落后序时进度", behind


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


def goal(figure: Figure) -> Phrase:
    return "目标", figure


def placed(rank: Figure) -> Phrase:
    """Say a rank, as it follows what is ranked: `居第6位`."""
    return "居", rank


def leading(row: Series) -> Phrase:
    """Say that a row leads its peers, as it follows its title: `居首，达475.0亿元`, `最低，为20.1微克/立方米`."""
    assert row.current is not None
    lowest = row.indicator.direction == "lower" and not row.is_rank
    return "最低，为" if lowest else "居首，达" if not row.is_rank else "居首，", printing.value(row, row.current)


def following(second: str, third: str) -> str:
    return f"{second}、{third}居其后"


def extreme(pair: Comparison, *, rose: bool) -> Phrase:
    """Say who of all peers rose or fell most: `甲区同比增长5.6%，升幅最大`."""
    return pair.series.entity.name, *change(pair), "，升幅最大" if rose else "，降幅最大"
