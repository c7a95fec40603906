"""Fidelity: the numbers of a native chart are those of an evaluation that shares nothing with the product."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from briefing.blocks import Chart as Block
from briefing.charts.native import NativeChart, NotNative, translate
from briefing.document import Style
from briefing.render.pptx import chart_slide
from tests.charts.deck_fidelity import deck_disagreements
from tests.charts.fidelity import disagreements
from tests.charts.measuring import natives, specs
from tests.charts.oracle import Chart, expected
from tests.charts.oracle_looks import look_disagreements
from tests.charts.oracle_rows import NotCovered
from tests.render.pptx.chart_reading import read_charts

PLACES = ("甲", "乙", "丙", "丁")
MONTHS = ("2023-01-01", "2023-02-01", "2023-03-01", "2023-04-01")
SERIES = ("工业", "农业", "服务业")
QUANTITY = {"type": "quantitative"}
Spec = dict[str, Any]


def covered() -> dict[str, tuple[Chart, ...]]:
    found = {}
    for name in natives():
        try:
            found[name] = expected(specs()[name])
        except NotCovered:
            continue
    return found


def test_native_charts_hold_the_numbers_that_the_oracle_expects() -> None:
    checked = covered()
    found = {name: disagreements(charts, natives()[name]) for name, charts in checked.items()}
    assert {name: each for name, each in found.items() if each} == {}
    # The oracle must know most of what is native, or the claim would be empty.
    assert len(checked) >= 0.75 * len(natives())


def test_the_comparison_sees_one_wrong_number_and_one_wrong_place() -> None:
    for name in (
        "bar-grouped",
        "bar-stacked-normalize",
        "line-missing-gap",
        "area-stacked",
        "point-scatter",
        "arc-pie",
    ):
        charts, native = expected(specs()[name]), natives()[name]
        assert isinstance(native, NativeChart)
        first = native.series[0]
        at = next(at for at, value in enumerate(first.values) if value is not None)
        for wrong in (123.456, None):
            values = (*first.values[:at], wrong, *first.values[at + 1 :])
            spoilt = replace(native, series=(replace(first, values=values), *native.series[1:]))
            assert disagreements(charts, spoilt), name
    grouped = natives()["bar-sort-array"]
    assert isinstance(grouped, NativeChart)
    turned = replace(
        grouped,
        categories=grouped.categories[::-1],
        series=tuple(replace(each, values=each.values[::-1]) for each in grouped.series),
    )
    assert disagreements(expected(specs()["bar-sort-array"]), turned)


def test_colours_bounds_formats_and_titles_are_those_of_the_spec() -> None:
    composed = {"spec", "concat", "hconcat", "vconcat"}
    singles = {name: made for name, made in natives().items() if not composed & set(specs()[name])}
    charts = {name: made for name, made in singles.items() if isinstance(made, NativeChart)}
    found = {name: look_disagreements(specs()[name], made) for name, made in charts.items()}
    assert {name: each for name, each in found.items() if each} == {}
    assert len(charts) >= 100


@st.composite
def ordinary(draw: st.DrawFn) -> Spec:
    """Draw a bar, line or area chart over names or months: aggregated or not, in series or not, stacked or not."""
    mark = draw(st.sampled_from(["bar", "line", "area"]))
    dated = mark != "bar" and draw(st.booleans())
    operation = draw(st.sampled_from([None, "sum", "mean", "count", "min", "max", "median"]))
    names, category = (MONTHS, "月份") if dated else (PLACES, "片区")
    several = draw(st.booleans())
    stack = draw(st.sampled_from(["zero", "normalize"])) if several and mark != "line" else None
    grouped = stack is not None and mark == "bar" and draw(st.booleans())
    least = 1 if stack and not grouped else -500
    value = st.integers(least, 9999).map(lambda n: n / 10) if mark == "area" else _values(least)
    rows = draw(_rows(names, SERIES if several else SERIES[:1], category, value, unique=operation is None))
    # A chart without one number is refused.
    assume(operation == "count" or any(row["数值"] is not None for row in rows))
    upright = mark != "bar" or draw(st.booleans())
    along, across = ("x", "y") if upright else ("y", "x")
    sort = draw(st.sampled_from([None, "ascending", "descending", f"-{across}", list(names[::-1])]))
    # Vega leaves rows without a number out before it lists the names in their given order.
    assume(sort is not None or all(row["数值"] is not None for row in rows))
    place = {"field": category, "type": "temporal"} if dated else {"field": category, "type": "nominal", "sort": sort}
    amount: Spec = {"type": "quantitative"} | ({"field": "数值"} if operation != "count" else {})
    amount |= {"aggregate": operation} if operation else {}
    encoding: Spec = {along: place, across: amount | ({"stack": stack} if stack and not grouped else {})}
    if several:
        encoding["color"] = {"field": "行业", "type": "nominal"}
    if grouped:
        encoding[f"{along}Offset"] = {"field": "行业"}
    return {"data": {"values": rows}, "mark": mark, "encoding": encoding}


def _values(least: int) -> st.SearchStrategy[float | None]:
    return st.one_of(st.none(), st.integers(least, 9999).map(lambda n: n / 10))


def _rows(
    names: tuple[str, ...], series: tuple[str, ...], category: str, value: st.SearchStrategy[Any], *, unique: bool
) -> st.SearchStrategy[list[Spec]]:
    row = st.fixed_dictionaries({category: st.sampled_from(names), "行业": st.sampled_from(series), "数值": value})
    by = (lambda row: (row[category], row["行业"])) if unique else None
    return st.lists(row, min_size=2, max_size=14, unique_by=by)


@st.composite
def counted(draw: st.DrawFn) -> Spec:
    """Draw a histogram: random amounts in bins of a given step or number."""
    bins = draw(st.sampled_from([True, {"maxbins": 6}, {"maxbins": 20}, {"step": 25}]))
    amounts = draw(st.lists(st.integers(-900, 4000).map(lambda n: n / 10), min_size=2, max_size=25))
    assume(max(amounts) > min(amounts))
    encoding = {"x": {"field": "额", "bin": bins, "type": "quantitative"}, "y": {"aggregate": "count"} | QUANTITY}
    return {"data": {"values": [{"额": each} for each in amounts]}, "mark": "bar", "encoding": encoding}


@st.composite
def dated(draw: st.DrawFn) -> Spec:
    """Draw totals by a unit of time over random days of three years."""
    unit = draw(st.sampled_from(["year", "yearquarter", "yearmonth", "month", "yearmonthdate"]))
    days = st.dates(date(2021, 1, 1), date(2023, 12, 28)).map(date.isoformat)
    row = st.fixed_dictionaries({"日": days, "数值": st.integers(1, 999)})
    rows = draw(st.lists(row, min_size=2, max_size=20))
    amount = {"aggregate": draw(st.sampled_from(["sum", "mean", "max"])), "field": "数值"} | QUANTITY
    mark = draw(st.sampled_from(["line", "bar", "area"]))
    encoding = {"x": {"field": "日", "timeUnit": unit, "type": "temporal"}, "y": amount}
    return {"data": {"values": rows}, "mark": mark, "encoding": encoding}


@st.composite
def spread(draw: st.DrawFn) -> Spec:
    """Draw a scatter of random points, in groups or not, on a linear or a logarithmic axis."""
    logarithmic = draw(st.booleans())
    row = {"横": st.integers(1 if logarithmic else -999, 9999), "纵": st.integers(-999, 9999).map(lambda n: n / 8)}
    rows = draw(st.lists(st.fixed_dictionaries(row | {"组": st.sampled_from(SERIES)}), min_size=2, max_size=20))
    scale = {"scale": {"type": "log"}} if logarithmic else {}
    encoding: Spec = {"x": {"field": "横"} | QUANTITY | scale, "y": {"field": "纵"} | QUANTITY}
    encoding |= {"color": {"field": "组", "type": "nominal"}} if draw(st.booleans()) else {}
    mark = draw(st.sampled_from(["point", "circle", "square"]))
    return {"data": {"values": rows}, "mark": mark, "encoding": encoding}


@st.composite
def shared(draw: st.DrawFn) -> Spec:
    """Draw a pie or a ring of positive shares."""
    names = draw(st.lists(st.sampled_from(PLACES), min_size=2, unique=True))
    rows = [{"片区": name, "数值": draw(st.integers(1, 9999)) / 10} for name in names]
    mark: Spec = {"type": "arc"} | ({"innerRadius": 40} if draw(st.booleans()) else {})
    encoding = {"theta": {"field": "数值"} | QUANTITY, "color": {"field": "片区", "type": "nominal"}}
    return {"data": {"values": rows}, "mark": mark, "encoding": encoding}


def _native(spec: Spec) -> NativeChart | None:
    try:
        made = translate(spec)
    except NotNative:
        return None
    assert isinstance(made, NativeChart)
    return made


def _deck_differences(spec: Spec, native: NativeChart) -> list[str]:
    """Write the chart into a deck, read it and its workbook back, and return what is not the same."""
    deck = chart_slide(Block("chart", "custom", "", spec, "示例数据"), Style(), date(2024, 1, 1)).bytes
    return [words for read in read_charts(deck) for words in deck_disagreements(native, read)] if deck else ["no deck"]


def _expected(spec: Spec) -> tuple[Chart, ...]:
    try:
        return expected(spec)
    except NotCovered:
        assume(False)
        raise


ordinarily = settings(deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@settings(ordinarily, max_examples=25)
@given(ordinary())
def test_any_ordinary_chart_is_native_and_the_deck_holds_its_numbers(spec: Spec) -> None:
    charts, native = _expected(spec), _native(spec)
    if native is None:
        # Only a missing value may stand in the way: nothing to show, or a gap that PowerPoint has no way to draw.
        assert any(row["数值"] is None for row in spec["data"]["values"])
        return
    assert disagreements(charts, native) == []
    assert _deck_differences(spec, native) == []


@settings(ordinarily, max_examples=25)
@given(st.one_of(counted(), dated(), spread(), shared()))
def test_any_histogram_calendar_scatter_or_pie_is_native_and_the_deck_holds_its_numbers(spec: Spec) -> None:
    charts, native = _expected(spec), _native(spec)
    assert native is not None
    assert disagreements(charts, native) == []
    assert _deck_differences(spec, native) == []
