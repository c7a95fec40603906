"""A compiled Vega spec in; the same spec whose items carry their data values, and a key to read them with, out.

A scene graph has places and colours but no data. Each item has a free field, its description, so the values go there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from briefing.charts.scene.expressions import NOTHING, Source, dated, datum, plain_name, source
from briefing.charts.scene.rounded import flatten

CHANNELS = (
    "x",
    "x2",
    "xc",
    "y",
    "y2",
    "yc",
    "fill",
    "stroke",
    "size",
    "shape",
    "strokeDash",
    "opacity",
    "theta",
    "radius",
)
SCALES = "briefing-scales"
_GUIDES = ("labels", "grid", "domain", "title", "symbols", "gradient")
_TEMPORAL = ("time", "utc")


@dataclass(frozen=True, slots=True)
class Key:
    """How to read the items of one mark: the names of their values in order, and where these came from."""

    names: tuple[str, ...]
    type: str
    styles: tuple[str, ...]
    scales: Mapping[str, str]
    fields: Mapping[str, str]
    stacks: Mapping[str, str]


@dataclass(slots=True)
class Keys:
    """What was written into a spec: the key of each mark by its name, the types of scales, the formats of axes."""

    marks: dict[str, Key] = field(default_factory=dict)
    types: dict[str, tuple[str, float]] = field(default_factory=dict)
    formats: dict[tuple[str, str], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Scope:
    types: Mapping[str, str]
    stacks: Mapping[str, tuple[str, str]]
    groupby: tuple[str, ...] = ()


def inject(vega: dict[str, Any]) -> Keys:
    """Write the values into the descriptions of all items of a spec, in place, and return how to read them."""
    keys = Keys()
    flatten(vega)
    _scope(vega, _Scope({}, {}), keys)
    return keys


def _scope(part: dict[str, Any], above: _Scope, keys: Keys) -> None:
    scales = [scale for scale in part.get("scales", ()) if isinstance(scale, Mapping)]
    types = {**above.types, **{scale["name"]: str(scale.get("type", "linear")) for scale in scales}}
    stacks = {**above.stacks, **dict(_stacks(part.get("data", ())))}
    here = _Scope(types, stacks, above.groupby)
    for scale in scales:
        keys.types[scale["name"]] = (str(scale.get("type", "linear")), float(scale.get("base") or 10))
    for axis in part.get("axes", ()):
        _axis(axis, here, keys)
    for legend in part.get("legends", ()):
        name = next(
            (str(legend[c]) for c in ("fill", "stroke", "shape", "size", "strokeDash", "opacity") if c in legend), ""
        )
        _guide(legend, name, str(legend.get("orient", "right")), here)
    marks = part.setdefault("marks", []) if scales else part.get("marks", ())
    for mark in marks:
        _mark(mark, here, keys)
    if scales:
        marks.append(_scale_mark([scale["name"] for scale in scales], types))


def _stacks(data: Any) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield the fields that stacking made, each with the field it stacks and the offset."""
    for table in data if isinstance(data, list) else ():
        for transform in table.get("transform", ()):
            if transform.get("type") == "stack" and isinstance(transform.get("field"), str):
                ends = transform.get("as", ("y0", "y1"))
                # Vega-Lite's own stacks end in _start and _end; an analyst's stack transform is a range like any other.
                if str(ends[0]).endswith("_start") and str(ends[1]).endswith("_end"):
                    made = (transform["field"], str(transform.get("offset", "zero")))
                    yield from ((str(name), made) for name in ends)


