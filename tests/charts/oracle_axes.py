"""Channels of a spec in, the categories of an axis, their order and their words out: the oracle's view of axes."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Literal

from tests.charts.oracle_rows import NotCovered, Rows, Spec, aggregate, grouped, instant, number

Places = Literal["words", "instants", "units", "bins", "numbers"]


def measures(channel: Spec) -> bool:
    return channel.get("type") == "quantitative" and not channel.get("bin")


def keys_of(channel: Spec) -> tuple[Places, Any]:
    """Return what the categories of an axis are, and how a value of its column becomes one."""
    if "timeUnit" in channel:
        return "units", lambda value: value
    if channel.get("bin"):
        return "bins", lambda value: value
    if channel.get("type") == "temporal":
        return "instants", instant
    if channel.get("type") == "quantitative":
        return "numbers", lambda value: float(value)
    return "words", word


def word(value: Any) -> str:
    """Return a value as an axis prints it without a format."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "null" if value is None else str(value)


def order_of(channel: Spec, encoding: Spec, names: Mapping[str, str], rows: Rows, along: str) -> tuple[str, ...]:
    """Return the categories in the order the axis shows them (from the left, or from the top)."""
    sort, field = channel.get("sort", "ascending"), names[along]
    given = list(dict.fromkeys(row[field] for row in rows))
    domain = channel.get("scale", {}).get("domain")
    if domain:
        return tuple(map(word, domain))
    if sort is None:
        return tuple(map(word, given))
    if isinstance(sort, list):
        return tuple(
            map(word, [*(each for each in sort if each in given), *(each for each in given if each not in sort)])
        )
    if sort in ("ascending", "descending"):
        return tuple(map(word, sorted(given, key=_comparable, reverse=sort == "descending")))
    return tuple(map(word, _by_value(sort, given, encoding, names, rows, field)))


def _comparable(value: Any) -> tuple[bool, Any]:
    return (isinstance(value, str), value)


def _by_value(
    sort: Any, given: list[Any], encoding: Spec, names: Mapping[str, str], rows: Rows, field: str
) -> list[Any]:
    if isinstance(sort, str):
        column, descending, operation = names.get(sort.lstrip("-"), ""), sort.startswith("-"), "sum"
        if sort.lstrip("-") not in ("x", "y"):
            raise NotCovered(f"sort {sort}")
    else:
        column, descending = sort.get("field", ""), sort.get("order") == "descending"
        operation = sort.get("op", "min")
        rows = [each for row in rows for each in row.get("_members", [row])]
    weights = {repr(key[field]): aggregate(members, operation, column) for key, members in grouped(rows, [field])}
    if None in weights.values() or len(set(weights.values())) < len(weights):
        raise NotCovered("a sort with ties or gaps")
    return sorted(given, key=lambda value: weights[repr(value)] or 0.0, reverse=descending)


def printed(value: Any, form: str) -> str:
    """Print a number as d3 does: a real minus sign, and halves away from zero."""
    if number(value) is None:
        return word(value)
    if not form:
        return word(value).replace("-", "−")
    exact = Decimal(value) * (100 if "%" in form else 1)
    places = int(form.strip("+")[1])
    text = f"{exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):{'+' if '+' in form else ''}}"
    return text.replace("-", "−") + ("%" if "%" in form else "")


def called(channel: Spec) -> tuple[str, ...]:
    titles = (channel.get("title"), (channel.get("axis") or {}).get("title"), channel.get("field"))
    return tuple(str(title) for title in titles if title)
