"""A workbook that came back in; the form it is, what was filled in, and what is wrong with it out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from briefing.intake import hidden
from briefing.intake.answers import Answer, Value, as_kept, typed
from briefing.intake.books import Rows, cell, place, sheets
from briefing.intake.items import Item, Weight
from briefing.intake.model import COLUMNS, FORM_VERSION, SIGNED, Column, Form, Row, Sheet
from briefing.intake.paper import MARK, SIGN_KEY, SIGNED_UNDER
from briefing.intake.remarks import readable
from briefing.model.records import Origin
from briefing.sources import fields
from briefing.sources.fields import Unreadable
from briefing.sources.tables import Flaw, Raw
from briefing.sources.text import plain, shown
from briefing.sources.unusable import Unusable

_NAMES = frozenset({"name", "entity", "period"})
"""What says which number is asked for: where it is another, the number is likely to be another's."""
_FRESH = "请用 briefing data form 重新发的表填报。"


@dataclass(frozen=True, slots=True)
class Returned:
    """One file that came back: `file` as messages write it, `digest` its SHA-256, `by` who filled it in."""

    file: str
    digest: str
    form: Form
    by: str
    answers: tuple[Answer, ...]
    items: tuple[Item, ...]


def read(file: str, digest: str, data: bytes) -> Returned:
    """Read a returned form; Unusable, with the reason, where it is none that can be read back."""
    suffix = "." + file.rpartition(".")[2].lower()
    book = sheets(data, suffix)
    form = _form(book)
    answers: list[Answer] = []
    items: list[Item] = []
    signed = ""
    for sheet in form.sheets:
        page = _page(file, book, form, sheet)
        answers += page.answers(items)
        signed = signed or page.signed()
    if not signed:
        items.append(Item("unsigned", "note", form.department, file, file, "没有写填报人。", "", (digest,)))
    return Returned(file, digest, form, signed, tuple(answers), tuple(items))


def _form(book: Mapping[str, Rows]) -> Form:
    """Find the hidden sheet by what stands in it: sheets may have been renamed or put in another order."""
    lines = next((rows for rows in book.values() if hidden.is_first(cell(rows, 0, 0))), None)
    if lines is None:
        is_ours = any(_mark(rows, "") for rows in book.values())
        if is_ours:
            raise Unusable("隐藏的工作表没有了，认不出是哪一张表。", hint=_FRESH)
        raise Unusable("不是报送表。", hint="只收 briefing data form 发下去的表，请把别的文件移开。")
    texts = [str(row[0]) for row in lines if row and row[0] != ""]
    try:
        return hidden.decode(texts)
    except hidden.OldForm as error:
        message = f"报送表的版本是 {shown(str(error.version))}，这个程序只读版本 {FORM_VERSION}。"
        raise Unusable(message, hint=_FRESH) from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Unusable("隐藏的工作表被改动过，读不回来。", hint=_FRESH) from None


def _mark(rows: Rows, kind: str) -> tuple[int, int] | None:
    """Return where the hidden row begins in a sheet."""
    for at, cells in enumerate(rows):
        for position, raw in enumerate(cells):
            if isinstance(raw, str) and raw.startswith(MARK) and raw.removeprefix(MARK) in (kind or raw[len(MARK) :],):
                return at, position
    return None


def _page(file: str, book: Mapping[str, Rows], form: Form, sheet: Sheet) -> _Page:
    found = [(name, mark) for name, rows in book.items() if (mark := _mark(rows, sheet.kind))]
    if not found:
        raise Unusable("隐藏的行没有了，认不出各列。", hint=_FRESH)
    if len(found) > 1:
        raise Unusable(f"“{found[0][0]}”和“{found[1][0]}”是同一张表。", hint="请只留一张。")
    name, (top, left) = found[0]
    rows = book[name]
    index = {str(raw): at for at, raw in enumerate(rows[top]) if isinstance(raw, str) and at != left}
    if missing := [column for column in sheet.columns if column not in index]:
        titles = {column.id: column.title for column in COLUMNS[sheet.kind]}
        raise Unusable(f"缺少列：{'、'.join(titles[each] for each in missing)}。", hint=_FRESH)
    return _Page(file, name, form, sheet, rows, top, left, index)


