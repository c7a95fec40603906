"""Runs of the ledger in; what people and programs are shown of them out. No credential stands in any of it."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import asdict
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Any

from briefing.ledger.model import ALERT, Delivery, Event, Input, Output, Run, Sending, State, named

if TYPE_CHECKING:
    from briefing.ledger.ledger import Ledger

Zones = Callable[[str], tzinfo | None]
HEADS = ("RUN（作业@期间）", "期号", "应办时间", "状态", "说明")
_STEPS = {
    "gate": "等数据", "build": "生成", "hold": "送审", "approve": "批准", "archive": "存档", "list": "列收件人",
    "delivery": "发送", "sent": "发送", "alert": "通知", "again": "再做",
}  # fmt: skip


def row_of(run: Run, zone: tzinfo | None) -> tuple[str, ...]:
    """Return a run as a row of `HEADS`."""
    number = str(run.number) if run.number is not None else ""
    return run.key, number, shown(run.at, zone), run.label, _said(run, zone).partition("\n")[0]


def shown(moment: datetime | None, zone: tzinfo | None) -> str:
    """Return a moment as people write it, in a zone or by the machine's own clock."""
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M") if moment else ""


def _said(run: Run, zone: tzinfo | None) -> str:
    words = [f"{_STEPS.get(run.step, run.step)}没有做成：{run.message}" if run.state is State.FAILED else run.message]
    words += [f"{shown(run.next_try, zone)} 再试"] if run.next_try and run.state is not State.SENT else []
    words += [f"{run.approved_by}批准"] if run.approved_by else []
    return "；".join(word.removesuffix("。") for word in words if word)


def lines(ledger: Ledger, run: Run, zone: tzinfo | None, current: Container[str] | None = None) -> Iterator[str]:
    """Yield all that the ledger knows of a run, line by line; `current` are the recipients that its job has now."""
    yield f"{run.key}　{run.label}" + (f"　第{run.number}期" if run.number is not None else "")
    yield f"应办时间：{shown(run.at, zone)}　开始：{shown(run.began, zone)}　最后改动：{shown(run.changed, zone)}"
    if said := _said(run, zone):
        yield f"说明：{said}"
    if run.owner:
        yield f"正在处理：{run.owner}，到 {shown(run.lease_until, zone)} 没有回音就由别的程序接手"
    yield from _section("用了什么", dict.fromkeys(map(_input, ledger.inputs(run.key))))
    yield from _section("生成的文件", map(_output, ledger.outputs(run.key)))
    yield from _section("收件人", (_delivery(each, zone, current) for each in ledger.deliveries(run.key)))
    yield from _section("经过", (_event(each, zone) for each in ledger.events(run.key)))


def _section(title: str, rows: Iterable[str]) -> Iterator[str]:
    rows = list(rows)
    if rows:
        yield f"{title}："
        yield from (f"  {row}" for row in rows)


def _input(each: Input) -> str:
    return f"{each.file}　{each.sha256 or '没有校验值'}"


def _output(each: Output) -> str:
    return f"{each.audience}　{each.path or each.name}　{each.bytes} 字节　{each.sha256}"


def _delivery(each: Delivery, zone: tzinfo | None, current: Container[str] | None) -> str:
    tries = f"第 {each.attempts} 次" if each.attempts else ""
    is_alert = each.recipient.startswith(ALERT)
    is_former = current is not None and not is_alert and each.recipient not in current
    former = "已不是收件人，不再发" if is_former and each.state is not Sending.SENT else ""
    about = "失败通知" if is_alert else each.audience
    words = (named(each.recipient), about, each.state.label, tries, shown(each.changed, zone), each.message, former)
    return "　".join(word for word in words if word)


def _event(each: Event, zone: tzinfo | None) -> str:
    return "　".join(word for word in (shown(each.at, zone), _STEPS.get(each.step, each.step), each.message) if word)


def described(run: Run) -> dict[str, Any]:
    """Return a run for programs; moments are ISO 8601 in UTC."""
    return {"key": run.key} | _plain(asdict(run)) | {"details": dict(run.details)}


def all_of(ledger: Ledger, run: Run) -> dict[str, Any]:
    """Return all that the ledger knows of a run, for programs."""
    parts: dict[str, tuple[Input | Output | Delivery | Event, ...]] = {
        "inputs": ledger.inputs(run.key), "outputs": ledger.outputs(run.key),
        "deliveries": ledger.deliveries(run.key), "events": ledger.events(run.key),
    }  # fmt: skip
    return described(run) | {name: [_plain(asdict(each)) for each in found] for name, found in parts.items()}


def _plain(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in fields.items()}
