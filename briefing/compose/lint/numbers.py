"""Rules on how numbers, ranges, years and document numbers are written (GB/T 15834, GB/T 15835)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.compose.lint.lines import Fault, Line, Rule, pattern

_N = r"\d+(?:\.\d+)?"
_UNITS = r"(?:[%％‰]|个|家|项|件|位|人|户|名|次|月|年|日|天|号|亿|万|元|吨|亩|倍|幢|台|套|公里|平方|立方|度|岁|℃)"


def _bare(line: Line) -> Iterator[Fault]:
    """Fault a figure in running text that has a unit and stands without it."""
    at, spans = 0, line.text if line.running else ()
    for place, span in enumerate(spans):
        figure = span.figure
        after = "".join(each.text for each in spans[place + 1 :]).lstrip()
        if figure and figure.unit and span.text == figure.bare and not after.startswith(figure.unit):
            yield Fault(at, at + len(span.text), f"数后面少了单位“{figure.unit}”。", f"写成“{figure.text}”。")
        at += len(span.text)


NUMBERS: Sequence[Rule] = (
    _bare,
    pattern(
        rf"(?:增长|下降|提高|降低|回落|增加|减少|达到|突破)了?({_N})(?=[，。；、！]|$)(?!、\d)",
        "数后面没有单位。",
        "补上单位，如{0}%、{0}个百分点、{0}亿元。",
        running=True,
    ),
    pattern(
        rf"(?<![\d.%％])({_N})\s*([～~—–至到\-－])\s*({_N})([%％])(?!\d)",
        "范围的前一个数也要带“%”。",
        "写成“{0}%～{2}%”。",
    ),
    pattern(
        rf"(?<![\d.由从自的到])({_N}[%％])\s?[-~到]\s?({_N}[%％])",
        "百分数的范围用“～”。",
        "写成“{0}～{1}”。",
    ),
    pattern(
        rf"(?:总值|产值|增加值|投资|收入|支出|税收|利润|零售额|销售额|进出口|出口|进口|GDP)(?:总额|额)?(?:达到?|为|完成|实现)?"
        rf"({_N})，(?:同比|环比|比上年|比\d{{4}}年)?(?:增长|下降)",
        "数后面没有单位。",
        "补上单位，如{0}亿元。",
        running=True,
    ),
    pattern(
        rf"(?:(?<![节条集预签违履续特制合公简解])约|大概|(?<![附临最靠接邻])近)({_N}[^，。；：、！？\d左]{{0,6}})左右(?![两岸侧江手])",
        "“约”“近”和“左右”重复了。",
        "只留一个，如“{0}左右”。",
    ),
    pattern(
        r"(?<=年)(?:0\d月(?:\d{1,2}日)?|\d{1,2}月0\d日)",
        "月、日前面不加0。",
        "写成如“9月1日”。",
    ),
    pattern(
        r"〔((?:19|20)\d{2})〕\s?第(\d+)号",
        "发文字号里不写“第”。",
        "写成“〔{0}〕{1}号”。",
    ),
    pattern(
        r"(\d{4})年?\s?[—–～~\-－至]\s?(\d{2})年",
        "年份要写全四位。",
        "写成“{0}—20{1}年”。",
    ),
    pattern(
        rf"(?<![\dA-Za-z.\-—/〔])({_N})\s?[-~]\s?({_N})(?=({_UNITS}))",
        "范围不用半角的“-”“~”。",
        "写成“{0}—{1}{2}”；量也可用“{0}～{1}{2}”。",
    ),
    pattern(
        rf"(?<=[\u4e00-\u9fff：，（])(?<!分别增长)-({_N})(?={_UNITS})(?![%％]、-?\d)",
        "负号不用半角的“-”。",
        "写成“−{0}”，或者用“下降”“减少”说。",
    ),
    pattern(
        r"(?<![\d近约超余满第前后过去这每])([012]\d)年(?=\d{1,2}月|[上下]半年|[一二三四]季度|前[二三]季度|全年|年?底(?![蕴子气线座色])|末(?![端梢期尾]))",
        "年份要写全四位。",
        "写成“20{0}年”。",
    ),
    pattern(
        r"比([012]\d)年(?=增长|提高|下降|增加|减少|上升)",
        "年份要写全四位。",
        "写成“比20{0}年”。",
    ),
    pattern(
        r"[(（\[【［]((?:19|20)\d{2})[)）\]】］]\s?(第?)(\d+)号",
        "发文字号的年份用六角括号。",
        "写成“〔{0}〕{2}号”。",
    ),
)
