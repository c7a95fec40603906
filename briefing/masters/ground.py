"""A layout with its master in, a small painting of what lies behind its texts out, and the colour of each region.

Rectangles, ellipses and straight outlines are painted as they are, curves by their points, pictures made small. Texts,
shadows and effects are not painted: what counts is the colour that a text stands on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from io import BytesIO

from PIL import Image, ImageDraw

from briefing.masters.archive import Element
from briefing.masters.color import A, color_in, hex_of, local
from briefing.masters.fills import Fill, Palette, fill_of, painted
from briefing.masters.geometry import Drawn, P, number, properties_of
from briefing.masters.model import Place
from briefing.masters.theme import Theme

WIDTH = 240
_WHITE = "#FFFFFF"
_ROUND = ("ellipse",)
# A colour that fills this share of a region is the one that its text is read on.
_MAIN = 0.5
_STEP = 32
Point = tuple[float, float]


def canvas(width: float, height: float, fill: Fill) -> Image.Image:
    """Return a slide in small, filled with its background."""
    size = (WIDTH, max(round(WIDTH * height / width), 1))
    if isinstance(fill, Image.Image):
        picture = Image.new("RGB", size, _WHITE)
        picture.paste(fill.resize(size), (0, 0), fill.resize(size))
        return picture
    return Image.new("RGB", size, fill or _WHITE)


def background(parts: tuple[Element, ...], palettes: tuple[Palette, ...], theme: Theme) -> Fill:
    """Return what the nearest of a layout and its master that says a background paints."""
    for root, palette in zip(parts, palettes, strict=True):
        written = root.find(f"{P}cSld/{P}bg")
        if written is None:
            continue
        properties, reference = written.find(f"{P}bgPr"), written.find(f"{P}bgRef")
        if properties is not None:
            return painted(fill_of(properties), palette)
        if reference is not None:
            return _referred(reference, palette, theme)
    return None


def paint(picture: Image.Image, drawn: Drawn, palette: Palette, theme: Theme, scale: float) -> None:
    """Paint a shape's fill where the shape is; nothing for one without a fill."""
    if drawn.place is None:
        return
    fill = fill_in(drawn, palette, theme)
    if isinstance(fill, Image.Image):
        _paste(picture, fill, drawn.place, scale)
    elif fill:
        _fill(ImageDraw.Draw(picture), drawn, drawn.place, fill, scale)


def fill_in(drawn: Drawn, palette: Palette, theme: Theme) -> Fill:
    """Return what a shape paints: its own fill, its group's, or its style's."""
    if local(drawn.element) == "pic":
        return painted(drawn.element.find(f"{P}blipFill"), palette)
    own = fill_of(properties_of(drawn.element))
    if own is not None and local(own) == "grpFill":
        own = fill_of(drawn.group)
    if own is not None:
        return painted(own, palette)
    reference = drawn.element.find(f"{P}style/{A}fillRef")
    return _referred(reference, palette, theme) if reference is not None else None


def colour(picture: Image.Image, place: Place, scale: float) -> tuple[str, float]:
    """Return the colour of a region, the one that most of it has or else the mean, and the share that has its like."""
    left, top = max(int(place.x * scale), 0), max(int(place.y * scale), 0)
    right = min(max(int((place.x + place.w) * scale), left + 1), picture.width)
    bottom = min(max(int((place.y + place.h) * scale), top + 1), picture.height)
    if left >= right or top >= bottom:
        return _WHITE, 1.0
    points = picture.crop((left, top, right, bottom)).tobytes()
    pixels = list(zip(points[0::3], points[1::3], points[2::3], strict=True))
    main, count = Counter(_bucket(pixel) for pixel in pixels).most_common(1)[0]
    share = count / len(pixels)
    if share >= _MAIN:
        pixels = [pixel for pixel in pixels if _bucket(pixel) == main]
    red, green, blue = (sum(pixel[part] for pixel in pixels) / len(pixels) / 255 for part in (0, 1, 2))
    return hex_of((red, green, blue)), share


def png_of(picture: Image.Image) -> bytes:
    """Return a painting as a file."""
    stored = BytesIO()
    picture.quantize(64).save(stored, "PNG", optimize=True)
    return stored.getvalue()


def _bucket(pixel: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(part // _STEP for part in pixel)


def _referred(reference: Element, palette: Palette, theme: Theme) -> Fill:
    """Return what a reference to one of the theme's fills paints, in the colour that it hands over."""
    index = int(number(reference.get("idx")))
    listed, at = (theme.grounds, index - 1001) if index > 1000 else (theme.fills, index - 1)
    if not 0 <= at < len(listed):
        return None
    colors = palette.colors
    handed = type(colors)(colors.slots, colors.map, color_in(reference, colors))
    return painted(listed[at], Palette(handed, palette.pictures, theme.part))


def _paste(picture: Image.Image, fill: Image.Image, place: Place, scale: float) -> None:
    left, top, right, bottom = _corners(place, scale)
    # What lies off the slide is not worth a picture of its size.
    size = (min(max(right - left, 1), 4 * WIDTH), min(max(bottom - top, 1), 4 * WIDTH))
    small = fill.resize(size)
    picture.paste(small, (left, top), small)


def _fill(draw: ImageDraw.ImageDraw, drawn: Drawn, place: Place, color: str, scale: float) -> None:
    properties = properties_of(drawn.element)
    preset = properties.find(f"{A}prstGeom") if properties is not None else None
    kind = preset.get("prst", "rect") if preset is not None else "rect"
    left, top, right, bottom = _corners(place, scale)
    if kind.startswith("line") or local(drawn.element) == "cxnSp":
        return
    own = properties.find(f"{A}custGeom") if properties is not None else None
    if own is not None:
        for outline in _outlines(own, place, scale):
            draw.polygon(outline, fill=color)
    elif kind in _ROUND:
        draw.ellipse((left, top, max(right - 1, left), max(bottom - 1, top)), fill=color)
    elif kind in _CORNERED:
        draw.polygon([(left + x * (right - left), top + y * (bottom - top)) for x, y in _CORNERED[kind]], fill=color)
    else:
        draw.rectangle((left, top, max(right - 1, left), max(bottom - 1, top)), fill=color)


_CORNERED: dict[str, tuple[Point, ...]] = {
    "triangle": ((0.5, 0), (1, 1), (0, 1)),
    "rtTriangle": ((0, 0), (1, 1), (0, 1)),
    "diamond": ((0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5)),
    "parallelogram": ((0.25, 0), (1, 0), (0.75, 1), (0, 1)),
}


def _corners(place: Place, scale: float) -> tuple[int, int, int, int]:
    return (
        round(place.x * scale),
        round(place.y * scale),
        round((place.x + place.w) * scale),
        round((place.y + place.h) * scale),
    )


def _outlines(geometry: Element, place: Place, scale: float) -> Iterator[list[Point]]:
    """Yield the outlines of a freeform by their points; one of guides only has no numbers and is left out."""
    for path in geometry.iter(f"{A}path"):
        w, h = number(path.get("w")) or 1, number(path.get("h")) or 1
        if path.get("fill") == "none":
            continue
        points: list[Point] = []
        for step in path:
            if local(step) == "moveTo" and len(points) > 2:
                yield points
                points = []
            points += [
                (
                    (place.x + number(point.get("x")) / w * place.w) * scale,
                    (place.y + number(point.get("y")) / h * place.h) * scale,
                )
                for point in step.iter(f"{A}pt")
            ]
        if len(points) > 2:
            yield points
