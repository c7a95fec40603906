"""What is set: runs of characters that are alike, and the lines that they are broken into."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.typeset.faces import Face


@dataclass(frozen=True, slots=True)
class Run:
    """Characters set alike. `tracking` is added after each, in points; `whole` asks to keep the run on one line where
    it is short; `source` is whatever the caller wants to find again; `autospace` is the space between an ideograph of
    this run and a letter or digit beside it, in em (clreq: an eighth to a quarter), and adds no character; `rise` lifts
    the run above the baseline, in points."""

    text: str
    face: Face
    size: float
    tracking: float = 0
    strong: bool = False
    whole: bool = False
    source: object = None
    autospace: float = 0
    rise: float = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its runs, its natural width, and the room it has. `last` ends a paragraph and is not justified."""

    runs: tuple[Run, ...]
    width: float
    room: float
    last: bool

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)
