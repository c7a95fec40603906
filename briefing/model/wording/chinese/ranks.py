"""Ranks and leaders in, Chinese phrases out."""

from __future__ import annotations

from briefing.model import printing
from briefing.model.figure import Figure
from briefing.model.series import Comparison, Series
from briefing.model.wording.chinese.changes import change
from briefing.model.wording.phrase import Phrase


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
