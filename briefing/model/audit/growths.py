"""Published growth (同比) that does not follow from the two values, whatever was rounded.

A value of 843.8 stands for anything from 843.75 to 843.85; the growth of such ranges is a range too, and the published
one must meet it. Of money it need not: growth is often published at constant prices (不变价), values are at current
ones. There it is asked about from `PRICES` points on, or from `TURNED` points on where one rises and the other falls;
unless the definition (口径) of the indicator says 现价, or, of other units, 可比价 or 同口径.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from briefing.model.audit.batch import Batch, Said, amount, short
from briefing.model.audit.table import Table, half_units
from briefing.model.audit.words import is_money, is_rate, prices
from briefing.model.records import Indicator

PRICES, TURNED = 10.0, 5.0
_EPSILON = 1e-6


def check(table: Table) -> Iterator[Batch]:
    import numpy

    asked = table.each(lambda each: not is_rate(each) and each.kind != "rank").astype(bool)
    asked &= ~numpy.isnan(table.rows["growth"].to_numpy())
    places = numpy.flatnonzero(asked)
    rows = table.rows[["value", "half", "growth", "growth_digits"]].iloc[places]
    ago = table.index.only(places).moved(-12, -12)
    with numpy.errstate(divide="ignore", invalid="ignore"):
        low, high = _bounds(rows, table.value(ago), table.value(ago, "half"))
    half = half_units(rows["growth_digits"].to_numpy())
    growth = rows["growth"].to_numpy()
    off = numpy.maximum(low - growth - half, growth - half - high)
    turned = ((growth + half < 0) & (low > 0)) | ((growth - half > 0) & (high < 0))
    at_constant = table.each(_at_constant_prices).astype(bool)[places]
    wrong = numpy.where(at_constant, (off > PRICES) | (turned & (off > TURNED)), off > _EPSILON)
    hits = table.rows.iloc[places[wrong]]
    hits = hits.assign(ago=ago[wrong], low=low[wrong], high=high[wrong], loose=at_constant[wrong])
    yield Batch("growth", "doubt", hits, lambda row: _say(table, row))


def _bounds(rows: Any, old: Any, half_old: Any) -> tuple[Any, Any]:
    """Return the least and the most growth that rounding allows; NaN, which nothing is off from, of a base near 0."""
    import numpy

    new, half = rows["value"].to_numpy(), rows["half"].to_numpy()
    sound = old - half_old > 0
    nothing = numpy.nan
    # A fall has its least rate against the larger base, a value below nothing against the smaller one.
    least = numpy.where(new - half >= 0, (new - half) / (old + half_old), (new - half) / (old - half_old))
    most = numpy.where(new + half >= 0, (new + half) / (old - half_old), (new + half) / (old + half_old))
    return numpy.where(sound, (least - 1) * 100, nothing), numpy.where(sound, (most - 1) * 100, nothing)


def _at_constant_prices(indicator: Indicator) -> bool:
    said = prices(indicator)
    return said == "constant" or (said == "" and is_money(indicator))


def _say(table: Table, row: Any) -> Said:
    seen, ago = table.seen(row.Index), table.seen(row.ago)
    indicator = table.dataset.indicator(seen.indicator)
    low, high = _shown(row.low, up=False), _shown(row.high, up=True)
    made = f"{low}%" if low == high else f"{low}%～{high}%"
    message = (
        f"{table.whose(indicator, seen.entity)}{seen.period.label}的同比是{seen.growth:f}%，"
        f"按{amount(seen, indicator)}和{ago.period.label}的{amount(ago, indicator)}应该是{made}。"
    )
    hint = "请核对同比和两年的数；上年数调整过的，请把上年的数一并改过来，或在 rules.confirmed 里注明。"
    if row.loose:
        hint = "差得太多，价格变动也解释不了。" + hint
    else:
        hint += "按不变价、可比口径算的，写进指标的口径（definition）。"
    return Said(message, hint, (row.Index, row.ago), column="growth")


def _shown(rate: float, *, up: bool) -> str:
    """Return an end of a range, rounded outwards, so that what is shown is no narrower than it is."""
    import math

    return short((math.ceil if up else math.floor)(round(rate * 10, 6)) / 10)
