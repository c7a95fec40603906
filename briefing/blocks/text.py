"""Running text as spans, so that every back end knows which characters are a number and which are stressed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefing.model.figure import Figure


@dataclass(frozen=True, slots=True)
class Span:
    """A run of characters; `figure` is the number it prints, if it prints one.

    A span with a `note` is where a footnote is called: its text is the mark, once the notes of a medium are counted.
    """

    text: str
    figure: Figure | None = None
    strong: bool = False
    note: Text = ()


Text = tuple[Span, ...]


def text(*parts: str | Figure | Span | Text, strong: bool = False) -> Text:
    """Join strings, figures, spans and texts into one Text; `strong` stresses the strings and figures given."""
    spans: list[Span] = []
    for part in parts:
        if isinstance(part, str):
            spans += [Span(part, strong=strong)] if part else []
        elif isinstance(part, Figure):
            spans.append(Span(part.text, part, strong))
        elif isinstance(part, Span):
            spans.append(part)
        else:
            spans.extend(part)
    return tuple(spans)


def notes(text_: Text) -> Iterator[Span]:
    """Yield the spans that call a footnote."""
    return (span for span in text_ if span.note)


def without_notes(text_: Text) -> Text:
    """Return a text without its calls of footnotes, for lists that only name what stands elsewhere."""
    return tuple(span for span in text_ if not span.note)


def plain(text_: Text) -> str:
    """Return the characters alone."""
    return "".join(span.text for span in text_)
