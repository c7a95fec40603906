"""Claims about parts, wholes and means as they are printed, and about what is never worked out of kept-back data."""

from __future__ import annotations

from decimal import Decimal

import pytest

from briefing.model import printing
from briefing.model.book import Book
from briefing.model.period import Period
from briefing.model.policy import Policy
from briefing.model.records import Observation
from briefing.model.series import Comparison, against
from tests.factory import book, dataset, indicator, observation
from tests.model.audiences import TOWNS, seen
from tests.model.audiences import book as book_of

LAST = Period.parse("2019")
GDP = [indicator("gdp", "生产总值"), indicator("second", "二产"), indicator("third", "三产")]
ROWS = [
    observation("gdp", "2019", "200"), observation("gdp", "2020", "220"),
    observation("second", "2019", "80"), observation("second", "2020", "76"),
    observation("third", "2019", "120"), observation("third", "2020", "144"),
]  # fmt: skip


def pair(found: Book, name: str, entity: str = "") -> Comparison:
    made = against(found.series(name, entity), LAST)
    assert made is not None
    return made


def texts(found: Book, part: str, whole: str = "gdp") -> tuple[str | None, str | None]:
    """The contribution and the contribution rate as printed."""
    mine, all_ = pair(found, part), pair(found, whole)
    points, rate = printing.contribution(mine, all_), printing.contribution_rate(mine, all_)
    return points.text if points else None, rate.text if rate else None


def test_a_part_moves_the_growth_of_its_whole_by_its_change_over_the_wholes_base() -> None:
    found = book(GDP, ROWS, "2020")
    assert texts(found, "third") == ("12.0个百分点", "120.0%")  # 24 / 200, 24 / 20
    figure = printing.contribution(pair(found, "second"), pair(found, "gdp"))
    assert figure is not None
    # The verb (下拉) carries the sign, the number does not.
    assert (figure.text, figure.raw, figure.rounded) == ("2.0个百分点", Decimal(-2), Decimal("-2.0"))
    assert figure.id == "second/here/2020/contribution:2019|of:gdp/here"
    assert [origin.cell for origin in figure.origins] == [
        "second-2019-here", "second-2020-here", "gdp-2019-here", "gdp-2020-here",
    ]  # fmt: skip


def test_at_constant_prices_a_contribution_is_the_published_rate_weighted_by_the_share_of_the_base() -> None:
    rows = [*ROWS[:1], observation("gdp", "2020", "220", growth="6.0"), *ROWS[2:5]]
    rows.append(observation("third", "2020", "144", growth="8.0"))
    found = book(GDP, rows, "2020")
    assert texts(found, "third") == ("4.8个百分点", "80.0%")  # 8.0 × 120 / 200, 4.8 / 6.0
    # A part without a published rate has none: its amounts are at current prices.
    assert texts(found, "second") == (None, None)


@pytest.mark.parametrize(("old", "new"), [("0", "5"), ("-10", "5")])
def test_a_whole_without_a_positive_base_has_no_contributions(old: str, new: str) -> None:
    rows = [observation("gdp", "2019", old), observation("gdp", "2020", new), *ROWS[2:]]
    assert texts(book(GDP, rows, "2020"), "third") == (None, None)


def test_of_a_whole_that_fell_there_is_no_contribution_rate() -> None:
    rows = [observation("gdp", "2019", "250"), *ROWS[1:]]
    assert texts(book(GDP, rows, "2020"), "third") == ("9.6个百分点", None)


def test_only_amounts_of_one_unit_and_one_time_are_parts_of_one_another() -> None:
    others = [indicator("gdp"), indicator("second", unit="万元"), indicator("third", unit="%", kind="rate")]
    found = book(others, ROWS, "2020")
    for name in ("gdp", "second", "third"):
        assert texts(found, name) == (None, None)
        assert printing.share(found.series(name), found.series("gdp")) is None
    found = book(GDP, [*ROWS, observation("second", "2018", "70")], "2020")
    earlier = against(found.series("second"), Period.parse("2018"))
    assert earlier is not None
    assert printing.contribution(earlier, pair(found, "gdp")) is None


def test_a_part_has_a_share_of_the_whole_of_its_own_period() -> None:
    found = book(GDP, ROWS, "2020")
    figure = printing.share(found.series("third"), found.series("gdp"))
    assert figure is not None
    assert (figure.text, figure.metric) == ("65.5%", "share")  # 144 / 220
    late = book(GDP, ROWS[:-1], "2020")
    assert printing.share(late.series("third"), late.series("gdp")) is None


