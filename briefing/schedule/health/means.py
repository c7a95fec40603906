"""What a schedule sends with in; which of it is set and can be reached out. No value of a variable is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.build.doctor import Finding
from briefing.delivery.model import MailServer, Means, Recipient

if TYPE_CHECKING:
    from briefing.delivery.reach import Finding as Reached
    from briefing.schedule.health.machine import Machine
    from briefing.schedule.model import Schedule

PATIENCE = 10.0
"""Seconds: who waits for an answer at a terminal waits less long than a mail may take."""


def variables(schedule: Schedule) -> dict[str, str]:
    """Return the names of all environment variables that a schedule takes credentials from, and for what."""
    mail = schedule.mail
    found = {schedule.ledger_env: "台账的网址"}
    found |= {mail.user_env: "邮箱账户", mail.password_env: "邮箱密码"} if mail else {}
    for recipient in recipients(schedule):
        found |= {recipient.secret: "群机器人的地址", recipient.sign: "群机器人的签名密钥"}
    return {name: what for name, what in found.items() if name}


def recipients(schedule: Schedule) -> tuple[Recipient, ...]:
    """Return everybody that enabled jobs send to, and who hears of failures, each once."""
    jobs = [each for job in schedule.jobs if job.enabled for each in job.recipients]
    return tuple({each.key: each for each in (*jobs, *schedule.alerts)}.values())


def of_variables(machine: Machine, schedule: Schedule) -> Iterator[Finding]:
    for name, what in variables(schedule).items():
        if _is_set(machine, name):
            yield Finding(f"环境变量 {name}", "ok", f"已设置（{what}）。")
        else:
            hint = "请在运行定时任务的账户里设置（写进 600 权限的环境文件），不要写进 schedule.yaml。"
            yield Finding(f"环境变量 {name}", "missing", f"没有设置，里面应当是{what}。", hint)


def of_addresses(machine: Machine, schedule: Schedule, root: Path) -> Iterator[Finding]:
    """Yield whether the mail server answers, and every recipient that cannot be sent to; the rest are counted.

    What lacks a variable is not tried: that is a finding already.
    """
    ready = [each for each in recipients(schedule) if _is_set(machine, each.secret) and _is_set(machine, each.sign)]
    mail = schedule.mail
    if not machine.offline and (
        mail is None or (_is_set(machine, mail.user_env) and _is_set(machine, mail.password_env))
    ):
        yield from _of_mail(machine, mail, [each for each in ready if each.channel == "mail"], root)
    means = Means(None, machine.environment, PATIENCE, root)
    for channel, name in (("folder", "文件夹"), ("webhook", "群机器人")):
        found = machine.reach(means, [each for each in ready if each.channel == channel])
        yield from _summed(found, name, "个可以用。" if channel == "folder" else "个写法没有问题，没有试发。")


def _of_mail(machine: Machine, mail: MailServer | None, boxes: list[Recipient], root: Path) -> Iterator[Finding]:
    patient = replace(mail, timeout=min(mail.timeout, PATIENCE)) if mail else None
    found = machine.reach(Means(patient, machine.environment, PATIENCE, root), boxes)
    if mail is not None:
        server, *found = found
        hint = "" if server.is_good else "这里只是试连，没有发出任何邮件。"
        yield Finding("邮件服务器", "ok" if server.is_good else "missing", server.message, hint)
    yield from _summed(found, "收件人", "个写法没有问题，没有试发。")


def _summed(found: Iterable[Reached], name: str, verdict: str) -> Iterator[Finding]:
    good = 0
    for each in found:
        good += each.is_good
        if not each.is_good:
            yield Finding(name, "missing", each.message)
    if good:
        yield Finding(name, "ok", f"{good} {verdict}")


def _is_set(machine: Machine, name: str) -> bool:
    return not name or bool(machine.environment.get(name, "").strip())
