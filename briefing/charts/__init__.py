"""Chart data in, Vega-Lite spec out. Importing this is cheap: Altair is loaded when a chart is built.

The spec is the one source: `briefing.charts.svg` draws it for paper, `briefing.charts.native` reads it for PowerPoint.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any

from briefing.charts.checks import check
from briefing.charts.data import ChartData, Datum, Difference, Reference
from briefing.document import Style
from briefing.errors import BriefingError, suggest

Builder = Callable[[ChartData, Style, str], dict[str, Any]]


def _lazily(module: str, name: str, data: ChartData, style: Style, color: str) -> dict[str, Any]:
    from altair.utils.schemapi import debug_mode

    builder: Builder = getattr(import_module(f"briefing.charts.{module}"), name)
    # Altair checks each part as it is made, a third of the time; the tests check every kind's whole spec instead.
    with debug_mode(False):
        return builder(data, style, color)


KINDS: dict[str, Builder] = {
    "column": partial(_lazily, "bars", "column"),
    "bar": partial(_lazily, "bars", "bar"),
    "ranked": partial(_lazily, "leagues", "ranked"),
    "lollipop": partial(_lazily, "leagues", "lollipop"),
    "dumbbell": partial(_lazily, "leagues", "dumbbell"),
    "stacked": partial(_lazily, "stacks", "stacked"),
    "share": partial(_lazily, "stacks", "share"),
    "line": partial(_lazily, "lines", "line"),
    "slope": partial(_lazily, "lines", "slope"),
    "area": partial(_lazily, "area", "build"),
    "combo": partial(_lazily, "combo", "build"),
    "waterfall": partial(_lazily, "waterfall", "build"),
    "bullet": partial(_lazily, "bullet", "build"),
    "progress": partial(_lazily, "progress", "build"),
    "heat": partial(_lazily, "heat", "build"),
    "multiples": partial(_lazily, "multiples", "build"),
    "scatter": partial(_lazily, "scatter", "build"),
    "radar": partial(_lazily, "radar", "build"),
    "doughnut": partial(_lazily, "doughnut", "doughnut"),
    "pie": partial(_lazily, "doughnut", "pie"),
    "timeline": partial(_lazily, "timeline", "build"),
    "gantt": partial(_lazily, "gantt", "build"),
    "sparkline": partial(_lazily, "sparkline", "build"),
}

_ANNOTATED: dict[str, tuple[str, tuple[str, ...]]] = {
    "references": ("参考线", ("column", "bar", "ranked", "line", "slope")),
    "differences": ("增减箭头", ("column", "line")),
    "totals": ("合计", ("stacked", "share")),
}
"""What may be drawn over a chart, its name, and the kinds that can draw it."""


def build(kind: str, data: ChartData, style: Style, color: str) -> dict[str, Any]:
    """Return the Vega-Lite spec of a chart, without size, fonts or title; BriefingError if it cannot be drawn.

    `color` is the theme's colour, for what is emphasised. Its `usermeta.briefing` names the kind.
    """
    if kind not in KINDS:
        raise BriefingError(f"没有名为“{kind}”的图表种类。", hint=suggest(kind, KINDS))
    check(data)
    for field, (name, kinds) in _ANNOTATED.items():
        if getattr(data, field) and kind not in kinds:
            raise BriefingError(f"{kind} 画不了{name}。", hint=f"请去掉{name}，或改用 {'、'.join(kinds)}。")
    spec = KINDS[kind](data, style, color)
    own = (spec.get("usermeta") or {}).get("briefing") or {}
    # Arrows and totals have places of their own, which only the evaluated picture tells.
    annotated = {"annotated": True} if data.differences or data.totals else {}
    return spec | {"usermeta": {"briefing": {"kind": kind} | annotated | own}}


__all__ = ["KINDS", "Builder", "ChartData", "Datum", "Difference", "Reference", "build"]
