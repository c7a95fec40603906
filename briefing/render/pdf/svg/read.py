"""SVG text in, a picture out: what Vega writes and a little more, with a word on all that is left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from briefing.errors import BriefingError
from briefing.render.pdf.setter import cleaned
from briefing.render.pdf.svg.gradients import gradient
from briefing.render.pdf.svg.path import bounds, parse, rectangle
from briefing.render.pdf.svg.picture import Item, Layer, Matrix, Paint, Path, Picture, Shape, Stroke, Words
from briefing.render.pdf.svg.values import IDENTITY, color, matrix, moved, number, numbers, scale_of, share, times
from briefing.typeset import Face, width

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_NAMESPACE = "{http://www.w3.org/2000/svg}"
_SILENT = frozenset({"defs", "clipPath", "linearGradient", "radialGradient", "pattern", "title", "desc", "metadata"})
_PAINT = ("fill", "fill-opacity", "stroke", "stroke-opacity")
_LINE = ("width", "dasharray", "dashoffset", "linecap", "linejoin", "miterlimit")
_TEXT = ("font-size", "font-weight", "font-style", "text-anchor")
_INHERITED = frozenset((*_PAINT, *(f"stroke-{name}" for name in _LINE), *_TEXT))
_CAPS = {"butt": 0, "round": 1, "square": 2}
_JOINS = {"miter": 0, "round": 1, "bevel": 2}
# fmt: off
_BLENDS = frozenset((
    "multiply", "screen", "overlay", "darken", "lighten", "color-dodge", "color-burn", "hard-light", "soft-light",
    "difference", "exclusion", "hue", "saturation", "color", "luminosity",
))
# fmt: on
_SEMIBOLD = 600
# The packaged faces have no italic: upright letters are slanted by 12°.
_SLANT: Matrix = (1, 0, -0.2126, 1, 0, 0)
# A chart nested as deep as this, or as long, was not drawn for a page.
_DEEPEST, _LONGEST = 100, 32_000_000


@dataclass(frozen=True, slots=True)
class _State:
    """What an element has from those around it."""

    matrix: Matrix = IDENTITY
    inherited: dict[str, str] = field(default_factory=dict)
    depth: int = 0

    def inside(self, own: Mapping[str, str]) -> _State:
        """Return what the children of an element with these attributes have."""
        placed = times(self.matrix, matrix(own["transform"])) if "transform" in own else self.matrix
        inherited = self.inherited | {name: own[name] for name in _INHERITED.intersection(own)}
        return _State(placed, inherited, self.depth + 1)


def read(svg: str, where: str) -> Picture:
    """Return the picture of an SVG text; BriefingError if it is none, or is made to do harm."""
    root = _root(svg, where)
    try:
        width, height, placed = _frame(root)
    except ValueError as error:
        raise _unreadable(where, "没有写明大小") from error
    reader = _Reader(root, where)
    return Picture(width, height, tuple(reader.items(root, _State(placed))), tuple(reader.losses))


def _frame(root: Element) -> tuple[float, float, Matrix]:
    """Return the size of the whole, and what brings its view box into the middle of it, undistorted."""
    width, height = number(root.get("width", "")), number(root.get("height", ""))
    left, top, wide, high = numbers(root.get("viewBox", f"0 0 {width} {height}"))
    if min(width, height, wide, high) <= 0:
        raise ValueError("nothing to see")
    scale = min(width / wide, height / high)
    right, down = (width - wide * scale) / 2 - left * scale, (height - high * scale) / 2 - top * scale
    return width, height, (scale, 0, 0, scale, right, down)


def _root(svg: str, where: str) -> Element:
    from lxml import etree

    if len(svg) > _LONGEST:
        raise BriefingError("图表里的图形太多，放不进文件。", where, "请先把数据汇总，再画图。")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(svg.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise _unreadable(where, "格式有误") from error
    if root.getroottree().docinfo.internalDTD is not None or root.tag != f"{_NAMESPACE}svg":
        raise _unreadable(where, "不是普通的 SVG")
    return root


def _unreadable(where: str, reason: str) -> BriefingError:
    return BriefingError(f"图表的矢量图读不出来：{reason}。", where, "请检查自带的图表。")


class _Reader:
    """Reads the elements of one picture; `losses` collects what it could not take over."""

    def __init__(self, root: Element, where: str) -> None:
        self.losses: dict[str, None] = {}
        self._where = where
        self._named = {name: element for element in root.iter() if (name := element.get("id"))}

    def items(self, parent: Element, state: _State) -> list[Item]:
        """Return what the children of an element draw."""
        if state.depth > _DEEPEST:
            raise _unreadable(self._where, "层次太深")
        found = list[Item]()
        for child in parent.iterchildren("{*}*"):
            try:
                found += self._item(child, state)
            except ValueError:
                self.losses["有的图形坐标或写法有误，没有画出。"] = None
        return found

    def _item(self, element: Element, around: _State) -> Sequence[Item]:
        tag = str(element.tag).removeprefix(_NAMESPACE)
        own = _own(element)
        opacity = share(own.get("opacity", "1"))
        if tag in _SILENT or own.get("display") == "none" or opacity == 0:
            return ()
        state = around.inside(own)
        items = self._drawn(tag, element, state)
        blend = own.get("mix-blend-mode", "normal")
        if not items or (opacity == 1 and blend == "normal" and "clip-path" not in own):
            return items
        layer = Layer(tuple(items), self._clip(own, state), opacity, blend if blend in _BLENDS else "normal")
        return _flattened(layer)

    def _drawn(self, tag: str, element: Element, state: _State) -> Sequence[Item]:
        match tag:
            case "g" | "a":
                return self.items(element, state)
            case "path" | "rect" | "line":
                return self._shape(tag, element, state)
            case "text":
                return list(self._words(element, state))
            case "image":
                self.losses["图中有位图，没有画出。"] = None
            case _:
                self.losses[f"图中有画不出的成分（{tag[:20]}）。"] = None
        return ()

    def _shape(self, tag: str, element: Element, state: _State) -> Sequence[Item]:
        if state.inherited.get("fill") == "none" and state.inherited.get("stroke", "none") == "none":
            return ()
        outline = _outline(tag, element)
        fill, stroke = self._paint("fill", outline, state), self._stroke(outline, state)
        return (Shape(moved(outline, state.matrix), fill, stroke),) if outline and (fill or stroke) else ()

    def _words(self, element: Element, state: _State) -> Iterator[Words]:
        down = number(element.get("y", "0"))
        for line in (element, *element.iterchildren(f"{_NAMESPACE}tspan")):
            down += number(line.get("dy", "0"))
            text = " ".join(cleaned(line.text or "").split())
            if text:
                left = number(line.get("x", element.get("x", "0")))
                yield from self._line(text, left, down, state)

    def _line(self, text: str, x: float, y: float, state: _State) -> Iterator[Words]:
        face, size = _face(state.inherited.get("font-weight", "")), number(state.inherited.get("font-size", "16"))
        long = width(text, face, size)
        x -= long * {"middle": 0.5, "end": 1}.get(state.inherited.get("text-anchor", ""), 0)
        box = rectangle(x, y - 0.88 * size, long, size)
        fill, stroke = self._paint("fill", box, state), self._stroke(box, state)
        place = times(state.matrix, (1, 0, 0, 1, x, y))
        if state.inherited.get("font-style") in ("italic", "oblique"):
            place = times(place, _SLANT)
        if fill or stroke:
            yield Words(text, face, size, place, fill, stroke)

    def _clip(self, own: Mapping[str, str], state: _State) -> Path | None:
        """Return the clip of an element in its own place; None where it has none."""
        name = own.get("clip-path", "none")
        if name == "none":
            return None
        outlines = [_outline(str(part.tag).removeprefix(_NAMESPACE), part) for part in self._reference(name)]
        return moved(tuple(segment for outline in outlines for segment in outline), state.matrix)

    def _reference(self, value: str) -> Element:
        name = value.removeprefix("url(").removesuffix(")").strip("\"'").removeprefix("#")
        if name not in self._named:
            raise ValueError(f"nothing is called {name[:40]!r}")
        return self._named[name]

    def _paint(self, name: str, outline: Path, state: _State) -> Paint | None:
        value = state.inherited.get(name, "black" if name == "fill" else "none")
        alpha = share(state.inherited.get(f"{name}-opacity", "1"))
        if value.startswith("url("):
            return Paint(gradient(self._reference, value, bounds(outline), state.matrix), alpha) if outline else None
        try:
            found = color(value)
        except ValueError:
            self.losses[f"不认识颜色“{value[:30]}”，改用灰色。"] = None
            found = (0.36, 0.4, 0.45), 1.0
        return Paint(found[0], found[1] * alpha) if found and found[1] * alpha > 0 else None

    def _stroke(self, outline: Path, state: _State) -> Stroke | None:
        given, scale = state.inherited, scale_of(state.matrix)
        paint, wide = self._paint("stroke", outline, state), number(given.get("stroke-width", "1")) * scale
        if not paint or wide <= 0:
            return None
        dashes = given.get("stroke-dasharray", "none")
        lengths = () if dashes == "none" else tuple(length * scale for length in numbers(dashes))
        if min(lengths, default=0) < 0 or not sum(lengths):
            lengths = ()
        # An odd list is gone through twice before it repeats.
        phase = number(given.get("stroke-dashoffset", "0")) * scale % (2 * sum(lengths)) if lengths else 0
        cap, join = _CAPS.get(given.get("stroke-linecap", ""), 0), _JOINS.get(given.get("stroke-linejoin", ""), 0)
        return Stroke(paint, wide, lengths, phase, cap, join, max(1.0, number(given.get("stroke-miterlimit", "4"))))


def _own(element: Element) -> dict[str, str]:
    """Return the attributes of an element, with what its style says, which wins."""
    own = dict[str, str](element.attrib.items())  # type: ignore[arg-type]  # the stubs allow for bytes
    for declaration in own.pop("style", "").split(";") if "style" in own else ():
        name, _, value = declaration.partition(":")
        own[name.strip()] = value.strip()
    return own


def _outline(tag: str, element: Element) -> Path:
    def at(name: str) -> float:
        return number(element.get(name, "0"))

    match tag:
        case "rect":
            return rectangle(at("x"), at("y"), at("width"), at("height"))
        case "line":
            return ("M", (at("x1"), at("y1"))), ("L", (at("x2"), at("y2")))
        case _:
            return parse(element.get("d", ""))


def _face(weight: str) -> Face:
    heavy = weight in ("bold", "bolder") or (weight.isdigit() and int(weight) >= _SEMIBOLD)
    return Face.SANS_BOLD if heavy else Face.SANS


def _flattened(layer: Layer) -> Sequence[Item]:
    """Return the items as the layer shows them, without a layer where their own paint can say it."""
    items = layer.items
    if layer.opacity < 1 and layer.blend == "normal" and (len(items) == 1 or all(isinstance(i, Words) for i in items)):
        faded = [_faded(item, layer.opacity) for item in items]
        if all(faded):
            layer = replace(layer, items=tuple(item for item in faded if item), opacity=1)
    return layer.items if layer == Layer(layer.items) else (layer,)


def _faded(item: Item, opacity: float) -> Item | None:
    """Return the item at that opacity; None where its parts overlap and would show through one another."""
    if isinstance(item, Layer) or (item.fill and item.stroke):
        return None
    if item.fill:
        return replace(item, fill=replace(item.fill, alpha=item.fill.alpha * opacity))
    assert item.stroke
    paint = replace(item.stroke.paint, alpha=item.stroke.paint.alpha * opacity)
    return replace(item, stroke=replace(item.stroke, paint=paint))
