"""The scene graph of an injected spec in, a `Scene` out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, cast

from briefing.charts.scene.inject import SCALES, Key, Keys
from briefing.charts.scene.legends import legends
from briefing.charts.scene.model import Axis, Item, Legend, Mark, Scale, Scene, Tick, View
from briefing.charts.scene.values import Graph, text_of, value_of

_PLACED = ("row-header", "row-footer", "column-header", "column-footer")
_HEADERS = (*_PLACED, "row-title", "column-title")
_NEAR = 1.5


@dataclass(slots=True)
class _Found:
    """What is collected on the way through the graph; axes and legends with the place of the group they are in."""

    views: list[View] = field(default_factory=list)
    axes: list[tuple[float, float, Axis]] = field(default_factory=list)
    shared: list[tuple[float, float, Axis]] = field(default_factory=list)
    legends: list[Legend] = field(default_factory=list)
    scales: dict[str, Scale] = field(default_factory=dict)
    headers: list[tuple[str, float, float, str]] = field(default_factory=list)


def read(graph: Graph, keys: Keys) -> Scene:
    """Return the scene of a graph as vl-convert gives it."""
    found = _Found()
    root = graph["scenegraph"]["items"][0]
    title, subtitle = _titles(root)
    origin = graph.get("origin") or (0, 0)
    _group(root, float(origin[0]), float(origin[1]), found, keys, "")
    views = tuple(_dressed(view, found) for view in found.views)
    if len(views) == 1:
        view = views[0]
        title, subtitle = title or view.title, subtitle or view.subtitle
        views = (replace(view, title="", subtitle=""),)
    return Scene(float(graph["width"]), float(graph["height"]), views, title, subtitle)


def _group(item: Graph, x: float, y: float, found: _Found, keys: Keys, role: str) -> None:
    """Read the item of a group whose upper left corner is at `x`, `y` of the whole."""
    marks: list[Mark] = []
    scales = dict(found.scales)
    for child in item.get("items", ()):
        if child.get("name") == SCALES:
            scales |= {scale.name: scale for scale in _scales(child, keys)}
    outer, found.scales = found.scales, scales
    for child in item.get("items", ()):
        _child(child, x, y, found, keys, marks)
    if marks:
        title, subtitle = _titles(item)
        size = float(item.get("width") or 0), float(item.get("height") or 0)
        found.views.append(View(x, y, *size, tuple(marks), scales, title=title, subtitle=subtitle))
    found.scales = outer


def _child(child: Graph, x: float, y: float, found: _Found, keys: Keys, marks: list[Mark]) -> None:
    role, name = str(child.get("role", "")), str(child.get("name", ""))
    if role == "axis":
        found.axes += [(x, y, axis) for axis in _axes(child, keys)]
    elif role == "legend":
        found.legends += legends(child, x, y)
    elif role in _HEADERS:
        for item in child.get("items", ()):
            place = x + float(item.get("x") or 0), y + float(item.get("y") or 0)
            found.headers += [(role, *place, title) for title in _titles(item) if title]
            for part in item.get("items", ()):
                if part.get("role") == "axis":
                    at = x + float(item.get("x") or 0), y + float(item.get("y") or 0)
                    found.shared += [(*at, axis) for axis in _axes(part, keys)]
    elif child.get("marktype") == "group" and role != "title":
        for item in child.get("items", ()):
            if name.endswith("pathgroup"):
                marks += [mark for part in item.get("items", ()) for mark in _marks(part, keys)]
            else:
                _group(item, x + float(item.get("x") or 0), y + float(item.get("y") or 0), found, keys, role)
    elif role == "mark" or name in keys.marks:
        marks += _marks(child, keys)


def _marks(child: Graph, keys: Keys) -> Iterator[Mark]:
    key = keys.marks.get(str(child.get("name")))
    if key is None:
        return
    items = tuple(_item(item, key) for item in child.get("items", ()))
    if items:
        yield Mark(str(child["name"]), key.type, key.styles, items, key.scales, key.fields, key.stacks)


def _item(item: Graph, key: Key) -> Item:
    values = item.get("description")
    listed = values if isinstance(values, Sequence) and not isinstance(values, str) else ()
    return Item(item, {name: value_of(each) for name, each in zip(key.names, listed, strict=False)})


def _scales(child: Graph, keys: Keys) -> Iterator[Scale]:
    for name, domain, extent, bandwidth in child["items"][0].get("description") or ():
        type_, base = keys.types.get(name, ("linear", 10.0))
        # The instants of a scale of names are lost on the way; its items still have them.
        whole = isinstance(domain, list) and not any(isinstance(each, Mapping) for each in domain)
        ends = tuple(value_of(each) for each in domain) if whole else ()
        ranged = tuple(extent) if isinstance(extent, list) else ()
        yield Scale(name, type_, ends, ranged, float(bandwidth or 0), base if type_ == "log" else 0.0)


def _axes(child: Graph, keys: Keys) -> Iterator[Axis]:
    for item in child.get("items", ()):
        parts = {str(part.get("role")): part.get("items", ()) for part in item.get("items", ())}
        said = next(
            (each["description"] for items in parts.values() for each in items if each.get("description")), None
        )
        if not isinstance(said, list):
            continue
        scale = str(said[0])
        orient = item.get("orient") or said[1]
        yield Axis(
            scale=scale,
            orient=cast(Literal["left", "right", "top", "bottom"], orient),
            ticks=tuple(_ticks(parts.get("axis-label", ()), vertical=orient in ("left", "right"))),
            title=" ".join(text for each in parts.get("axis-title", ()) if (text := text_of(each))),
            line=bool(parts.get("axis-domain")) and _inked(parts["axis-domain"][0]),
            grid=any(_inked(each) for each in parts.get("axis-grid", ())),
            format=keys.formats.get((scale, str(orient)), ""),
        )


def _ticks(labels: Sequence[Graph], *, vertical: bool) -> Iterator[Tick]:
    for each in labels:
        said = each.get("description")
        if each.get("opacity", 1) and isinstance(said, list):
            at = float(each.get("y" if vertical else "x") or 0)
            # Labels at the ends may be moved inwards; the place of the tick itself is what counts only roughly.
            yield Tick(value_of(said[2]), _whole(each), at, str(each.get("fill") or ""), float(each.get("angle") or 0))


def _titles(item: Graph) -> tuple[str, str]:
    title, subtitle = "", ""
    for child in item.get("items", ()):
        if child.get("role") != "title":
            continue
        for mark in (part for each in child.get("items", ()) for part in each.get("items", ())):
            words = "\n".join(filter(None, (text_of(each) for each in mark.get("items", ()))))
            if mark.get("role") == "title-text":
                title = words
            elif mark.get("role") == "title-subtitle":
                subtitle = words
    return title, subtitle


def _whole(item: Graph) -> str:
    """Return the words of a label in one line; where it was broken between Latin words there is a space."""
    lines = text_of(item).split("\n")
    joined = lines[0]
    for line in lines[1:]:
        joined += f" {line}" if joined[-1:].isascii() and line[:1].isascii() and joined else line
    return joined


def _inked(item: Graph) -> bool:
    return (
        bool(item.get("stroke"))
        and item.get("stroke") != "transparent"
        and item.get("opacity", 1) != 0
        and item.get("strokeWidth", 1) != 0
    )


def _dressed(view: View, found: _Found) -> View:
    """Give a view the axes of its scales: its own, and those that the views of a row or column share at their edge."""
    used = {name for mark in view.marks for name in mark.scales.values()}
    merged: dict[str, Axis] = {}
    own = [axis for x, y, axis in found.axes if abs(x - view.x) < _NEAR and abs(y - view.y) < _NEAR]
    shared = [_at_edge(view, axis, found) for x, y, axis in found.shared if _in_line(view, x, y, axis)]
    for axis in (*own, *shared):
        if axis.scale in used and axis.scale in view.scales:
            known = merged.get(axis.scale)
            merged[axis.scale] = _merge(known, axis) if known else axis
    keys = tuple(replace(each, home=_is_home(view, each, found)) for each in found.legends if each.scale in used)
    title = view.title or "，".join(_headings(view, found))
    return replace(view, axes=tuple(merged.values()), legends=keys, title=title)


def _is_home(view: View, legend: Legend, found: _Found) -> bool:
    """Return whether no other view with the scale of a legend is nearer to it."""
    views = [each for each in found.views if any(legend.scale in mark.scales.values() for mark in each.marks)]
    nearest = min(views, key=lambda each: _distance(each, legend), default=view)
    return nearest is view or (nearest.x, nearest.y) == (view.x, view.y)


def _distance(view: View, legend: Legend) -> float:
    across = max(view.x - legend.x, legend.x - view.x - view.width, 0.0)
    return across + max(view.y - legend.y, legend.y - view.y - view.height, 0.0)


def _headings(view: View, found: _Found) -> Iterator[str]:
    """Yield what stands above the view's column and beside its row."""
    for role, x, y, words in found.headers:
        if (role == "column-header" and abs(x - view.x) < _NEAR) or (role == "row-header" and abs(y - view.y) < _NEAR):
            yield words


def _in_line(view: View, x: float, y: float, axis: Axis) -> bool:
    """Return whether a shared axis is that of the view's row or column."""
    return abs(y - view.y) < _NEAR if axis.orient in ("left", "right") else abs(x - view.x) < _NEAR


def _at_edge(view: View, axis: Axis, found: _Found) -> Axis:
    """Show a shared axis at the view next to it only."""
    row = [each for each in found.views if abs(each.y - view.y) < _NEAR]
    column = [each for each in found.views if abs(each.x - view.x) < _NEAR]
    edges = {
        "left": min(each.x for each in row) == view.x,
        "right": max(each.x for each in row) == view.x,
        "top": min(each.y for each in column) == view.y,
        "bottom": max(each.y for each in column) == view.y,
    }
    return replace(axis, shown=edges[axis.orient])


def _merge(one: Axis, two: Axis) -> Axis:
    """Lay together the axis that has the grid lines and the one that has the labels."""
    main = one if one.ticks or one.title else two
    return replace(main, line=one.line or two.line, grid=one.grid or two.grid)
