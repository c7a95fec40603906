"""The legends of a scene graph in, `Legend` values out: entries with their colours, also those of a ramp."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from briefing.charts.scene.model import Legend, Tick
from briefing.charts.scene.values import Graph, text_of, value_of


def legends(child: Graph, x: float, y: float) -> Iterator[Legend]:
    """Yield the legends of a mark whose group stands at `x`, `y` of the whole."""
    for item in child.get("items", ()):
        labels = _of_role(item, "legend-label")
        said = next((each["description"] for each in labels if isinstance(each.get("description"), list)), None)
        if said is None:
            continue
        symbols = _of_role(item, "legend-symbol")
        title = " ".join(filter(None, map(text_of, _of_role(item, "legend-title"))))
        place = x + float(item.get("x") or 0), y + float(item.get("y") or 0)
        entries = tuple(_entries(labels, symbols) if symbols else _of_ramp(item, labels))
        yield Legend(str(said[0]), str(item.get("orient") or said[1]), title, entries, not symbols, *place)


def _entries(labels: Sequence[Graph], symbols: Sequence[Graph]) -> Iterator[Tick]:
    for at, label in enumerate(labels):
        symbol = symbols[at] if at < len(symbols) else {}
        shade = symbol.get("opacity", 1)
        color = str(symbol.get("fill") or symbol.get("stroke") or "")
        # A symbol that is filled with nothing is seen by its rim.
        color = str(symbol.get("stroke") or "") if color == "transparent" else color
        yield Tick(_value(label), text_of(label), color=color, opacity=shade if isinstance(shade, int | float) else 1.0)


def _of_ramp(item: Graph, labels: Sequence[Graph]) -> Iterator[Tick]:
    """Yield the entries of a ramp with its colour beside each, or one for each of its steps."""
    ramp = next(iter(_of_role(item, "legend-gradient")), {})
    fill = ramp.get("fill")
    if isinstance(fill, Mapping):
        upright = float(ramp.get("height") or 0) > float(ramp.get("width") or 0)
        length = float(ramp.get("height" if upright else "width") or 1)
        for label in labels:
            at = float(label.get("y" if upright else "x") or 0) / length
            yield Tick(_value(label), text_of(label), color=_color(fill["stops"], 1 - at if upright else at))
        return
    colors = [str(band.get("fill") or "") for band in _of_role(item, "legend-band")]
    words = [text_of(label) for label in labels]
    if len(colors) == len(words) + 1 and words:
        steps = [f"<{words[0]}", *(f"{one}–{two}" for one, two in pairwise(words)), f"≥{words[-1]}"]
        yield from (Tick(step, step, color=color) for step, color in zip(steps, colors, strict=True))
    else:
        yield from (Tick(_value(label), text_of(label)) for label in labels)


def _color(stops: Sequence[Mapping[str, Any]], at: float) -> str:
    """Return the colour of the stop next to a place on a ramp."""
    return str(min(stops, key=lambda stop: abs(float(stop["offset"]) - at))["color"])


def _value(label: Graph) -> Any:
    said = label.get("description")
    return value_of(said[2]) if isinstance(said, list) else None


def _of_role(item: Graph, role: str) -> list[Graph]:
    """Return the items of the marks of a role at any depth."""
    found: list[Graph] = []
    for mark in item.get("items", ()):
        if mark.get("role") == role:
            found += mark.get("items", ())
        for each in mark.get("items", ()):
            found += _of_role(each, role)
    return found
