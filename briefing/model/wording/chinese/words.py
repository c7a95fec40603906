"""The fixed words of Chinese: punctuation, names of parts, levels, states; and numbers in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefing.model.figure import Figure
from briefing.model.metrics import Light
from briefing.model.period import Kind
from briefing.model.records import HighlightKind, HighlightLevel, ProjectStatus
from briefing.model.wording.phrase import Phrase
from briefing.model.wording.phrase import join as with_mark
from briefing.model.wording.tongue import Marks, PaceWords, PartNames

MARKS = Marks("，", "；", "：", "。", "、", "（", "）", "，")
PARTS = PartNames(
    "合计", "{}占比", "其他", "{}序时进度", growth="{}增速", run="{}连续升降", firsts="{}连续居首", passed="{}突破",
    early="{}提前完成", over="{}超额完成", beyond="{}超控制数",
    up="上升指标", down="下降指标", level="持平指标", compared="可比指标",
)  # fmt: skip
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
PRELIMINARY = "（初步统计数）"
SPANS: dict[Kind, str] = {"year": "年", "half": "个半年", "quarter": "个季度", "month": "个月"}
SHARES = (
    ("率", "比例", "比重", "占比", "覆盖面", "份额"),
    ("增长率", "增速", "增长", "增幅", "失业率", "死亡率", "利率", "汇率"),
)
"""How the names of shares of a whole end, and those that only sound like one."""
_DIGITS = "零一二三四五六七八九"


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


def ordinal(number: int) -> str:
    """Return an ordinal: 第一, 第十二, 第一百一十; from ten thousand on in figures."""
    return f"第{chinese_number(number) if number < 100 else _thousands(number) if number < 10_000 else number}"


def _thousands(number: int) -> str:
    """Return 100–9999 in Chinese numerals: 一百一十, 一千零五."""
    places = zip(f"{number:04}", ("千", "百", "十", ""), strict=True)
    words = "".join(_DIGITS[int(digit)] + (place if digit != "0" else "") for digit, place in places)
    return re.sub("零+", "零", words).strip("零")


def in_words(figure: Figure) -> Figure:
    """Return a count in Chinese numerals as measure words take them: 三, 两; past ninety-nine it stays in figures."""
    number = int(figure.rounded)
    return replace(figure, number=number_words(number)) if number < 100 else figure


def joined(phrases: Sequence[Phrase]) -> Phrase:
    """List phrases: `甲、乙和丙`."""
    *first, last = phrases
    return (*with_mark(first, MARKS.item), "和", *last) if first else last
