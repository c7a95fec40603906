"""The keys of dataset.yaml about lights and the pace (`lights`, `rules: curves`): texts in, checked values out."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from briefing.model.lights import By, LightRule
from briefing.sources import fields
from briefing.sources.fields import Unreadable
from briefing.sources.text import plain, shown


def written_number(value: object) -> object:
    """Return a number that was written as a text, with a per cent sign or without; Unreadable if it is none."""
    if not isinstance(value, str):
        return value
    try:
        return fields.number(value, "%")
    except Unreadable:
        raise Unreadable(f"应该是数字，如 50，写的却是“{shown(value)}”。") from None


Percent = Annotated[Decimal, BeforeValidator(written_number), Field(ge=0, allow_inf_nan=False)]
Points = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Places = Annotated[int, Field(ge=0)]

_BY: dict[str, By] = {"pace": "pace", "序时": "pace", "rank": "rank", "位次": "rank", "mean": "mean", "平均": "mean"}
_POINTS, _PLACES = frozenset({"yellow", "red"}), frozenset({"first", "last", "fall", "rise"})


class Keys(BaseModel):
    """A mapping that knows all of its keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


def _by(value: object) -> object:
    if isinstance(value, str) and plain(value) not in _BY:
        raise Unreadable(f"没有“{shown(value)}”这种亮法。", "可以写 pace（序时）、rank（位次）、mean（平均）。")
    return _BY[plain(value)] if isinstance(value, str) else value


class LightRuleKeys(Keys):
    """An item of `lights: rules`: how the lights of some indicators are given, where it is not the common way."""

    indicators: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    by: Annotated[By, BeforeValidator(_by)] = "pace"
    yellow: Points | None = None
    red: Points | None = None
    first: Places = 0
    last: Places = 0
    fall: Places = 0
    rise: Places = 0

    @model_validator(mode="after")
    def _fitting(self) -> LightRuleKeys:
        if strange := self.model_fields_set & (_POINTS if self.by == "rank" else _PLACES):
            names = "、".join(sorted(strange))
            raise Unreadable(f"by: {self.by} 不用 {names}。", "位次用 first、last、fall、rise，其余用 yellow、red。")
        if self.by == "rank" and not 0 < self.first < self.last:
            raise Unreadable("按位次亮灯要写 first 和 last，first 小于 last。", "如 {by: rank, first: 3, last: 8}。")
        if self.rule().yellow > self.rule().red:
            raise Unreadable("yellow 大于 red。", "先亮黄灯，后亮红灯：yellow 不能大于 red。")
        return self

    def rule(self) -> LightRule:
        """Return the rule: without thresholds a pace is judged by 0 and 10 points, the mean has two colours."""
        yellow = self.yellow or 0
        red = self.red if self.red is not None else 10.0 if self.by == "pace" else yellow
        places = (self.first, self.last, self.fall, self.rise)
        return LightRule(self.by, self.indicators, self.themes, yellow, red, *places)


class LightsKeys(Keys):
    """How many points behind turn a light yellow, and red; and the rules for indicators that differ."""

    yellow: Points = 0
    red: Points = 10
    rules: tuple[LightRuleKeys, ...] = ()

    @model_validator(mode="after")
    def _in_order(self) -> LightsKeys:
        if self.yellow > self.red:
            raise Unreadable("yellow 大于 red。", "先亮黄灯，后亮红灯：yellow 不能大于 red。")
        return self


class CurveKeys(Keys):
    """An item of `rules: curves`: how much should be reached by the end of each part of the plan, in per cent.

    A list alone is for the indicator that it is named after; with `indicators` it is shared by these.
    """

    indicators: tuple[str, ...] = ()
    percent: tuple[Percent, ...]

    @model_validator(mode="after")
    def _rising(self) -> CurveKeys:
        hint = "写每月底（12 个数）或每季度底（4 个数）累计应完成的百分数，从小到大，最后是 100。"
        if len(self.percent) < 2:
            raise Unreadable("序时曲线至少要有两个数。", hint)
        fallen = next((pair for pair in pairwise(self.percent) if pair[1] < pair[0]), None)
        if fallen:
            raise Unreadable(f"序时曲线往回走了：{fallen[0]} 后面是 {fallen[1]}。", hint)
        if self.percent[-1] != 100:
            raise Unreadable(f"序时曲线最后是 {self.percent[-1]}，不是 100。", hint)
        return self


def _listed(value: object) -> object:
    return {"percent": value} if isinstance(value, list | tuple) else value


Curve = Annotated[CurveKeys, BeforeValidator(_listed)]
