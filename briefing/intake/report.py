"""What came of a merge in; the lines of a report for people, or plain values for programs, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from briefing.intake.choices import counted, ways_out
from briefing.intake.collect import Missing
from briefing.intake.items import Item, ids
from briefing.intake.merge import Merged
from briefing.model.dates import date_words

_OTHERS = "认不出部门的文件"
_BY_WEIGHT = {"error": 0, "doubt": 1, "note": 2}
_QUIET = ("blank", "unsigned")


def lines(done: Merged) -> Iterator[str]:
    """Yield the report: who has not sent, then department by department, then what became of it."""
    collected = done.collected
    label = collected.period.label if collected.period else "期间不明"
    yield f"{done.store.dataset.title}：{label}报送情况"
    asked, late = len(collected.asked), len(collected.missing)
    yield f"应报{asked}个部门，已报{asked - late}个，未报{late}个。"
    if collected.missing:
        yield from _dunned(collected.missing)
    names = ids(done.items)
    smooth: list[str] = []
    for department, items in _grouped(done).items():
        told = list(_of_department(items, names, done))
        if told:
            yield from ("", department + _from(done, department), *told)
        else:
            smooth.append(department)
    if smooth:
        yield from ("", f"没有问题：{'、'.join(smooth)}。")
    yield ""
    yield from _outcome(done, names)


def _dunned(missing: Sequence[Missing]) -> Iterator[str]:
    """Yield who is to be reminded (催报), a line for each due date."""
    for due in dict.fromkeys(each.due for each in missing):
        until = f"（截止{date_words(due)}）" if due else ""
        yield f"催报{until}：{'、'.join(each.department for each in missing if each.due == due)}"


def _grouped(done: Merged) -> dict[str, list[Item]]:
    """Return the items of each department that sent something, in the order asked; files of nobody last."""
    senders = [form.form.department for form in done.collected.forms]
    order = dict.fromkeys([*(n for n in done.collected.asked if n in senders), *senders])
    grouped: dict[str, list[Item]] = {name: [] for name in order}
    for item in done.items:
        grouped.setdefault(item.department or _OTHERS, []).append(item)
    if _OTHERS in grouped:
        grouped[_OTHERS] = grouped.pop(_OTHERS)
    return grouped


def _from(done: Merged, department: str) -> str:
    sent = [form for form in done.collected.forms if form.form.department == department]
    return "".join(f"（{form.file}，填报人：{form.by or '没有写'}）" for form in sent)


def _of_department(items: list[Item], names: dict[Item, str], done: Merged) -> Iterator[str]:
    accepted = set(done.settled.accepted)
    for item in sorted(items, key=lambda each: _BY_WEIGHT[each.weight]):
        if item.rule in _QUIET:
            continue
        mark = {"error": "错误", "doubt": f"{names[item]}", "note": "提示"}[item.weight]
        yield f"  [{mark}] {item.title}  {item.where}"
        yield f"      {item.message}"
        if item in accepted:
            yield "      已认可。"
        elif item.weight != "note" and item.hint:
            yield f"      {item.hint}"
    blanks = [item for item in items if item.rule == "blank"]
    if blanks:
        yield f"  未填{len(blanks)}行：{'、'.join(_blanks(blanks))}"


def _blanks(items: Sequence[Item]) -> Iterator[str]:
    """Yield what was left blank, an indicator at a time, with the cell that it begins in."""
    for subject in dict.fromkeys(item.subject for item in items):
        mine = [item for item in items if item.subject == subject]
        name, cell = mine[0].message.removesuffix("没有填。"), mine[0].where.rpartition(":")[2]
        yield f"{name}（{cell}）" if len(mine) == 1 else f"{name.partition('（')[0]}{len(mine)}行（{cell} 起）"


def _outcome(done: Merged, names: dict[Item, str]) -> Iterator[str]:
    open_ = done.settled.open
    if open_:
        yield f"还有{'，'.join(counted(open_))}。没有写入数据，数据没有变动。"
        yield from ways_out(open_, names)
        return
    if not done.files:
        yield "没有新的内容，数据没有变动。"
        return
    fresh, revised = counts(done)
    yield f"已写入：新填{fresh}格，修改{revised}格。"
    yield "文件：" + "、".join(path.name for path in done.files)


def counts(done: Merged) -> tuple[int, int]:
    """Return how many cells are new and how many were changed."""
    revised = sum(change.old is not None for change in done.changes)
    return len(done.changes) - revised, revised


def described(done: Merged) -> dict[str, Any]:
    """Return the report as plain values."""
    names, accepted, open_ = ids(done.items), set(done.settled.accepted), set(done.settled.open)
    fresh, revised = counts(done)
    return {
        "dataset": done.store.dataset.id,
        "period": done.collected.period.code if done.collected.period else None,
        "written": bool(done.files),
        "settled": done.is_settled,
        "new": fresh,
        "revised": revised,
        "files": [str(path) for path in done.files],
        "asked": list(done.collected.asked),
        "missing": [{"department": each.department, "due": each.due} for each in done.collected.missing],
        "received": [
            {"department": form.form.department, "file": form.file, "by": form.by} for form in done.collected.forms
        ],
        "earlier": [{"department": e.department, "file": e.file} for e in done.collected.earlier],
        "items": [
            {
                "id": names[item],
                "rule": item.rule,
                "severity": item.weight,
                "department": item.department,
                "subject": item.subject,
                "where": item.where,
                "message": item.message,
                "hint": item.hint,
                "accepted": item in accepted,
                "open": item in open_,
            }
            for item in done.items
        ],
        "notices": [str(notice) for notice in done.notices],
    }
