"""Spec, size and medium in; a spec of that size with fonts and with names wrapped to the room they have out."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

from briefing.charts.styles import SCALES, TEXT_SIZES, Medium
from briefing.document import Style
from briefing.typeset.faces import Face
from briefing.typeset.measure import width as text_width
from briefing.typeset.opportunities import opportunities

_NAMES_SHARE = 0.34
"""The most of a chart's width that names beside horizontal bars may take."""
_PLOT_SHARE, _BETWEEN = 0.94, 6.0
"""The share of the width that names below share, and the points left free between two of them."""
_PADDING, _LEADING = 5, 1.25
"""The points between an axis and its names, and the pitch of their lines in em."""


def fit(
    spec: Mapping[str, Any], width: float, height: float, style: Style, medium: Medium, family: str
) -> dict[str, Any]:
    """Return a copy of the spec that fills `width` × `height` points, all text and padding included."""
    sized = deepcopy(dict(spec)) | {"width": width, "height": height, "padding": 2}
    sized["autosize"] = {"type": "fit", "contains": "padding"}
    sized["config"] = config(style, medium, family)
    size = TEXT_SIZES[medium]
    _size_texts(sized, size, _figure_factor(sized, width, size))
    for encoding in _encodings(sized):
        _wrap_below(encoding.get("x"), width, size)
        _wrap_beside(encoding.get("y"), width * _NAMES_SHARE, height, size)
    return sized


def config(style: Style, medium: Medium, family: str) -> dict[str, Any]:
    """Return the Vega-Lite configuration of a medium: its face, its sizes, its quiet furniture."""
    size = TEXT_SIZES[medium]
    return {
        "font": family,
        "background": None,
        "view": {"stroke": None},
        "axis": {"labelFontSize": size, "titleFontSize": size, "labelPadding": _PADDING},
        "legend": {
            "labelFontSize": size,
            "titleFontSize": size,
            "labelColor": style.ink,
            "labelLimit": 0,
            "symbolSize": size * 9,
            "symbolStrokeWidth": 0,
            "columnPadding": size,
            "layout": {"top": {"anchor": "end"}},
        },
    }


def wrap(text: str, room: float, size: float) -> list[str]:
    """Return the lines of a name so that each is at most `room` points wide where it can be broken at all."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        wide = text_width(paragraph, Face.SANS, size)
        lines += _balanced(_pieces(paragraph), wide, max(room, size), size)
    return lines


def _balanced(pieces: Sequence[str], wide: float, room: float, size: float) -> list[str]:
    """Fill the fewest lines that hold the pieces, about equally long."""
    for count in range(max(1, math.ceil(wide / room)), len(pieces)):
        for extra in (0.1, 0.5, 1.0, 1.5, 2.0):
            lines = _filled(pieces, min(room, wide / count + extra * size), size)
            if len(lines) <= count:
                return lines
    return _filled(pieces, room, size)


def period_step(names: Sequence[str], width: float, size: float) -> int:
    """Return that every how many-th name fits below a plot of that width; 1 unless all are periods.

    Steps are counted from the end, so that the latest period is named.
    """
    each = width / len(names) - _BETWEEN
    whole = max(text_width(piece, Face.SANS, size) for name in names for piece in _pieces(name))
    if whole <= each or not all(re.search(r"\d", name) for name in names):
        return 1
    needed = (max(text_width(name, Face.SANS, size) for name in names) + _BETWEEN) * len(names) / max(width, 1)
    # Months and quarters read best in steps that divide a year.
    return next((step for step in (1, 2, 3, 4, 6, 12) if step >= needed), math.ceil(needed))


def _filled(pieces: Sequence[str], room: float, size: float) -> list[str]:
    lines = [""]
    for piece in pieces:
        if lines[-1] and text_width(lines[-1] + piece, Face.SANS, size) > room:
            lines.append("")
        lines[-1] += piece
    return lines


def _pieces(text: str) -> list[str]:
    """Return what must stay whole: words and numbers, a mark with the character it belongs to."""
    ends = opportunities(text)
    return [text[start:end] for start, end in zip([0, *ends], ends, strict=False)] or [""]


def _figure_factor(spec: Mapping[str, Any], width: float, size: float) -> float:
    """Return how large figures may be so that neighbours do not touch."""
    names = next((found for encoding in _encodings(dict(spec)) if (found := _discrete(encoding.get("x")))), [])
    rows = [
        row
        for layer in spec.get("layer", ())
        for row in (layer.get("data") or spec.get("data") or {}).get("values", ())
    ]
    widest = max((text_width(str(row.get("label", "")), Face.SANS_BOLD, size) for row in rows), default=0)
    return min(SCALES["figure"], max(1.0, width / len(names) * 0.9 / widest)) if names and widest else SCALES["figure"]


def _size_texts(spec: dict[str, Any], size: float, figure: float) -> None:
    """Give every text its size by its role; a size of its own below the medium's is raised to it."""
    mark = spec.get("mark")
    if mark == "text" or (isinstance(mark, dict) and mark.get("type") == "text"):
        marked = {"type": "text"} if isinstance(mark, str) else mark
        factor = figure if marked.get("style") == "figure" else 1.0
        own = marked.get("fontSize", 0)
        spec["mark"] = marked | {"fontSize": max(own, size) if own and isinstance(own, int | float) else size * factor}
    for layer in spec.get("layer", ()):
        _size_texts(layer, size, figure)


