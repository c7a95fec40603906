"""What holds of every period: round trips through its names, order, and the arithmetic that undoes itself."""

from __future__ import annotations

from itertools import pairwise
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from briefing.model.notation import LENGTHS, Frequency
from briefing.model.period import Period

YEARS = st.integers(1900, 2099)
FREQUENCIES = st.sampled_from(get_args(Frequency))


@st.composite
def regular(draw: st.DrawFn) -> Period:
    """A month, a quarter, a half or a year."""
    kind, size = draw(st.sampled_from(tuple(LENGTHS.items())))
    first = draw(YEARS) * 12 + size * draw(st.integers(0, 12 // size - 1))
    return Period(first, first + size - 1, kind)


@st.composite
def cumulative(draw: st.DrawFn) -> Period:
    return Period.parse(f"{draw(YEARS)}年1—{draw(st.integers(1, 11))}月")


@st.composite
def spans(draw: st.DrawFn) -> Period:
    start, end = sorted(draw(st.lists(regular(), min_size=2, max_size=2)))
    return min(start, end, key=lambda each: each.first).to(end)


PERIODS = st.one_of(regular(), cumulative(), spans())


@given(PERIODS)
def test_a_period_is_read_back_from_its_code_and_from_its_label(period: Period) -> None:
    for written in (period.code, period.label):
        found = Period.parse(written)
        assert (found.first, found.last) == (period.first, period.last)
        # A month alone and a cumulative one of January are written alike; all else keeps its kind.
        assert found.kind == period.kind or (period.months == 1 and period.month == 1)
    assert Period.parse(period.code).code == period.code


@given(PERIODS, PERIODS)
def test_periods_are_in_one_order_and_equal_only_when_their_months_are(one: Period, other: Period) -> None:
    assert (one < other) + (other < one) + (one == other) == 1
    assert (one == other) == (one.code == other.code or (one.first, one.last) == (other.first, other.last))
    assert not one < other or one.last <= other.last


@given(PERIODS, st.integers(0, 30))
def test_some_years_ago_is_as_many_times_a_year_ago_and_keeps_months_and_kind(period: Period, years: int) -> None:
    moved = period
    for _ in range(years):
        moved = moved.year_ago()
    assert moved == period.years_ago(years)
    assert (moved.months, moved.month, moved.kind) == (period.months, period.month, period.kind)
    assert moved.years_ago(-years) == period


@given(st.one_of(regular(), spans().filter(lambda period: period.kind != "cumulative")))
def test_next_and_previous_undo_one_another_and_leave_no_month_between(period: Period) -> None:
    assert period.next().previous() == period == period.previous().next()
    assert period.previous().last + 1 == period.first
    assert period < period.next()


@given(cumulative())
def test_a_cumulative_period_grows_by_the_month_that_it_adds(period: Period) -> None:
    longer = period.next()
    assert (longer.first, longer.months) == (period.first, period.months + 1)
    assert longer.added(period) == Period(longer.last, longer.last, "month")
    assert longer.covers(period)
    assert longer.kind == "year" or longer.previous() == period
    assert period.previous() < period


@given(PERIODS, FREQUENCIES)
def test_parts_follow_one_another_within_their_period(period: Period, frequency: Frequency) -> None:
    parts = period.parts(frequency)
    assert all(period.covers(part) and part.kind == frequency for part in parts)
    assert all(part.next() == after for part, after in pairwise(parts))
    assert sum(part.months for part in parts) <= period.months
    # One more at either end would not lie within.
    assert not parts or not (period.covers(parts[0].previous()) or period.covers(parts[-1].next()))


@given(PERIODS)
def test_the_months_of_a_period_are_all_of_it(period: Period) -> None:
    months = period.parts("month")
    assert len(months) == period.months
    assert months[0].to(months[-1]) == period
    assert period.end() == months[-1]


@given(st.one_of(regular(), cumulative()))
def test_what_leads_up_to_a_period_ends_with_its_cumulative_time(period: Period) -> None:
    steps = list(period.gathered())
    assert steps[-1] == period.cumulative()
    assert len(steps) == period.month
    added = [step.added() for step in steps[1:]]
    assert [steps[0], *added] == list(period.cumulative().parts("month"))


@given(PERIODS, PERIODS)
def test_what_covers_another_has_all_of_its_months(one: Period, other: Period) -> None:
    assert one.covers(other) == (set(other.parts("month")) <= set(one.parts("month")))


@given(PERIODS)
def test_all_of_this_is_said_in_the_language_of_the_period(period: Period) -> None:
    spoken = period.said_in("en")
    around = [
        spoken.previous(),
        spoken.next(),
        spoken.year_ago(),
        spoken.end(),
        spoken.cumulative(),
        *spoken.gathered(),
    ]
    assert {each.language for each in around} == {"en"}
    assert spoken == period
