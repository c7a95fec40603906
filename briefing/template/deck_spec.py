"""The `pptx:` part of template.yaml: whose master the deck stands on, and which of its layouts serve which slides."""

from __future__ import annotations

from briefing.template.base import Spec
from briefing.template.look_spec import StyleSpec, WordsSpec


class LayoutsSpec(Spec):
    """The layout of a house master for each kind of slide, by its name; what is not named is chosen by its geometry."""

    cover: str | None = None
    contents: str | None = None
    overview: str | None = None
    figure: str | None = None
    table: str | None = None
    text: str | None = None
    chapter: str | None = None
    closing: str | None = None


class PptxSpec(Spec):
    """How the deck is drawn: on our own master, or on a `master` (.pptx, .potx) in the template's folder.

    `style` and `words` go over those of the template, in the deck alone.
    """

    master: str | None = None
    layouts: LayoutsSpec = LayoutsSpec()
    style: StyleSpec = StyleSpec()
    words: WordsSpec = WordsSpec()
