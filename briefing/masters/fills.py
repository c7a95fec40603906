"""A fill as it is written in, one colour or a picture out: what a background or a shape paints."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, field
from io import BytesIO
from itertools import pairwise

from PIL import Image

from briefing.masters.archive import Element, Package
from briefing.masters.color import A, Colors, Rgb, color_in, hex_of, local, rgb_of

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FILLS = ("noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill")
# A picture with more points than this is not looked at: it would take gigabytes.
_MOST_POINTS = 60_000_000
_SIDE = 320
# A shape that lets most of what is behind it through does not hide it.
_CLEAR = 0.4


@dataclass(frozen=True)
class Pictures:
    """The pictures of a package, made small, each read once; `unread` names those that Pillow cannot read."""

    package: Package
    unread: set[str] = field(default_factory=set)
    _small: dict[str, Image.Image | None] = field(default_factory=dict)

    def small(self, source: str, id_: str) -> Image.Image | None:
        """Return the picture that a relation of a part stands for; None where it cannot be read."""
        part = self.package.by_id(source, id_)
        if part and part not in self._small:
            self._small[part] = _small(self.package.parts[part])
            if self._small[part] is None:
                self.unread.add(part)
        return self._small.get(part)


@dataclass(frozen=True, slots=True)
class Palette:
    """What fills are resolved with: the colours, the pictures, and the part that the fill stands in."""

    colors: Colors
    pictures: Pictures
    source: str


Fill = str | Image.Image | None


def fill_of(owner: Element | None) -> Element | None:
    """Return the fill that an element's properties say; None where they say none."""
    return next((child for child in owner if local(child) in _FILLS), None) if owner is not None else None


def painted(fill: Element | None, palette: Palette) -> Fill:
    """Return what a fill paints: a colour, a picture, or None for nothing."""
    match local(fill) if fill is not None else "":
        case "solidFill":
            return color_in(fill, palette.colors) if fill is not None and _is_solid(fill) else None
        case "gradFill":
            return _gradient(fill, palette.colors)
        case "pattFill":
            return _pattern(fill, palette.colors)
        case "blipFill":
            return _picture(fill, palette)
        case _:
            return None


def _is_solid(fill: Element) -> bool:
    alphas = [each.get("val", "100000") for each in fill.iter(f"{A}alpha")]
    return all(float(value.rstrip("%")) * (1000 if value.endswith("%") else 1) > _CLEAR * 100_000 for value in alphas)


def _gradient(fill: Element | None, colors: Colors) -> str | None:
    """Return the mean of a gradient, each stop weighed by the stretch that it stands for."""
    stops = list(fill.iter(f"{A}gs")) if fill is not None else []
    found = sorted((float(stop.get("pos", "0").rstrip("%")), color_in(stop, colors)) for stop in stops)
    found = [(at, color) for at, color in found if color]
    if not found or not all(_is_solid(stop) for stop in stops):
        return None
    if len(found) == 1 or found[-1][0] == found[0][0]:
        return found[0][1]
    whole = found[-1][0] - found[0][0]
    weights = [0.0] * len(found)
    for at, ((before, _), (after, _)) in enumerate(pairwise(found)):
        weights[at] += (after - before) / whole / 2
        weights[at + 1] += (after - before) / whole / 2
    return _mean([rgb_of(color) for _, color in found], weights)


def _pattern(fill: Element | None, colors: Colors) -> str | None:
    pair = [color_in(fill.find(f"{A}{tag}"), colors) for tag in ("fgClr", "bgClr")] if fill is not None else []
    return _mean([rgb_of(color) for color in pair], [0.5, 0.5]) if len(pair) == 2 and all(pair) else None


def _mean(colors: list[Rgb], weights: list[float]) -> str:
    red, green, blue = (
        sum(weight * color[part] for color, weight in zip(colors, weights, strict=True)) for part in (0, 1, 2)
    )
    return hex_of((red, green, blue))


def _picture(fill: Element | None, palette: Palette) -> Image.Image | None:
    blip = fill.find(f"{A}blip") if fill is not None else None
    return palette.pictures.small(palette.source, blip.get(f"{R}embed", "")) if blip is not None else None


def _small(content: bytes) -> Image.Image | None:
    try:
        with warnings.catch_warnings():
            # Pillow warns of large pictures; the bound below refuses them.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(BytesIO(content))
            if picture.width * picture.height > _MOST_POINTS:
                return None
            picture.thumbnail((_SIDE, _SIDE))
            return picture.convert("RGBA")
    except Exception:  # Pillow's readers raise whatever a broken picture makes them stumble over
        return None
