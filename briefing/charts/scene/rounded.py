"""A compiled Vega spec in, the same with its rounded stacks as plain marks out.

Vega-Lite draws stacked bars with round corners as a group for each stack, cut off at the corners. Nothing that is read
from a scene has round corners, and bars in groups of their own would each be a plot.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_FACET = "stack_group_main"
_OF_GROUP = ("clip", "cornerRadius")


def flatten(part: dict[str, Any]) -> None:
    """Put the bars of rounded stacks where their groups stand, in place, at any depth."""
    marks = [_flat(mark) for mark in part.get("marks", ())]
    if marks:
        part["marks"] = marks
    for mark in marks:
        flatten(mark)


def _flat(mark: dict[str, Any]) -> dict[str, Any]:
    facet = (mark.get("from") or {}).get("facet") or {}
    bars = _bars(mark) if facet.get("name") == _FACET else None
    if bars is None:
        return mark
    own, stack = bars["encode"]["update"], mark["encode"]["update"]
    # A bar has its place along the stack; the stack has the other one, and the width of both.
    along = ("y", "y2") if "y2" in own else ("x", "x2")
    placed = {key: value for key, value in stack.items() if key not in along and not key.startswith(_OF_GROUP)}
    kept = {key: value for key, value in own.items() if not _is_of_group(value)}
    return bars | {"from": {"data": facet["data"]}, "encode": {"update": placed | kept}}


def _bars(group: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the only mark below groups in groups."""
    inner: list[dict[str, Any]] = group.get("marks") or []
    if len(inner) != 1:
        return None
    one = inner[0]
    return _bars(one) if one.get("type") == "group" else one


def _is_of_group(value: Any) -> bool:
    return isinstance(value, Mapping) and isinstance(value.get("field"), Mapping) and "group" in value["field"]
