"""Vega-Lite spec and native chart in, what differs in colours, bounds, formats and titles out. Single views only.

Read from the spec alone: explicit domains and ranges, the default colours of Vega-Lite, conditions, explicit titles.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle
from typing import Any

from PIL import ImageColor

from briefing.charts.native import NativeAxis, NativeChart
from tests.charts.oracle_rows import NotCovered, Spec, holds, transformed

TABLEAU = ("#4c78a8", "#f58518", "#e45756", "#72b7b2", "#54a24b", "#eeca3b", "#b279a2", "#ff9da6", "#9d755d", "#bab0ac")
FORMATS = {
    "%": ("0%",),
    ".0%": ("0%",),
    ".0f": ("0", "#,##0"),
    ".1f": ("0.0",),
    ".2f": ("0.00",),
    ",d": ("#,##0",),
}
"""Excel's number formats for those of d3 that say the same."""


def look_disagreements(spec: Spec, native: NativeChart) -> list[str]:
    """Return what of a single view's look is not carried over; empty where all that is explicit agrees."""
    found = list(_titles(spec, native))
    for view in _views(spec, {}):
        encoding = view["encoding"]
        mark = view["mark"] if isinstance(view["mark"], str) else view["mark"]["type"]
        if mark in ("rule", "text", "rect"):
            continue
        found += _axes(encoding, native)
        found += _colours(spec, mark, view, native)
    return found


def _views(spec: Spec, encoding: Spec) -> Iterator[Spec]:
    own = {**encoding, **spec.get("encoding", {})}
    if "layer" not in spec:
        yield {**spec, "encoding": own}
    for layer in spec.get("layer", ()):
        yield from _views({"data": spec.get("data"), "transform": spec.get("transform", ()), **layer}, own)


def _titles(spec: Spec, native: NativeChart) -> Iterator[str]:
    title = spec.get("title", "")
    text = title if isinstance(title, str) else title.get("text", "")
    subtitle = "" if isinstance(title, str) else title.get("subtitle", "")
    lines = subtitle if isinstance(subtitle, str) else "\n".join(subtitle)
    if text and native.title != text:
        yield f"title {native.title!r}, expected {text!r}"
    if lines and native.subtitle != lines:
        yield f"subtitle {native.subtitle!r}, expected {lines!r}"


def _axes(encoding: Spec, native: NativeChart) -> Iterator[str]:
    for name in ("x", "y"):
        channel = encoding.get(name) or {}
        axis = _axis(name, native)
        if channel.get("type") == "quantitative" and not channel.get("bin") and axis is not None:
            yield from _scale(name, channel.get("scale") or {}, native, axis)
            yield from _words(name, channel, axis)


def _axis(name: str, native: NativeChart) -> NativeAxis | None:
    """Return the axis of a channel; None where a second one may be meant."""
    if native.secondary_axis is not None or native.kind in ("pie", "doughnut", "radar"):
        return None
    across = native.kind == "bar"
    return native.value_axis if (name == "y") != across else native.category_axis


def _scale(name: str, scale: Spec, native: NativeChart, axis: NativeAxis) -> Iterator[str]:
    domain = scale.get("domain")
    if isinstance(domain, list) and (axis.minimum, axis.maximum) != tuple(domain):
        yield f"{name} from {axis.minimum} to {axis.maximum}, expected {domain}"
    if (scale.get("type") == "log") != bool(axis.log):
        yield f"{name} logarithm {axis.log}"
    if bool(scale.get("reverse")) != axis.reversed and native.kind not in ("scatter", "bubble"):
        yield f"{name} reversed {axis.reversed}"
    values = [value for series in native.series for value in series.values if value is not None]
    if axis.log or scale.get("zero") is False or isinstance(domain, list):
        return
    if native.kind in ("column", "bar", "area") and min(values, default=0) >= 0 and (axis.minimum or 0) > 0:
        yield f"{name} does not begin at zero but at {axis.minimum}"


