"""Chart data in, Vega-Lite spec out. Importing this is cheap: Altair is loaded when a chart is built.

The spec is the one source: `briefing.charts.svg` draws it for paper, `briefing.charts.native` reads it for PowerPoint.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any

from briefing.charts.data import ChartData, Datum, Reference, check
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
    "stacked": partial(_lazily, "bars", "stacked"),
    "line": partial(_lazily, "lines", "line"),
    "slope": partial(_lazily, "lines", "slope"),
    "doughnut": partial(_lazily, "doughnut", "build"),
    "bullet": partial(_lazily, "bullet", "build"),
    "timeline": partial(_lazily, "timeline", "build"),
}


_WITHOUT_REFERENCES = ("stacked", "doughnut", "bullet", "timeline")


def build(kind: str, data: ChartData, style: Style, color: str) -> dict[str, Any]:
    """Return the Vega-Lite spec of a chart, without size, fonts or title; BriefingError if it cannot be drawn.

    `color` is the theme's colour, for what is emphasised.
    """
    if kind not in KINDS:
        raise BriefingError(f"没有名为“{kind}”的图表种类。", hint=suggest(kind, KINDS))
    check(data)
    if data.references and kind in _WITHOUT_REFERENCES:
        raise BriefingError(f"{kind} 画不了参考线。", hint="请去掉参考线，或改用 column、bar 或 line。")
    return KINDS[kind](data, style, color)


__all__ = ["KINDS", "Builder", "ChartData", "Datum", "Reference", "build"]