@dataclass(frozen=True, slots=True)
class _Page:
    """A sheet that came back, and where its keys and columns stand in it."""

    file: str
    name: str
    form: Form
    sheet: Sheet
    rows: Rows
    top: int
    left: int
    index: Mapping[str, int]

    def origin(self, at: int, column: str) -> Origin:
        return Origin(self.file, self.name, place(at, self.index[column]))

    def answers(self, items: list[Item]) -> Iterator[Answer]:
        """Yield the answer of each row that is there once; the rows that are not, or twice, become items."""
        known = {row.key: row for row in self.sheet.rows}
        places: dict[str, list[int]] = {}
        for at in range(self.top + 1, len(self.rows)):
            key = cell(self.rows, at, self.left)
            if isinstance(key, str) and key in known:
                places.setdefault(key, []).append(at)
            elif isinstance(key, str) and not key.startswith("@"):
                self._strange(at, items)
        for key, row in known.items():
            match places.get(key, []):
                case [at]:
                    yield self._answer(at, row, items)
                case []:
                    message = f"“{row.issued('name')}”这一行不见了。"
                    hint = "请补上这一行；认可就当没有填。"
                    items.append(self._item("row", "doubt", row, f"{self.file}:{self.name}", message, hint))
                case [first, second, *_]:
                    message = f"“{row.issued('name')}”有两行，第 {first + 1} 行和第 {second + 1} 行。"
                    where = f"{self.file}:{self.name}!{place(second, self.index['name'])}"
                    items.append(self._item("row", "error", row, where, message, "请只留一行。"))

    def _strange(self, at: int, items: list[Item]) -> None:
        """Report what is typed in a row that was not in the form; headings stand in one too."""
        filled = [c for c in self.sheet.shown if c.is_filled and cell(self.rows, at, self.index[c.id]) != ""]
        if not filled or cell(self.rows, at, self.index[filled[0].id]) == filled[0].title:
            return
        where = f"{self.file}:{self.name}!{place(at, self.index[filled[0].id])}"
        written = _told(cell(self.rows, at, self.index[filled[0].id]))
        message = f"第 {at + 1} 行不是表里原有的行，填的“{shown(written)}”不知道属于哪个指标。"
        items.append(
            Item("row", "error", self.form.department, self.file, where, message, "请填在原有的行里，删去加的行。")
        )

    def _answer(self, at: int, row: Row, items: list[Item]) -> Answer:
        values: dict[str, Value] = {}
        origins: dict[str, Origin] = {}
        for column in self.sheet.shown:
            raw = cell(self.rows, at, self.index[column.id])
            origins[column.id] = self.origin(at, column.id)
            if column.id not in row.open:
                self._compare(row, column, raw, str(origins[column.id]), items)
                continue
            if column.id == "note":
                raw = self._remark(row, raw, str(origins["note"]), items)
            try:
                value = typed(self.sheet.kind, row, column.id, raw)
            except Unreadable as error:
                message = f"{row.issued('name')}，{column.title}：{error.message}"
                items.append(self._item("unread", "error", row, str(origins[column.id]), message, _hint(error)))
                continue
            if value is not None:
                values[column.id] = value
        return Answer(self.sheet.kind, row, values, origins)

    def _remark(self, row: Row, raw: Raw, where: str, items: list[Item]) -> Raw:
        """Return what can be read of a remark; it is no datum, so what cannot holds up nothing."""
        kept, message = readable(raw)
        if message:
            message = f"{row.issued('name')}，备注：{message}其余的照常读。"
            items.append(self._item("remark", "note", row, where, message, ""))
        return kept

    def _compare(self, row: Row, column: Column, raw: Raw, where: str, items: list[Item]) -> None:
        issued = row.issued(column.id)
        if is_same(issued, raw):
            return
        now = _told(raw)
        message = f"{row.issued('name')}，{column.title}：“{shown(issued)}”被改成“{shown(now)}”。"
        about = (self.form.period, *row.ids, column.id, issued, now)
        weight, hint = _severity(column.id, issued)
        items.append(Item("protected", weight, self.form.department, row.ids[0], where, message, hint, about))

    def _item(self, rule: str, weight: Weight, row: Row, where: str, message: str, hint: str) -> Item:
        about = (self.form.period, self.form.department, *row.ids, message)
        return Item(rule, weight, self.form.department, row.ids[0], where, message, hint, about)

    def signed(self) -> str:
        """Return who filled the form in; empty where nobody signed."""
        under = dict(zip(SIGNED, SIGNED_UNDER[self.sheet.kind], strict=True))["by"]
        for at in range(self.top + 1, len(self.rows)):
            if cell(self.rows, at, self.left) == SIGN_KEY:
                try:
                    return fields.text(cell(self.rows, at, self.index[under]))
                except Unreadable:
                    return ""
        return ""


def _severity(column: str, issued: str) -> tuple[Weight, str]:
    """Return how much a change of a protected cell matters: with another unit or name a number is another number."""
    if column == "unit":
        return "error", f"请改回“{issued}”，数值换算成{issued}再填。"
    if column in _NAMES:
        return "error", f"请改回“{shown(issued)}”，并核对填的数是不是它的；排过序的，请在发下去的表里重新填。"
    return "doubt", f"请改回“{shown(issued)}”；认可就仍按原来的，不管这处改动。"


def _hint(error: Unreadable) -> str:
    """Return the way out as a form offers it: there 约 and 超 go into the remarks."""
    return error.hint.replace(" qualifier（约数）列", "“备注”列")


def _told(raw: Raw) -> str:
    return raw.message if isinstance(raw, Flaw) else format(raw, "f") if isinstance(raw, Decimal) else str(raw)


def is_same(issued: str, raw: Raw) -> bool:
    """Return whether a protected cell still holds what it was issued with, whoever saved it."""
    match raw:
        case Flaw():
            return False
        case Decimal():
            try:
                return as_kept(Decimal(issued)) == as_kept(raw)
            except InvalidOperation:
                return False
        case date():
            return issued == raw.isoformat()
    return plain(raw) == plain(issued)
