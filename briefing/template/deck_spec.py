"""The `pptx:` part of template.yaml: whose master the deck stands on, and which of its layouts serve which slides."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from briefing.template.base import Key, Spec
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


class NumberSpec(Spec):
    """A slide of the master by its number, for those that have no title or share one."""

    number: int = Field(ge=1)


class SlideSpec(Spec):
    """A slide of the master's own that the deck keeps, its `{{ … }}` filled; `slide` is its title.

    It stands `after: cover`, `before` or `after` a chapter by its key, or `at: end`. With `for_each` it is repeated; a
    slide for each theme before or after a chapter for each theme goes to its own theme's.
    """

    slide: str | NumberSpec
    for_each: Literal["theme", "project", "entity"] | None = None
    before: str | None = None
    after: str | None = None
    at: Literal["end"] | None = None

    @model_validator(mode="after")
    def _stands_at_one_place(self) -> SlideSpec:
        if sum(each is not None for each in (self.before, self.after, self.at)) > 1:
            raise ValueError("before、after、at 只能写一个")
        return self

    @property
    def wanted(self) -> str | int:
        return self.slide if isinstance(self.slide, str) else self.slide.number


class PptxSpec(Spec):
    """How the deck is drawn: on our own master, or on a `master` (.pptx, .potx) in the template's folder.

    `slides` keeps slides of the master's own; all others are dropped.
    `style` and `words` go over those of the template, in the deck alone.
    """

    master: str | None = None
    layouts: LayoutsSpec = LayoutsSpec()
    style: StyleSpec = StyleSpec()
    words: WordsSpec = WordsSpec()
    slides: dict[Key, SlideSpec] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _slides_are_of_a_master(self) -> PptxSpec:
        if self.slides and self.master is None:
            raise ValueError("pptx: slides 要先写 master（母版文件）")
        return self
