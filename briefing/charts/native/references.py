"""Rule layers in: the base line of bars, and the lines to compare with as series of their own."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.charts.native import channels
from briefing.charts.native.formats import number_format
from briefing.charts.native.model import NativeLabel, NativeSeries, NotNative
from briefing.charts.native.spec import Layer

_WIDTH = 1.0


def has_baseline(layers: Sequence[Layer], channel: str) -> bool:
    """Return whether a rule marks zero on the value channel."""
    return any(layer.mark == "rule" and layer.channel(channel).get("datum") == 0 for layer in layers)


def references(layers: Sequence[Layer], channel: str, count: int) -> tuple[NativeSeries, ...]:
    """Return one series for each rule across the chart, with its words at the last of `count` categories."""
    rules = [layer for layer in layers if layer.mark == "rule" and layer.channel(channel).get("datum") != 0]
    for rule in rules:
        if "datum" not in rule.channel(channel):
            raise NotNative("有逐项画出的线段")
        if channel == "x":
            raise NotNative("横向条形图上有参考线")
    return tuple(_series(rule, layers, channel, count) for rule in rules)


def is_words_of_reference(layer: Layer, channel: str) -> bool:
    return layer.mark == "text" and "datum" in layer.channel(channel)


def _series(rule: Layer, layers: Sequence[Layer], channel: str, count: int) -> NativeSeries:
    value = channels.number(rule.channel(channel)["datum"]) or 0.0
    words = next(
        (each for each in layers if is_words_of_reference(each, channel) and each.channel(channel)["datum"] == value),
        None,
    )
    text = str(words.get("text", words.rows[0]) or "") if words and words.rows else ""
    color = str(rule.look.get("color", ""))
    label = NativeLabel(text, number_format(value, text), "right", color=color) if text else None
    return NativeSeries(
        name=text or "参考线",
        values=(value,) * count,
        color=color,
        labels=(*(None,) * (count - 1), label),
        line_width=float(rule.look.get("strokeWidth", _WIDTH)),
        dashed="strokeDash" in rule.look,
        reference=True,
    )
