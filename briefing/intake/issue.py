"""A data set, a round's period and a folder in; the forms of the departments out, written together."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from briefing.build.files import write_all
from briefing.errors import BriefingError, Notice, Problem, ProblemsFound, suggest
from briefing.intake.asked import ask, departments, unled
from briefing.intake.closed import check_closed
from briefing.intake.ledger import Entry, issued, path_of, with_entries
from briefing.intake.model import Form
from briefing.intake.paper import draw
from briefing.intake.stored import Stored, stored
from briefing.intake.writable import check_writable
from briefing.model.dataset import Dataset
from briefing.model.period import Period

_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')
_MOST_BYTES = 180


@dataclass(frozen=True, slots=True)
class Issued:
    """The forms that were written, by department, and what nobody was asked for."""

    files: Mapping[str, Path]
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which forms are wanted; without a department those of all. `replaces` lets other files of their names go.

    `anyway` makes them for a data set that merging cannot write to, too.
    """

    period: Period
    department: str | None = None
    due: str = ""
    contact: str = ""
    replaces: bool = False
    anyway: bool = False


def issue(folder: Path, root: Path, asked: Asked, output: Path, now: datetime) -> Issued:
    """Write the forms and note them in the data set's ledger; a file that is another by now is not overwritten."""
    store = stored(folder, root)
    forms = _forms(store.dataset, asked)
    if not asked.anyway:
        check_writable(folder, root, forms)
    names = _names(form.period + "_" + form.department for form in forms)
    contents = {name: draw(form) for name, form in zip(names, forms, strict=True)}
    if not asked.replaces:
        _check_free(output, contents)
    check_closed(store.folder, [path_of(store.folder).name])
    write_all(output, contents)
    try:
        _note(store, forms, contents, now)
    except BriefingError as error:
        raise _unnoted(output, len(contents), error) from error
    files = {form.department: output / name for name, form in zip(names, forms, strict=True)}
    return Issued(files, (*store.notices, *_notices(store.dataset, asked)))


def _forms(dataset: Dataset, asked: Asked) -> list[Form]:
    known = departments(dataset, asked.period)
    wanted = known if asked.department is None else (asked.department,)
    forms = [ask(dataset, name, asked.period, asked.due, asked.contact) for name in wanted]
    forms = [form for form in forms if form.sheets]
    if forms:
        return forms
    if asked.department is not None:
        message = f"“{asked.department}”在{asked.period.label}没有要报的指标和项目。"
        raise BriefingError(message, "--department", suggest(asked.department, known) or _period_hint(asked))
    raise BriefingError(f"{asked.period.label}没有要报的指标。", "--period", _period_hint(asked))


def _period_hint(asked: Asked) -> str:
    return "请检查期间，和指标表的频率（frequency）、牵头部门（department）两列。"


def _names(wanted: Iterable[str]) -> list[str]:
    """Return safe file names, each of them once."""
    made: list[str] = []
    for text in wanted:
        stem = _UNSAFE.sub("-", text.replace("..", "_")).strip(". ").encode()[:_MOST_BYTES].decode(errors="ignore")
        name, count = f"{stem}.xlsx", 1
        while name.casefold() in {each.casefold() for each in made}:
            count += 1
            name = f"{stem}（{count}）.xlsx"
        made.append(name)
    return made


def _check_free(output: Path, contents: Mapping[str, bytes]) -> None:
    taken = [output / name for name, data in contents.items() if _is_other(output / name, data)]
    if taken:
        message, hint = "已经有这个文件，内容不同，可能填过了。", "请换一个输出文件夹；确实不要旧的，加 --overwrite。"
        raise ProblemsFound(Problem(str(path), message, hint) for path in taken)


def _is_other(path: Path, data: bytes) -> bool:
    return path.exists() and not (path.is_file() and path.read_bytes() == data)


def _note(store: Stored, forms: Iterable[Form], contents: Mapping[str, bytes], now: datetime) -> None:
    """Add the forms to the ledger; one that is there already, of the same bytes and due date, is not added again."""
    entries = [
        Entry(now, "发出", form.period, form.department, name, hashlib.sha256(data).hexdigest(), form.due)
        for form, (name, data) in zip(forms, contents.items(), strict=True)
    ]
    known = {(e.period, e.department, e.digest) for e in issued(store.ledger)}
    fresh = [entry for entry in entries if (entry.period, entry.department, entry.digest) not in known]
    if fresh:
        path = path_of(store.folder)
        write_all(store.folder, {path.name: with_entries(path, fresh)})


def _unnoted(output: Path, count: int, error: BriefingError) -> BriefingError:
    """Return what to say of forms that are there but not in the ledger: the same command notes them."""
    message = f"{count}份表已经写在 {output}，但没有记进数据集的 forms.csv：{error.message}"
    hint = "请检查数据集文件夹的写入权限，同样的命令再运行一次，就补记上；没有记的，催报和截止日期不准。"
    return BriefingError(message, error.where, hint)


def _notices(dataset: Dataset, asked: Asked) -> Iterable[Notice]:
    left = unled(dataset)
    if left and asked.department is None:
        names = "、".join(indicator.name for indicator in left[:8]) + ("等" if len(left) > 8 else "")
        yield Notice("", f"{len(left)}个指标没有牵头部门，没有发给谁：{names}。")
