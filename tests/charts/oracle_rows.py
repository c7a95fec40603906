"""Rows and Vega-Lite transforms in, rows out: a second evaluation, by pandas, that shares nothing with the product.

It covers what ordinary charts use and raises `NotCovered` for the rest. Written from Vega-Lite's documentation.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

Spec = Mapping[str, Any]
Rows = list[dict[str, Any]]


class NotCovered(Exception):
    """The oracle does not know a feature of the spec; the spec is then compared in other ways or not at all."""


class _Datum(dict[str, Any]):
    """A row whose fields read as attributes too, as in a Vega expression."""

    def __getattr__(self, name: str) -> Any:
        return self.get(name)


_FUNCTIONS: dict[str, Any] = {
    "abs": abs,
    "sin": math.sin,
    "cos": math.cos,
    "sqrt": math.sqrt,
    "floor": math.floor,
    "slice": lambda text, start: str(text)[start:],
    "None": None,
}


def expression(source: str, row: Mapping[str, Any]) -> Any:
    """Return the value of a simple Vega expression for a row; NotCovered where Python reads it otherwise."""
    python = re.sub(r"===?", "==", source).replace("!==", "!=").replace("&&", " and ").replace("||", " or ")
    python = re.sub(r"\bnull\b", "None", python)
    if "%" in python:
        raise NotCovered("the sign of a remainder differs")
    if "?" in python:
        test, _, rest = python.partition("?")
        yes, _, no = rest.partition(":")
        return expression(yes if expression(test, row) else no, row)
    try:
        return eval(python.strip(), {"__builtins__": {}, **_FUNCTIONS}, {"datum": _Datum(row)})
    except (SyntaxError, NameError, TypeError, ZeroDivisionError) as error:
        raise NotCovered(f"expression {source}") from error


def number(value: Any) -> float | None:
    """Return a value as a finite number, or None where it is missing."""
    if value is None or isinstance(value, str) or not math.isfinite(value):
        return None
    return float(value)


_STATISTICS: dict[str, Callable[[pd.Series], Any]] = {
    "sum": lambda each: each.sum(),
    "mean": lambda each: each.mean(),
    "average": lambda each: each.mean(),
    "median": lambda each: each.median(),
    "min": lambda each: each.min(),
    "max": lambda each: each.max(),
    "stdev": lambda each: each.std(),
    "q1": lambda each: each.quantile(0.25),
    "q3": lambda each: each.quantile(0.75),
}


def aggregate(rows: Sequence[Mapping[str, Any]], operation: str, field: str | None) -> float | None:
    """Return an aggregate of a field over rows; None where no row has a value."""
    if operation == "count":
        return float(len(rows))
    values = [row.get(field or "") for row in rows]
    if operation == "distinct":
        return float(len({repr(value) for value in values}))
    if operation not in _STATISTICS:
        raise NotCovered(f"aggregate {operation}")
    numbers = pd.Series([each for each in map(number, values) if each is not None], dtype=float)
    return None if numbers.empty else number(float(_STATISTICS[operation](numbers)))


def grouped(rows: Sequence[dict[str, Any]], fields: Sequence[str]) -> list[tuple[dict[str, Any], Rows]]:
    """Return the groups of rows by the values of fields, in the order of their first rows."""
    groups: dict[tuple[str, ...], Rows] = {}
    for row in rows:
        groups.setdefault(tuple(repr(row.get(field)) for field in fields), []).append(row)
    return [({field: members[0].get(field) for field in fields}, members) for members in groups.values()]


def bins(values: Sequence[Any], options: Any) -> tuple[float, float, float]:
    """Return start, stop and step of bins, as the documentation of Vega's `bin` describes nice steps."""
    options = options if isinstance(options, Mapping) else {}
    if set(options) - {"maxbins", "step"}:
        raise NotCovered(f"bin {sorted(options)}")
    numbers = [each for each in map(number, values) if each is not None]
    low, high = min(numbers), max(numbers)
    span, most = (high - low) or abs(low) or 1.0, options.get("maxbins", 10)
    step = options.get("step") or _nice_step(span, most)
    start, stop = math.floor(low / step + 1e-9) * step, math.ceil(high / step) * step
    return start, stop if stop > start else start + step, step


