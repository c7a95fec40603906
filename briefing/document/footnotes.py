"""Sections in, the same with their footnotes counted out: each call bears its mark (①, ②, …)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count

from briefing.blocks import Text, notes, texts_of, with_texts
from briefing.document.section import Section

# The circled numbers of Unicode: 1–20, 21–35, 36–50.
_CIRCLED = (*range(0x2460, 0x2474), *range(0x3251, 0x3260), *range(0x32B1, 0x32C0))


def counted(sections: Iterable[Section]) -> tuple[Section, ...]:
    """Number the footnotes through all sections, the appendix last, in the order in which they are read."""
    kept = tuple(sections)
    if not any(True for section in kept for _ in called(section)):
        return kept
    numbers = count(1)
    order = sorted(range(len(kept)), key=lambda at: kept[at].appendix)
    made = {at: _counted(kept[at], numbers) for at in order}
    return tuple(made[at] for at in range(len(kept)))


def called(section: Section) -> Iterator[Text]:
    """Yield the footnotes that a section calls, each with its mark before it."""
    for words in (section.headline, *(text for block in section.blocks for text in texts_of(block))):
        for span in notes(words):
            yield (replace(span, note=()), *span.note)


def mark(number: int) -> str:
    """Return the mark of a footnote: ① to ㊿, then ［51］."""
    return chr(_CIRCLED[number - 1]) if number <= len(_CIRCLED) else f"［{number}］"


def _counted(section: Section, numbers: Iterator[int]) -> Section:
    def numbered(words: Text) -> Text:
        return tuple(replace(span, text=mark(next(numbers))) if span.note else span for span in words)

    headline = numbered(section.headline)
    return replace(section, headline=headline, blocks=tuple(with_texts(block, numbered) for block in section.blocks))