def _mark(mark: dict[str, Any], scope: _Scope, keys: Keys) -> None:
    if mark.get("type") == "group":
        facet = (mark.get("from") or {}).get("facet") or {}
        path = str(mark.get("name", "")).endswith("pathgroup")
        groupby = tuple(each for each in facet.get("groupby", ()) if isinstance(each, str)) if path else ()
        _scope(mark, _Scope(scope.types, scope.stacks, groupby), keys)
        return
    name = str(mark.setdefault("name", f"mark-{len(keys.marks)}"))
    update = mark.setdefault("encode", {}).setdefault("update", {})
    sources = dict(_sources(update, scope))
    for other in scope.groupby:
        sources[f"group:{other}"] = Source(datum(other), "", other)
    update["description"] = {"signal": f"[{','.join(_value(each, scope) for each in sources.values())}]"}
    update.pop("ariaRoleDescription", None)
    style = mark.get("style") or ()
    keys.marks[name] = Key(
        names=tuple(sources),
        type=str(mark.get("type")),
        styles=(style,) if isinstance(style, str) else tuple(style),
        scales={channel: each.scale for channel, each in sources.items() if each.scale},
        fields={channel: each.field for channel, each in sources.items() if each.field},
        stacks={c: scope.stacks[each.field][1] for c, each in sources.items() if each.field in scope.stacks},
    )


def _sources(update: Mapping[str, Any], scope: _Scope) -> Iterator[tuple[str, Source]]:
    for channel in CHANNELS:
        found = source(update.get(channel))
        if found is not NOTHING:
            yield channel, found
        offset = _offset(update.get(channel))
        if channel in ("x", "xc", "y", "yc") and "Offset" in offset.scale:
            yield f"{channel[0]}Offset", offset
        if found.field in scope.stacks and channel in ("x", "y"):
            yield f"{channel}:amount", _stacked(found.field, scope)
    for angle in ("startAngle", "endAngle", "outerRadius"):
        found = source(update.get(angle))
        if found is not NOTHING:
            yield angle, found
            if found.field in scope.stacks and angle == "endAngle":
                yield "theta:amount", _stacked(found.field, scope)


def _stacked(field: str, scope: _Scope) -> Source:
    """Return the source of the amounts that a stack was made of."""
    amount = scope.stacks[field][0]
    return Source(datum(amount), "", plain_name(amount))


def _offset(rules: Any) -> Source:
    rule = rules[-1] if isinstance(rules, list) and rules else rules
    offset = rule.get("offset") if isinstance(rule, Mapping) else None
    return source(offset) if isinstance(offset, Mapping) else NOTHING


def _value(each: Source, scope: _Scope) -> str:
    type_ = scope.types.get(each.scale, "")
    return dated(each.expression, temporal=type_ in _TEMPORAL, utc=type_ == "utc")


def _axis(axis: dict[str, Any], scope: _Scope, keys: Keys) -> None:
    scale, orient = str(axis.get("scale", "")), str(axis.get("orient", "bottom"))
    if axis.get("labels", True) is not False:
        keys.formats[(scale, orient)] = axis["format"] if isinstance(axis.get("format"), str) else ""
    _guide(axis, scale, orient, scope)


def _guide(guide: dict[str, Any], scale: str, orient: str, scope: _Scope) -> None:
    """Have each part of an axis or legend say which scale it shows, and its labels which value."""
    type_ = scope.types.get(scale, "")
    value = dated("datum.value", temporal=type_ in _TEMPORAL, utc=type_ == "utc")
    name = json.dumps(scale)
    encode = guide.setdefault("encode", {})
    for part in _GUIDES:
        shown = value if part in ("labels", "symbols") else "null"
        update = encode.setdefault(part, {}).setdefault("update", {})
        update["description"] = {"signal": f"[{name},{json.dumps(orient)},{shown}]"}


def _scale_mark(names: list[str], types: Mapping[str, str]) -> dict[str, Any]:
    """Return a mark without ink whose only item says the domain and range of each scale."""
    parts = ",".join(
        f"[{json.dumps(name)},{_domain(name, types[name])},range({json.dumps(name)}),{_width(name, types[name])}]"
        for name in names
    )
    return {"type": "text", "name": SCALES, "encode": {"update": {"description": {"signal": f"[{parts}]"}}}}


def _domain(name: str, type_: str) -> str:
    domain = f"domain({json.dumps(name)})"
    if type_ in _TEMPORAL:
        utc = type_ == "utc"
        return f"[{dated(f'{domain}[0]', temporal=True, utc=utc)},{dated(f'peek({domain})', temporal=True, utc=utc)}]"
    return domain


def _width(name: str, type_: str) -> str:
    return f"bandwidth({json.dumps(name)})" if type_ == "band" else "0"
