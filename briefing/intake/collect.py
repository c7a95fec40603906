"""A folder of returned files in; the forms of the round at hand out, with what cannot be used and who has not sent."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from briefing.errors import BriefingError, Notice, UsageError, cause, suggest
from briefing.intake import books, ledger
from briefing.intake.asked import departments
from briefing.intake.filled import is_filled
from briefing.intake.items import Item
from briefing.intake.ledger import Entry
from briefing.intake.returned import Returned, read
from briefing.intake.stored import Stored
from briefing.model.period import Period
from briefing.sources.unusable import Unusable


@dataclass(frozen=True, slots=True)
class File:
    """One workbook of the folder: `name` as messages write it."""

    name: str
    data: bytes

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Missing:
    """A department that was asked and has not sent; `due` is until when it was to."""

    department: str
    due: str = ""


@dataclass(frozen=True, slots=True)
class Collected:
    """What came back: forms to take in, files that were taken in before, what is wrong with the others."""

    period: Period | None
    forms: tuple[Returned, ...]
    earlier: tuple[Entry, ...]
    items: tuple[Item, ...]
    asked: tuple[str, ...]
    missing: tuple[Missing, ...]
    notices: tuple[Notice, ...]


def files(folder: Path, left: Sequence[str] = ()) -> tuple[list[File], list[Notice]]:
    """Read the workbooks of a folder and the folders in it, but for those named in `left`; and say what was not."""
    if not folder.is_dir():
        what = "这是一个文件，要给文件夹。" if folder.exists() else "没有这个文件夹。"
        raise UsageError(what, str(folder), "请写收回来的表所在的文件夹。")
    found: list[File] = []
    notices: list[Notice] = []
    paths = sorted(p for p in folder.rglob("*") if p.is_file() and not p.name.startswith((".", "~$")))
    _check_left(paths, left)
    for path in paths:
        name, suffix = path.as_posix(), path.suffix.lower()
        if _is_left(path, left):
            notices.append(Notice(name, "按要求搁置，没有读。"))
        elif suffix in (*books.READ, *books.MACROS):
            found.append(File(name, _bytes(path)))
        elif suffix in books.OTHERS:
            notices.append(Notice(name, "不是能读的工作簿，没有读；报送表请存为 .xlsx。"))
    if not found and not notices:
        raise BriefingError("这个文件夹里没有工作簿。", str(folder), "请把收回来的 .xlsx 放进来再运行。")
    return found, notices


def _is_left(path: Path, left: Sequence[str]) -> bool:
    return any(word == path.name or Path(word).resolve() == path.resolve() for word in left)


def _check_left(paths: Sequence[Path], left: Sequence[str]) -> None:
    """Refuse a name that no file bears: the one that is meant would be merged all the same."""
    for word in left:
        if not any(_is_left(path, (word,)) for path in paths):
            raise UsageError(f"没有“{word}”这个文件。", "--leave", suggest(word, [path.name for path in paths]))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BriefingError(
            f"读不了这个文件（{cause(error)}）。", str(path), "请检查权限，或关闭打开它的程序。"
        ) from error


def guess(found: Sequence[File]) -> str | None:
    """Return the id of the data set that most of the forms are of; None where none can be read."""
    known: Counter[str] = Counter()
    for file in found:
        try:
            known[read(file.name, "", file.data).form.dataset] += 1
        except Unusable:
            continue
    return known.most_common(1)[0][0] if known else None


def collect(store: Stored, found: Sequence[File], wanted: Period | None, notices: Sequence[Notice]) -> Collected:
    """Sort out what came back for a round: the wanted one, else that of most of the forms not yet taken in."""
    taken = {entry.digest: entry for entry in ledger.received(store.ledger)}
    earlier = tuple(taken[file.digest] for file in found if file.digest in taken)
    items: list[Item] = []
    forms: list[Returned] = []
    codes: list[str] = []
    for file in _once(file for file in found if file.digest not in taken):
        try:
            form = read(file.name, file.digest, file.data)
        except Unusable as error:
            items.append(Item("form", "error", "", file.name, file.name, error.message, error.hint))
            continue
        strange = [*_strange(store, form), *_empty(form)]
        items += strange
        codes += [form.form.period] if form.form.dataset == store.dataset.id else []
        forms += [] if strange else [form]
    period = wanted or _usual(codes) or _usual([entry.period for entry in earlier]) or _latest(store)
    items += [_late(form, period) for form in forms if period and form.form.period != period.code]
    asked = _asked(store, period) if period else {}
    sent = {form.form.department for form in forms if period and form.form.period == period.code}
    sent |= {entry.department for entry in taken.values() if period and entry.period == period.code}
    missing = tuple(Missing(name, due) for name, due in asked.items() if name not in sent)
    return Collected(period, tuple(forms), earlier, tuple(items), tuple(asked), missing, tuple(notices))


def _once(found: Iterator[File]) -> Iterator[File]:
    """Yield each file once: a copy of the same bytes says nothing new."""
    seen: set[str] = set()
    for file in found:
        if file.digest not in seen:
            seen.add(file.digest)
            yield file


def _strange(store: Stored, returned: Returned) -> list[Item]:
    form, id_ = returned.form, store.dataset.id
    if form.dataset == id_:
        return []
    message = f"是另一个数据集（{form.dataset}）的表，不是 {id_} 的。"
    hint = "请移到别处，或用 --dataset 指明数据集。"
    return [Item("form", "error", form.department, returned.file, returned.file, message, hint)]


def _empty(returned: Returned) -> list[Item]:
    """Return the items of a form in which nothing is filled in: its department has not reported yet.

    What was filled in wrongly was filled in; a protected cell that was changed was not.
    """
    tried = any(item.rule in ("unread", "row") for item in returned.items)
    if tried or is_filled(returned):
        return []
    message = "一格都没有填，不算已报。"
    department, file = returned.form.department, returned.file
    touched = [replace(item, weight="note") for item in returned.items if item.rule == "protected"]
    return [Item("empty", "note", department, file, file, message, "", (returned.digest,)), *touched]


def _late(returned: Returned, period: Period | None) -> Item:
    form = returned.form
    message = f"是{Period.parse(form.period).label}的表，这次收的是{period.label if period else ''}。"
    hint = "是补报的，就认可；放错了的，请移开。"
    # Not by its bytes: a form that is sent again with a remark mended is as late as it was.
    about = (form.period, form.department, returned.file)
    return Item("period", "doubt", form.department, form.period, returned.file, message, hint, about)


def _usual(periods: Sequence[str]) -> Period | None:
    counts = Counter(periods)
    return max((Period.parse(code) for code in counts), key=lambda p: (counts[p.code], p)) if counts else None


def _latest(store: Stored) -> Period | None:
    return max((Period.parse(entry.period) for entry in ledger.issued(store.ledger)), default=None)


def _asked(store: Stored, period: Period) -> dict[str, str]:
    """Return who was asked, with the due date: by the ledger, or, where nothing is noted there, by the data set."""
    noted = [entry for entry in ledger.issued(store.ledger) if entry.period == period.code]
    if noted:
        return {entry.department: entry.due for entry in noted}
    return dict.fromkeys(departments(store.dataset, period), "")
