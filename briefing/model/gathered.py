"""One series in; the growth of the time since January (累计同比) out, exactly."""

from __future__ import annotations

from decimal import Decimal
from typing import cast

from briefing.model import metrics
from briefing.model.notation import Frequency
from briefing.model.period import Period
from briefing.model.records import Observation
from briefing.model.series import Series
from briefing.model.wholes import growth_of


def cumulative_growth(row: Series, now: Observation) -> Decimal | None:
    """Return by how much the time from January to the end of an observation grew on the year before, in per cent.

    It is the growth of the cumulative observation where there is one; else months or quarters of a flow or count are
    added up, if none of either year is missing. None also where a value is handed over rounded or its rate kept back.
    """
    seen = row.at(now.period.cumulative())
    rate = growth_of(row, seen) if seen else None
    if rate is not None:
        return rate.rate
    gathers = row.indicator.kind in {"flow", "count"} and not (row.is_rate or row.is_rank)
    if not gathers or now.period.kind not in {"month", "quarter"} or seen is now:
        return None
    old, new = _sum(row, now.period.year_ago()), _sum(row, now.period)
    return metrics.growth(old, new) if old is not None and new is not None else None


def _sum(row: Series, period: Period) -> Decimal | None:
    frequency = cast(Frequency, period.kind)
    parts = [row.at(part) for part in period.cumulative().parts(frequency)]
    values = [part.value for part in parts if part and part.value is not None and "growth" not in part.held]
    return sum(values, Decimal(0)) if len(values) == len(parts) else None
