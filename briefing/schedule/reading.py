"""A workspace's folder in; what its schedule.yaml says, checked, out."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from briefing.delivery.model import MailServer, Recipient
from briefing.errors import BriefingError, Problems
from briefing.schedule import explain, together, values
from briefing.schedule.explain import FILE
from briefing.schedule.keys import JobKeys, Known, MailKeys, RecipientKeys, ScheduleKeys, rule
from briefing.schedule.model import Calendar, Gate, Job, Retries, Schedule
from briefing.schedule.times import At
from briefing.yamlfile import Place, Source, read

_PORTS = {"tls": 465, "starttls": 587, "none": 25}


def load(root: Path) -> Schedule:
    """Read the schedule of a workspace. Raises ProblemsFound with everything that is wrong, each at its line."""
    if not (root / FILE).is_file():
        example = root / "schedule.example.yaml"
        how = "把 schedule.example.yaml 改名为 schedule.yaml，照着改" if example.is_file() else "在工作文件夹里建一个"
        hint = f"请{how}。写法和例子见 docs/schedule.zh-CN.md。"
        raise BriefingError("这个工作文件夹没有 schedule.yaml，没有定时的作业。", str(root), hint)
    source, found = read(root / FILE, FILE), Problems()
    top = _top(source, found)
    known = _known(root, _calendar(top, source, found))
    jobs = [
        (keys, ("jobs", n))
        for n, item in enumerate(together.items(source))
        if (keys := _job_keys(item, ("jobs", n), source, known, found))
    ]
    found.extend(together.of_ids(source))
    found.extend(together.of_mail(top, source))
    found.extend(together.of_series(jobs, source))
    found.extend(together.of_folders(jobs, root, source))
    found.extend(together.of_recipients(top.alerts, ("alerts",), root, source))
    for keys, place in jobs:
        found.extend(together.of_job(keys, place, known, source))
        found.extend(together.of_recipients(keys.recipients, (*place, "recipients"), root, source, keys.audiences[0]))
    found.raise_if_any()
    made = [_job(keys, rule(keys.at, known.calendar), top.timezone, source.where(place)) for keys, place in jobs]
    return _schedule(top, known, made)


def _top(source: Source, found: Problems) -> ScheduleKeys:
    """Check all but the jobs; what fails is reported, and left out so that the rest can be looked at."""
    given = dict(source.value)
    if not given.get("jobs"):
        found.add(source.where(("jobs",)), "jobs 里一个作业也没有。", "写法和例子见 docs/schedule.zh-CN.md。")
    while True:
        try:
            return ScheduleKeys.model_validate(given)
        except ValidationError as error:
            found.extend(explain.problems(error, source))
            for detail in error.errors():
                given.pop(str(detail["loc"][0]), None)


def _job_keys(item: Any, place: Place, source: Source, known: Known, found: Problems) -> JobKeys | None:
    try:
        return JobKeys.model_validate(item, context=known)
    except ValidationError as error:
        found.extend(explain.problems(error, source, place))
        return None


def _known(root: Path, calendar: Calendar) -> Known:
    from briefing.build.job import FORMATS
    from briefing.build.workspace import Settings, Workspace
    from briefing.template.chain import folders

    return Known(Workspace(root, Settings()).datasets(), tuple(folders(root)), tuple(FORMATS), calendar)


def _calendar(top: ScheduleKeys, source: Source, found: Problems) -> Calendar:
    holidays, workdays, years = set[date](), set[date](), set[int]()
    for year, keys in top.calendar.items():
        place = ("calendar", year)
        strange = sorted(day for day in keys.holidays | keys.workdays if day.year != int(year))
        if strange:
            found.add(source.where(place), f"calendar.{year}：{strange[0]} 不在这一年。", "请写到它自己那一年的下面。")
        if both := sorted(keys.holidays & keys.workdays):
            found.add(source.where(place), f"calendar.{year}：{both[0]} 又放假又上班。", "请只留一处。")
        holidays |= keys.holidays
        workdays |= keys.workdays
        years.add(int(year))
    return Calendar(frozenset(holidays), frozenset(workdays), frozenset(years))


def _schedule(top: ScheduleKeys, known: Known, jobs: list[Job]) -> Schedule:
    alerts = tuple(recipient(each) for each in top.alerts)
    mail = _server(top.mail) if top.mail else None
    return Schedule(tuple(jobs), top.timezone, known.calendar, mail, top.ledger, alerts, top.ledger_env)


def _job(keys: JobKeys, at: At, zone: ZoneInfo, where: str) -> Job:
    gate, issue = keys.gate, keys.issue
    return Job(
        keys.id, keys.dataset, keys.audiences, at, keys.at, keys.timezone or zone, keys.period,
        formats=keys.formats, language=keys.language, title=keys.title,
        gate=Gate(gate.departments, gate.since, gate.wait, gate.late) if gate else None,
        hold=keys.approval, recipients=tuple(map(recipient, keys.recipients)),
        retries=Retries(keys.retries.times, keys.retries.after),
        series=issue.series if issue else "", first_number=issue.first if issue else 1,
        yearly=issue.restart if issue else True,
        catch_up=keys.catch_up, start=keys.start, enabled=keys.enabled, where=where,
    )  # fmt: skip


def recipient(keys: RecipientKeys) -> Recipient:
    """Return the recipient that the keys of a checked file describe."""
    name, bare = values.split_name(keys.mail) if keys.mail else ("", "")
    if keys.mail:
        return Recipient("mail", bare, keys.name or name, keys.audience, formats=keys.formats)
    if keys.folder:
        return Recipient("folder", keys.folder, keys.name, keys.audience, formats=keys.formats)
    kind = values.WEBHOOKS.get(keys.webhook, keys.webhook)
    return Recipient("webhook", kind, keys.name, keys.audience, keys.url_env, keys.formats, keys.sign_env)


def _server(keys: MailKeys) -> MailServer:
    port = keys.port or _PORTS[keys.security]
    seconds = keys.timeout.total_seconds()
    return MailServer(
        keys.host, port, keys.sender, keys.security, keys.user_env, keys.password_env, seconds, keys.ca_file
    )
