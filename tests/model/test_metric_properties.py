"""What holds of every metric: growth undoes itself, parts make up their whole, places count who is better."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from briefing.model import metrics
from briefing.model.lights import LightRule
from briefing.model.metrics import HUNDRED, Light
from tests.factory import book, indicator, observation
from tests.model.audiences import TOWNS

AMOUNTS = st.decimals(min_value="0.1", max_value="100000", places=1)
SIGNED = st.decimals(min_value=-1000, max_value=1000, places=1)
PARTS = st.lists(st.tuples(AMOUNTS, AMOUNTS), min_size=1, max_size=6)
CLOSE = Decimal("1e-15")


@given(AMOUNTS, AMOUNTS)
def test_a_value_is_its_base_grown_by_its_growth(old: Decimal, new: Decimal) -> None:
    rate = metrics.growth(old, new)
    assert rate is not None
    assert abs(old * (1 + rate / HUNDRED) - new) <= CLOSE * new
    assert (rate > 0) == (new > old)
    # Back again is not the same per cent: +25 % is undone by −20 %.
    back = metrics.growth(new, old)
    assert back is not None
    assert abs((1 + rate / HUNDRED) * (1 + back / HUNDRED) - 1) <= CLOSE


@given(SIGNED, SIGNED)
def test_there_is_a_rate_exactly_where_the_base_is_positive_and_nothing_turned_negative(
    old: Decimal, new: Decimal
) -> None:
    assert (metrics.growth(old, new) is not None) == (old > 0 and new >= 0)
    assert metrics.turned_sign(old, new) == (old * new < 0)
    assert metrics.change(old, new) == -metrics.change(new, old)


@given(AMOUNTS, AMOUNTS, st.integers(1, 30))
def test_the_mean_growth_of_so_many_years_makes_up_the_whole_growth(old: Decimal, new: Decimal, years: int) -> None:
    mean, whole = metrics.mean_growth(old, new, years), metrics.growth(old, new)
    assert mean is not None
    assert whole is not None
    grown = old * (1 + mean / HUNDRED) ** years
    assert abs(grown - new) <= Decimal("1e-20") * new
    assert (mean > 0) == (whole > 0)
    assert years == 1 or abs(mean) <= abs(whole) or whole < 0


@given(PARTS)
def test_the_contributions_of_all_parts_make_up_the_growth_of_their_whole(parts: list[tuple[Decimal, Decimal]]) -> None:
    old, new = (sum((part[at] for part in parts), Decimal(0)) for at in (0, 1))
    points = [metrics.contribution(metrics.change(*part), old) for part in parts]
    growth = metrics.growth(old, new)
    assert growth is not None
    assert abs(sum((p for p in points if p is not None), Decimal(0)) - growth) < Decimal("1e-15")
    rates = [metrics.contribution_rate(p, growth) for p in points if p is not None]
    assert (growth > 0) == (None not in rates)
    assume(growth > Decimal("1e-6"))
    assert abs(sum((r for r in rates if r is not None), Decimal(0)) - HUNDRED) < Decimal("1e-6")


@given(PARTS)
def test_a_contribution_is_the_growth_of_the_part_weighted_by_its_share(parts: list[tuple[Decimal, Decimal]]) -> None:
    whole = sum((old for old, _ in parts), Decimal(0))
    for old, new in parts:
        growth = metrics.growth(old, new)
        assert growth is not None
        direct, weighted = metrics.contribution(new - old, whole), metrics.weighted_growth(growth, old, whole)
        assert direct is not None
        assert weighted is not None
        assert abs(direct - weighted) < Decimal("1e-12")


@given(st.lists(st.decimals(min_value=0, max_value=1000, places=2), min_size=1, max_size=8))
def test_the_shares_of_all_parts_sum_to_a_hundred(parts: list[Decimal]) -> None:
    whole = sum(parts, Decimal(0))
    shares = [metrics.share(part, whole) for part in parts]
    assert (whole > 0) == (None not in shares)
    known = [share for share in shares if share is not None]
    assert not known or abs(sum(known, Decimal(0)) - HUNDRED) < Decimal("1e-20")


@given(st.lists(st.none() | st.integers(0, 5), min_size=4, max_size=4), st.booleans())
def test_a_rank_is_one_more_than_the_number_of_those_who_are_better(values: list[int | None], lower: bool) -> None:
    rows = [
        observation("output", "2020", str(value), entity.id)
        for entity, value in zip(TOWNS, values, strict=True)
        if value is not None
    ]
    data = [indicator(unit="微克/立方米", direction="lower" if lower else "higher")]
    found = book(data, rows, "2020", entities=TOWNS)
    ranks = found.ranked_at("output", found.period)
    known = {entity.id: value for entity, value in zip(TOWNS, values, strict=True) if value is not None}
    known = {name: value for name, value in known.items() if name in found.peers("output")}
    better = {n: sum((o < v) if lower else (o > v) for o in known.values()) for n, v in known.items()}
    # Ties share a rank, the next is skipped, who has no value has none.
    assert ranks == {name: 1 + count for name, count in better.items()}


@given(st.integers(0, 36), st.lists(st.integers(0, 100), min_size=1, max_size=11))
def test_a_curve_rises_from_nothing_to_all_and_goes_through_its_points(gone: int, points: list[int]) -> None:
    curve = (*(Decimal(point) for point in sorted(points)), HUNDRED)
    months = 3 * len(curve)
    gone = min(gone, months)
    now = metrics.elapsed(gone, months, curve)
    assert 0 <= now <= HUNDRED
    assert gone == months or now <= metrics.elapsed(gone + 1, months, curve)
    if gone % 3 == 0:
        assert now == (curve[gone // 3 - 1] if gone else 0)
    straight = tuple(Decimal(100 * n) / 4 for n in range(1, 5))
    assert abs(Fraction(metrics.elapsed(gone % 13, 12, straight)) - Fraction(100 * (gone % 13), 12)) < Fraction(
        1, 10**9
    )


@given(st.decimals(-100, 100, places=1), st.integers(0, 30), st.integers(0, 30))
def test_a_light_never_gets_better_by_falling_further_behind(behind: Decimal, yellow: int, more: int) -> None:
    rule, order = LightRule(yellow=yellow, red=yellow + more), (Light.GREEN, Light.YELLOW, Light.RED)
    now, later = rule.of_points(behind), rule.of_points(behind + 1)
    assert order.index(now) <= order.index(later)
    assert (now is Light.GREEN) == (behind <= yellow)
    assert (now is Light.RED) == (behind > yellow + more)


@given(st.integers(1, 20), st.integers(-10, 10))
def test_a_light_by_place_never_gets_better_by_a_worse_place_or_a_fall(place: int, rose: int) -> None:
    rule, order = LightRule("rank", first=3, last=8, fall=3, rise=3), (Light.GREEN, Light.YELLOW, Light.RED)
    now = order.index(rule.of_place(place, rose))
    assert now <= order.index(rule.of_place(place + 1, rose))
    assert now <= order.index(rule.of_place(place, rose - 1))
