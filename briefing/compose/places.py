"""Origins in; the words that name them out: the source line of a section, the places of an appendix row."""

from __future__ import annotations

import re
from collections.abc import Iterable

from briefing.compose.context import Context
from briefing.document import Section, figures_in
from briefing.model.language import Language, is_chinese
from briefing.model.records import Origin

_MOST_PLACES = 3


def source_of(draft: Section, context: Context) -> str:
    """Name where a section's figures were published, else the files they were read from."""
    data, marks = context.book.dataset, context.marks
    found = (origin for figure in figures_in([draft]) for origin in figure.origins)
    origins = [said_place(origin, context.language) for origin in found]
    published = grouped_places(origin.published for origin in origins)
    files = list(dict.fromkeys(o.file.rpartition("/")[2] for o in origins if o.file))
    title = data.source.partition(marks.comma.rstrip())[0] if context.language == "zh" else data.source
    places = _shortened(published, context) or data.organization or ("" if title else marks.item.join(files[:3]))
    return f"{title}{marks.open}{places}{marks.close}" if title and places else title or places


def said_place(origin: Origin, language: Language) -> Origin:
    """Return a place as a language can print it: in English without what is Chinese, such as a sheet's name."""
    if language == "zh":
        return origin
    parts = (origin.file, origin.sheet, origin.cell, origin.published)
    file, sheet, cell, published = ("" if is_chinese(part) else part for part in parts)
    return Origin(file, sheet, cell, published)


def grouped_places(published: Iterable[str]) -> list[str]:
    """Gather places such as `科技·第1段、第4段` by what stands before the dot, each named once."""
    groups: dict[str, dict[str, None]] = {}
    for words in published:
        owner = ""
        for part in words.split("、"):
            before, dot, after = part.rpartition("·")
            owner = before if dot else owner
            if after:
                groups.setdefault(owner, {})[after] = None
    return [
        f"{owner}·{'、'.join(sorted(parts, key=_natural))}" if owner else "、".join(parts)
        for owner, parts in groups.items()
    ]


def _natural(words: str) -> list[tuple[int, str]]:
    """Sort 第10段 behind 第2段."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", words)]


def _shortened(places: list[str], context: Context) -> str:
    more = context.phrases.more_places.format(len(places)) if len(places) > _MOST_PLACES else ""
    return context.marks.semicolon.join(places[:_MOST_PLACES]) + more
