"""The shape of template.yaml as pydantic models: outside text enters here and is checked key by key.

`auto` (or leaving a field out) means: chosen from the data by the rules of `model.salience`.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import Field, model_validator

from briefing.document import Masthead
from briefing.model.rounding_plan import Rounding
from briefing.template.base import Decimals, Key, Medium, Spec
from briefing.template.deck_spec import PptxSpec
from briefing.template.look_spec import StyleSpec, WordsSpec
from briefing.template.paper_spec import PdfSpec
from briefing.template.policy_spec import PolicySpec

AUTO = "auto"
HERO_MOST = 5


class ParagraphSpec(Spec):
    """Running text."""

    kind: Literal["paragraph"]
    text: str
    only: tuple[Medium, ...] = ()


class BulletsSpec(Spec):
    """Points: `items` as texts (`**…**` stresses), or chosen from the data of the theme or of all themes.

    `problems` says what is behind (存在问题): red and yellow lights of indicators and projects, each with its word;
    `next` says what falls due next (下步), `within` so many days, else within one period of the reporting kind.
    """

    kind: Literal["bullets"]
    items: tuple[str, ...] | None = None
    pick: Literal["facts", "themes", "highlights", "problems", "next"] = "facts"
    limit: int = Field(3, ge=1, le=20)
    within: int | None = Field(None, ge=1, le=3660)
    only: tuple[Medium, ...] = ()

    @model_validator(mode="after")
    def _only_what_is_next_has_an_end(self) -> BulletsSpec:
        if self.within is not None and (self.pick != "next" or self.items is not None):
            raise ValueError("within 只用于 pick: next")
        return self


class KeyFiguresSpec(Spec):
    """Cards for named indicators, for the most telling ones, or one tile a theme (`pick: themes`).

    `layout: hero` sets the first figure very large with its sentence, and the others as small cards beside it.
    """

    kind: Literal["key_figures"]
    indicators: tuple[str, ...] | None = None
    pick: Literal["facts", "themes"] = "facts"
    layout: Literal["strip", "tiles", "hero"] = "strip"
    limit: int = Field(4, ge=1, le=12)
    only: tuple[Medium, ...] = ()

    @model_validator(mode="after")
    def _a_hero_has_few_beside_it(self) -> KeyFiguresSpec:
        shown = self.limit if self.indicators is None else len(self.indicators)
        if self.layout == "hero" and shown > HERO_MOST:
            raise ValueError(f"layout: hero 最多放{HERO_MOST}个数：一个大数和旁边的小卡片")
        return self


ChartKind = Literal[
    "auto", "column", "bar", "ranked", "lollipop", "dumbbell", "stacked", "share", "line", "slope", "area", "combo",
    "waterfall", "bullet", "progress", "heat", "multiples", "scatter", "radar", "doughnut", "pie", "timeline", "gantt",
    "sparkline", "custom",
]  # fmt: skip
Annotation = Literal["difference", "growth", "rank", "total"]


class ChartSpec(Spec):
    """A chart of named indicators, or the one that the data suggest. `of` draws milestones or projects instead.

    `chart: heat` with `of: entities` is a board of lights (亮灯矩阵): a row an entity, a column an indicator.

    `annotate` draws over it: a `difference` or mean annual `growth` as an arrow, moves in `rank`, `total`s of stacks.
    `columns` is how many small charts stand in a row.
    `custom` draws the audience's own: `spec` names a Vega-Lite file in its folder, `function` a Python one
    (`file.py:name`); `alt` says in words what it shows.
    """

    kind: Literal["chart"]
    chart: ChartKind = "auto"
    of: Literal["indicators", "milestones", "projects", "entities"] = "indicators"
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
        if self.of == "entities" and self.chart != "heat":
            raise ValueError("of: entities 只用于 chart: heat（亮灯矩阵）")
        if self.chart == "custom" and bool(self.spec) == bool(self.function):
            raise ValueError("chart: custom 要写 spec（Vega-Lite 文件）或 function（文件.py:函数名）其中一个")
        if self.function and not re.fullmatch(r"[^:]+\.py:[^\W\d]\w*", self.function):
            raise ValueError("function 要写成“文件.py:函数名”，如 towns.py:ranked")
        if self.chart != "custom" and given:
            raise ValueError(f"{'、'.join(given)} 只用于 chart: custom")
        return self


LightWord = Literal["green", "yellow", "red"]
_TABLE_KEYS: dict[str, tuple[str, ...]] = {
    "indicators": ("indicators", "league", "lights"),
    "lights": ("projects", "lights"),
    "sort": ("projects",),
    "group": ("projects", "indicators", "lights"),
    "within": ("due",),
    "against": ("league",),
    "highlight": ("league",),
}
"""What each of these keys is for: the tables that read it."""


class TableSpec(Spec):
    """A table of what the data set has; without data there is no table.

    - `indicators`: values with base, change and target; `lights`: targets against their pace (序时进度).
    - `projects`: a board with a light for each project (项目进度展板). `due`: what is overdue or falls due, `within` so
      many days, else within one period of the reporting kind.
    - `league`: entities by rank (亮榜晒绩), by the first of `indicators`, with moves `against` the period before
      (`previous`) or the year before (`year_ago`). `highlight: best` stresses the first three, `worst` the last three.
    - `highlights`: honours; `definitions`: what indicators mean; `figures`: every figure with its origin.

    `lights` keeps rows with these lights only; `group` puts rows under a heading for each theme, department or entity;
    `sort` orders projects by light (red first), by planned finish, by theme, or as the data list them.
    `status` keeps projects in these states only; `observed` keeps figures that were read, not worked out;
    below `least` rows (indicators, projects, due items) there is no table.
    """

    kind: Literal["table"]
    of: Literal["indicators", "league", "projects", "highlights", "lights", "definitions", "figures", "due"]
    indicators: tuple[str, ...] | None = None
    lights: tuple[LightWord, ...] = ()
    sort: Literal["data", "light", "finish", "theme"] = "data"
    group: Literal["none", "theme", "department", "entity"] = "none"
    within: int | None = Field(None, ge=1, le=3660)
    against: Literal["previous", "year_ago"] = "previous"
    highlight: Literal["none", "best", "worst"] = "none"
    title: str | None = None
    status: tuple[Literal["planned", "started", "in_progress", "completed", "delayed"], ...] = ()
    observed: bool = False
    least: int = Field(1, ge=1)
    limit: int | None = Field(None, ge=1, le=2000)
    only: tuple[Medium, ...] = ()

    @model_validator(mode="after")
    def _keys_fit_the_table(self) -> TableSpec:
        for key, tables in _TABLE_KEYS.items():
            if key in self.model_fields_set and self.of not in tables:
                raise ValueError(f"{key} 只用于 of: {'、'.join(tables)}")
        if self.group == "entity" and self.of != "projects":
            raise ValueError("group: entity 只用于 of: projects")
        return self


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
    printed of an indicator, by its id; `rounding` whether the parts of a sum are rounded so that they add up. `themes`
    holds, for each theme that a patch speaks of, its pages in full.
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
    rounding: Rounding = "half_up"
    chapters: dict[Key, ChapterSpec] = Field(min_length=1)
    themes: dict[str, dict[Key, PageSpec]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _theme_pages_need_a_chapter(self) -> Template:
        if self.themes and not any(chapter.for_each == "theme" for chapter in self.chapters.values()):
            raise ValueError("themes 只能用在有 for_each: theme 的模板里")
        return self
