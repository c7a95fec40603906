"""Keys in an order asked for in, the same mapping in that order out: `order`, `after` and `before`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from briefing.errors import Problems, suggest
from briefing.yamlfile import Place, Source

Level = Literal["template", "chapter", "page", "block", "theme", "other"]
# The mapping whose keys `order` puts in order; that of a theme are its pages themselves.
HOLDS: Mapping[Level, str] = {"template": "chapters", "chapter": "pages", "page": "blocks", "theme": ""}
_COMMA = "列表里要用英文逗号隔开，后面空一格。"
_WORDS: Mapping[Level, str] = {"template": "章", "chapter": "页", "page": "内容块", "theme": "页"}
_SIDES = ("after", "before")
# What may stand at each level besides the keys of the model: how a layer is laid over the one below.
DIRECTIVES: Mapping[Level, tuple[str, ...]] = {
    "template": ("extends", "order", "replace"),
    "chapter": ("order", "after", "before", "replace"),
    "page": ("order", "after", "before", "replace"),
    "block": ("after", "before", "replace"),
    "theme": ("order", "replace"),
    "other": ("replace",),
}


def level(place: Place) -> Level:
    """Return what stands at a place of template.yaml."""
    match place:
        case ():
            return "template"
        case ("chapters", _):
            return "chapter"
        case ("chapters", _, "pages", _) | ("themes", _, _):
            return "page"
        case ("chapters", _, "pages", _, "blocks", _) | ("themes", _, _, "blocks", _):
            return "block"
        case ("themes", _):
            return "theme"
    return "other"


def is_keyed(place: Place) -> bool:
    """Return whether the keys at a place are names that the template gives: of chapters, pages or blocks."""
    return level((*place, "")) in ("chapter", "page", "block")


def is_directive(key: str, value: Any, place: Place) -> bool:
    """Return whether a key says how a layer is laid over the one below, instead of what the template says."""
    if key == "replace":
        return value in ("true", "false")
    here = level(place)
    if here == "theme" and isinstance(value, dict):
        return False
    return key in DIRECTIVES[here]


def placed(merged: dict[str, Any], patch: Source, place: Place, problems: Problems | None) -> dict[str, Any]:
    """Return a mapping of chapters, pages or blocks with those moved that say `after` or `before`.

    Without `problems` what is not there is passed over.
    """
    anchors: dict[tuple[str, str], str] = {}
    names = list(merged)
    moved: set[str] = set()
    for key, side, anchor in _asked(patch, place):
        where = patch.where((*place, key, side))
        if key in moved:
            if problems is not None:
                problems.add(where, f"“{key}”同时写了 after 和 before。", "请只留一个。")
            continue
        moved.add(key)
        if anchor not in merged or anchor == key:
            if problems is not None:
                others = [name for name in merged if name != key]
                problems.add(where, f"{side} 写的“{anchor}”不在这里。", suggest(anchor, others))
            continue
        beside = anchors.get((side, anchor), anchor) if side == "after" else anchor
        names.remove(key)
        names.insert(names.index(beside) + (side == "after"), key)
        anchors[side, anchor] = key
    return {name: merged[name] for name in names}


def _asked(patch: Source, place: Place) -> Iterator[tuple[str, str, str]]:
    here: Any = patch.value
    for part in place:
        here = here[part]
    for key, value in here.items():
        if isinstance(value, dict):
            yield from ((key, side, str(value[side])) for side in _SIDES if side in value)


def ordered(merged: Any, wanted: Any, patch: Source, place: Place, problems: Problems | None) -> Any:
    """Return the chapters, pages or blocks of a mapping with the `wanted` ones first; the others follow as they were.

    `place` is where the `order` stands that names them.
    """
    if not isinstance(wanted, list) or not all(isinstance(name, str) for name in wanted):
        if problems is not None:
            problems.add(patch.where((*place, "order")), "order 应当是列表。", "写法如 order: [overview, themes]。")
        return merged
    if not isinstance(merged, dict):
        return merged
    for at, name in enumerate(wanted):
        if name not in merged and problems is not None:
            where = patch.where((*place, "order", at))
            hint = _COMMA if set(name) & set("，、") else suggest(name, merged)
            problems.add(where, f"order 里的“{name}”不是这里的{_WORDS[level(place)]}。", hint)
    first = [name for name in dict.fromkeys(wanted) if name in merged]
    return {name: merged[name] for name in (*first, *(name for name in merged if name not in first))}
