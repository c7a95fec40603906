"""Claims about periods: how they are read, named, compared and sorted."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from briefing.model.period import Period


@pytest.mark.parametrize(
    ("written", "code", "label"),
    [
        ("2019", "2019", "2019年"),
        ("2019年", "2019", "2019年"),
        ("2019H1", "2019H1", "2019年上半年"),
        ("2020年下半年", "2020H2", "2020年下半年"),
        ("2020Q3", "2020Q3", "2020年三季度"),
        ("2020年第三季度", "2020Q3", "2020年三季度"),
        ("2020-09", "2020-09", "2020年9月"),
        ("2020年9月", "2020-09", "2020年9月"),
        ("2020/9", "2020-09", "2020年9月"),
        ("2020-01..2020-09", "2020-01..2020-09", "2020年1—9月"),
        ("2020年1—9月", "2020-01..2020-09", "2020年1—9月"),
        ("2020年1-9月", "2020-01..2020-09", "2020年1—9月"),
        ("2020年前三季度", "2020-01..2020-09", "2020年1—9月"),
        ("2018..2020", "2018..2020", "2018—2020年"),
        ("2020-01..2020-12", "2020", "2020年"),
        ("2018—2020年", "2018..2020", "2018—2020年"),
        ("2018年—2019年", "2018..2019", "2018—2019年"),
        ("２０１９年", "2019", "2019年"),
        ("2019-03..2020-05", "2019-03..2020-05", "2019年3月—2020年5月"),
        ("2020年7—9月", "2020-07..2020-09", "2020年7—9月"),
        ("2020年度", "2020", "2020年"),
        ("2020上半年", "2020H1", "2020年上半年"),
        ("2020年Q3", "2020Q3", "2020年三季度"),
        ("2020年前两个季度", "2020-01..2020-06", "2020年1—6月"),
        ("2020年前9个月", "2020-01..2020-09", "2020年1—9月"),
        ("2020年1—9月累计", "2020-01..2020-09", "2020年1—9月"),
        ("2020年9月累计", "2020-01..2020-09", "2020年1—9月"),
        ("2020年9月当月", "2020-09", "2020年9月"),
        ("2020年初至9月底", "2020-01..2020-09", "2020年1—9月"),
        ("二〇二〇年十一月", "2020-11", "2020年11月"),
        ("“十三五”时期", "2016..2020", "2016—2020年"),
        ("十三五", "2016..2020", "2016—2020年"),
        ("“十四五”规划期间", "2021..2025", "2021—2025年"),
        ("“十五”时期", "2001..2005", "2001—2005年"),
        ("“十五五”", "2026..2030", "2026—2030年"),
    ],
)
def test_a_period_is_read_in_both_notations_and_named_in_chinese(written: str, code: str, label: str) -> None:
    period = Period.parse(written)
    assert (period.code, period.label) == (code, label)
    assert Period.parse(period.code) == period
    assert Period.parse(period.label) == period


@pytest.mark.parametrize(
    ("written", "month"),
    [
        ("截至2020年9月底", "2020-09"),
        ("2020年9月末", "2020-09"),
        ("截止2020年9月", "2020-09"),
        ("截至2020年9月30日", "2020-09"),
        ("截至2020年2月29日", "2020-02"),
        ("2020年一季度末", "2020-03"),
        ("2020年上半年末", "2020-06"),
        ("截至2020年前三季度末", "2020-09"),
        ("2020年1—9月末", "2020-09"),
        ("2020年末", "2020-12"),
        ("2020年年底", "2020-12"),
        ("截至2020年", "2020-12"),
        ("截至2020Q3", "2020-09"),
    ],
)
def test_a_stock_at_a_date_is_that_of_the_last_month(written: str, month: str) -> None:
    period = Period.parse(written)
    assert (period.code, period.kind) == (month, "month")


@pytest.mark.parametrize(
    "written",
    [
        "1—9月", "上半年", "三季度", "20年9月", "十五", "“九五”", "2020年月末", "截至2020年9月29日",
        "截至2021年2月29日", "截至目前", "2018—2020年末", "“十四五”以来", "2020年前4季度", "2020年前13个月",
        "2020年当月", "一二三月",
    ],
)  # fmt: skip
def test_what_could_be_several_periods_or_has_no_year_is_not_guessed(written: str) -> None:
    with pytest.raises(ValueError, match=r"period|month"):
        Period.parse(written)


@pytest.mark.parametrize(
    "written", ["", "去年", "2019-13", "2020Q5", "2019H3", "2020..2018", "20190", "2020-09-31x", "１", "0000", "9999"]
)
def test_what_is_not_a_period_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"period|month|year|end"):
        Period.parse(written)


@pytest.mark.parametrize(
    ("period", "year_ago", "previous"),
    [
        ("2020", "2019", "2019"),
        ("2020H1", "2019H1", "2019H2"),
        ("2020Q1", "2019Q1", "2019Q4"),
        ("2020-01", "2019-01", "2019-12"),
        ("2020-01..2020-09", "2019-01..2019-09", "2020-01..2020-08"),
    ],
)
def test_a_period_knows_its_year_ago_and_the_one_before(period: str, year_ago: str, previous: str) -> None:
    assert Period.parse(period).year_ago() == Period.parse(year_ago)
    assert Period.parse(period).previous() == Period.parse(previous)


def test_periods_sort_by_their_end_and_the_shorter_first() -> None:
    codes = ["2020", "2020-12", "2018..2020", "2020Q4", "2019", "2020-01..2020-11"]
    assert [p.code for p in sorted(map(Period.parse, codes))] == [
        "2019", "2020-01..2020-11", "2020-12", "2020Q4", "2020", "2018..2020",
    ]  # fmt: skip


def test_only_whole_years_are_whole() -> None:
    whole = {code: Period.parse(code).is_whole_years for code in ("2019", "2018..2020", "2020H1", "2020-01..2020-09")}
    assert whole == {"2019": True, "2018..2020": True, "2020H1": False, "2020-01..2020-09": False}


def test_the_same_months_are_the_same_period_by_any_name() -> None:
    assert Period.parse("2020H1") == Period.parse("2020-01..2020-06")
    assert Period.parse("2020年一季度") == Period.parse("2020年1—3月")
    assert len({Period.parse("2020H1"), Period.parse("2020年1—6月")}) == 1
    assert Period.parse("2020H1").label == "2020年上半年"


def test_a_span_covers_its_years_and_not_the_one_before() -> None:
    span = Period.parse("2018..2020")
    assert span.covers(Period.parse("2019"))
    assert span.covers(Period.parse("2020-09"))
    assert not span.covers(Period.parse("2017"))


@pytest.mark.parametrize(
    ("code", "label", "brief", "short"),
    [
        ("2019", "2019", "2019", "2019"),
        ("2018..2020", "2018–2020", "2018–2020", "2018–2020"),
        ("2020H1", "H1 2020", "H1 2020", "H1"),
        ("2020Q3", "Q3 2020", "Q3 2020", "Q3"),
        ("2020-09", "September 2020", "Sep 2020", "Sep"),
        ("2020-01..2020-09", "January–September 2020", "Jan–Sep 2020", "Jan–Sep"),
        ("2020-07..2020-09", "July–September 2020", "Jul–Sep 2020", "Jul–Sep"),
        ("2019-11..2020-02", "November 2019–February 2020", "Nov 2019–Feb 2020", "Nov 2019–Feb 2020"),
    ],
)
def test_labels_in_english(code: str, label: str, brief: str, short: str) -> None:
    period = Period.parse(code).said_in("en")
    assert (period.label, period.brief, period.short_label) == (label, brief, short)


def test_a_period_is_the_same_in_both_languages() -> None:
    period = Period.parse("2020-09")
    assert period.said_in("en") == period
    assert hash(period.said_in("en")) == hash(period)


def test_the_periods_around_one_speak_its_language() -> None:
    period = Period.parse("2020-01..2020-09").said_in("en")
    assert (period.year_ago().label, period.previous().label) == ("January–September 2019", "January–August 2020")


def codes(periods: Iterable[Period]) -> list[str]:
    return [period.code for period in periods]


def test_a_period_knows_the_whole_parts_within_it() -> None:
    nine = Period.parse("2020年1—8月")
    assert codes(nine.parts("quarter")) == ["2020Q1", "2020Q2"]
    assert codes(nine.parts("half")) == ["2020H1"]
    assert codes(nine.parts("year")) == []
    assert codes(Period.parse("2020Q3").parts("month")) == ["2020-07", "2020-08", "2020-09"]
    assert codes(Period.parse("2018..2020").parts("year")) == ["2018", "2019", "2020"]
    assert codes(Period.parse("2019-11..2020-04").parts("quarter")) == ["2020Q1"]


def test_one_goes_through_a_range_by_any_frequency() -> None:
    whole = Period.parse("2019年11月").to(Period.parse("2020年二季度"))
    assert (whole.code, whole.kind) == ("2019-11..2020-06", "span")
    assert codes(whole.parts("month"))[:3] == ["2019-11", "2019-12", "2020-01"]
    assert codes(Period.parse("2020-01").to(Period.parse("2020-09")).gathered())[-2:] == [
        "2020-01..2020-08", "2020-01..2020-09",
    ]  # fmt: skip
    with pytest.raises(ValueError, match="end before it starts"):
        Period.parse("2020").to(Period.parse("2019"))


@pytest.mark.parametrize(
    ("period", "since", "added"),
    [
        ("2020年1—9月", None, "2020-09"),
        ("2020年1—9月", "2020年1—8月", "2020-09"),
        ("2020年1—9月", "2020年上半年", "2020Q3"),
        ("2020年", "2020年上半年", "2020H2"),
        ("2020年", "2020年1—9月", "2020Q4"),
        ("2020年1—8月", "2020年上半年", "2020-07..2020-08"),
        ("2020年1—2月", None, "2020-02"),
        ("2018..2020", "2018..2019", "2020"),
        ("2020年1月", None, None),
        ("2020年1—9月", "2020年1—9月", None),
        ("2020年1—9月", "2019年1—8月", None),
        ("2020年1—9月", "2020年2—8月", None),
    ],
)
def test_what_a_period_adds_to_an_earlier_one_is_a_period(period: str, since: str | None, added: str | None) -> None:
    found = Period.parse(period).added(Period.parse(since) if since else None)
    assert (found and found.code) == added


def test_the_cumulative_time_and_the_end_of_a_period() -> None:
    for code, cumulative, end in (
        ("2020-09", "2020-01..2020-09", "2020-09"),
        ("2020Q3", "2020-01..2020-09", "2020-09"),
        ("2020-12", "2020", "2020-12"),
        ("2018..2020", "2020", "2020-12"),
    ):
        assert (Period.parse(code).cumulative().code, Period.parse(code).end().code) == (cumulative, end)
    assert Period.parse("2020年1—9月").years_ago(3).code == "2017-01..2017-09"
    assert Period.parse("2020年1—11月").next().code == "2020"
