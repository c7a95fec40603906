"""What only a deck has: the house master it stands on, its layouts for each kind of slide, the slides it keeps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from briefing.blocks import Span
from briefing.masters.model import HouseMaster


@dataclass(frozen=True, slots=True)
class OwnRun:
    """A stretch of a filled paragraph: which run of the master's slide it takes its formatting from, and what it says.

    A stretch without words stands for a line break or a field, which stay as they are.
    """

    run: int
    span: Span


@dataclass(frozen=True, slots=True)
class OwnText:
    """A filled paragraph: its number among those of the slide, its shape's name, its stretches."""

    number: int
    shape: str
    runs: tuple[OwnRun, ...]

    @property
    def words(self) -> str:
        return "".join(run.span.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class OwnSlide:
    """A slide of the master's own that the deck keeps, its tokens filled; `part` holds it, `title` is for sections.

    It stands before or after the slides of a section, by its path; `cover` and the empty path are the cover and the
    end. Slides at one place stand in the order of the list.
    """

    path: str
    part: str
    title: str
    side: Literal["before", "after"]
    section: str
    texts: tuple[OwnText, ...] = ()
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Deck:
    """The house master of a deck, None for our own; `layouts` names the layout for each kind of slide (`cover`, …)."""

    master: HouseMaster | None = None
    layouts: Mapping[str, str] = field(default_factory=dict)
    slides: tuple[OwnSlide, ...] = ()

    def spans(self) -> Iterator[Span]:
        """Yield what the kept slides say that was filled in."""
        for slide in self.slides:
            yield from (run.span for text in slide.texts for run in text.runs)
