"""Ranks and leaders in, English phrases out."""

from __future__ import annotations

from briefing.model import printing
from briefing.model.figure import Figure
from briefing.model.series import Comparison, Series
from briefing.model.wording.english.changes import change
from briefing.model.wording.english.values import about
from briefing.model.wording.phrase import Phrase


def placed(rank: Figure) -> Phrase:
    """Say a rank, as it follows what is ranked: `ranked 6th`."""
    return "ranked ", rank


def leading(row: Series) -> Phrase:
    """Say that a row leads its peers, as it follows its title: `the highest, at 47.50 billion yuan`."""
    assert row.current is not None
    lowest = row.indicator.direction == "lower" and not row.is_rank
    words = "the lowest, at " if lowest else "the highest, at " if not row.is_rank else "ranked "
    return words, printing.value(row, row.current)


def following(second: str, third: str) -> str:
    return f"followed by {second} and {third}"


def extreme(pair: Comparison, *, rose: bool) -> Phrase:
    """Say who of all peers rose or fell most: `Town A up 5.6% year on year, the largest rise`."""
    words = ", the largest rise" if rose else ", the largest fall"
    return *about(pair.series.entity.name, change(pair)), words
