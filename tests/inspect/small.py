"""The sample cut down to a few pages: a summary, two themes, a league table."""

from __future__ import annotations

from dataclasses import replace

from briefing.document import Document
from tests.render.sample import sample


def small() -> Document:
    """Return a document that makes a deck of nine slides with three charts."""
    whole = sample()
    league = next(section for section in whole.sections if section.path == "league")
    document: Document = replace(whole, sections=(*whole.sections[:5], league))
    return document
