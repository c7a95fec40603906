"""Rules on which verb goes with which number: rates, amounts, points and multiples."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefing.blocks import plain
from briefing.compose.lint.lines import Fault, Line, Rule, pattern
from briefing.model.period import Period

_N = r"(?:约|近|超|超过)?\d[\d,]*(?:\.\d+)?[余多]?"
_CN = rf"(?:{_N}|[一二两三四五六七八九十半]+)"
# Units of what is counted or paid. 位 is left out (a rank falls by places), 年, 月 and 天 are lengths of time.
_AMOUNT = (
    r"(?:[万亿]?(?:元|美元|人次|人|户|家|件|台|套|辆|吨|亩|千瓦时|平方米|立方米)|"
    r"个(?!百分点|千分点|月|季度|半年|年|多?工作日|点|基点)|[万亿]个|项|处|幢|座|所|"
    r"[万亿](?=[，。；、！？）]|$))"
)
# Rates that are shares of a whole: for these a difference in per cent is never meant.
_SHARE = (
    r"(?:占比|比重|份额|(?:满意|完成|合格|优良|达标|覆盖|普及|入学|就业|失业|办结|参保|渗透|城镇化|绿化|到位|开工|投产)率|"
    r"满意度|(?<![按同等])比例|增速|增长率|增幅)"
)
_YEARLY = "全年的数写“比上年增长”，不写“同比”。"
_PART = r"(?:[。；！？]|\d月|季度|半年|旬|周|\d日|\d{4}年|目前|当前|截至|本月|当月|本期|累计)"
_YEAR = re.compile(
    r"(?:(?<![\d—～至比较自从到由于与])(?P<year>\d{4}年)(?:全年|度(?=，))?|(?:^|(?<=[，。；：！？]))(?P<whole>全年))(?![底末初来度内前后以间起中\d一二三四第上下]|目标|任务|计划|预算|预期|进度)"
    rf"(?:(?!{_PART}).){{0,40}}?同比"
)
_GROWN = re.compile(rf"(?P<pull>(?:拉动|带动|推动|支撑|促进)[^，。；：！？]{{0,24}}?)?增长了?(?P<size>{_N})个百分点")


def _whole_year(line: Line) -> Iterator[Fault]:
    """Fault 同比 before a rate whose period is a whole year: the figure knows it, whatever the words say."""
    at, before = 0, ""
    for span in line.text:
        figure = span.figure
        if figure is not None and figure.metric in {"growth", "points", "change"} and _ends_on_same(before):
            period = Period.parse(figure.period) if figure.period else None
            if period is not None and period.is_whole_years:
                message = f"{period.label}是整年，不用“同比”。"
                yield Fault(before.rindex("同比"), at + len(span.text), message, _YEARLY)
        at += len(span.text)
        before += span.text


def _ends_on_same(words: str) -> bool:
    place = words.rfind("同比")
    return place >= 0 and words[place + 2 :] in {"", "增长", "下降", "提高", "增加", "减少", "上升", "回落"}


def _yearly_words(line: Line) -> Iterator[Fault]:
    """Fault 同比 in a clause that names a whole year and no part of one."""
    for match in _YEAR.finditer(plain(line.text)):
        yield Fault(match.start(), match.end(), f"{match['year'] or match['whole']}是整年，不用“同比”。", _YEARLY)


def _grown_points(line: Line) -> Iterator[Fault]:
    """Fault 增长 before points, but where a part is said to move the growth of its whole by them (拉动全区增长…)."""
    for match in _GROWN.finditer(plain(line.text)):
        if not match["pull"]:
            hint = f"写成“提高{match['size']}个百分点”。"
            yield Fault(match.start(), match.end(), "两个比率之差不说“增长”。", hint)


PAIRS: Sequence[Rule] = (
    pattern(
        rf"(?<!连续)(增长|下降|增幅为?|降幅为?)了?({_N})({_AMOUNT})",
        "“增长”“下降”说的是比率，不带绝对数。",
        "绝对数用“增加”“减少”，比率用“增长…%”。",
    ),
    _grown_points,
    pattern(
        rf"(?:^|(?<=[%％]，))(高于|低于|高出|低出)([^，。；：\d]{{0,10}}(?:平均水平|平均|均值))({_N})[%％]",
        "两个比率之差用“个百分点”，不用“%”。",
        "写成“{0}{1}{2}个百分点”。",
    ),
    pattern(
        rf"(落后|滞后|慢于|快于|超前|领先|超过?|高于|低于)(于?序时进度)({_N})[%％](?!的)",
        "两个比率之差用“个百分点”，不用“%”。",
        "写成“{0}{1}{2}个百分点”。",
    ),
    pattern(
        rf"增加了?({_N})[%％]",
        "“增加”带绝对数，比率用“增长”。",
        "写成“增长{0}%”；两个比率之差写“提高…个百分点”。",
    ),
    pattern(
        rf"(下降|减少|降低|缩短|缩小|回落|减)了?({_CN})倍",
        "减少不能用倍数。",
        "写成“下降…%”，或“减少到原来的几分之一”。",
    ),
    pattern(
        rf"翻了?({_CN})倍",
        "“翻”后面用“番”：翻一番是两倍，翻两番是四倍。",
        "写成“翻…番”，或“是…的几倍”。",
    ),
    pattern(
        r"翻了?([一二两三四五六七八九十])翻",
        "“翻”后面用“番”。",
        "写成“翻{0}番”。",
    ),
    pattern(
        rf"(提高|提升|上升|下降|降低|回落|增长|增加|减少)[到至]了?({_N})个百分点",
        "“到”后面是结果，不是相差的百分点。",
        "写成“{0}{1}个百分点”，或“{0}到{1}%”。",
    ),
    pattern(
        rf"{_SHARE}[^，。；：、\d%％]{{0,8}}?(提高|提升|上升|下降|降低|回落|加快|扩大|收窄)了?({_N})[%％]",
        "两个比率之差用“个百分点”，不用“%”。",
        "写成“{0}{1}个百分点”。",
    ),
    pattern(
        # A list of rates of both signs says them with their signs: 分别增长−6.8%、1.6%、4.9%.
        r"(?<!分别)(增长|下降|增加|减少|提高|降低|回落|高于|低于)了?[-−－](\d+(?:\.\d+)?)(?![\d.]|[%％]、[-−－]?\d)",
        "“增长”“下降”后面不再带负号。",
        "升降由动词说，数写成{1}。",
    ),
    _whole_year,
    _yearly_words,
)
