"""A drawing, measured, in; the settings that give the names at its axes and in its legends their room out."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from briefing.charts.fit import relabelled, wrap
from briefing.charts.legible import overlaid
from briefing.charts.measured import Guide, Measured
from briefing.typeset.faces import Face
from briefing.typeset.measure import width as text_width

_NAMES_SHARE, _LEGEND_SHARE, _BETWEEN, _MOST_LINES = 0.34, 0.3, 4.0, 4
"""The most of the width that names beside a plot and those in a legend may take; the points between two names below a
plot, and the most lines of one."""


def room_for_names(
    seen: Measured, width: float | None, height: float | None, points: float, config: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what to add to the configuration so that the names at axes and in legends have room."""
    wide, high = width or seen.width, height or seen.height
    made = dict(config)
    for side in ("x", "y"):
        texts: dict[str, str | list[str]] = {}
        for guide in (each for each in seen.guides if each.side == side):
            texts |= _below(guide, points) if side == "x" else _beside(guide, wide * _NAMES_SHARE, points)
        if texts:
            made = overlaid(made, {f"axis{side.upper()}": {"labelExpr": relabelled(texts)}})
            most = max(len(lines) if isinstance(lines, list) else 1 for lines in texts.values())
            if most > 1 and any(guide.over for guide in seen.guides if guide.side == side):
                # Vega writes further lines downwards, into the plot below.
                made = overlaid(made, {"axisTop": {"labelPadding": round(2 + (most - 1) * points * 1.25, 1)}})
    if seen.legends_end > high - 2:
        columns = (made.get("legend") or {}).get("columns", 1) + 1
        # More than a few columns of entries would leave the plot no room.
        made = overlaid(made, {"legend": {"columns": min(columns, 4), "tickCount": 3}})
    if seen.lone:
        made = overlaid(made, {"line": {"point": True}, "area": {"point": True}})
    if seen.widest_entry > wide * _LEGEND_SHARE:
        made = overlaid(made, {"legend": {"labelLimit": round(wide * _LEGEND_SHARE)}})
    return made


def _below(guide: Guide, points: float) -> dict[str, str | list[str]]:
    """Break the names below a plot to their share of it, or keep every so-manieth where even that has no room."""
    names = ["".join(label.lines) for label in guide.labels]
    pairs = zip(guide.labels, guide.labels[1:], strict=False)
    touching = any(two.at - one.at < (one.width + two.width) / 2 + 3 for one, two in pairs)
    if not touching or any(len(label.lines) > 1 for label in guide.labels):
        return {}
    for each in range(1, len(names) + 1):
        lines = {name: wrap(name, guide.step * each - _BETWEEN, points) for name in names}
        widest = max(text_width(line, Face.SANS, points) for parts in lines.values() for line in parts)
        if widest <= guide.step * each - _BETWEEN and max(map(len, lines.values())) <= _MOST_LINES:
            # Counted from the end, so that the latest period is named.
            kept = {name for at, name in enumerate(reversed(names)) if at % each == 0}
            return {name: lines[name] if name in kept else "" for name in names}
    return dict.fromkeys(names[1:], "")


def _beside(guide: Guide, room: float, points: float) -> dict[str, str | list[str]]:
    """Break the names beside a plot that would take too much of its width, into as many lines as a row has room for."""
    most = max(1, math.floor((guide.step or 1e9) / (points * 1.25)))
    found: dict[str, str | list[str]] = {}
    for label in guide.labels:
        name = "".join(label.lines)
        if len(label.lines) > 1 or label.width <= room:
            continue
        lines = wrap(name, room, points)
        kept = lines[:most]
        found[name] = kept if len(lines) <= most else [*kept[:-1], f"{kept[-1][:-1]}…"]
    return found
