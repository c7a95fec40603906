"""Figures of a course over time in, Chinese phrases out: faster and slower, runs, thresholds, targets met early."""

from __future__ import annotations

from collections.abc import Mapping

from briefing.model.figure import Figure
from briefing.model.period import Kind
from briefing.model.wording.chinese.words import in_words
from briefing.model.wording.phrase import Phrase
from briefing.model.wording.tongue import Lead

_LEADS: Mapping[Lead, str] = {"": "", "part": "同比", "year": "年度"}


def drift(step: Figure, was: Figure, now: Figure, words: str, lead: Lead = "") -> Phrase:
    """Say how a growth rate moved: `增速比上月加快0.8个百分点`, `同比降幅比上月收窄1.2个百分点`, `增速由负转正`."""
    if was.rounded * now.rounded < 0:
        return (f"{_LEADS[lead]}增速{'由负转正' if now.rounded > 0 else '由正转负'}",)
    falling = was.rounded < 0 and now.rounded < 0
    name = f"{_LEADS[lead]}{'降幅' if falling else '增速'}"
    if step.rounded == 0:
        return (f"{name}与{words}持平",)
    up, down = ("收窄", "扩大") if falling else ("加快", "回落")
    return f"{name}比{words}{up if step.rounded > 0 else down}", step


def run(length: Figure, *, rose: bool) -> Phrase:
    """Say for how many periods on end a value has grown or fallen: `连续5个月增长`."""
    return "连续", length, "增长" if rose else "下降"


def firsts(length: Figure, kind: Kind, scope: str) -> Phrase:
    """Say how often on end somebody was first: of years `全市两连冠`, else `连续3个月居全市第一`."""
    if kind == "year":
        return (scope, in_words(length), "连冠") if scope else (in_words(length), "连冠")
    return "连续", length, f"居{scope}第一"


def passed(threshold: Figure, *, first: bool) -> Phrase:
    """Say that a round threshold was passed: `突破800亿元`, `首次突破800亿元`."""
    return "首次突破" if first else "突破", threshold


def met(early: Figure | None, over: Figure | None, *, beyond: bool, gained: bool) -> Phrase:
    """Say that a target is met: `提前一年完成目标，超额完成4.3%`; a rate is `beyond` it: `高于目标1.2个百分点`.

    Where the way from a base is `gained`, it is that which is exceeded: `增量目标超额完成20.0%`.
    """
    before: Phrase = ("提前", early, "完成目标") if early else ()
    if over is None:
        return before or ("达到目标",)
    after: Phrase = ("高于目标" if beyond else "增量目标超额完成" if gained else "超额完成", over)
    return (*before, "，", *after) if before else after


def gathered(done: Figure) -> Phrase:
    """Say what has come together since the plan began: `累计完成336.3亿元`."""
    return "累计完成", done
