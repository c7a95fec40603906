"""Problems and findings in; the items of a report out, by department, what must be mended first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from briefing.errors import Problem
from briefing.model.audit import Finding, Review
from briefing.model.dataset import Dataset
from briefing.model.records import Origin
from briefing.model.rules import RULES, Confirmed

Level = Literal["must", "doubt", "known"]
LEVELS: dict[Level, str] = {"must": "必须改", "doubt": "请核实", "known": "已核实"}
"""How an item is called, in the order in which they stand: wrong, doubtful, confirmed by the owner."""

NO_DEPARTMENT = "未注明部门"
UNREADABLE = "读不了"


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the report. `finding` is None of a problem; `note` says why a doubt is known to be true."""

    level: Level
    department: str
    where: str
    message: str
    hint: str = ""
    rule: str = UNREADABLE
    indicator: str = ""
    entity: str = ""
    period: str = ""
    value: str = ""
    note: str = ""
    finding: Finding | None = None

    @property
    def origin(self) -> Origin | None:
        return self.finding.origin if self.finding else None

    def __str__(self) -> str:
        said = str(Problem(self.where, self.message, "" if self.level == "known" else self.hint))
        return f"{said}（{self.note}）" if self.note else said


@dataclass(frozen=True, slots=True)
class Group:
    """What one department has to look at."""

    department: str
    items: tuple[Item, ...]

    def of(self, level: Level) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.level == level)


@dataclass(frozen=True, slots=True)
class Report:
    """All items of a data set; `departments` is the order in which the data name them."""

    title: str
    items: tuple[Item, ...] = ()
    departments: tuple[str, ...] = ()

    def count(self, level: Level) -> int:
        return sum(item.level == level for item in self.items)

    @property
    def groups(self) -> tuple[Group, ...]:
        """The departments that have something to look at, in the order of the data; items without one come last."""
        named = dict.fromkeys((*self.departments, *(item.department for item in self.items)))
        order = [*(name for name in named if name), ""]
        found = ((name, tuple(item for item in self.items if item.department == name)) for name in order)
        return tuple(Group(name or NO_DEPARTMENT, items) for name, items in found if items)


def counted(group: Group | Report) -> str:
    """Say how many items of each level there are: `必须改1项，请核实2项`."""
    items = group.items
    counts = ((words, sum(item.level == level for item in items)) for level, words in LEVELS.items())
    return "，".join(f"{words}{count}项" for words, count in counts if count) or "没有问题"


@dataclass(frozen=True, slots=True)
class About:
    """What a problem is about and who answers for it, as far as its row tells; empty where it tells nothing."""

    indicator: str = ""
    entity: str = ""
    period: str = ""
    value: str = ""
    department: str = ""


def of_problems(problems: Iterable[Problem], about: Mapping[Problem, About]) -> Iterable[Item]:
    """Make items of what could not be read."""
    for problem in problems:
        told = about.get(problem, About())
        yield Item(
            "must",
            told.department,
            problem.where,
            problem.message,
            problem.hint,
            indicator=told.indicator,
            entity=told.entity,
            period=told.period,
            value=told.value,
        )


def of_review(review: Review, dataset: Dataset) -> Iterable[Item]:
    """Make items of what the checks found: errors must be mended, doubts looked at."""
    for finding in review.findings:
        yield _item("must" if finding.severity == "error" else "doubt", finding, dataset)
    for finding, known in review.confirmed:
        yield _item("known", finding, dataset, known)


def _item(level: Level, finding: Finding, dataset: Dataset, known: Confirmed | None = None) -> Item:
    names = {entity.id: entity.name for entity in dataset.entities}
    project = (
        next((each.name for each in dataset.projects if each.id == finding.project), "") if finding.project else ""
    )
    return Item(
        level,
        finding.department,
        str(finding.origin),
        finding.message,
        finding.hint,
        RULES[finding.rule],
        dataset.indicator(finding.indicator).name if finding.indicator else project,
        names.get(finding.entity, finding.entity) if len(names) > 1 else "",
        finding.period.label if finding.period else "",
        finding.value,
        known.note if known else "",
        finding,
    )


def departments_of(dataset: Dataset) -> tuple[str, ...]:
    """Return the departments in the order in which indicators, themes and projects name them."""
    named = (
        *(indicator.department for indicator in dataset.indicators),
        *(theme.department for theme in dataset.themes),
        *(project.department for project in dataset.projects),
    )
    return tuple(dict.fromkeys(name for name in named if name))