def _words(name: str, channel: Spec, axis: NativeAxis) -> Iterator[str]:
    details = channel.get("axis", {}) or {}
    title = details.get("title", channel.get("title", ""))
    if title and channel.get("axis", {}) is not None and title not in axis.title:
        yield f"{name} title {axis.title!r}, expected {title!r}"
    form = FORMATS.get(details.get("format", ""))
    if form and axis.number_format not in form:
        yield f"{name} format {axis.number_format!r}, expected {form}"
    if details.get("grid") is False and axis.gridlines:
        yield f"{name} has grid lines"


def _colours(spec: Spec, mark: str, view: Spec, native: NativeChart) -> Iterator[str]:
    channel = view["encoding"].get("color") or {}
    if "condition" in channel and mark == "bar" and "value" in channel:
        yield from _conditional(spec, view, channel, native)
    if channel.get("type") == "nominal" and "field" in channel and "condition" not in channel:
        yield from _scaled(view, channel, native)


def _scaled(view: Spec, channel: Spec, native: NativeChart) -> Iterator[str]:
    try:
        rows = transformed(_rows(view), view.get("transform", ()))
    except NotCovered:
        return
    scale = channel.get("scale") or {}
    if "scheme" in scale or not rows or channel["field"] not in rows[0]:
        return
    wanted = dict(zip(_domain(channel, scale, rows), cycle(scale.get("range", TABLEAU)), strict=False))
    for name, colour in wanted.items():
        shown = _shown(str(name), native)
        if shown and _hex(colour) not in shown:
            yield f"{name} is {sorted(shown)}, expected {_hex(colour)}"


def _domain(channel: Spec, scale: Spec, rows: Sequence[Mapping[str, Any]]) -> list[Any]:
    """Return the names in the order in which they take their colours."""
    given, sort = list(dict.fromkeys(row[channel["field"]] for row in rows)), channel.get("sort", "ascending")
    if "domain" in scale:
        return list(scale["domain"])
    if isinstance(sort, list):
        return [*sort, *(each for each in given if each not in sort)]
    return given if sort is None else sorted(given)


def _rows(view: Spec) -> list[dict[str, Any]]:
    data = view.get("data") or {}
    if not isinstance(data.get("values"), list):
        raise NotCovered("named data")
    values: list[dict[str, Any]] = data["values"]
    return values


def _shown(name: str, native: NativeChart) -> set[str]:
    """Return the colours in which a name is drawn: of the series of that name, or of the point of that category."""
    series = {
        _hex(colour) for each in native.series if each.name == name for colour in (each.color, each.outline) if colour
    }
    if series or native.kind not in ("pie", "doughnut", "column", "bar"):
        return series
    places = [at for at, category in enumerate(native.categories) if category == name]
    colours = [each.point_colors[at] for each in native.series if each.point_colors for at in places]
    return {_hex(colour) for colour in colours if colour}


def _conditional(spec: Spec, view: Spec, channel: Spec, native: NativeChart) -> Iterator[str]:
    conditions = channel["condition"] if isinstance(channel["condition"], list) else [channel["condition"]]
    along = next((name for name in ("x", "y") if view["encoding"][name].get("type") in ("nominal", "ordinal")), "")
    try:
        rows = transformed(_rows({"data": spec.get("data")}), view.get("transform", ()))
        colours = {str(row[view["encoding"][along]["field"]]): _chosen(conditions, channel, row) for row in rows}
    except (NotCovered, KeyError):
        return
    for at, category in enumerate(native.categories):
        shown = {
            _hex((each.point_colors or ("",) * (at + 1))[at] or each.color) for each in native.series if each.color
        }
        if category in colours and _hex(colours[category]) not in shown:
            yield f"{category} is {sorted(shown)}, expected {_hex(colours[category])}"


def _chosen(conditions: Sequence[Spec], channel: Spec, row: Mapping[str, Any]) -> str:
    return str(next((each["value"] for each in conditions if holds(each["test"], row)), channel["value"]))


def _hex(colour: str) -> str:
    red, green, blue = ImageColor.getrgb(colour)[:3]
    return f"#{red:02X}{green:02X}{blue:02X}"
