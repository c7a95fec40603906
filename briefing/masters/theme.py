"""A theme's part in: its colours by slot, its faces, its fills for backgrounds out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from briefing.masters.archive import Element
from briefing.masters.color import SLOTS, A, Colors, color_in

_CHINESE = ("Hans", "Hant")


@dataclass(frozen=True, slots=True)
class Theme:
    """What a master takes from its theme; `part` is the theme's, whose relations hold pictures of its fills."""

    name: str
    part: str
    slots: Mapping[str, str]
    heading: tuple[str, str]
    body: tuple[str, str]
    fills: tuple[Element, ...]
    grounds: tuple[Element, ...]


def theme_of(root: Element | None, part: str) -> Theme:
    """Return a theme; with nothing in it for a part that is missing."""
    if root is None:
        return Theme("", part, {}, ("", ""), ("", ""), (), ())
    elements = f"{A}themeElements/{A}"
    found = {slot: root.find(f"{elements}clrScheme/{A}{slot}") for slot in SLOTS}
    plain = Colors({}, {})
    slots = {slot: color for slot, element in found.items() if (color := color_in(element, plain))}
    return Theme(
        root.get("name", ""),
        part,
        slots,
        _faces(root.find(f"{elements}fontScheme/{A}majorFont")),
        _faces(root.find(f"{elements}fontScheme/{A}minorFont")),
        _fills(root.find(f"{elements}fmtScheme/{A}fillStyleLst")),
        _fills(root.find(f"{elements}fmtScheme/{A}bgFillStyleLst")),
    )


def _faces(element: Element | None) -> tuple[str, str]:
    """Return the Latin face and the Chinese one; Office takes a script's own face where `a:ea` is empty."""
    if element is None:
        return "", ""
    latin, asian = (element.find(f"{A}{tag}") for tag in ("latin", "ea"))
    by_script = {each.get("script"): each.get("typeface", "") for each in element.iterchildren(f"{A}font")}
    scripts = next((by_script[script] for script in _CHINESE if by_script.get(script)), "")
    return _typeface(latin), _typeface(asian) or scripts


def _typeface(element: Element | None) -> str:
    name = element.get("typeface", "") if element is not None else ""
    return "" if name.startswith("+") else name


def _fills(element: Element | None) -> tuple[Element, ...]:
    return tuple(element) if element is not None else ()
