"""Edits of a table and the table itself in; the same edits in the words in which the table is kept out.

People who write 群众满意率 and 2026年上半年 in their tables are not to find `satisfaction` and `2026H1` below them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from briefing.intake.headings import Edit
from briefing.intake.lined import Lined
from briefing.intake.words import PROJECT_WORDS
from briefing.model.dataset import Dataset
from briefing.model.period import Period
from briefing.model.records import Entity, Indicator
from briefing.sources.headings import PROJECTS, Layout
from briefing.sources.text import plain

_STATUSES = {"final": "最终", "preliminary": "初步", "revised": "修订"}
_PROJECT_STATUSES = {str(status): word for status, word in PROJECT_WORDS.items()}
_VISIBILITIES = {"public": "公开", "internal": "内部", "leaders": "领导"}
Say = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Manner:
    """How a table writes things: by column, from a value as the data format has it to what stands in the table."""

    says: Mapping[str, Say]

    def of(self, edits: Iterable[Edit]) -> Iterator[Edit]:
        """Yield the edits as this table writes them."""
        for edit in edits:
            cells = {column: self.says.get(column, str)(text) if text else "" for column, text in edit.cells.items()}
            yield replace(edit, cells=cells)


def manner(dataset: Dataset, layout: Layout, table: Lined) -> Manner:
    """Return the manner of a table, as the last filled cell of each column shows it."""
    return Manner(
        {
            "indicator": _by_name(dataset.indicators, _last(table, "indicator")),
            "entity": _by_name(dataset.entities, _last(table, "entity")),
            "period": _period if "年" in _last(table, "period") else str,
            "status": _chosen(table, "status", _PROJECT_STATUSES if layout is PROJECTS else _STATUSES),
            "visibility": _chosen(table, "visibility", _VISIBILITIES),
        }
    )


def _last(table: Lined, column: str) -> str:
    return next(table.filled(column), "")


def _by_name(known: Iterable[Indicator | Entity], last: str) -> Say:
    """Say names where the column holds names; ids where it holds these, and where two things bear a name."""
    names = {each.id: each.name for each in known}
    count = Counter(map(plain, names.values()))
    if not last or plain(last) in map(plain, names):
        return str
    return lambda id_: names[id_] if count[plain(names[id_])] == 1 else id_


def _period(code: str) -> str:
    label = Period.parse(code).label
    return label if Period.parse(label).code == code else code


def _chosen(table: Lined, column: str, words: Mapping[str, str]) -> Say:
    """Say a choice in Chinese where the column holds such, or, without any yet, where the headings are."""
    last = _last(table, column)
    is_chinese = not last.isascii() if last else table.headings.is_chinese
    return (lambda value: words.get(value, value)) if is_chinese else str
