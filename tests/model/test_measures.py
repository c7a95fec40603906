"""The metrics of whole tables are those that the exact code gives row by row; and claims with values written out."""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.model import lighting, metrics
from briefing.model.book import Book
from briefing.model.dataset import Dataset
from briefing.model.gathered import cumulative_growth
from briefing.model.lights import LightRule, Lights
from briefing.model.measures import COLUMNS, measure
from briefing.model.period import Period
from briefing.model.policy import Policy
from briefing.model.records import Direction, Entity, Indicator, IndicatorKind, Observation
from briefing.model.restrict import restrict
from briefing.model.rules import Rules, Total
from briefing.model.series import Comparison, Series, against
from briefing.model.wholes import contributed, growth_of, is_mean_of, portion_of, rate_of, share_of_growth
from tests.factory import dataset, indicator, observation

ENTITIES = tuple(Entity(id_, id_) for id_ in ("all", "a", "b", "c"))
CODES = (
    "2018", "2019", "2020", "2019Q1", "2019Q2", "2020Q1", "2020Q2", "2019-01", "2019-02", "2019-03", "2020-01",
    "2020-02", "2020-03", "2019-01..2019-02", "2019-01..2019-04", "2020-01..2020-02", "2020-01..2020-04", "2018..2020",
)  # fmt: skip
NAMES = ("whole", "one", "two")

Metrics = dict[str, float | str | None]


def scalar(data: Dataset) -> list[Metrics]:
    """All metrics of each observation by the exact code, as seen from its own period."""
    total = Book(data, max(o.period for o in data.observations)).has_total if data.observations else False
    return [_measured(data, o, total=total) for o in data.observations]


def _measured(data: Dataset, seen: Observation, *, total: bool) -> Metrics:
    data = replace(data, gaps=replace(data.gaps, whole=total))
    book = Book(data, seen.period)
    row = replace(book.series(seen.indicator, seen.entity), current=seen, missing=None)
    state, mean = book.pace(row), book.mean_of(row)
    mean = replace(mean, current=mean.at(seen.period)) if mean else None
    whole = _whole(book, row)
    made: dict[str, Decimal | None] = {
        "yoy": rate.rate if (rate := growth_of(row, seen)) else None,
        "mom": _mom(row, seen),
        "ytd_yoy": cumulative_growth(row, seen),
        **dict(zip(("against_base", "cagr"), _base(row, seen), strict=True)),
        "change": _change(row, seen),
        **dict(zip(("contribution", "contribution_rate"), _contribution(row, whole), strict=True)),
        "share": portion_of(row, whole) if whole else None,
        "against_mean": _gap(row, mean) if mean else None,
        **dict(zip(("rank", "rank_change"), _ranks(book, row, seen), strict=True)),
        "completion": state.completed if state else None,
        "expected": state.expected if state else None,
    }
    light = book.light(row)
    return {
        **{k: None if v is None else float(v) for k, v in made.items()},
        "light": light.name.lower() if light else None,
    }


def _is_amount(row: Series) -> bool:
    return not row.is_rate and not row.is_rank


def _mom(row: Series, seen: Observation) -> Decimal | None:
    pair = against(row, seen.period.previous()) if seen.period.kind in {"month", "quarter"} else None
    if pair is None or not _is_amount(row) or pair.is_guarded:
        return None
    return metrics.growth(pair.old_value, pair.new_value)


def _base(row: Series, seen: Observation) -> tuple[Decimal | None, Decimal | None]:
    base = row.indicator.baseline
    old = row.at(base) if base and base < seen.period else None
    if old is None or old.value is None or seen.value is None or row.is_rank:
        return None, None
    pair = Comparison(row, old, seen, "")
    if row.is_rate:
        return (None if pair.is_guarded else metrics.points(old.value, seen.value)), None
    spread = pair.years > 1 and not pair.is_guarded
    return pair.growth, metrics.mean_growth(old.value, seen.value, pair.years) if spread else None


def _change(row: Series, seen: Observation) -> Decimal | None:
    old = row.at(seen.period.year_ago())
    if old is None or old.value is None or seen.value is None or row.is_rank:
        return None
    return metrics.change(old.value, seen.value)


def _whole(book: Book, row: Series) -> Series | None:
    """The whole that a row is a part of by the first total that names it, at the row's period."""
    for total in book.dataset.rules.totals:
        mine, where = row.indicator.id, row.entity.id
        if total.is_of_entities and mine in total.indicators and where != total.whole:
            if not total.parts or where in total.parts:
                name, entity = mine, total.whole
                break
        elif not total.is_of_entities and mine in total.parts:
            name, entity = total.whole, where
            break
    else:
        return None
    found = book.series(name, entity)
    assert row.current is not None
    return replace(found, current=found.at(row.current.period), missing=None)


def _contribution(row: Series, whole: Series | None) -> tuple[Decimal | None, Decimal | None]:
    if whole is None or row.current is None:
        return None, None
    ago = row.current.period.year_ago()
    pairs = [_pair(each, ago) for each in (row, whole)]
    if pairs[0] is None or pairs[1] is None:
        return None, None
    return contributed(pairs[0], pairs[1]), share_of_growth(pairs[0], pairs[1])


def _pair(row: Series, ago: Period) -> Comparison | None:
    old = row.at(ago)
    if row.current is None or old is None or old.value is None or row.current.value is None:
        return None
    return Comparison(row, old, row.current, "")


