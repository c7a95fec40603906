"""Type setting: which face has a character, how wide a text is, and where its lines break. Shared by the back ends."""

from briefing.typeset.breaking import Line, Run, wrap, wrap_text
from briefing.typeset.faces import Face, cut, missing
from briefing.typeset.fonts import Cast, Fonts, Piece, Role
from briefing.typeset.measure import advances, ink_top, width
from briefing.typeset.spacing import Align, Stretch, stretches

__all__ = [
    "Align",
    "Cast",
    "Face",
    "Fonts",
    "Line",
    "Piece",
    "Role",
    "Run",
    "Stretch",
    "advances",
    "cut",
    "ink_top",
    "missing",
    "stretches",
    "width",
    "wrap",
    "wrap_text",
]
