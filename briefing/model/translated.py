"""A data set in; the same in English, and what has no English name and was left out, out. Pure; before composing.

Nothing Chinese passes: names, units, periods and places are English or are not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from briefing.errors import Notice, Problem, ProblemsFound
from briefing.model.dataset import Dataset, Gaps
from briefing.model.english_units import EnglishUnit, english_unit
from briefing.model.language import Language, is_chinese, language_of
from briefing.model.policy import Kind
from briefing.model.records import (
    Entity,
    Highlight,
    Indicator,
    Milestone,
    Observation,
    Project,
    Theme,
)
from briefing.model.restrict import is_whole, reporters

_NAMED, _LONGEST = 5, 16
"""How many of what was left out are named; the rest is counted."""


@dataclass(slots=True)
class LeftOut:
    """What had no English name, by what it is, in the order found."""

    found: dict[str, list[str]] = field(default_factory=dict)

    def add(self, what: str, name: str) -> None:
        self.found.setdefault(what, []).append(name)

    def word(self, what: str, word: str, word_en: str = "") -> str:
        """Return a word that its row can do without, empty where it is Chinese, which is noted."""
        found = english(word, word_en)
        if word and not found and word not in self.found.get(what, ()):
            self.add(what, word)
        return found

    def notices(self, dataset: str) -> tuple[Notice, ...]:
        if not self.found:
            return ()
        said = "；".join(_counted(what, names) for what, names in self.found.items())
        return (Notice(f"data/{dataset}", f"英文稿略去了没有英文的：{said}。补上英文列（如 name_en）后会写出。"),)


def _counted(what: str, names: Sequence[str]) -> str:
    more = "等" if len(names) > _NAMED else ""
    shown = (name if len(name) <= _LONGEST else f"{name[:_LONGEST]}……" for name in names[:_NAMED])
    return f"{what}{len(names)}（{'、'.join(shown)}{more}）"


def in_language(dataset: Dataset, language: Language) -> tuple[Dataset, tuple[Notice, ...]]:
    """Return the data set as a document of this language is composed from it. Raises ProblemsFound without a title.

    The data set's own language leaves it as it is; there is no way back from English to Chinese.
    """
    if language == "zh":
        return (replace(dataset, language="zh-CN") if language_of(dataset.language) != "zh" else dataset), ()
    return _english(dataset)


def english(name: str, name_en: str) -> str:
    """Return the English name, or the name itself where it is not Chinese; empty where there is none."""
    return next((each for each in (name_en, name) if each and not is_chinese(each)), "")


def _english(data: Dataset) -> tuple[Dataset, tuple[Notice, ...]]:
    title = english(data.title, data.title_en)
    if not title:
        place = f"data/{data.id}/dataset.yaml"
        raise ProblemsFound([Problem(place, "没有英文标题，写不成英文稿。", "请加一行“title_en: ……”。")])
    left = LeftOut()
    themes = tuple(_themes(data.themes, left))
    entities = tuple(_entities(data, left))
    _check_named(data, entities)
    kept, units = _indicators(data, {theme.id for theme in themes}, left)
    projects = tuple(_projects(data, {theme.id for theme in themes}, left))
    named = {entity.id for entity in entities}
    made = replace(
        data,
        title=title,
        region=_region(data, left),
        organization=_word("organization", data.organization, data.organization_en, left),
        campaign=_word("campaign", data.campaign, data.campaign_en, left),
        source=_word("source", data.source, data.source_en, left),
        language="en",
        themes=themes,
        entities=entities,
        indicators=kept,
        observations=tuple(_observations(data, units, named)),
        projects=projects,
        milestones=tuple(_milestones(data, {project.id for project in projects}, left)),
        highlights=tuple(_highlights(data, {theme.id for theme in themes}, left)),
        gaps=_gaps(data, named),
    )
    gaps = replace(made.gaps, partial=made.gaps.partial | _partial(data, made))
    return replace(made, gaps=gaps), left.notices(data.id)


def _partial(data: Dataset, made: Dataset) -> frozenset[Kind]:
    """Return of what not all rows have English, so that a count of those that have is one of what is listed."""
    sizes: dict[Kind, tuple[int, int]] = {
        "indicator": (len(data.indicators), len(made.indicators)),
        "observation": (len(data.observations), len(made.observations)),
        "project": (len(data.projects), len(made.projects)),
        "milestone": (len(data.milestones), len(made.milestones)),
        "highlight": (len(data.highlights), len(made.highlights)),
    }
    return frozenset(kind for kind, (before, after) in sizes.items() if after < before)


def _check_named(data: Dataset, entities: Sequence[Entity]) -> None:
    """Raise ProblemsFound where no entity has an English name, or not the one that all is told of."""
    place = f"data/{data.id}/dataset.yaml"
    if not entities:
        raise ProblemsFound([Problem(place, "没有一个地区有英文名，写不成英文稿。", "请在 entities 里补 name_en。")])
    if entities[0].id != data.default_entity:
        message = f"entities 的第一个地区“{data.entities[0].name}”没有英文名，写不成英文稿：别的地区不能代替它。"
        raise ProblemsFound([Problem(place, message, "请给它补 name_en；它就是 region 时，补 region_en 也行。")])


def _gaps(data: Dataset, entities: set[str]) -> Gaps:
    """Return the gaps with those that entities without an English name leave: without them no rank or sum is true."""
    lost = [row for row in data.observations if row.entity not in entities]
    if not lost:
        return data.gaps
    whole = data.gaps.whole if data.gaps.whole is not None else is_whole(data)
    # Of a whole and its parts, the parts can be ranked without the whole.
    torn = {(row.indicator, row.period) for row in lost if not (whole and row.entity == data.default_entity)}
    gaps = replace(data.gaps, torn=data.gaps.torn | torn, unranked=data.gaps.unranked | torn)
    gaps = replace(gaps, reporters=reporters(data, lost))
    return replace(gaps, whole=whole and data.default_entity in entities)


def _word(key: str, word: str, word_en: str, left: LeftOut) -> str:
    found = english(word, word_en)
    if word and not found:
        left.add("dataset.yaml 的键", f"{key}_en")
    return found


def _region(data: Dataset, left: LeftOut) -> str:
    same = next((entity.name_en for entity in data.entities if entity.name == data.region), "")
    return _word("region", data.region, data.region_en or same, left)


def _themes(themes: Iterable[Theme], left: LeftOut) -> Iterator[Theme]:
    for theme in themes:
        name = english(theme.name, theme.name_en)
        if name:
            # A short name is a form of the name, and the English name will do.
            short, slogan = english(theme.short, "") or name, left.word("口号", theme.slogan)
            department = left.word("部门", theme.department)
            yield replace(theme, name=name, short=short, slogan=slogan, department=department)
        else:
            left.add("主题", theme.name)


def _entities(data: Dataset, left: LeftOut) -> Iterator[Entity]:
    for entity in data.entities:
        same = data.region_en if entity.name == data.region else ""
        name = english(entity.name, entity.name_en or same)
        if name:
            yield replace(entity, name=name)
        else:
            left.add("地区", entity.name)


def _indicators(data: Dataset, themes: set[str], left: LeftOut) -> tuple[tuple[Indicator, ...], dict[str, EnglishUnit]]:
    units: dict[str, EnglishUnit] = {}
    kept = []
    for indicator in data.indicators:
        name, unit = english(indicator.name, indicator.name_en), _unit(data, indicator)
        if name and unit is not None and indicator.theme in themes:
            units[indicator.id] = unit
            kept.append(_indicator(indicator, name, unit, left))
        else:
            left.add("指标" if not name or unit else "单位没有英文的指标", indicator.name)
    return tuple(kept), units


def _unit(data: Dataset, indicator: Indicator) -> EnglishUnit | None:
    if indicator.kind == "rank":
        return EnglishUnit("")
    # What is told first is the whole, where there is one: its size is the one to be read easily.
    own = data.series(indicator.id, data.default_entity)
    rows = (o.value for o in own or (o for e in data.entities for o in data.series(indicator.id, e.id)))
    return english_unit(indicator.unit, [value for value in rows if value is not None], indicator.unit_en)


def _indicator(indicator: Indicator, name: str, unit: EnglishUnit, left: LeftOut) -> Indicator:
    return replace(
        indicator,
        name=name,
        unit=unit.unit,
        measure=indicator.unit,
        precision=unit.precision(indicator.precision),
        finest=unit.finest(indicator.finest),
        target=None if indicator.target is None else unit.handed_over(indicator.target, indicator.finest),
        department=left.word("部门", indicator.department),
        definition=left.word("口径", indicator.definition, indicator.definition_en),
    )


def _observations(data: Dataset, units: dict[str, EnglishUnit], entities: set[str]) -> Iterator[Observation]:
    finest = {indicator.id: indicator.finest for indicator in data.indicators}
    for row in data.observations:
        unit = units.get(row.indicator)
        if unit is not None and row.entity in entities:
            value = None if row.value is None else unit.handed_over(row.value, finest[row.indicator])
            yield replace(row, value=value, period=row.period.said_in("en"))


def _projects(data: Dataset, themes: set[str], left: LeftOut) -> Iterator[Project]:
    for project in data.projects:
        name = english(project.name, project.name_en)
        if name and project.theme in themes:
            amount = project.investment
            unit = english_unit(project.unit, [] if amount is None else [amount]) if project.unit else EnglishUnit("")
            if unit is None:
                left.add("单位没有英文的投资", project.name)
            digits = data.policy.digits(project.id, project.unit) if data.policy else None
            shown = None if amount is None or unit is None else unit.handed_over(amount, digits)
            department = left.word("部门", project.department)
            yield _project(project, name, department, shown, unit)
        else:
            left.add("项目", project.name)


def _project(
    project: Project, name: str, department: str, investment: Decimal | None, unit: EnglishUnit | None
) -> Project:
    words = unit.unit if unit else ""
    return replace(project, name=name, department=department, investment=investment, unit=words)


def _milestones(data: Dataset, projects: set[str], left: LeftOut) -> Iterator[Milestone]:
    for step in data.milestones:
        name = english(step.name, step.name_en)
        if name and step.project in projects:
            yield replace(step, name=name, note=left.word("节点备注", step.note, step.note_en))
        elif step.project in projects:
            left.add("节点", step.name)


def _highlights(data: Dataset, themes: set[str], left: LeftOut) -> Iterator[Highlight]:
    for item in data.highlights:
        words = english(item.text, item.text_en)
        if words and item.theme in themes:
            yield replace(item, text=words)
        else:
            left.add("亮点", item.text)
