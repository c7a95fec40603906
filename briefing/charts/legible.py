"""Any Vega-Lite spec in; the same in our faces, at legible sizes, without what cannot be printed, out.

The user's own configuration wins over the house's in everything but faces, which must have Chinese, and sizes too small
to read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from briefing.charts.styles import LEAST, TEXT_SIZES, Medium
from briefing.document import Style

_SIZES = re.compile(r"[fF]ontSize$")
_FACES = ("font", "labelFont", "titleFont", "subtitleFont")
_ROWS = ("values", "datasets")
_PARTS = ("layer", "concat", "hconcat", "vconcat")
_TITLE = 1.25
"""How large a title is, compared with chart text."""


def copied(part: Any) -> Any:
    """Return a copy of a spec that shares its rows, of which there may be a million."""
    if isinstance(part, Mapping):
        return {key: value if key in _ROWS else copied(value) for key, value in part.items()}
    if isinstance(part, list | tuple):
        return [copied(each) for each in part]
    return part


def legible(spec: Mapping[str, Any], style: Style, medium: Medium, family: str) -> dict[str, Any]:
    """Return a copy of a spec that prints well in a medium, of the size it had."""
    made: dict[str, Any] = _mended(unrepeated(copied(spec)), LEAST[medium])
    made.pop("usermeta", None)
    made["config"] = overlaid(_house(style, medium, family), made.get("config") or {}) | {"font": family}
    return made


def unrepeated(spec: dict[str, Any]) -> dict[str, Any]:
    """Return a spec that repeats a plot over fields as a concatenation of these plots.

    Vega-Lite names what it makes of a repeat by the Latin letters of the fields; Chinese fields all get the same name.
    """
    repeat, inner = spec.get("repeat"), spec.get("spec")
    if not isinstance(inner, dict) or not repeat or not re.search(r"[^\x00-\x7f]", str(repeat)):
        return spec
    rest = {key: value for key, value in spec.items() if key not in ("repeat", "spec")}
    if isinstance(repeat, dict) and isinstance(repeat.get("layer"), list):
        sides = {key: inner[key] for key in ("width", "height") if key in inner}
        bare = {key: value for key, value in inner.items() if key not in sides}
        over = {"layer": [_chosen(bare, {"layer": field}) for field in repeat["layer"]]} | sides
        others = {key: fields for key, fields in repeat.items() if key != "layer"}
        return unrepeated(rest | {"repeat": others, "spec": over}) if others else rest | over
    if isinstance(repeat, list):
        return rest | {"concat": [_chosen(inner, {"repeat": field}) for field in repeat]}
    rows, columns = repeat.get("row") or [""], repeat.get("column") or [""]
    grid = [{"hconcat": [_chosen(inner, {"row": row, "column": each}) for each in columns]} for row in rows]
    return rest | {"vconcat": grid}


def _chosen(part: Any, fields: Mapping[str, str]) -> Any:
    """Return a copy of a plot with the repeated fields in place of what stands for them."""
    if isinstance(part, dict):
        if set(part) == {"repeat"} and part["repeat"] in fields:
            return fields[part["repeat"]]
        return {key: value if key in _ROWS else _chosen(value, fields) for key, value in part.items()}
    return [_chosen(each, fields) for each in part] if isinstance(part, list) else part


def overlaid(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Lay one tree of settings over another, key by key."""
    made = dict(below)
    for key, value in above.items():
        both = isinstance(value, Mapping) and isinstance(made.get(key), Mapping)
        made[key] = overlaid(made[key], value) if both else value
    return made


def views(part: Any) -> Iterator[dict[str, Any]]:
    """Yield the plots of a spec: single ones and layered ones, which have a width and a height of their own."""
    if "spec" in part and ("repeat" in part or "facet" in part):
        yield from views(part["spec"])
        return
    inner = [each for key in _PARTS[1:] for each in part.get(key, ())]
    if not inner:
        yield part
    for each in inner:
        yield from views(each)


def is_composed(spec: Mapping[str, Any]) -> bool:
    """Return whether a spec is made of several plots, which Vega-Lite cannot fit to a size by itself."""
    keys = ("hconcat", "vconcat", "concat", "repeat", "facet", "spec")
    channels = (view.get("encoding") or {} for view in (spec, *spec.get("layer", ())) if isinstance(view, Mapping))
    faceted = any(channel in encoding for encoding in channels for channel in ("row", "column", "facet"))
    return faceted or any(key in spec for key in keys)


def _house(style: Style, medium: Medium, family: str) -> dict[str, Any]:
    size = TEXT_SIZES[medium]
    words = {"labelFontSize": size, "titleFontSize": size}
    line = {"domainColor": style.muted, "tickColor": style.muted, "gridColor": style.faint}
    large = {"fontSize": round(size * _TITLE, 2), "subtitleFontSize": size}
    return {
        "background": None,
        "view": {"stroke": None},
        "axis": {**words, **line, "labelLimit": 0, "titleFontWeight": "normal", "labelLineHeight": size * 1.25},
        "axisX": {"labelAngle": 0},
        "legend": {**words, "labelLimit": 0, "titleFontWeight": "normal"},
        "header": words,
        # As styles, which themes of the user's set too: their white words on black ground stay white everywhere.
        "style": {"guide-label": {"fill": style.ink}, "guide-title": {"fill": style.ink}},
        "title": {**large, "color": style.ink, "subtitleColor": style.muted, "anchor": "start"},
        "text": {"fontSize": size, "color": style.ink},
        "scale": {"minFontSize": LEAST[medium]},
    }


def _mended(part: Any, least: float) -> Any:
    """Take faces and links out of a copied spec and raise the sizes of its text, in place."""
    if isinstance(part, list):
        for each in part:
            _mended(each, least)
    if not isinstance(part, dict):
        return part
    for key in [key for key in part if key in _FACES and isinstance(part[key], str)]:
        del part[key]
    part.pop("href", None)
    for key, value in part.items():
        if _SIZES.search(key) and isinstance(value, int | float) and not isinstance(value, bool):
            part[key] = max(value, least)
        elif key not in _ROWS:
            _mended(value, least)
    _raise_text(part, least)
    return part


def _raise_text(view: dict[str, Any], least: float) -> None:
    """Raise the size that a text mark is given as a channel or as its mark's `size`."""
    mark = view.get("mark")
    kind = mark.get("type") if isinstance(mark, dict) else mark
    if kind != "text":
        return
    if isinstance(mark, dict) and isinstance(mark.get("size"), int | float):
        mark["size"] = max(mark["size"], least)
    encoding = view.get("encoding")
    channel = encoding.get("size") if isinstance(encoding, dict) else None
    if isinstance(channel, dict) and isinstance(channel.get("value"), int | float):
        channel["value"] = max(channel["value"], least)


def has_links(part: Any) -> bool:
    """Return whether a spec has links (`href`), which are not kept."""
    if isinstance(part, Mapping):
        return any(key == "href" or (key not in _ROWS and has_links(value)) for key, value in part.items())
    return isinstance(part, Sequence) and not isinstance(part, str) and any(has_links(each) for each in part)