def _nice_step(span: float, most: int) -> float:
    step = 10.0 ** (round(math.log10(span)) - math.ceil(math.log10(most)))
    while math.ceil(span / step) > most:
        step *= 10
    for divisor in (5, 2):
        if span / (step / divisor) <= most:
            step /= divisor
    return step


def binned(value: Any, at: tuple[float, float, float]) -> float | None:
    """Return the start of the bin that a value falls into."""
    start, stop, step = at
    known = number(value)
    if known is None:
        return None
    inside = max(start, min(known, stop - step))
    return round(start + step * math.floor(1e-14 + (inside - start) / step), 9)


_UNITS: dict[str, Callable[[pd.Timestamp], pd.Timestamp]] = {
    "year": lambda at: pd.Timestamp(at.year, 1, 1),
    "yearquarter": lambda at: pd.Timestamp(at.year, 3 * at.quarter - 2, 1),
    "yearmonth": lambda at: pd.Timestamp(at.year, at.month, 1),
    "yearmonthdate": lambda at: at.normalize(),
    "quarter": lambda at: pd.Timestamp(2012, 3 * at.quarter - 2, 1),
    "month": lambda at: pd.Timestamp(2012, at.month, 1),
    "date": lambda at: pd.Timestamp(2012, 1, at.day),
    "day": lambda at: pd.Timestamp(2012, 1, 1 + (at.day_of_week + 1) % 7),
    "hours": lambda at: pd.Timestamp(2012, 1, 1, at.hour),
}
"""A unit without a year is counted in 2012, whose first day is a Sunday."""


def truncated(value: Any, unit: str) -> pd.Timestamp:
    """Return the instant that stands for a date's unit (its month, its quarter …)."""
    if unit not in _UNITS:
        raise NotCovered(f"time unit {unit}")
    return _UNITS[unit](instant(value))


def instant(value: Any) -> pd.Timestamp:
    """Return a date of the data as an instant; NotCovered for a form that JavaScript reads its own way."""
    if isinstance(value, pd.Timestamp):
        return value
    if not re.fullmatch(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d)?", str(value)):
        raise NotCovered(f"date {value!r}")
    return pd.Timestamp(str(value))


def holds(test: Any, row: Mapping[str, Any]) -> bool:
    """Return whether a filter lets a row through."""
    if isinstance(test, str):
        return bool(expression(test, row))
    value = row.get(test.get("field", ""))
    if "not" in test or "and" in test or "or" in test or "param" in test or "timeUnit" in test:
        raise NotCovered("composed filter")
    if "oneOf" in test:
        return value in test["oneOf"]
    if "equal" in test:
        return bool(value == test["equal"])
    bounds = {"gte": lambda limit: value >= limit, "lte": lambda limit: value <= limit}
    bounds |= {"gt": lambda limit: value > limit, "lt": lambda limit: value < limit}
    return all(value is not None and bounds[name](test[name]) for name in bounds if name in test)


def transformed(rows: Rows, transforms: Sequence[Spec]) -> Rows:
    """Return the rows after a spec's transforms, in order."""
    for transform in transforms:
        name = next((name for name in _TRANSFORMS if name in transform), None)
        if name is None:
            raise NotCovered(f"transform {sorted(transform)}")
        rows = _TRANSFORMS[name](rows, transform)
    return rows


def _filter(rows: Rows, transform: Spec) -> Rows:
    return [row for row in rows if holds(transform["filter"], row)]


def _calculate(rows: Rows, transform: Spec) -> Rows:
    return [{**row, transform["as"]: expression(transform["calculate"], row)} for row in rows]


def _fields(rows: Rows, definitions: Sequence[Spec]) -> dict[str, Any]:
    return {each["as"]: aggregate(rows, each["op"], each.get("field")) for each in definitions}


