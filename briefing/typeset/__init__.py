"""Type setting: which face has a character, how wide a text is, and where its lines break. Shared by the back ends."""

from briefing.typeset.breaking import Line, Run, wrap, wrap_text
from briefing.typeset.faces import Face, cut, missing, supported
from briefing.typeset.measure import advances, width
from briefing.typeset.spacing import Align, Stretch, stretches

__all__ = [
    "Align",
    "Face",
    "Line",
    "Run",
    "Stretch",
    "advances",
    "cut",
    "missing",
    "stretches",
    "supported",
    "width",
    "wrap",
    "wrap_text",
]
