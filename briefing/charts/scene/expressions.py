"""A channel of a compiled Vega mark in, the expression of the data value behind it out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

_SCALED = re.compile(r"scale\(\s*(['\"])(?P<scale>[^'\"]+)\1\s*,\s*(?P<inner>.+)\)")
_FIELD = re.compile(r"datum\[(['\"])(?P<name>(?:[^'\"\\]|\\.)+)\1\]")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a channel's value comes from: an expression, and the names of its scale and of its field ("" for none)."""

    expression: str
    scale: str = ""
    field: str = ""


NOTHING = Source("null")


def source(rules: Any) -> Source:
    """Return the source of an encoding entry: one rule, or a list of which the first with a true test holds."""
    if isinstance(rules, Mapping):
        return _one(rules)
    if not isinstance(rules, list) or not rules:
        return NOTHING
    found = [(rule.get("test"), _one(rule)) for rule in rules if isinstance(rule, Mapping)]
    expression = "null"
    for test, each in reversed(found):
        expression = f"({test}) ? ({each.expression}) : ({expression})" if isinstance(test, str) else each.expression
    named = [each for _, each in found]
    return Source(expression, _first(each.scale for each in named), _first(each.field for each in named))


def datum(field: str) -> str:
    """Return the expression of a field as Vega-Lite writes it: dots and brackets in it lead into the value."""
    parts = re.findall(r"(?:\\.|[^.\[\]\\])+", field)
    names = [re.sub(r"\\(.)", r"\1", part).strip("'\"") for part in parts]
    return "datum" + "".join(f"[{json.dumps(name, ensure_ascii=False)}]" for name in names)


def plain_name(field: str) -> str:
    """Return the name of a field without the strokes that keep its dots and brackets from leading into the value."""
    return re.sub(r"\\(.)", r"\1", field)


def dated(expression: str, *, temporal: bool, utc: bool) -> str:
    """Return the expression with an instant as a list of its parts, so that its zone is the one of the chart."""
    prefix = "utc" if utc else ""
    names = ("year", "month", "date", "hours", "minutes", "seconds", "milliseconds")
    test = f"isValid({expression})" if temporal else f"isDate({expression})"
    parts = ",".join(f"{prefix}{name}(toDate({expression}))" for name in names)
    return f"({test} ? ['instant',{parts}] : ({expression}))"


def _one(rule: Mapping[str, Any]) -> Source:
    scale = rule.get("scale") if isinstance(rule.get("scale"), str) else ""
    if isinstance(rule.get("field"), str) and scale:
        return Source(datum(rule["field"]), str(scale), plain_name(rule["field"]))
    if scale and "signal" in rule:
        return Source(str(rule["signal"]), str(scale), _mentioned(str(rule["signal"])))
    if scale and "value" in rule:
        return Source(json.dumps(rule["value"]), str(scale))
    found = _SCALED.search(str(rule.get("signal", "")))
    if found:
        inner = _balanced(found["inner"])
        return Source(inner, found["scale"], _mentioned(inner))
    if scale and "offset" in rule and isinstance(rule["offset"], Mapping):
        return NOTHING
    return NOTHING


def _mentioned(expression: str) -> str:
    found = _FIELD.search(expression)
    return found["name"] if found else ""


def _balanced(text: str) -> str:
    """Return the text up to the bracket that closes the call it was taken from."""
    depth = 0
    for at, character in enumerate(text):
        if character == "(":
            depth += 1
        elif character == ")":
            if not depth:
                return text[:at]
            depth -= 1
    return text


def _first(names: Iterable[str]) -> str:
    return next((name for name in names if name), "")
