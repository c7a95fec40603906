"""Rules on punctuation and doubled words (GB/T 15834)."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.compose.lint.lines import Rule, pattern

_HAN = r"\u4e00-\u9fff"
_FULL = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", "()": "（）", ".": "。", '""': "“”", "''": "‘’"}
# Words of statistics that never stand twice on end.
_ONCE = (
    "同比", "环比", "同期", "比上年", "上年", "亿元", "万元", "个百分点", "百分点", "年均", "其中", "全区", "全市",
    "全省", "增长", "下降", "提高", "减少", "达到", "分别", "完成", "实现",
)  # fmt: skip


def _half(mark: str, expression: str) -> Rule:
    return pattern(expression, f"中文里用了半角的“{mark}”。", f"写成“{_FULL[mark]}”。")


MARKS: Sequence[Rule] = (
    _half(",", rf"(?<=[{_HAN}%％”》）]),(?!\d{{3}}(?!\d))|,(?=[{_HAN}“《])"),
    _half(";", rf"(?<=[{_HAN}%％”》）]);|;(?=[{_HAN}“《])"),
    _half(":", rf"(?<=[{_HAN}”》）]):(?!//)"),
    _half("!", rf"(?<=[{_HAN}”》）])!"),
    _half("?", rf"(?<=[{_HAN}”》）])\?"),
    _half("()", rf"\([^()]*[{_HAN}][^()]*\)|(?<=[{_HAN}])\([^()]*\)"),
    _half(".", rf"(?<=[{_HAN}％%])\.(?=\s|$|[{_HAN}])"),
    _half('""', rf'"[^"]*[{_HAN}][^"]*"|(?<=[{_HAN}])"[^"]*"'),
    _half("''", rf"'[^']*[{_HAN}][^']*'"),
    pattern(rf"({'|'.join(_ONCE)})\1(?!率|量|值|极|点)", "字词重复了。", "去掉一个“{0}”。"),
    pattern(
        r"(增长|下降|提高)了?(?:同比|环比|比上年|比\d{4}年)(增长|下降|提高|减少|增加)",
        "动词重复了。",
        "“{0}”和后面的“{1}”只留一个。",
    ),
    pattern(
        r"(同比|环比)(?:[比较](?:上年|去年|上月|上季度|上期|\d{4}年)|(?=上(?:月|季度|期|年)(?:增长|下降|提高|增加|减少)))|[比较](?:上年|去年|上月)(?:同期)?(同比|环比)",
        "比较的对象说了两次。",
        "“{0}{1}”和“比…”只留一个。",
    ),
    pattern(r"(?<![目标])的的(?![确士])", "“的”重复了。", "去掉一个“的”。"),
    pattern(r"([，、；：。])[，、；：。]", "标点重复了。", "只留一个。"),
    pattern(rf"([{_HAN}]{{4,12}})\1", "字词重复了。", "去掉一个“{0}”。"),
)
