"""Any Vega-Lite spec and a room in, SVG out: drawn, measured, and drawn again until it is legible and fills the room.

Vega-Lite fits a single plot to a size, but neither several plots nor long names. Both are settled by looking at the
drawing: plots are scaled while their text keeps its size, and names are broken or thinned to the room that they have.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from briefing.charts.fit import wrap
from briefing.charts.honest import check_honest
from briefing.charts.legible import copied, is_composed, legible, overlaid, views
from briefing.charts.measured import Measured, measured, size
from briefing.charts.names import room_for_names
from briefing.charts.styles import TEXT_SIZES, Medium
from briefing.document import Style
from briefing.errors import BriefingError

Convert = Callable[[dict[str, Any]], str]

_ATTEMPTS = 8
_DEFAULT = 300.0
"""The size of a plot that says none, as Vega-Lite has it."""
_NARROWEST, _TALLER = 110.0, 1.6
"""The width below which panels wrap to another row, and how much taller than wide panels may be drawn."""
_SMALLEST = 0.5


@dataclass(frozen=True, slots=True)
class Room:
    """The whole width and height to fill in points, padding included; None leaves a size to the spec."""

    width: float | None = None
    height: float | None = None


@dataclass(frozen=True, slots=True)
class Laid:
    """A drawing, and the spec of it that the converter was given."""

    svg: str
    spec: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Try:
    """One attempt: how plots are scaled, and what is added to the configuration."""

    across: float = 1.0
    down: float = 1.0
    config: Mapping[str, Any] = field(default_factory=dict)


def lay_out(spec: Mapping[str, Any], room: Room, style: Style, medium: Medium, family: str, convert: Convert) -> Laid:
    """Return any spec drawn; BriefingError where even the smallest plots leave no room for the text."""
    base = _titled(legible(spec, style, medium, family), room, medium)
    composed = is_composed(base)
    if composed:
        base = wrapped(base, room)
    elif room.width or room.height:
        base = sized(base, room)
    laid = _settled(base, room if composed else Room(), room, medium, convert)
    return replace(laid, svg=_padded(laid.svg, room)) if composed else laid


def _settled(base: dict[str, Any], fill: Room, room: Room, medium: Medium, convert: Convert) -> Laid:
    """Draw until nothing is left to mend; return the largest drawing that fits the room, else the last one."""
    now, tried, last, best = _Try(), list[tuple[_Try, Measured]](), Laid("", {}), None
    for _ in range(_ATTEMPTS):
        drawn = _with_config(scaled(base, now.across, now.down), now.config)
        last = Laid(convert(drawn), drawn)
        seen = measured(last.svg)
        check_honest(base, seen)
        tried.append((now, seen))
        if _fits(seen, fill) and (best is None or size(best.svg) <= size(last.svg)):
            best = last
        names = room_for_names(seen, room.width, room.height, TEXT_SIZES[medium], now.config)
        following = replace(_rescaled(tried, fill), config=names)
        if following == now:
            break
        now = following
    return best or last


def _titled(spec: dict[str, Any], room: Room, medium: Medium) -> dict[str, Any]:
    """Break a title that is wider than the room."""
    title = spec.get("title")
    parts = {"text": title} if isinstance(title, str) else title
    if not room.width or not isinstance(parts, dict):
        return spec
    points = {"text": TEXT_SIZES[medium] * 1.3, "subtitle": TEXT_SIZES[medium]}
    broken = {key: wrap(parts[key], room.width - 8, points[key]) for key in points if isinstance(parts.get(key), str)}
    return spec | {"title": parts | broken}


def sized(spec: dict[str, Any], room: Room) -> dict[str, Any]:
    """Fit a single plot: Vega finds the room for axes, titles and legends itself."""
    width, height = room.width or spec.get("width") or _DEFAULT, room.height or spec.get("height") or _DEFAULT
    most = 0.46 * min(value for value in (width, height) if isinstance(value, int | float))
    made = _with_radii(spec, most)
    fitted = {"width": width, "height": height, "padding": 2, "autosize": {"type": "fit", "contains": "padding"}}
    return made | fitted


def _with_radii(spec: dict[str, Any], most: float) -> dict[str, Any]:
    """Scale the radii of pies that are given in points and would not fit."""
    radii = ("radius", "radius2", "outerRadius", "innerRadius", "radiusOffset")
    layers = [spec, *spec.get("layer", ())]
    marks = [each["mark"] for each in layers if isinstance(each.get("mark"), dict)]
    given = [mark[key] for mark in marks for key in radii if isinstance(mark.get(key), int | float)]
    factor = most / max(given) if given and max(given) > most else 1.0
    for mark in marks:
        mark |= {key: mark[key] * factor for key in radii if isinstance(mark.get(key), int | float)}
    return spec


def wrapped(spec: dict[str, Any], room: Room) -> dict[str, Any]:
    """Have panels without a number of columns wrap where a row would make them too narrow."""
    columns = max(1, int((room.width or 4 * _NARROWEST) // _NARROWEST))
    spec.pop("autosize", None)
    # A step for each name would make a plot of three names a fifth as wide as its neighbours.
    sides = ("continuousWidth", "continuousHeight", "discreteWidth", "discreteHeight")
    view: dict[str, Any] = dict.fromkeys(sides, _DEFAULT)
    given = spec["config"].get("view") or {}
    if "step" in given:
        view |= {"discreteWidth": {"step": given["step"]}, "discreteHeight": {"step": given["step"]}}
    grid = {"facet": {"columns": columns, "spacing": 10}, "concat": {"columns": columns, "spacing": 14}, "view": view}
    return spec | {"padding": 2, "config": overlaid(grid, spec["config"])}


def scaled(spec: dict[str, Any], across: float, down: float) -> dict[str, Any]:
    """Return a spec with its plots scaled; text keeps its size."""
    if (across, down) == (1.0, 1.0):
        return spec
    made: dict[str, Any] = copied(spec)
    for view in views(made):
        for key, factor in (("width", across), ("height", down)):
            view |= {key: _times(view[key], factor)} if key in view else {}
    given = made["config"].get("view") or {}
    factors = {"continuousWidth": across, "discreteWidth": across}
    factors |= {"continuousHeight": down, "discreteHeight": down}
    made["config"]["view"] = dict(given) | {key: _times(given[key], factor) for key, factor in factors.items()}
    return made


def _times(value: Any, factor: float) -> Any:
    if isinstance(value, Mapping) and isinstance(value.get("step"), int | float):
        return dict(value) | {"step": round(value["step"] * factor, 3)}
    return round(value * factor, 2) if isinstance(value, int | float) else round(_DEFAULT * factor, 2)


def _fits(seen: Measured, fill: Room) -> bool:
    return (not fill.width or seen.width <= fill.width + 0.5) and (not fill.height or seen.height <= fill.height + 0.5)


def _rescaled(tried: list[tuple[_Try, Measured]], fill: Room) -> _Try:
    """Return how to scale the plots next: text takes a fixed part of the whole, plots the rest."""
    now, seen = tried[-1]
    across, down = now.across, now.down
    if fill.width and not 0.98 * fill.width <= seen.width <= fill.width + 0.5:
        across = _next([(each.across, got.width) for each, got in tried], fill.width)
    if fill.height:
        down = _next([(each.down, got.height) for each, got in tried], fill.height)
        down = min(down, across * _TALLER)
        close = abs(down - now.down) < 0.02 * now.down and seen.height <= fill.height + 0.5
        down = now.down if close else down
    return _Try(across, down)


def _next(points: list[tuple[float, float]], target: float) -> float:
    """Return the factor at which a length that grows with it in a straight line reaches the target."""
    (factor, length), before = points[-1], points[-2] if len(points) > 1 else (0.0, 0.0)
    slope = (length - before[1]) / (factor - before[0]) if factor != before[0] else 0.0
    # Text that wraps otherwise can bend the line; then a simple proportion is as good a guess.
    found = factor + (target - 0.5 - length) / slope if slope > 0 else factor * target / max(length, 1.0)
    return min(max(found, 0.02), 4.0)


def _padded(svg: str, room: Room) -> str:
    """Return a drawing of several plots in the middle of its room; one that stayed too large is scaled as a whole."""
    width, height = size(svg)
    wide, high = room.width or width, room.height or height
    factor = min(1.0, wide / width, high / height)
    if factor < _SMALLEST:
        raise BriefingError(
            f"图表由多幅小图组成，{wide:.0f}×{high:.0f}磅的版面放不下。", hint="请减少小图，或用 columns 换行。"
        )
    shown_width, shown_height = wide / factor, high / factor
    # Whole points: lines of one point stay crisp.
    left, top = math.floor((width - shown_width) / 2), math.floor((height - shown_height) / 2)
    view = f'viewBox="{left} {top} {shown_width:.2f} {shown_height:.2f}"'
    head, _, rest = svg.partition(">")
    before = head.partition(" width=")[0]
    return f'{before} width="{wide:g}" height="{high:g}" {view}>{rest}'


def _with_config(spec: dict[str, Any], config: Mapping[str, Any]) -> dict[str, Any]:
    # The user's own expressions and columns win: they were chosen for these very names.
    return spec | {"config": overlaid(config, spec["config"])} if config else spec
