"""Vega-Lite spec and size in, SVG text out, in the packaged face and without any network."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from typing import Any

from briefing.charts import cache
from briefing.charts.addresses import refuse_outside, refuse_urls
from briefing.charts.bounds import check_size
from briefing.charts.engine import converter, reason
from briefing.charts.faces import FAMILY, family_for
from briefing.charts.fit import fit
from briefing.charts.foreign import Laid, Room, lay_out
from briefing.charts.legible import copied, is_composed
from briefing.charts.reduced import compiled, is_large
from briefing.charts.styles import Medium
from briefing.document import Style
from briefing.errors import BriefingError

_KIND = "svg"
_IDS = re.compile(r'(?P<before>id="|url\(#)(?P<name>(?:gradient_|clip)\d+)')


@dataclass(frozen=True, slots=True)
class Drawing:
    """One chart to draw: its spec, and the whole width and height in points (padding included).

    None leaves that size to a spec that is not one of the library's. `where` names it in problems.
    """

    spec: Mapping[str, Any]
    width: float | None
    height: float | None
    where: str = ""


def draw(
    spec: Mapping[str, Any], width: float | None, height: float | None, style: Style, medium: Medium = "pdf"
) -> str:
    """Return the chart as SVG of `width` × `height` user units, which are points."""
    return draw_all([Drawing(spec, width, height)], style, medium)[0]


def draw_all(drawings: Sequence[Drawing], style: Style, medium: Medium = "pdf") -> list[str]:
    """Return the SVG of every drawing, in order; BriefingError for a spec that reaches outside or cannot be drawn.

    Equal drawings are drawn once, and those drawn in an earlier run come from the cache. Only for the others the
    converter is started and the faces are cut, once for all of them.
    """
    for drawing in drawings:
        with _placed(drawing):
            _check(drawing)
    texts = [plain(drawing.spec) for drawing in drawings]
    keys = [_key(text, drawing, style, medium) for text, drawing in zip(texts, drawings, strict=True)]
    found = {key: svg for key in dict.fromkeys(keys) if (svg := cache.get(_KIND, key)) is not None}
    wanted = {key: at for at, key in enumerate(keys) if key not in found}
    if wanted:
        # The cut serves every character of the specs, keys included: a superset of what the charts print.
        family = family_for(texts[at] for at in wanted.values())
        for key, at in wanted.items():
            with _placed(drawings[at]):
                found[key] = _drawn(drawings[at], style, medium, family)
            cache.put(_KIND, key, found[key])
        cache.trim()
    return [found[key] for key in keys]


def settled(drawing: Drawing, style: Style, medium: Medium, faces: str) -> dict[str, Any]:
    """Return the spec as it is drawn in a size, for a viewer that draws it itself in its own `faces`."""
    _check(drawing)
    family = family_for([plain(drawing.spec)])
    laid = _laid(drawing, style, medium, family)
    refuse_outside(laid.svg)
    made: dict[str, Any] = json.loads(plain(laid.spec))
    made["config"]["font"] = faces
    return made


def plain(spec: Mapping[str, Any]) -> str:
    """Return a spec as JSON text; numbers that JSON does not know become null, as in Vega."""
    try:
        return json.dumps(spec, ensure_ascii=False, allow_nan=False, default=str)
    except ValueError:
        finite = json.loads(json.dumps(spec, ensure_ascii=False, default=str), parse_constant=lambda name: None)
        return json.dumps(finite, ensure_ascii=False)


def is_ours(spec: Mapping[str, Any]) -> bool:
    """Return whether a spec was made by a builder of the library, which knows sizes and media."""
    marked = spec.get("usermeta")
    return isinstance(marked, Mapping) and "briefing" in marked


def characters(svg: str) -> frozenset[str]:
    """Return every character that the SVG prints, so that a PDF can cut its fonts."""
    from lxml import etree

    root = etree.fromstring(svg.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    texts = root.iter("{http://www.w3.org/2000/svg}text")
    return frozenset(character for text in texts for piece in text.itertext() for character in str(piece))


def _key(text: str, drawing: Drawing, style: Style, medium: Medium) -> bytes:
    size = f"{drawing.width}×{drawing.height}"
    return "\0".join([size, medium, *map(str, astuple(style)), text]).encode()


@contextmanager
def _placed(drawing: Drawing) -> Iterator[None]:
    """Say which drawing an error is of, where that is known."""
    try:
        yield
    except BriefingError as error:
        raise BriefingError(error.message, error.where or drawing.where, error.hint) from error


def _check(drawing: Drawing) -> None:
    if not isinstance(drawing.spec, Mapping):
        raise BriefingError("这不是一张图表：最外层应当是“键: 值”。", hint="请检查自带的 Vega-Lite 文件。")
    check_size(drawing.spec)
    refuse_urls(drawing.spec)


def _drawn(drawing: Drawing, style: Style, medium: Medium, family: str) -> str:
    svg = _laid(drawing, style, medium, family).svg
    refuse_outside(svg)
    return _numbered(svg).replace(family, FAMILY)


def _numbered(svg: str) -> str:
    """Return the drawing with its gradients and clips numbered from 1: the converter counts on from chart to chart."""
    names: dict[str, str] = {}

    def renamed(found: re.Match[str]) -> str:
        name = found["name"]
        return found["before"] + names.setdefault(name, f"{name.rstrip('0123456789')}{len(names) + 1}")

    return _IDS.sub(renamed, svg)


def _laid(drawing: Drawing, style: Style, medium: Medium, family: str) -> Laid:
    spec, width, height = drawing.spec, drawing.width, drawing.height
    if is_ours(spec) and not is_composed(spec) and width and height:
        fitted = fit(spec, width, height, style, medium, family)
        return Laid(_convert(fitted), fitted)
    return lay_out(copied(spec), Room(width, height), style, medium, family, _convert)


def _convert(spec: Mapping[str, Any]) -> str:
    try:
        if is_large(spec):
            svg: str = converter().vega_to_svg(plain(compiled(spec)), allowed_base_urls=[])
        else:
            svg = converter().vegalite_to_svg(plain(spec), allowed_base_urls=[])
    except ValueError as error:
        raise _undrawable(error) from error
    return svg


def _undrawable(error: ValueError) -> BriefingError:
    return BriefingError(f"图表画不出来：{reason(error)}。", hint="请检查这份 Vega-Lite 文件。")
