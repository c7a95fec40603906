"""What layers say of single themes in; the pages of each theme out, laid over those of the chapter for each theme.

They are laid at the very end, so that whatever a later layer does to the pages of the chapter reaches every theme.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from briefing.errors import Problems
from briefing.template.merging import merge, places
from briefing.yamlfile import Place, Source


@dataclass(frozen=True, slots=True)
class Part:
    """The `themes` of one layer, whether the audience's own, and the pages for each theme as that layer knew them."""

    source: Source
    is_own: bool
    known: Mapping[str, Any]


def taken(source: Source) -> Source | None:
    """Take `themes` out of a layer and return it alone, or None where the layer has none."""
    if "themes" not in source.value:
        return None
    lines = {place: where for place, where in source.lines.items() if place[:1] in ((), ("themes",))}
    return Source({"themes": source.value.pop("themes")}, lines)


def pages_of(value: Mapping[str, Any]) -> tuple[Place, dict[str, Any]]:
    """Return the pages of the chapter for each theme, and where they stand; an empty place where there is none."""
    chapters = value.get("chapters")
    for key, chapter in chapters.items() if isinstance(chapters, dict) else ():
        if isinstance(chapter, dict) and chapter.get("for_each") == "theme" and isinstance(chapter.get("pages"), dict):
            return ("chapters", key, "pages"), chapter["pages"]
    return (), {}


def without_replaced(part: Part, over: Mapping[str, Any], place: Place) -> Part:
    """Return what a layer says of single themes without the pages and blocks that a later layer replaces as a whole."""
    chapter: Any = over
    for key in place[:-1]:
        chapter = chapter.get(key) if isinstance(chapter, dict) else None
    pages = chapter.get("pages") if isinstance(chapter, dict) else None
    themes = part.source.value["themes"]
    if not place or not isinstance(pages, dict) or not isinstance(themes, dict):
        return part
    whole = _is_replaced(chapter) or _is_replaced(pages)
    kept = {theme: _without(own, part.known if whole else {}, pages) for theme, own in themes.items()}
    return replace(part, source=Source({"themes": kept}, part.source.lines))


def _is_replaced(value: Any) -> bool:
    return isinstance(value, dict) and value.get("replace") == "true"


def _without(own: Any, gone: Mapping[str, Any], pages: Mapping[str, Any]) -> Any:
    """Return what is said of a theme's pages without those that are gone, and those and the blocks replaced."""
    if not isinstance(own, dict):
        return own
    kept = {key: page for key, page in own.items() if key not in gone and not _is_replaced(pages.get(key))}
    for key, page in kept.items():
        blocks = _blocks_of(pages.get(key))
        if isinstance(page, dict) and isinstance(page.get("blocks"), dict) and blocks:
            stay = {} if _is_replaced(blocks) else page["blocks"]
            left = {name: block for name, block in stay.items() if not _is_replaced(blocks.get(name))}
            kept[key] = page | {"blocks": left}
    return kept


def expanded(merged: Source, parts: Iterable[Part], problems: Problems) -> Source:
    """Lay all parts, in order, over the pages of the chapter as it is in the end.

    What an ancestor says of a page or block that is no longer there is passed over; the audience's own may not.
    """
    place, pages = pages_of(merged.value)
    for part in parts:
        themes = part.source.value["themes"]
        if not place:
            _refuse(part, problems)
        elif not isinstance(themes, dict):
            problems.add(part.source.where(("themes",)), "themes 应当由“主题: 页”组成。", "主题写数据集里的编号。")
        else:
            merged = _laid(merged, place, pages, part, problems)
    return merged


def _refuse(part: Part, problems: Problems) -> None:
    if part.is_own and part.source.value["themes"]:
        where = part.source.where(("themes",))
        problems.add(where, "themes 只能用在有 for_each: theme 的模板里。", "请给一章加上 for_each: theme。")


def _laid(merged: Source, place: Place, pages: dict[str, Any], part: Part, problems: Problems) -> Source:
    """Lay one part over the themes that have pages of their own already, and over the chapter's for the others."""
    own = part.source.value["themes"]
    themes = dict(merged.value.get("themes", {}))
    lines = dict(merged.lines)
    for theme in own.keys() - themes.keys():
        themes[theme] = pages
        for known in places(pages, place):
            if known in merged.lines:
                lines[("themes", theme, *known[len(place) :])] = merged.lines[known]
    if not part.is_own:
        own = {theme: _still_there(each, part.known, pages) for theme, each in own.items()}
    below = Source(merged.value | {"themes": themes}, lines)
    return merge(below, Source({"themes": own}, part.source.lines), problems if part.is_own else None)


def _still_there(own: Any, known: Mapping[str, Any], final: Mapping[str, Any]) -> Any:
    """Return what an ancestor says of a theme's pages without those that have been taken away since."""
    if not isinstance(own, dict):
        return own
    kept: dict[str, Any] = {}
    for key, page in own.items():
        if key in known and key not in final:
            continue
        kept[key] = page
        if isinstance(page, dict) and isinstance(page.get("blocks"), dict) and key in final and key in known:
            kept[key] = page | {"blocks": _blocks(page["blocks"], _blocks_of(known[key]), _blocks_of(final[key]))}
    return kept


def _blocks_of(page: Any) -> Mapping[str, Any]:
    blocks = page.get("blocks") if isinstance(page, dict) else None
    return blocks if isinstance(blocks, dict) else {}


def _blocks(own: dict[str, Any], known: Mapping[str, Any], final: Mapping[str, Any]) -> dict[str, Any]:
    return {key: block for key, block in own.items() if key not in known or _is_same(block, known[key], final.get(key))}


def _is_same(block: Any, before: Any, after: Any) -> bool:
    """Return whether a patch of a block still speaks of the block it was written for."""
    if not isinstance(after, dict) or not isinstance(before, dict):
        return False
    says_its_own = isinstance(block, dict) and "kind" in block
    return says_its_own or before.get("kind") == after.get("kind")
