"""Edits of a table and the table itself in; the same edits in the words in which the table is kept out.

People who write 群众满意率 and 2026年上半年 in their tables are not to find `satisfaction` and `2026H1` below them.
"""

from __future__ import annotations

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
_VISIBILITIES = {"public": "公开", "internal": "内部", "leaders": "领导"}


@dataclass(frozen=True, slots=True)
class Manner:
    """How a table writes things."""

    dataset: Dataset
    layout: Layout
    table: Lined

    def of(self, edits: Iterable[Edit]) -> Iterator[Edit]:
        """Yield the edits as this table writes them."""
        for edit in edits:
            yield replace(edit, cells={column: self._said(column, text) for column, text in edit.cells.items()})

    def _said(self, column: str, text: str) -> str:
        say = _WORDS.get(column)
        return say(self, column, text) if say and text else text

    def _last(self, column: str) -> str:
        return next(self.table.filled(column), "")

    def _indicator(self, column: str, id_: str) -> str:
        return self._named(column, id_, self.dataset.indicators)

    def _entity(self, column: str, id_: str) -> str:
        return self._named(column, id_, self.dataset.entities)

    def _named(self, column: str, id_: str, known: Iterable[Indicator | Entity]) -> str:
        """Return a name where the column holds names, unless two things bear it."""
        names = {each.id: each.name for each in known}
        last, name = plain(self._last(column)), names[id_]
        holds_ids = last in map(plain, names)
        is_only = sum(plain(other) == plain(name) for other in names.values()) == 1
        return id_ if not last or holds_ids or not is_only else name

    def _period(self, column: str, code: str) -> str:
        label = Period.parse(code).label
        return label if "年" in self._last(column) and Period.parse(label).code == code else code

    def _status(self, column: str, value: str) -> str:
        words: Mapping[str, str] = {str(k): word for k, word in PROJECT_WORDS.items()}
        return self._chosen(column, value, words if self.layout is PROJECTS else _STATUSES)

    def _visibility(self, column: str, value: str) -> str:
        return self._chosen(column, value, _VISIBILITIES)

    def _chosen(self, column: str, value: str, words: Mapping[str, str]) -> str:
        """Return a choice in Chinese where the column holds such, or, without any yet, where the headings are."""
        last = self._last(column)
        is_chinese = not last.isascii() if last else self.table.headings.is_chinese
        return words.get(value, value) if is_chinese else value


_WORDS: Mapping[str, Callable[[Manner, str, str], str]] = {
    "indicator": Manner._indicator,
    "entity": Manner._entity,
    "period": Manner._period,
    "status": Manner._status,
    "visibility": Manner._visibility,
}
