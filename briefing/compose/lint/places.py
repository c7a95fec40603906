"""The path of a text in a document in; the file and line of the template that says it out, where it says it itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from briefing.errors import Problem
from briefing.template.load import Loaded
from briefing.template.schema import AUTO
from briefing.yamlfile import Place

_SHOWN = "{}（{}）"
_OF_PAGE = frozenset({"headline", "label", "notes"})
_OF_BLOCK = ("text", "items")


def placed(problem: Problem, loaded: Loaded) -> Problem:
    """Put the file and line before the path of a problem; what is wrong in the data keeps the path alone."""
    lines = loaded.source.lines
    found = next((place for place in _places(problem.where, loaded) if place in lines), None)
    if found is None:
        return problem
    return replace(problem, where=_SHOWN.format(loaded.source.where(found), problem.where))


def _places(path: str, loaded: Loaded) -> Iterator[Place]:
    """Yield where a text may stand in the template, by its path: `overview/summary/opening`."""
    parts = path.split("/")
    if len(parts) == 1:
        yield (path,)
    if len(parts) != 3:
        return
    start, page, name = parts
    for above in _pages(start, loaded):
        place = (*above, page)
        if name in _OF_PAGE and not (name == "headline" and _is_automatic(place, loaded)):
            yield (*place, name)
        yield from ((*place, "blocks", name, key) for key in _OF_BLOCK)


def _pages(start: str, loaded: Loaded) -> Iterator[Place]:
    """Yield where the pages of a chapter, or of a theme, stand."""
    template = loaded.template
    if start in template.themes:
        yield "themes", start
    elif start in template.chapters:
        yield "chapters", start, "pages"
    else:
        for key, chapter in template.chapters.items():
            if chapter.for_each == "theme":
                yield "chapters", key, "pages"


def _is_automatic(place: Place, loaded: Loaded) -> bool:
    kind, key, *rest = place
    template = loaded.template
    pages = template.themes[str(key)] if kind == "themes" else template.chapters[str(key)].pages
    page = pages.get(str(rest[-1]))
    return page is None or page.headline == AUTO