def _encodings(spec: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    if "encoding" in spec:
        yield spec["encoding"]
    for layer in spec.get("layer", ()):
        yield from _encodings(layer)


def _wrap_below(channel: dict[str, Any] | None, width: float, size: float) -> None:
    """Break the names below the plot to their share of the width; periods are thinned out instead."""
    names = _discrete(channel)
    if not channel or not names:
        return
    axis = channel.setdefault("axis", {})
    axis["labelOverlap"] = False
    step = period_step(names, width * _PLOT_SHARE, size)
    if step > 1:
        axis["values"] = [name for index, name in enumerate(names) if (len(names) - 1 - index) % step == 0]
    _break(axis, names, width * _PLOT_SHARE / len(names) * step - _BETWEEN, size)


def _wrap_beside(channel: dict[str, Any] | None, room: float, height: float, size: float) -> None:
    """Break the names beside horizontal bars where the rows are high enough for two lines."""
    names = _discrete(channel)
    if channel and names and height / len(names) > size * 2.7:
        _break(channel.setdefault("axis", {}), names, room, size)


def _discrete(channel: dict[str, Any] | None) -> list[str]:
    """Return the names on a discrete axis that is drawn and whose domain is written out, else none."""
    if not channel or channel.get("type") not in ("nominal", "ordinal") or channel.get("axis", {}) is None:
        return []
    return list((channel.get("scale") or {}).get("domain") or [])


def _break(axis: dict[str, Any], names: Sequence[str], room: float, size: float) -> None:
    lines = {name: wrap(name, room, size) for name in names}
    most = max(map(len, lines.values()))
    if most > 1:
        if axis.get("orient") == "top":
            # Vega lets the lines grow down from the first one's place: they start higher, and all end above the plot.
            lines = {name: [""] * (most - len(parts)) + parts for name, parts in lines.items()}
            axis["labelPadding"] = _PADDING + (most - 1) * size * _LEADING
        axis["labelExpr"] = _lookup(lines)
        axis["labelLineHeight"] = size * _LEADING


def _lookup(lines: Mapping[str, list[str]]) -> str:
    """Return a Vega expression that gives the lines of the label at hand."""
    return relabelled({label: parts for label, parts in lines.items() if len(parts) > 1})


def relabelled(texts: Mapping[str, str | list[str]]) -> str:
    """Return a Vega expression that gives what to print for the label at hand."""
    names, shown = (f"[{','.join(map(_literal, part))}]" for part in (texts.keys(), texts.values()))
    # Two lists, since an object knows names of its own: a label may be called constructor.
    return f"indexof({names}, datum.label) < 0 ? datum.label : {shown}[indexof({names}, datum.label)]"


def _literal(value: str | list[str]) -> str:
    """Return a text, or a list of them, as Vega's expressions have it: as JSON does."""
    if not isinstance(value, str):
        return f"[{','.join(map(_literal, value))}]"
    # Vega takes a literal by one of these names for what every object has (vega-expression 6); a sum of two is none.
    parts = (value[:1], value[1:]) if re.fullmatch(r"[a-z]+[A-Z]\w+|constructor|__\w+__", value) else (value,)
    return "+".join(json.dumps(part, ensure_ascii=False) for part in parts)
