"""The composed document: what every back end draws, with all words, numbers and roundings settled."""

from briefing.document.deck import Deck, OwnRun, OwnSlide, OwnText
from briefing.document.document import Document, Variant, figures, figures_in, for_medium
from briefing.document.footnotes import called
from briefing.document.paper import GRIDS, NUMBERINGS, FaceWish, Form, Grid, Imprint, Masthead, Paper, RoleName
from briefing.document.section import Level, Mark, Section
from briefing.document.style import WORDS, Style, Words

__all__ = [
    "GRIDS",
    "NUMBERINGS",
    "WORDS",
    "Deck",
    "Document",
    "FaceWish",
    "Form",
    "Grid",
    "Imprint",
    "Level",
    "Mark",
    "Masthead",
    "OwnRun",
    "OwnSlide",
    "OwnText",
    "Paper",
    "RoleName",
    "Section",
    "Style",
    "Variant",
    "Words",
    "called",
    "figures",
    "figures_in",
    "for_medium",
]
