"""Values in, Chinese phrases with name, verb and period out."""

from __future__ import annotations

import re

from briefing.model import printing
from briefing.model.figure import Figure
from briefing.model.series import Series
from briefing.model.wording.phrase import Phrase

_RANKED = re.compile(r"(?P<what>.*?)(?P<scope>全[国省市区县球]|同类|区域)?(?:位次|排名|名次)")


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
        return rank_subject(row.name), figure
    return row.name + (verb or _verb(row, figure)), figure


def _verb(row: Series, figure: Figure) -> str:
    # A count reads on (引进重点项目65个), and so does a figure with its own 超 or 近; 达 is for what one strives for.
    if row.indicator.kind == "count" or figure.qualifier in {"超", "近", "约"}:
        return ""
    return "为" if row.indicator.direction == "lower" or figure.rounded < 0 else "达"


def rank_subject(name: str) -> str:
    """Turn `满意度全市位次` into `满意度居全市`, to be followed by a rank."""
    match = _RANKED.fullmatch(name)
    return f"{match['what'] if match else name}居{rank_scope(name)}"


def rank_scope(name: str) -> str:
    """Return among whom the name of a rank counts: `全市` of `满意度全市位次`."""
    match = _RANKED.fullmatch(name)
    return (match["scope"] or "") if match else ""