def _aggregate(rows: Rows, transform: Spec) -> Rows:
    groups = grouped(rows, transform.get("groupby", ()))
    return [{**key, **_fields(members, transform["aggregate"])} for key, members in groups]


def _joinaggregate(rows: Rows, transform: Spec) -> Rows:
    totals = grouped(rows, transform.get("groupby", ()))
    of = {id(row): _fields(members, transform["joinaggregate"]) for _, members in totals for row in members}
    return [{**row, **of[id(row)]} for row in rows]


def _fold(rows: Rows, transform: Spec) -> Rows:
    key, value = transform.get("as", ("key", "value"))
    return [{**row, key: field, value: row.get(field)} for row in rows for field in transform["fold"]]


def _flatten(rows: Rows, transform: Spec) -> Rows:
    (field,) = transform["flatten"]
    return [{**row, field: each} for row in rows for each in row[field]]


def _pivot(rows: Rows, transform: Spec) -> Rows:
    pivot, value, found = transform["pivot"], transform["value"], []
    for key, members in grouped(rows, transform.get("groupby", ())):
        cells = {str(name[pivot]): aggregate(same, "sum", value) for name, same in grouped(members, [pivot])}
        found.append({**key, **cells})
    return found


def _lookup(rows: Rows, transform: Spec) -> Rows:
    source = transform["from"]
    found = {each[source["key"]]: each for each in source["data"]["values"]}
    return [
        {**row, **{field: found.get(row[transform["lookup"]], {}).get(field) for field in source["fields"]}}
        for row in rows
    ]


def _impute(rows: Rows, transform: Spec) -> Rows:
    if "value" not in transform or "frame" in transform:
        raise NotCovered("impute by a method")
    key, field, names = transform["key"], transform["impute"], transform.get("groupby", ())
    keys, added = list(dict.fromkeys(row[key] for row in rows)), []
    for group, members in grouped(rows, names):
        there = {row[key] for row in members}
        added += [{**group, key: each, field: transform["value"]} for each in keys if each not in there]
    return [*rows, *added]


def _window(rows: Rows, transform: Spec) -> Rows:
    found: dict[int, dict[str, Any]] = {}
    for _, members in grouped(rows, transform.get("groupby", ())):
        ordered = list(members)
        for each in reversed(transform.get("sort", ())):
            ordered.sort(key=lambda row: row[each["field"]], reverse=each.get("order") == "descending")
        for at, row in enumerate(ordered):
            found[id(row)] = {each["as"]: _windowed(ordered, at, each, transform) for each in transform["window"]}
    return [{**row, **found[id(row)]} for row in rows]


def _windowed(ordered: Rows, at: int, definition: Spec, transform: Spec) -> Any:
    peers = [tuple(row[each["field"]] for each in transform.get("sort", ())) for row in ordered]
    operation, field = definition["op"], definition.get("field", "")
    if operation == "rank":
        return 1 + (peers.index(peers[at]) if transform.get("sort") else at)
    if operation == "row_number":
        return 1 + at
    if operation == "lead":
        return ordered[at + 1].get(field) if at + 1 < len(ordered) else None
    before, after = transform.get("frame", (None, 0))
    first = 0 if before is None else max(0, at + before)
    last = len(ordered) - 1 if after is None else min(len(ordered) - 1, at + after)
    if transform.get("sort"):
        first, last = peers.index(peers[first]), len(peers) - 1 - peers[::-1].index(peers[last])
    if operation == "first_value":
        return ordered[first].get(field)
    return aggregate(ordered[first : last + 1], operation, field)


_TRANSFORMS: dict[str, Callable[[Rows, Spec], Rows]] = {
    "filter": _filter,
    "calculate": _calculate,
    "joinaggregate": _joinaggregate,
    "window": _window,
    "aggregate": _aggregate,
    "fold": _fold,
    "flatten": _flatten,
    "pivot": _pivot,
    "lookup": _lookup,
    "impute": _impute,
}
