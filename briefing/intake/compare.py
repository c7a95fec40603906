"""Returned forms and a data set in; what they would change, and what of that somebody must look at first, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from briefing.intake.answers import Answer, Value, as_issued, is_same
from briefing.intake.items import Item
from briefing.intake.returned import Returned
from briefing.intake.tied import apart, value_of
from briefing.intake.words import FIELD_WORDS, STATUS_OF
from briefing.model.dataset import Dataset
from briefing.model.period import Period
from briefing.model.records import Observation, Origin, Project
from briefing.sources.units import convert

Table = Literal["observations", "projects"]
_FIGURES = ("value", "growth", "rank")
_HINT = "核对后认可，就改成表里填的；不该改，请改表。"


@dataclass(frozen=True, slots=True)
class Change:
    """A field that a form would change. `key` is indicator, entity and period, or the project.

    `item` is what somebody must accept first, None where the change goes without saying. `because` is the field of the
    form that it follows from, where that is another.
    """

    table: Table
    key: tuple[str, ...]
    field: str
    old: Value | None
    new: Value
    returned: Returned
    answer: Answer
    item: Item | None = None
    because: str = ""
    beside: Value | None = None
    """Of a status, the value that the same form gives with it."""

    @property
    def origin(self) -> Origin:
        return self.answer.origins[self.because or self.field]

    @property
    def where(self) -> str:
        return str(self.origin)


@dataclass(frozen=True, slots=True)
class Compared:
    """The changes, each cell once but for conflicts, and the items that are about no change."""

    changes: tuple[Change, ...]
    items: tuple[Item, ...]


def compare(dataset: Dataset, forms: Sequence[Returned]) -> Compared:
    """Return what the forms would change. Two forms with different values for a cell make a conflict."""
    changes: list[Change] = []
    items: list[Item] = []
    for form in forms:
        for answer in form.answers:
            table = _Observed(dataset, form, answer) if answer.sheet == "indicators" else _Built(dataset, form, answer)
            found = list(table.changes(items))
            changes += found
            items += _remarked(form, answer, found)
    return Compared(tuple(_settled(dataset, changes)), tuple(items))


def _remarked(form: Returned, answer: Answer, found: Sequence[Change]) -> Iterator[Item]:
    row, where = answer.row, answer.origins
    name, about = _named(answer), (form.form.department, *row.ids)
    if answer.note:
        message = f"{name}：{answer.note}"
        yield Item("remark", "note", form.form.department, row.ids[0], str(where["note"]), message, "", about)
    first = "value" if answer.sheet == "indicators" else "progress"
    asked = [column for column in (*_FIGURES, "progress", "status") if column in row.open]
    asked = asked if answer.sheet == "projects" else [column for column in asked if column in _FIGURES]
    if found or any(column in answer.values for column in asked):
        return
    if not any(item for item in form.items if item.rule == "unread" and item.subject == row.ids[0]):
        message = f"{name}没有填。"
        yield Item("blank", "note", form.form.department, row.ids[0], str(where[first]), message, "", about)


def _named(answer: Answer) -> str:
    """Return what a row is called, with its entity and period where the form has a column for them."""
    told = [answer.row.issued(column) for column in ("entity", "period") if column in answer.origins]
    name = answer.row.issued("name")
    return f"{name}（{'，'.join(filter(None, told))}）" if any(told) else name


@dataclass(frozen=True, slots=True)
class _Observed:
    """A row of indicators against what the data have for it."""

    dataset: Dataset
    form: Returned
    answer: Answer

    def changes(self, items: list[Item]) -> Iterator[Change]:
        indicator, entity, code = self.answer.row.ids
        known = entity in {each.id for each in self.dataset.entities}
        if not self.dataset.has_indicator(indicator) or not known:
            items.append(self._gone("数据集里已经没有这个指标或地区。"))
            return
        period = Period.parse(code)
        now = next((row for row in self.dataset.series(indicator, entity) if row.period == period), None)
        figures = [change for field in _FIGURES if (change := self._figure(field, now, items))]
        yield from figures
        if status := self._status(now, figures):
            yield replace(status, beside=value_of(figures))
        if now and now.qualifier and any(change.field == "value" for change in figures):
            # 约 was said of the old number.
            yield self._change("qualifier", now.qualifier, "", asks=False, because="value")

    def _gone(self, message: str) -> Item:
        row, form = self.answer.row, self.form
        message = f"{row.issued('name')}：{message}"
        return Item("form", "error", form.form.department, row.ids[0], str(self.answer.origins["name"]), message,
                    "请用 briefing data form 重新发表。", row.ids)  # fmt: skip

    def _figure(self, field: str, now: Observation | None, items: list[Item]) -> Change | None:
        row = self.answer.row
        new, issued = self.answer.values.get(field), as_issued("indicators", row, field)
        if new is None and issued is not None:
            items.append(self._cleared(field))
        if new is None or is_same(new, issued):
            # What stands there as it was issued says nothing, whatever the data have by now.
            return None
        if field == "value":
            own = self.dataset.indicator(row.ids[0]).unit
            converted = convert(Decimal(new), row.issued("unit"), own)
            if converted is None:
                items.append(self._gone(f"单位已经从{row.issued('unit')}改成{own}。"))
                return None
            new = converted
        old: Value | None = getattr(now, field) if now else None
        if is_same(old, new):
            return None
        return self._change(field, old, new, asks=old is not None)

    def _cleared(self, field: str) -> Item:
        row = self.answer.row
        message = f"{row.issued('name')}的{FIELD_WORDS[field]}原来是 {row.issued(field)}，表里清空了；数据没有动。"
        about = (*row.ids, field)
        return Item("cleared", "note", self.form.form.department, row.ids[0], str(self.answer.origins[field]), message,
                    "确实要删，请直接改数据。", about)  # fmt: skip

    def _status(self, now: Observation | None, figures: Sequence[Change]) -> Change | None:
        """Return how the status changes: a final value that is changed is revised from then on."""
        typed = self.answer.values.get("status")
        if now is None:
            is_marked = bool(figures) and typed not in (None, "final")
            return self._change("status", None, str(typed), asks=False) if is_marked else None
        is_final = now.status != "preliminary"
        if self._is_said_preliminary() and any(change.item for change in figures):
            # Whoever accepts the value accepts what the form says of it: its item tells.
            return self._change("status", now.status, "preliminary", asks=False) if is_final else None
        if is_final and any(change.field == "value" and change.old is not None for change in figures):
            if now.status != "final":
                return None
            return self._change("status", now.status, "revised", asks=False, because="value")
        issued, words = as_issued("indicators", self.answer.row, "status"), STATUS_OF["observations"]
        if typed is None or typed == issued or words[now.status] == words.get(str(typed)):
            return None
        return self._change("status", now.status, typed, asks=is_final)

    def _is_said_preliminary(self) -> bool:
        """Return whether whoever filled the form in chose 初步; as it was issued it says nothing."""
        typed = self.answer.values.get("status")
        return typed == "preliminary" and typed != as_issued("indicators", self.answer.row, "status")

    def _change(self, field: str, old: Value | None, new: Value, *, asks: bool, because: str = "") -> Change:
        change = Change("observations", self.answer.row.ids, field, old, new, self.form, self.answer, because=because)
        return replace(change, item=_asked(self.dataset, change)) if asks else change


@dataclass(frozen=True, slots=True)
class _Built:
    """A row of projects against what the data have for it."""

    dataset: Dataset
    form: Returned
    answer: Answer

    def changes(self, items: list[Item]) -> Iterator[Change]:
        row = self.answer.row
        now = next((project for project in self.dataset.projects if project.id == row.ids[0]), None)
        if now is None:
            message = f"{row.issued('name')}：数据集里已经没有这个项目。"
            where = str(self.answer.origins["name"])
            hint = "请用 briefing data form 重新发表。"
            items.append(Item("form", "error", self.form.form.department, row.ids[0], where, message, hint, row.ids))
            return
        for field in ("progress", "status", "actual_finish"):
            new = self.answer.values.get(field)
            old: Value | None = getattr(now, field) or None if field != "progress" else now.progress
            if new is None or is_same(new, as_issued("projects", row, field)) or is_same(new, old):
                continue
            if field == "progress" and not 0 <= Decimal(new) <= 100:
                items.append(self._impossible(new))
                continue
            change = Change("projects", row.ids, field, old, new, self.form, self.answer)
            yield replace(change, item=_asked(self.dataset, change)) if _goes_back(now, field, new) else change

    def _impossible(self, new: Value) -> Item:
        row = self.answer.row
        message = f"{row.issued('name')}，进度（%）：应该在 0 到 100 之间，写的却是 {new}。"
        where = str(self.answer.origins["progress"])
        return Item("unread", "error", self.form.form.department, row.ids[0], where, message, "", (*row.ids, str(new)))


def _goes_back(now: Project, field: str, new: Value) -> bool:
    match field:
        case "progress":
            return now.progress is not None and Decimal(new) < now.progress
        case "status":
            return now.status == "completed"
    return bool(now.actual_finish)


def _asked(dataset: Dataset, change: Change) -> Item:
    """Return the item of a value that differs from what the data have already."""
    name = described(dataset, change)
    old, new = told(change, change.old), told(change, change.new)
    message = f"{name}：数据里是 {old}，表里填 {new}{_nature(change)}。"
    if change.table == "observations" and change.field == "status":
        # A row without a status counts as final, though nobody ever wrote so.
        message = f"{name}：数据里不是初步数，表里填 {new}。"
    about = (*change.key, change.field, old, new)
    department = change.returned.form.department
    return Item("restated", "doubt", department, change.key[0], change.where, message, _HINT, about)


def _nature(change: Change) -> str:
    """Return what the form says of a figure besides it: that it is preliminary again."""
    is_figure = change.table == "observations" and change.field in _FIGURES
    return "（初步）" if is_figure and change.answer.values.get("status") == "preliminary" else ""


def described(dataset: Dataset, change: Change) -> str:
    """Return what a change is about: indicator, entity where there are several, period and field."""
    row = change.answer.row
    if change.table == "projects":
        word = FIELD_WORDS["project_status" if change.field == "status" else change.field]
        return f"{row.issued('name')}的{word}"
    place = row.issued("entity") if len(dataset.entities) > 1 else ""
    return f"{place}{Period.parse(row.ids[2]).label}{row.issued('name')}的{FIELD_WORDS[change.field]}"


def told(change: Change, value: Value | None) -> str:
    """Return a value as people read it."""
    if value is None:
        return ""
    if change.field == "status":
        return STATUS_OF[change.table].get(str(value), str(value))
    text = format(value, "f") if isinstance(value, Decimal) else str(value)
    return text + (change.answer.row.issued("unit") if change.field == "value" else "")


def _settled(dataset: Dataset, changes: Sequence[Change]) -> Iterator[Change]:
    """Yield each cell's change once, or, where forms differ, each of them with an item to choose by."""
    cells: dict[tuple[object, ...], list[Change]] = {}
    for change in changes:
        cells.setdefault((change.table, change.key, change.field), []).append(change)
    for same in apart(cells):
        values = {change.new for change in same}
        if len(values) == 1:
            yield same[0]
            continue
        seen: set[Value] = set()
        for change in same:
            if change.new not in seen:
                seen.add(change.new)
                yield replace(change, item=_conflict(dataset, change, same))


def _conflict(dataset: Dataset, change: Change, same: Sequence[Change]) -> Item:
    others = "；".join(f"{c.where} 填 {told(c, c.new)}" for c in same if c.new != change.new)
    now = "" if change.old is None else f"（数据里是 {told(change, change.old)}）"
    message = f"{described(dataset, change)}：这份填 {told(change, change.new)}，{others}{now}。"
    hint = "请移开不对的一份；或认可其中一项，就用那一份的数。"
    about = (*change.key, change.field)
    department, choice = change.returned.form.department, told(change, change.new)
    return Item("conflict", "doubt", department, change.key[0], change.where, message, hint, about, choice)
