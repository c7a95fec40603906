"""The composed document: what every back end draws, with all words, numbers and roundings settled."""

from briefing.document.document import Document, Mark, Masthead, Section, figures, figures_in, for_medium
from briefing.document.style import Style, Words

__all__ = ["Document", "Mark", "Masthead", "Section", "Style", "Words", "figures", "figures_in", "for_medium"]
