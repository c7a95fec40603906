"""The specs of `specs/` in, and what the product makes of each, once for all tests of a run."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from briefing.charts.native import Native, NotNative, translate

SPECS = Path(__file__).parent / "specs"
Spec = Mapping[str, Any]


@cache
def specs() -> dict[str, Spec]:
    """Return the measuring set by name: charts as analysts bring them, all with invented figures."""
    return {path.name.removesuffix(".vl.json"): _read(path) for path in sorted(SPECS.glob("*.vl.json"))}


@cache
def bad_specs() -> dict[str, Spec]:
    """Return the bad inputs that are at least JSON objects."""
    found: dict[str, Mapping[str, Any]] = {}
    for path in sorted((SPECS / "bad").glob("*.vl.json")):
        try:
            spec = _read(path)
        except json.JSONDecodeError:
            continue
        if isinstance(spec, dict):
            found[path.name.removesuffix(".vl.json")] = spec
    return found


@cache
def outcome(name: str) -> Native | Exception:
    """Return the native chart of a spec, or whatever was raised."""
    try:
        return translate(specs()[name])
    except Exception as error:  # whatever it is, the test that asks for the outcome fails by it
        return error


def natives() -> dict[str, Native]:
    """Return the native charts of the set by name."""
    found = {name: outcome(name) for name in specs()}
    return {name: made for name, made in found.items() if not isinstance(made, Exception)}


def vectors() -> dict[str, NotNative]:
    """Return the reasons of those that PowerPoint cannot draw."""
    found = {name: outcome(name) for name in specs()}
    return {name: made for name, made in found.items() if isinstance(made, NotNative)}


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
