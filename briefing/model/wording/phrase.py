"""A `Phrase`: strings and figures, so that later floors still know which characters are a number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefing.model.figure import Figure

Phrase = tuple[str | Figure, ...]


def join(phrases: Iterable[Sequence[str | Figure]], mark: str = "，") -> Phrase:
    """Join phrases with a mark between them."""
    joined: list[str | Figure] = []
    for phrase in phrases:
        if joined and phrase:
            joined.append(mark)
        joined.extend(phrase)
    return tuple(joined)


def after(mark: str, phrase: Phrase) -> Phrase:
    """Put a mark before a phrase: in one string with its first words."""
    first, *rest = phrase
    return (mark + first, *rest) if isinstance(first, str) else (mark, first, *rest)


def around(words: str, figure: Figure) -> Phrase:
    """Put a figure in the place that words leave for it: `落后{}`, `{} behind`."""
    before, _, after = words.partition("{}")
    return tuple(part for part in (before, figure, after) if part)


def plain(phrase: Phrase) -> str:
    return "".join(part if isinstance(part, str) else part.text for part in phrase)
