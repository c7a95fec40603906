"""A section: one message with what supports it, and the theme that it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from briefing.blocks import Block, Text

Level = Literal[1, 2, 3, 4]


@dataclass(frozen=True, slots=True)
class Mark:
    """The theme that a section belongs to: its id, its name, and the colour of its mark."""

    id: str
    name: str
    color: str


@dataclass(frozen=True, slots=True)
class Section:
    """One message with what supports it: a slide (or a run of them), a headed piece of the PDF.

    `path` is made of the template's keys (`industry/main`) and stays the same when sections move. `label` stands small
    above the headline. Level 1 opens a chapter and is listed in the contents; levels 2 to 4
    continue it, each under the one before. `notes` are what
    the speaker says; `source` names where the figures come from.
    """

    path: str
    label: str
    headline: Text
    blocks: tuple[Block, ...]
    mark: Mark | None = None
    level: Level = 1
    notes: tuple[Text, ...] = ()
    source: str = ""
    appendix: bool = False