def _gap(row: Series, mean: Series) -> Decimal | None:
    mine, theirs = rate_of(row), rate_of(mean)
    return mine.rate - theirs.rate if mine and theirs and is_mean_of(row, mean) else None


def _ranks(book: Book, row: Series, seen: Observation) -> tuple[Decimal | None, Decimal | None]:
    ranks = book.ranked_at(row.indicator.id, seen.period)
    earlier = lighting.before(seen.period)
    then = book.ranked_at(row.indicator.id, earlier) if earlier else {}
    mine, old = ranks.get(row.entity.id), then.get(row.entity.id)
    moved = metrics.rank_change(Decimal(old), Decimal(mine)) if mine and old else None
    return (Decimal(mine) if mine else None), moved


def vector(data: Dataset) -> list[Metrics]:
    frame = measure(data)
    assert tuple(frame.columns) == COLUMNS
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return [{str(name): value for name, value in row.items()} for row in rows]


def agree(data: Dataset) -> None:
    for seen, expected, found in zip(data.observations, scalar(data), vector(data), strict=True):
        for name in COLUMNS:
            old, new = expected[name], found[name]
            close = (
                isinstance(old, float) and isinstance(new, float) and math.isclose(old, new, rel_tol=1e-9, abs_tol=1e-7)
            )
            assert close or old == new, (name, seen, old, new)


KINDS, DIRECTIONS = st.sampled_from(get_args(IndicatorKind)), st.sampled_from(get_args(Direction))
VALUES = st.none() | st.integers(-20, 400).map(lambda number: Decimal(number) / 10)
PERIODS = st.sampled_from(("2018", "2019", "2018-12"))
PLANS = st.sampled_from((None, "2020", "2019", "2018..2020"))
CURVE = tuple(map(Decimal, (10, 30, 60, 100)))
RULES = st.sampled_from(
    (
        LightRule("pace", yellow=5, red=30),
        LightRule("rank", first=1, last=3, fall=1, rise=2),
        LightRule("mean"),
        LightRule("mean", yellow=1, red=5),
    )
)


@st.composite
def indicators(draw: st.DrawFn) -> list[Indicator]:
    made = []
    for name in NAMES:
        target = draw(st.none() | st.integers(-2, 30).map(str))
        made.append(
            indicator(
                name, unit=draw(st.sampled_from(("亿元", "亿元", "家", "%"))),
                kind=draw(KINDS), direction=draw(DIRECTIONS),
                baseline=draw(st.none() | PERIODS), target=target, target_period=draw(PLANS),
            )
        )  # fmt: skip
    return made


@st.composite
def observations(draw: st.DrawFn) -> list[Observation]:
    cells = st.tuples(st.sampled_from(NAMES), st.sampled_from(CODES), st.sampled_from([e.id for e in ENTITIES]))
    made = []
    unique = st.lists(cells, min_size=1, max_size=40, unique_by=lambda c: (c[0], Period.parse(c[1]), c[2]))
    for name, code, entity in draw(unique):
        growth = draw(st.none() | st.none() | st.integers(-300, 300).map(lambda n: str(Decimal(n) / 10)))
        rank = draw(st.none() | st.none() | st.integers(1, 5))
        level = draw(st.sampled_from(("public", "public", "public", "internal")))
        row = observation(name, code, None, entity, growth=growth, rank=rank, visibility=level)
        made.append(replace(row, value=draw(VALUES)))
    return made


@st.composite
def datasets(draw: st.DrawFn) -> Dataset:
    totals = (Total("all", (), ("one",)), Total("whole", ("one", "two")))
    rules = Rules(
        totals=draw(st.sampled_from((totals, totals[::-1]))),
        curves=draw(st.sampled_from(({}, {"one": CURVE}))),
        mean=draw(st.sampled_from(("", "", "all", "b"))),
    )
    lights = Lights(
        0, 10, tuple(replace(draw(RULES), indicators=(name,)) for name in sorted(draw(st.sets(st.sampled_from(NAMES)))))
    )
    return dataset(draw(indicators()), draw(observations()), entities=ENTITIES, rules=rules, lights=lights)


@settings(max_examples=200)
@given(datasets())
def test_all_metrics_of_a_table_are_those_of_the_exact_code(data: Dataset) -> None:
    agree(data)


def test_what_turned_negative_has_no_rate_unless_one_was_published() -> None:
    about = [indicator("one", baseline="2018"), indicator("two", baseline="2018")]
    made = [
        *(observation("one", code, number) for code, number in (("2018", "0.1"), ("2019", "-0.1"), ("2020", "0.2"))),
        observation("two", "2018", "0.1"), observation("two", "2019", "-0.1", growth="-180"),
    ]  # fmt: skip
    data = dataset(about, made)
    assert [row["yoy"] for row in vector(data)] == [None, None, None, None, -180.0]
    assert [row["against_base"] for row in vector(data)] == [None, None, 100.0, None, -180.0]
    agree(data)


POLICIES = st.sampled_from(
    (
        Policy(),
        Policy(rounding=(("亿元", 0), ("one", -1))),
        Policy(withhold=frozenset({("observations", "growth")})),
        Policy(withhold=frozenset({("observations", "rank"), ("indicators", "target")})),
        Policy(withhold=frozenset({("indicators", "baseline")})),
    )
)


@settings(max_examples=200)
@given(datasets(), POLICIES)
def test_of_what_an_audience_sees_a_table_tells_no_more_than_the_exact_code(data: Dataset, policy: Policy) -> None:
    agree(restrict(data, policy).dataset)
