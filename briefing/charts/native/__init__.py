"""Vega-Lite spec in, `NativeChart` out: what PowerPoint can draw as a real, editable chart."""

from briefing.charts.native.model import (
    NativeAxis,
    NativeChart,
    NativeLabel,
    NativeSeries,
    NotNative,
)
from briefing.charts.native.translate import translate

__all__ = ["NativeAxis", "NativeChart", "NativeLabel", "NativeSeries", "NotNative", "translate"]
