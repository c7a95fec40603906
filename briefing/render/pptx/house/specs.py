"""A chart's spec in, the same in the colours of a house master's layout out, its words legible on their grounds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from briefing.charts.palette import readable_on
from briefing.render.pptx.house.look import Look

_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")
# The builders name the texts within a bar by the bar's colour.
_INSIDE = re.compile(r"inside-(#[0-9A-Fa-f]{6})")


def respecified(spec: Mapping[str, Any], look: Look) -> dict[str, Any]:
    """Return a spec with its colours changed; texts within a bar are black or white as the new colour asks for."""
    made = _changed(spec, look)
    assert isinstance(made, dict)
    return made


def _changed(value: Any, look: Look) -> Any:
    if isinstance(value, str):
        return look.color(value) if _COLOR.fullmatch(value) else value
    if isinstance(value, Mapping):
        made = {key: _changed(inner, look) for key, inner in value.items()}
        if _is_text(value) and made["mark"].get("color") not in (None, look.style.ground):
            # What has the colour of the ground stands on a mark.
            made["mark"] = made["mark"] | {"color": _words(str(value["mark"]["color"]), look)}
        shade = _shade(value)
        if shade:
            made["mark"] = made["mark"] | {"color": readable_on(look.color(shade), look.style)}
        return made
    if isinstance(value, Sequence):
        return [_changed(inner, look) for inner in value]
    return value


def _words(color: str, look: Look) -> str:
    return look.words(color) if _COLOR.fullmatch(color) else color


def _is_text(view: Mapping[str, Any]) -> bool:
    mark = view.get("mark")
    return isinstance(mark, Mapping) and mark.get("type") == "text"


def _shade(view: Mapping[str, Any]) -> str:
    """Return the colour of the bars that a layer of texts stands in; empty for any other part of a spec."""
    if not _is_text(view):
        return ""
    steps = view.get("transform")
    filters = [step.get("filter") for step in steps if isinstance(step, Mapping)] if isinstance(steps, list) else []
    named = [str(each.get("equal", "")) for each in filters if isinstance(each, Mapping)]
    found = (match.group(1) for name in named if (match := _INSIDE.fullmatch(name)))
    return next(found, "")
