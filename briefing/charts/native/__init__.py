"""Vega-Lite spec in, `Native` out: what PowerPoint can draw as real, editable charts."""

from briefing.charts.native.model import (
    MOST_PANELS,
    MOST_POINTS,
    Native,
    NativeAxis,
    NativeCell,
    NativeChart,
    NativeErrors,
    NativeLabel,
    NativeNote,
    NativePanel,
    NativePanels,
    NativeSeries,
    NativeTable,
    NotNative,
)
from briefing.charts.native.translate import translate

__all__ = [
    "MOST_PANELS",
    "MOST_POINTS",
    "Native",
    "NativeAxis",
    "NativeCell",
    "NativeChart",
    "NativeErrors",
    "NativeLabel",
    "NativeNote",
    "NativePanel",
    "NativePanels",
    "NativeSeries",
    "NativeTable",
    "NotNative",
    "translate",
]
