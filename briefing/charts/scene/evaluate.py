"""Vega-Lite spec in, `Scene` out: fitted to a room, compiled, evaluated and read back, without any network."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, astuple, dataclass
from typing import Any

from briefing.charts import cache
from briefing.charts.addresses import refuse_urls
from briefing.charts.bounds import check_size
from briefing.charts.engine import converter, reason
from briefing.charts.faces import family_for
from briefing.charts.fit import fit
from briefing.charts.foreign import Room, scaled, sized, wrapped
from briefing.charts.legible import is_composed, legible
from briefing.charts.reduced import compiled
from briefing.charts.scene.inject import Key, Keys, inject
from briefing.charts.scene.model import Scene
from briefing.charts.scene.read import read
from briefing.charts.styles import Medium
from briefing.charts.svg import is_ours, plain
from briefing.document import Style
from briefing.errors import BriefingError

_KIND = "scene"
_MEDIUM: Medium = "pptx"
_LEAST_SCALE = 0.3


@dataclass(frozen=True, slots=True)
class Canvas:
    """What a spec is fitted to before it is evaluated: a room in points, and the style of the document.

    Ticks, wrapped names and the room around a plot depend on both; the data do not.
    """

    width: float = 540.0
    height: float = 330.0
    style: Style = Style()


def evaluate(spec: Mapping[str, Any], canvas: Canvas | None = None) -> Scene:
    """Return what Vega makes of a spec; BriefingError for one that it cannot compile or draw, or that is too large.

    Without a canvas the spec keeps its own size and faces.
    """
    check_size(spec)
    refuse_urls(spec)
    text = plain(spec)
    key = "\0".join([str(canvas and (canvas.width, canvas.height, *astuple(canvas.style))), text]).encode()
    kept = cache.get(_KIND, key)
    if kept is not None:
        graph, keys = json.loads(kept)
        return read(graph, _keys(keys))
    if canvas is None:
        graph, known = _graph(spec)
    else:
        graph, known = _fitted(spec, canvas, family_for([text]))
    cache.put(_KIND, key, json.dumps([graph, _plain(known)], ensure_ascii=False))
    return read(graph, known)


def _fitted(spec: Mapping[str, Any], canvas: Canvas, family: str) -> tuple[Any, Keys]:
    if is_ours(spec) and not is_composed(spec):
        return _graph(fit(spec, canvas.width, canvas.height, canvas.style, _MEDIUM, family))
    room = Room(canvas.width, canvas.height)
    base = legible(spec, canvas.style, _MEDIUM, family)
    if not is_composed(base):
        return _graph(sized(base, room))
    base = wrapped(base, room)
    graph, keys = _graph(base)
    across, down = _factors(read(graph, keys), canvas)
    return (graph, keys) if (across, down) == (1.0, 1.0) else _graph(scaled(base, across, down))


def _factors(scene: Scene, canvas: Canvas) -> tuple[float, float]:
    """Return by how much plots grow or shrink so that the whole fills the canvas, its text staying as it is."""
    row = max(
        (_run([(v.x, v.width) for v in scene.views if v.y <= w.y < v.y + v.height]) for w in scene.views), default=0
    )
    column = max(
        (_run([(v.y, v.height) for v in scene.views if v.x <= w.x < v.x + v.width]) for w in scene.views), default=0
    )
    if not row or not column:
        return 1.0, 1.0
    across = (canvas.width - (scene.width - row)) / row
    down = (canvas.height - (scene.height - column)) / column
    return max(_LEAST_SCALE, round(across, 3)), max(_LEAST_SCALE, round(down, 3))


def _run(spans: list[tuple[float, float]]) -> float:
    """Return how much of a line is covered by spans."""
    covered, end = 0.0, float("-inf")
    for start, length in sorted(spans):
        covered += max(0.0, start + length - max(start, end))
        end = max(end, start + length)
    return covered


def _graph(spec: Mapping[str, Any]) -> tuple[Any, Keys]:
    """Compile a spec, write the values into it, and return the scene graph with the key to it."""
    try:
        vega = compiled(spec)
        keys = inject(vega)
        return converter().vega_to_scenegraph(vega, allowed_base_urls=[]), keys
    except ValueError as error:
        raise BriefingError(f"图表画不出来：{reason(error)}。", hint="请检查这份 Vega-Lite 文件。") from error


def _plain(keys: Keys) -> dict[str, Any]:
    formats = [[*place, code] for place, code in keys.formats.items()]
    return {"marks": {name: asdict(key) for name, key in keys.marks.items()}, "types": keys.types, "formats": formats}


def _keys(stored: Mapping[str, Any]) -> Keys:
    marks = {
        name: Key(tuple(k.pop("names")), k.pop("type"), tuple(k.pop("styles")), **k)
        for name, k in stored["marks"].items()
    }
    types = {name: (str(type_), float(base)) for name, (type_, base) in stored["types"].items()}
    return Keys(marks, types, {(scale, orient): code for scale, orient, code in stored["formats"]})
