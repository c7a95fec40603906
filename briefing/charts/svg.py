"""Vega-Lite spec and size in, SVG text out, in the packaged face and without any network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from briefing.charts.faces import FAMILY, family_for
from briefing.charts.fit import Medium, fit
from briefing.document import Style
from briefing.errors import BriefingError


@dataclass(frozen=True, slots=True)
class Drawing:
    """One chart to draw: its spec, and the whole width and height in points (padding included)."""

    spec: Mapping[str, Any]
    width: float
    height: float


def draw(spec: Mapping[str, Any], width: float, height: float, style: Style, medium: Medium = "pdf") -> str:
    """Return the chart as SVG of `width` × `height` user units, which are points."""
    return draw_all([Drawing(spec, width, height)], style, medium)[0]


def draw_all(drawings: Sequence[Drawing], style: Style, medium: Medium = "pdf") -> list[str]:
    """Return the SVG of every drawing, in order; BriefingError for a spec that reaches outside or cannot be drawn.

    One call for all charts of a document cuts the faces once. The first conversion of a process starts the converter.
    """
    for drawing in drawings:
        refuse_urls(drawing.spec)
    family = family_for(text for drawing in drawings for text in _strings(drawing.spec))
    return [_convert(fit(d.spec, d.width, d.height, style, medium, family), family) for d in drawings]


def refuse_urls(spec: Any) -> None:
    """Raise a BriefingError if the spec names an address anywhere: data comes with the document."""
    if isinstance(spec, Mapping):
        if "url" in spec or spec.get("mark") == "image" or spec.get("type") == "image":
            raise BriefingError(
                "图表不能引用外部地址或图片（url、image）。", hint="请把数据写进图表，或改用数据集里的指标。"
            )
        for part in spec.values():
            refuse_urls(part)
    elif isinstance(spec, Sequence) and not isinstance(spec, str):
        for part in spec:
            refuse_urls(part)


def characters(svg: str) -> frozenset[str]:
    """Return every character that the SVG prints, so that a PDF can cut its fonts."""
    from lxml import etree

    root = etree.fromstring(svg.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    texts = root.iter("{http://www.w3.org/2000/svg}text")
    return frozenset(character for text in texts for piece in text.itertext() for character in str(piece))


def _convert(spec: dict[str, Any], family: str) -> str:
    import vl_convert

    try:
        svg: str = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    except ValueError as error:
        raise BriefingError(
            f"图表画不出来：{str(error).splitlines()[0]}。", hint="请检查自带的 Vega-Lite 文件。"
        ) from error
    return svg.replace(family, FAMILY)


def _strings(part: Any) -> Iterator[str]:
    """Yield every string of a spec, keys included: a superset of what the chart prints."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, Mapping):
        for key, value in part.items():
            yield str(key)
            yield from _strings(value)
    elif isinstance(part, Sequence):
        for value in part:
            yield from _strings(value)
