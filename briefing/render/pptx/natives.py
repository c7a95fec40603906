"""Blocks in, how each of their charts is drawn out: as PowerPoint's own charts and tables, or as a vector picture."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, assert_never

from briefing.blocks import Block, Chart
from briefing.charts.native import Native, NativeChart, NativePanels, NativeTable, NotNative, translate
from briefing.document import Style
from briefing.errors import BriefingError, Notice
from briefing.render.pptx.chart import unable
from briefing.render.pptx.heat import heat_minimum
from briefing.render.pptx.stage import OURS, Stage

if TYPE_CHECKING:
    from briefing.charts.scene.evaluate import Canvas


@dataclass(frozen=True, slots=True)
class Vector:
    """A chart that PowerPoint has no counterpart of; `reason` says in Chinese why."""

    spec: Mapping[str, Any]
    reason: str


Settled = NativeChart | NativePanels | NativeTable | Vector


def settle(blocks: Sequence[Block], style: Style, notices: list[Notice], stage: Stage = OURS) -> dict[str, Settled]:
    """Return how the chart of each path is drawn; a Notice tells of each that cannot be edited, and why."""
    found: dict[str, Settled] = {}
    for block in blocks:
        if isinstance(block, Chart):
            found[block.path] = settled = settle_chart(block, style, stage)
            if isinstance(settled, Vector):
                words = f"这张图不能做成可编辑的图表（{settled.reason}），已画成矢量图片。"
                notices.append(Notice(block.path, words))
    return found


def settle_chart(chart: Chart, style: Style, stage: Stage = OURS) -> Settled:
    """Return how one chart is drawn; BriefingError, with the chart's path, for a spec that is wrong in itself."""
    try:
        native = translate(chart.spec, _canvas(style, stage))
    except NotNative as refusal:
        return Vector(chart.spec, refusal.reason)
    except BriefingError as error:
        raise BriefingError(error.message, error.where or chart.path, error.hint) from error
    reason = why_not(native, stage)
    return Vector(chart.spec, reason) if reason else native


def _canvas(style: Style, stage: Stage) -> Canvas | None:
    """Return the canvas of a style or a stage of the user's own; that of the house is made where it is needed."""
    if style == Style() and stage.content == OURS.content:
        return None
    from briefing.charts.scene.evaluate import Canvas

    usual = Canvas(style=style)
    across, down = stage.content.w / OURS.content.w, stage.content.h / OURS.content.h
    return replace(usual, width=round(usual.width * across, 1), height=round(usual.height * down, 1))


def why_not(native: Native, stage: Stage = OURS) -> str:
    """Return in Chinese what keeps PowerPoint from showing a translated chart; empty where nothing does."""
    match native:
        case NativeChart():
            return unable(native)
        case NativePanels():
            return next((reason for panel in native.panels if (reason := why_not(panel.chart, stage))), "")
        case NativeTable():
            return _crowded(native, stage)
        case _:
            assert_never(native)


def _crowded(table: NativeTable, stage: Stage) -> str:
    values = [cell.value for row in table.rows for cell in row if cell.value is not None]
    if not all(map(math.isfinite, values)):
        return "数据里有不是有限的数"
    wide, high = heat_minimum(table)
    if wide > stage.content.w or high > stage.content.h:
        return f"表格有{len(table.rows)}行{len(table.columns)}列，一页放不下"
    return ""
