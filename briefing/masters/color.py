"""DrawingML colours in, `#RRGGBB` out: the theme's slots through the colour map, lightened and shaded approximately."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from colorsys import hls_to_rgb, rgb_to_hls
from dataclasses import dataclass
from re import sub

from lxml import etree
from PIL import ImageColor

from briefing.masters.archive import Element

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_KINDS = ("srgbClr", "schemeClr", "sysClr", "prstClr", "hslClr", "scrgbClr")
SLOTS = ("dk1", "lt1", "dk2", "lt2", *(f"accent{number}" for number in range(1, 7)), "hlink", "folHlink")
_PLAIN_MAP = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
_SHORT = {"dk": "dark", "lt": "light", "med": "medium"}
Rgb = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Colors:
    """The theme's colours by slot, and the map from `bg1`, `tx1` … to the slots; `placeholder` is what phClr means."""

    slots: Mapping[str, str]
    map: Mapping[str, str]
    placeholder: str = ""

    def slot(self, name: str) -> str:
        """Return the colour of a scheme name; empty for none."""
        if name == "phClr":
            return self.placeholder
        return self.slots.get(self.map.get(name, _PLAIN_MAP.get(name, name)), "")


def color_in(parent: Element | None, colors: Colors) -> str:
    """Return the colour that an element holds as its child (`a:solidFill`, `a:dk1`); empty where it holds none."""
    for child in parent if parent is not None else ():
        if local(child) in _KINDS:
            return _resolved(child, colors)
    return ""


def local(element: Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def hex_of(rgb: Rgb) -> str:
    return "#" + "".join(f"{round(255 * min(max(part, 0.0), 1.0)):02X}" for part in rgb)


def rgb_of(color: str) -> Rgb:
    return (int(color[1:3], 16) / 255, int(color[3:5], 16) / 255, int(color[5:7], 16) / 255)


def _resolved(element: Element, colors: Colors) -> str:
    base = _base(element, colors)
    if not base:
        return ""
    rgb = rgb_of(base)
    for change in element:
        rgb = _changed(rgb, local(change), _share(change.get("val", "")))
    return hex_of(rgb)


def _base(element: Element, colors: Colors) -> str:
    value = element.get("val", "")
    match local(element):
        case "srgbClr":
            return _hex(value)
        case "schemeClr":
            return colors.slot(value)
        case "sysClr":
            return _hex(element.get("lastClr", "")) or ("#FFFFFF" if value == "window" else "#000000")
        case "prstClr":
            return _preset(value)
        case "scrgbClr":
            return hex_of((_share(element.get("r", "")), _share(element.get("g", "")), _share(element.get("b", ""))))
        case _:
            hue = _number(element.get("hue", "")) / 21_600_000
            return hex_of(hls_to_rgb(hue, _share(element.get("lum", "")), _share(element.get("sat", ""))))


def _hex(value: str) -> str:
    try:
        return f"#{int(value, 16):06X}" if len(value) == 6 else ""
    except ValueError:
        return ""


def _preset(name: str) -> str:
    full = sub(r"^(dk|lt|med)(?=[A-Z])", lambda found: _SHORT[found[1]], name).lower()
    try:
        found = ImageColor.getrgb(full)
    except ValueError:
        return ""
    return hex_of((found[0] / 255, found[1] / 255, found[2] / 255))


def _number(words: str) -> float:
    try:
        return float(words.removesuffix("%")) * (1000 if words.endswith("%") else 1)
    except ValueError:
        return 0.0


def _share(words: str) -> float:
    return _number(words) / 100_000


def _changed(rgb: Rgb, kind: str, share: float) -> Rgb:
    hue, lum, sat = rgb_to_hls(*rgb)
    match kind:
        case "lumMod":
            return hls_to_rgb(hue, min(lum * share, 1.0), sat)
        case "lumOff":
            return hls_to_rgb(hue, min(max(lum + share, 0.0), 1.0), sat)
        case "satMod":
            return hls_to_rgb(hue, lum, min(sat * share, 1.0))
        case "shade":
            return _each(rgb, lambda part: part * share)
        case "tint":
            return _each(rgb, lambda part: 1 - (1 - part) * share)
        case _:
            return rgb


def _each(rgb: Rgb, change: Callable[[float], float]) -> Rgb:
    """Change the parts as light and not as coded, which is how Office shades and tints."""
    red, green, blue = (_coded(change(_light(part))) for part in rgb)
    return red, green, blue


def _light(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _coded(light: float) -> float:
    light = min(max(light, 0.0), 1.0)
    return light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
