"""A loaded template in; what data it asks for, and what its author may want to look at again, out.

Faults are found by loading and composing; all here are hints: a briefing is built without minding them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields
from typing import Any, Literal

from briefing.charts.palette import contrast
from briefing.document import Style
from briefing.errors import Notice, Problem
from briefing.model.dataset import Dataset
from briefing.template.faults import TextFault, problem
from briefing.template.load import Loaded
from briefing.template.names import names_in
from briefing.template.schema import BulletsSpec, ChartSpec, PageSpec, TableSpec, Template
from briefing.template.text import Typesetter
from briefing.template.views import RESERVED
from briefing.yamlfile import Place, Source

Need = Literal["projects", "milestones", "highlights", "targets", "entities", "definitions"]
NEEDS: Mapping[Need, str] = {
    "projects": "项目表（projects）",
    "milestones": "节点表（milestones）",
    "highlights": "亮点表（highlights）",
    "targets": "目标值（indicators 表的 target）",
    "entities": "三个以上单位的数值（entities）",
    "definitions": "指标口径（indicators 表的 definition）",
}
_OF: Mapping[str, Need] = {
    "projects": "projects",
    "milestones": "milestones",
    "highlights": "highlights",
    "lights": "targets",
    "league": "entities",
    "definitions": "definitions",
}
# The least contrast (WCAG 2.2, 1.4.3 and 1.4.11): of words, and of lights, which have their word beside them.
_LEGIBLE, _VISIBLE = 4.5, 3.0
_LEAST = {"ink": _LEGIBLE, "muted": _LEGIBLE, "accent": _LEGIBLE} | dict.fromkeys(("green", "yellow", "red"), _VISIBLE)
_GROUNDS = {"ground": "底色 ground", "faint": "卡片底色 faint"}
# A headline of a deck has two lines of 26 pt over the width of a slide.
_HEADLINE = 64
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\*\*|\^\[[^\]]*\]", re.DOTALL)


def pages(template: Template) -> Iterator[tuple[Place, PageSpec]]:
    """Yield every page with its place: those of the chapters, and those of single themes."""
    for key, chapter in template.chapters.items():
        yield from ((("chapters", key, "pages", name), page) for name, page in chapter.pages.items())
    for theme, own in template.themes.items():
        yield from ((("themes", theme, name), page) for name, page in own.items())


def needs(template: Template) -> tuple[Need, ...]:
    """Return which tables and columns the template's blocks show, besides indicators and observations."""
    found = {need for _, page in pages(template) for block in page.blocks.values() if (need := _need(block))}
    return tuple(need for need in NEEDS if need in found)


def _need(block: object) -> Need | None:
    match block:
        case ChartSpec() | TableSpec():
            return _OF.get(block.of)
        case BulletsSpec(pick="highlights", items=None):
            return "highlights"
    return None


def named(loaded: Loaded) -> frozenset[str]:
    """Return every indicator that the template names: in lists, in `emphasis`, in texts, in `precision`."""
    found = set(loaded.template.precision)
    for place, words in loaded.source.texts():
        if (isinstance(place[-1], int) and place[-2] == "indicators") or place[-1] == "emphasis":
            found.add(words)
        elif "{" in words:
            found |= names_in(words) - {*RESERVED}
    return frozenset(found)


def syntax(source: Source) -> Iterator[Problem]:
    """Yield a problem for every text that could not be set over any data."""
    typesetter = Typesetter({})
    for place, words in source.texts():
        if "{{" in words or "{%" in words:
            try:
                typesetter.read(words)
            except TextFault as fault:
                yield problem(fault, source, place)


def hints(loaded: Loaded) -> Iterator[Notice]:
    """Yield what can be said without data: colours too near each other, and long headlines."""
    yield from _of_colors(loaded)
    for place, page in pages(loaded.template):
        said = len(_TAG.sub("", page.headline))
        if said > _HEADLINE:
            where = loaded.source.where((*place, "headline"))
            yield Notice(where, f"标题光是写定的字就有{said}个，演示文稿两行放不下，会缩小或排成三行。")


def _of_colors(loaded: Loaded) -> Iterator[Notice]:
    template = loaded.template
    for lead, spec in (((), None), (("pdf",), template.pdf.style), (("pptx",), template.pptx.style)):
        given = {**_given(template.style), **(_given(spec) if spec else {})}
        own = _given(spec if spec else template.style)
        shown = {f.name: given.get(f.name, f.default) for f in fields(Style)}
        for ground, ground_name in _GROUNDS.items():
            for text, least in _LEAST.items():
                changed = next((name for name in (text, ground) if name in own), None)
                if changed and (ratio := contrast(shown[text], shown[ground])) < least:
                    where = loaded.source.where((*lead, "style", changed))
                    on = f"{ground_name}（{shown[ground]}）"
                    yield Notice(where, _faint(f"style 的 {text}（{shown[text]}）", on, ratio, least))


def _given(spec: Any) -> dict[str, Any]:
    return {key: value for key, value in spec.model_dump().items() if value is not None}


def _faint(what: str, ground: str, ratio: float, least: float = _LEGIBLE) -> str:
    return f"{what}在{ground}上对比度只有 {ratio:.1f}，低于 {least}，看不清；请拉开两种颜色的深浅。"


def hints_of_data(loaded: Loaded, dataset: Dataset, shown: Collection[str]) -> Iterator[Notice]:
    """Yield what data set and template do not have of each other; `shown` are the indicators that are printed."""
    source = loaded.layers[-1].shown
    for need in needs(loaded.template):
        if not _has(dataset, need):
            yield Notice(source, f"模板要用{NEEDS[need]}，数据集里没有，用它的内容块会略去。")
    used = {*shown, *named(loaded)}
    unused = [f"{indicator.name}（{indicator.id}）" for indicator in dataset.indicators if indicator.id not in used]
    if unused:
        count = f"有{len(unused)}个指标没有写进附录以外的任何一页"
        yield Notice(f"data/{dataset.id}", f"{count}：{'、'.join(unused)}。")
    ground = loaded.template.style.ground or Style().ground
    for theme in dataset.themes:
        if theme.color and (ratio := contrast(theme.color, ground)) < _LEGIBLE:
            what = f"主题“{theme.name}”的颜色（{theme.color}）"
            yield Notice(f"data/{dataset.id}/dataset.yaml", _faint(what, f"底色（{ground}）", ratio))


def _has(dataset: Dataset, need: Need) -> bool:
    match need:
        case "projects":
            return bool(dataset.projects)
        case "milestones":
            return bool(dataset.milestones)
        case "highlights":
            return bool(dataset.highlights)
        case "targets":
            return any(each.target is not None for each in dataset.indicators)
        case "entities":
            return any(len(dataset.entities_of(each.id)) >= 3 for each in dataset.indicators)
        case "definitions":
            return any(each.definition for each in dataset.indicators)
