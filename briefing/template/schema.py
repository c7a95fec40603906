"""The shape of template.yaml as pydantic models: outside text enters here and is checked key by key.

`auto` (or leaving a field out) means: chosen from the data by the rules of `model.salience`.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import Field, model_validator

from briefing.document import Masthead
from briefing.template.base import Decimals, Key, Medium, Spec
from briefing.template.deck_spec import PptxSpec
from briefing.template.look_spec import StyleSpec, WordsSpec
from briefing.template.paper_spec import PdfSpec
from briefing.template.policy_spec import PolicySpec

AUTO = "auto"


class ParagraphSpec(Spec):
    """Running text."""

    kind: Literal["paragraph"]
    text: str
    only: tuple[Medium, ...] = ()


class BulletsSpec(Spec):
    """Points: `items` as texts (`**…**` stresses), or chosen from the facts of the theme or of all themes."""

    kind: Literal["bullets"]
    items: tuple[str, ...] | None = None
    pick: Literal["facts", "themes", "highlights", "problems"] = "facts"
    limit: int = Field(3, ge=1, le=20)
    only: tuple[Medium, ...] = ()


class KeyFiguresSpec(Spec):
    """Cards for named indicators, for the most telling ones, or one tile a theme (`pick: themes`)."""

    kind: Literal["key_figures"]
    indicators: tuple[str, ...] | None = None
    pick: Literal["facts", "themes"] = "facts"
    layout: Literal["strip", "tiles"] = "strip"
    limit: int = Field(4, ge=1, le=12)
    only: tuple[Medium, ...] = ()


ChartKind = Literal[
    "auto", "column", "bar", "ranked", "lollipop", "dumbbell", "stacked", "share", "line", "slope", "area", "combo",
    "waterfall", "bullet", "progress", "heat", "multiples", "scatter", "radar", "doughnut", "pie", "timeline", "gantt",
    "sparkline", "custom",
]  # fmt: skip
Annotation = Literal["difference", "growth", "rank", "total"]


class ChartSpec(Spec):
    """A chart of named indicators, or the one that the data suggest. `of` draws milestones or projects instead.

    `annotate` draws over it: a `difference` or mean annual `growth` as an arrow, moves in `rank`, `total`s of stacks.
    `columns` is how many small charts stand in a row.
    `custom` draws the audience's own: `spec` names a Vega-Lite file in its folder, `function` a Python one
    (`file.py:name`); `alt` says in words what it shows.
    """

    kind: Literal["chart"]
    chart: ChartKind = "auto"
    of: Literal["indicators", "milestones", "projects"] = "indicators"
    indicators: tuple[str, ...] | None = None
    periods: tuple[str, ...] | None = None
    project: str | None = None
    title: str | None = None
    emphasis: str | None = None
    annotate: tuple[Annotation, ...] | None = None
    columns: int | None = Field(None, ge=1, le=6)
    limit: int = Field(12, ge=1, le=40)
    spec: str | None = None
    function: str | None = None
    alt: str | None = None
    only: tuple[Medium, ...] = ()

    @model_validator(mode="after")
    def _custom_charts_name_one_file(self) -> ChartSpec:
        given = [name for name in ("spec", "function", "alt") if getattr(self, name) is not None]
        if self.chart == "custom" and bool(self.spec) == bool(self.function):
            raise ValueError("chart: custom 要写 spec（Vega-Lite 文件）或 function（文件.py:函数名）其中一个")
        if self.function and not re.fullmatch(r"[^:]+\.py:[^\W\d]\w*", self.function):
            raise ValueError("function 要写成“文件.py:函数名”，如 towns.py:ranked")
        if self.chart != "custom" and given:
            raise ValueError(f"{'、'.join(given)} 只用于 chart: custom")
        return self


class TableSpec(Spec):
    """A table of what the data set has: indicators, a league of entities, projects, honours, lights, or all figures.

    `status` keeps projects in these states only; `observed` keeps figures that were read, not worked out;
    below `least` projects there is no table.
    """

    kind: Literal["table"]
    of: Literal["indicators", "league", "projects", "highlights", "lights", "definitions", "figures"]
    title: str | None = None
    status: tuple[Literal["planned", "started", "in_progress", "completed", "delayed"], ...] = ()
    observed: bool = False
    least: int = Field(1, ge=1)
    limit: int | None = Field(None, ge=1, le=2000)
    only: tuple[Medium, ...] = ()


class CalloutSpec(Spec):
    """One sentence that stands out."""

    kind: Literal["callout"]
    text: str
    tone: Literal["neutral", "good", "warning"] = "neutral"
    only: tuple[Medium, ...] = ()


BlockSpec = Annotated[
    ParagraphSpec | BulletsSpec | KeyFiguresSpec | ChartSpec | TableSpec | CalloutSpec, Field(discriminator="kind")
]


class PageSpec(Spec):
    """One message: a slide of the deck, a headed piece of the PDF. A page without anything to show is left out.

    `label` stands small above the headline; without one it is the theme's name, or the template's. `level` puts a page
    of the PDF deeper: the first page of a chapter is at level 1, the others at 2; 3 and 4 lie below the page before.
    """

    label: str | None = None
    headline: str = AUTO
    blocks: dict[Key, BlockSpec] = Field(min_length=1)
    notes: tuple[str, ...] | None = None
    source: str | None = None
    level: int | None = Field(default=None, ge=2, le=4)
    appendix: bool = False


class ChapterSpec(Spec):
    """Pages in order; `for_each: theme` repeats them for every theme of the data set."""

    for_each: Literal["theme"] | None = None
    pages: dict[Key, PageSpec] = Field(min_length=1)


class MastheadSpec(Spec):
    """The red head of a 简报; every field is a text. The name stands `top` mm below the upper edge of the text."""

    name: str
    issue: str = ""
    issuer: str = ""
    date: str = ""
    classification: str = ""
    serial: str = ""
    top: float = Field(default=Masthead("").top, ge=10, le=120)


class CoverSpec(Spec):
    """The cover of the deck and the title of the PDF."""

    title: str = "{{ dataset.title }}"
    kicker: str = ""
    byline: tuple[str, ...] = ()
    classification: str = ""
    masthead: MastheadSpec | None = None


class Template(Spec):
    """A whole template, with the data set's own patch already laid over it.

    `description` says in `briefing template list` what the template is for. `precision` is how many decimals are
    printed of an indicator, by its id. `themes` holds, for each theme that a patch speaks of, its pages in full.
    """

    name: str
    description: str = ""
    cover: CoverSpec = CoverSpec()
    style: StyleSpec = StyleSpec()
    words: WordsSpec = WordsSpec()
    policy: PolicySpec = PolicySpec()
    pdf: PdfSpec = PdfSpec()
    pptx: PptxSpec = PptxSpec()
    endnotes: tuple[str, ...] = ()
    precision: dict[str, Decimals] = Field(default_factory=dict)
    chapters: dict[Key, ChapterSpec] = Field(min_length=1)
    themes: dict[str, dict[Key, PageSpec]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _theme_pages_need_a_chapter(self) -> Template:
        if self.themes and not any(chapter.for_each == "theme" for chapter in self.chapters.values()):
            raise ValueError("themes 只能用在有 for_each: theme 的模板里")
        return self