@pytest.mark.parametrize("value", ["-1", "221"])
def test_a_loss_or_what_is_more_than_the_whole_has_no_share(value: str) -> None:
    found = book(GDP, [*ROWS[:-1], observation("third", "2020", value)], "2020")
    assert printing.share(found.series("third"), found.series("gdp")) is None


def rated() -> tuple[Observation, ...]:
    rows = [("all", "90.12"), ("a", "93.5"), ("b", "88"), ("c", "90.12")]
    return tuple(observation("output", "2020", value, entity) for entity, value in rows)


def test_a_rate_is_held_against_that_of_the_whole_in_points() -> None:
    found = book([indicator(unit="%", kind="rate")], rated(), "2020", entities=TOWNS)
    mean = found.series("output", "all")
    made = {e: printing.against_mean(found.series("output", e), mean) for e in ("all", "a", "b", "c")}
    assert made["all"] is None
    assert [(f.text, f.raw) for f in made.values() if f] == [
        ("3.38个百分点", Decimal("3.38")), ("2.12个百分点", Decimal("-2.12")), ("0.00个百分点", Decimal(0)),
    ]  # fmt: skip


def test_an_amount_is_held_against_the_mean_by_its_growth_as_it_is_printed() -> None:
    rows = [
        observation("output", "2019", "1000", "all"), observation("output", "2020", "1033.5", "all"),
        observation("output", "2019", "100", "a"), observation("output", "2020", "105.64", "a"),
        observation("output", "2020", "50", "b", growth="-2.25"), observation("output", "2020", "9", "c"),
    ]  # fmt: skip
    found = book([indicator(unit="家")], rows, "2020", entities=TOWNS)
    mean = found.series("output", "all")
    made = [printing.against_mean(found.series("output", e), mean) for e in ("a", "b", "c")]
    # 5.6 − 3.4 (3.35 is printed 3.4), −2.25 − 3.4, and no growth at all.
    assert [figure and figure.raw for figure in made] == [Decimal("2.2"), Decimal("-5.65"), None]
    assert [figure and figure.text for figure in made] == ["2.2个百分点", "5.65个百分点", None]


def test_ranks_are_held_against_no_mean() -> None:
    found = book([indicator(unit="位", kind="rank")], rated(), "2020", entities=TOWNS)
    assert printing.against_mean(found.series("output", "a"), found.series("output", "all")) is None


ROUNDED = Policy(rounding=(("亿元", -1), ("%", 0)))


def test_nothing_is_worked_out_of_rounded_values() -> None:
    left = book_of(seen(dataset(GDP, [*ROWS[:-1], observation("third", "2020", "144.4")]), ROUNDED))
    assert str(left.series("third").observations[-1].value) == "140"
    assert texts(left, "third") == (None, None)
    assert printing.share(left.series("third"), left.series("gdp")) is None
    rates = dataset([indicator(unit="%", kind="rate")], rated(), entities=TOWNS)
    left = book_of(seen(rates, ROUNDED))
    assert printing.against_mean(left.series("output", "a"), left.series("output", "all")) is None


def test_where_growth_is_withheld_there_is_no_contribution_and_nothing_against_the_mean() -> None:
    policy = Policy(withhold=frozenset({("observations", "growth")}))
    left = book_of(seen(dataset(GDP, ROWS), policy))
    assert texts(left, "third") == (None, None)
    rows = [observation("output", p, v, e) for e in ("all", "a") for p, v in (("2019", "10"), ("2020", "11"))]
    whole = dataset([indicator()], rows, entities=TOWNS)
    for data, answers in ((whole, True), (seen(whole, policy), False)):
        found = book_of(data)
        figure = printing.against_mean(found.series("output", "a"), found.series("output", "all"))
        assert (figure is not None) is answers


def test_an_older_value_does_not_stand_in_for_one_that_is_kept_back() -> None:
    hidden = [observation("third", "2020", "144", visibility="internal")]
    left = book_of(seen(dataset(GDP, [*ROWS[:-1], *hidden])))
    assert left.series("third").missing == Period.parse("2020")
    earlier = book_of(seen(dataset(GDP, [*ROWS[:-1], *hidden])), "2019")
    assert printing.share(earlier.series("third"), earlier.series("gdp")) is not None
    without = [row for row in ROWS if row.indicator != "gdp" or row.period == LAST]
    left = book_of(seen(dataset(GDP, [*without[:-1], *hidden])))
    assert left.series("gdp").current == without[0]
    assert printing.share(left.series("third"), left.series("gdp")) is None
    assert printing.against_mean(left.series("third"), left.series("gdp")) is None
