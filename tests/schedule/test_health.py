"""Claims about what `briefing doctor` finds of clock, disk, calendar, credentials, addresses and ledger."""

from __future__ import annotations

import os
import socket
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from typer.testing import CliRunner, Result

from briefing.build.doctor import Finding
from briefing.cli import app
from briefing.cli.health import findings
from briefing.delivery.model import MailServer, Means, Recipient
from briefing.delivery.reach import Finding as Reached
from briefing.errors import Problem, ProblemsFound
from briefing.ledger.ledger import Ledger
from briefing.ledger.model import Delivery, Sending, State
from briefing.schedule.health import clock, disk, means, of_extras, of_schedule, record
from briefing.schedule.health.machine import Machine
from briefing.schedule.model import Job, Schedule
from tests.datasets import single

BEIJING = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=BEIJING)
SERVER = MailServer("mail.example", 465, "office@example.cn", user_env="MAIL_USER", password_env="MAIL_PASSWORD")


class Known:
    """A time rule that knows its days until the end of a year."""

    def __init__(self, until: int) -> None:
        self.until = until

    def after(self, moment: datetime, zone: ZoneInfo) -> datetime | None:
        found = moment.astimezone(zone) + timedelta(days=5)
        if found.year > self.until:
            raise ProblemsFound([Problem("schedule.yaml:4", f"还不知道{found.year}年的放假安排。")])
        return found


def job(*recipients: Recipient, until: int = 9999, enabled: bool = True) -> Job:
    return Job(
        "monthly", "jiangbei", ("leadership",), Known(until), "每月第5个工作日 08:30", BEIJING, "last_month",
        recipients=recipients, enabled=enabled,
    )  # fmt: skip


def machine(**given: Any) -> Machine:
    """A machine with nothing wrong."""
    usual: dict[str, Any] = {
        "now": lambda: NOW, "environment": {}, "free": lambda path: 5 * 2**30, "device": lambda path: 1,
        "synchronized": lambda: True, "filesystem": lambda path: "ext4", "installed": lambda module: True,
        "patience": 0.0, "reach": nobody_asked,
    }  # fmt: skip
    return Machine(**(usual | given))


def nobody_asked(means: Means, recipients: Iterable[Recipient]) -> list[Reached]:
    assert means.mail is None
    assert not list(recipients)
    return []


def told(found: Iterable[Finding]) -> list[tuple[str, str, str]]:
    return [(each.name, each.state, each.message) for each in found]


def states(found: Iterable[Finding]) -> dict[str, str]:
    return {each.name: each.state for each in found}


def opened(root: Path, now: datetime, *runs: tuple[str, State]) -> None:
    with Ledger.open(".briefing/ledger.sqlite", root, lambda: now) as ledger:
        for period, state in runs:
            run = ledger.begin("monthly", period, now)
            claim = ledger.claim(run.key, "a")
            assert claim is not None
            claim.record("step", state=state)
            claim.release()


# The clock


def test_the_time_is_told_with_its_zone() -> None:
    assert told(clock.of_zone(machine(now=lambda: NOW.astimezone(timezone(timedelta(hours=8)))))) == [
        ("系统时间", "ok", "2026-11-25 09:00:00，时区 UTC+08:00。")
    ]


def test_a_clock_before_this_version_was_made_is_wrong() -> None:
    reset = machine(now=lambda: datetime(1970, 1, 1, tzinfo=UTC))
    assert states(clock.of_time(reset)) == {"系统时钟": "missing"}
    assert states(clock.of_time(machine())) == {}


@pytest.mark.parametrize(("said", "found"), [(True, {}), (None, {}), (False, {"时间同步": "note"})])
def test_a_clock_that_no_server_sets_is_a_note(said: bool | None, found: dict[str, str]) -> None:
    assert states(clock.of_time(machine(synchronized=lambda: said))) == found


@pytest.mark.parametrize(("ahead", "found"), [(timedelta(minutes=9), {}), (timedelta(hours=1), {"系统时钟": "note"})])
def test_a_file_from_the_future_is_a_note(tmp_path: Path, ahead: timedelta, found: dict[str, str]) -> None:
    (tmp_path / "data").mkdir()
    file = tmp_path / "data" / "数据.xlsx"
    file.write_bytes(b"x")
    at = (NOW + ahead).timestamp()
    os.utime(file, (at, at))
    os.utime(tmp_path / "data", (0, 0))
    assert states(clock.of_files(machine(), [tmp_path / "data", tmp_path / "nowhere"])) == found


@pytest.mark.parametrize(
    ("last", "state"),
    [
        (NOW + timedelta(hours=1), "missing"),
        (NOW + timedelta(minutes=5), None),
        (NOW - timedelta(days=31), None),
        (NOW - timedelta(days=401), "note"),
    ],
)
def test_a_clock_is_held_against_the_last_entry_of_the_ledger(last: datetime, state: str | None) -> None:
    assert states(clock.of_last(machine(), last)) == ({"系统时钟": state} if state else {})


def test_a_machine_in_another_zone_than_its_schedule_is_a_note() -> None:
    (found,) = clock.of_schedule_zones(machine(now=lambda: NOW.astimezone(UTC)), Schedule((job(),), BEIJING))
    assert (found.state, found.message) == ("note", "Asia/Shanghai，那里现在是 11-25 09:00。系统时区是 UTC+00:00。")
    assert states(clock.of_schedule_zones(machine(), Schedule((job(),), BEIJING))) == {"计划的时区": "ok"}


# The days off


@pytest.mark.parametrize(
    ("now", "until", "found"),
    [
        (datetime(2026, 9, 30, tzinfo=BEIJING), 2026, [("ok", "各作业 2026 年的日子都算得出来。")]),
        (
            datetime(2026, 10, 1, tzinfo=BEIJING),
            2026,
            [("note", "还不知道 2027 年的放假安排，monthly 的日子算不出来。")],
        ),
        (datetime(2026, 10, 1, tzinfo=BEIJING), 2027, [("ok", "各作业 2027 年的日子都算得出来。")]),
        (
            datetime(2027, 1, 2, tzinfo=BEIJING),
            2026,
            [("missing", "还不知道 2027 年的放假安排，monthly 的日子算不出来。")],
        ),
    ],
)
def test_next_years_days_off_are_asked_for_from_october_on(
    now: datetime, until: int, found: list[tuple[str, str]]
) -> None:
    schedule = Schedule((job(until=until), job(until=2000, enabled=False)), BEIJING)
    looked = clock.of_calendar(machine(now=lambda: now), schedule)
    assert [(each.state, each.message) for each in looked] == found


# The disk


@pytest.mark.parametrize(
    ("free", "state", "message"),
    [
        (2**31, "ok", "输出文件夹、台账和存档、临时文件夹所在的磁盘还剩 2.0 GB。"),
        (
            2**29,
            "note",
            "输出文件夹、台账和存档、临时文件夹所在的磁盘还剩 512 MB，不到 1.0 GB：存档一年年积下来会不够。",
        ),
        (
            2**20,
            "missing",
            "输出文件夹、台账和存档、临时文件夹所在的磁盘还剩 1 MB，不到 100 MB："
            "写新文件时旧文件还留着，台账也要有地方记。",
        ),
    ],
)
def test_a_disk_that_fills_up_is_told_before_it_is_full(tmp_path: Path, free: int, state: str, message: str) -> None:
    looked = machine(free=lambda path: free, temporary=lambda: tmp_path)
    places = disk.places(tmp_path, tmp_path / "output" / "not" / "there")
    assert told(disk.of_disks(looked, places)) == [("磁盘", state, message)]


def test_each_disk_is_told_once_and_one_that_cannot_be_asked_is_missing(tmp_path: Path) -> None:
    def free(path: Path) -> int:
        if path.name == "archive":
            raise OSError(5, "Input/output error")
        return 2**31

    (tmp_path / "archive").mkdir()
    looked = machine(free=free, device=lambda path: len(path.name), temporary=lambda: tmp_path)
    found = list(disk.of_disks(looked, {"存档": tmp_path / "archive", "输出": tmp_path / "archive"}))
    assert [(each.state, each.message.split("的")[0]) for each in found] == [
        ("missing", f"{tmp_path / 'archive'} "),
        ("ok", "临时文件夹所在"),
    ]


# Credentials and addresses


def mailing(*recipients: Recipient) -> Schedule:
    return Schedule((job(*recipients),), BEIJING, mail=SERVER)


def test_variables_are_named_and_their_values_never_shown() -> None:
    hook = Recipient("webhook", "dingtalk", secret="HOOK_URL", sign="HOOK_SIGN")
    looked = machine(environment={"MAIL_PASSWORD": "swordfish", "MAIL_USER": " "})
    found = list(means.of_variables(looked, mailing(hook)))
    assert [(each.name, each.state, each.message) for each in found] == [
        ("环境变量 MAIL_USER", "missing", "没有设置，里面应当是邮箱账户。"),
        ("环境变量 MAIL_PASSWORD", "ok", "已设置（邮箱密码）。"),
        ("环境变量 HOOK_URL", "missing", "没有设置，里面应当是群机器人的地址。"),
        ("环境变量 HOOK_SIGN", "missing", "没有设置，里面应当是群机器人的签名密钥。"),
    ]
    assert "swordfish" not in repr(found)


def test_a_server_whose_account_is_not_set_is_not_tried() -> None:
    assert list(means.of_addresses(machine(), mailing(Recipient("mail", "a@example.cn")), Path())) == []


def test_offline_no_mail_server_is_tried() -> None:
    environment = {"MAIL_USER": "office", "MAIL_PASSWORD": "swordfish"}
    looked = machine(environment=environment, offline=True)
    assert list(means.of_addresses(looked, mailing(Recipient("mail", "a@example.cn")), Path())) == []


def test_a_ledger_whose_variable_is_not_set_is_one_finding(tmp_path: Path) -> None:
    schedule = Schedule((), BEIJING, ledger_env="LEDGER_URL")
    assert states(means.of_variables(machine(), schedule)) == {"环境变量 LEDGER_URL": "missing"}
    assert ledger_of(tmp_path, schedule) == []


def test_a_mail_server_that_is_down_is_missing_and_says_so(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    down = MailServer("127.0.0.1", port, "office@example.cn", "none")
    schedule = Schedule((job(Recipient("mail", "a@example.cn")),), BEIJING, mail=down)
    found = list(means.of_addresses(machine(reach=Machine().reach), schedule, tmp_path))
    assert [(each.name, each.state) for each in found] == [("邮件服务器", "missing"), ("收件人", "ok")]
    assert "127.0.0.1" in found[0].message


def test_recipients_that_cannot_be_sent_to_are_named_and_the_others_counted(tmp_path: Path) -> None:
    to = (
        Recipient("mail", "a@example.cn"), Recipient("folder", "发出/甲"),
        Recipient("webhook", "wecom", secret="PLAIN_URL"), Recipient("webhook", "wecom", secret="HOOK_URL"),
    )  # fmt: skip
    environment = {"PLAIN_URL": "http://hook.example/send?key=1", "HOOK_URL": "https://hook.example/send?key=2"}
    looked = machine(reach=Machine().reach, environment=environment)
    found = list(means.of_addresses(looked, Schedule((job(*to),), BEIJING), tmp_path))
    assert [(each.name, each.state) for each in found] == [
        ("收件人", "missing"),
        ("文件夹", "ok"),
        ("群机器人", "missing"),
        ("群机器人", "ok"),
    ]
    assert "没有写邮件服务器" in found[0].message
    assert "https" in found[2].message
    assert "key=" not in repr(found)


def test_who_hears_of_failures_is_looked_at_and_recipients_of_jobs_at_rest_are_not() -> None:
    rest = Schedule(
        (job(Recipient("webhook", "wecom", secret="OLD_URL"), enabled=False),), BEIJING,
        alerts=(Recipient("webhook", "wecom", secret="ALARM_URL"),),
    )  # fmt: skip
    assert means.variables(rest) == {"ALARM_URL": "群机器人的地址"}


# The ledger


def ledger_of(root: Path, schedule: Schedule | None = None, **given: Any) -> list[Finding]:
    return list(record.of_ledger(machine(**given), schedule or Schedule((), BEIJING), root))


def test_a_ledger_that_is_not_there_yet_is_well_and_is_not_made(tmp_path: Path) -> None:
    assert told(ledger_of(tmp_path)) == [("台账", "ok", "还没有，第一次运行时新建。")]
    assert list(tmp_path.iterdir()) == []


def test_a_ledger_on_a_network_drive_is_refused(tmp_path: Path) -> None:
    opened(tmp_path, NOW)
    (found,) = ledger_of(tmp_path, filesystem=lambda path: "nfs4")
    assert (found.state, "在网络盘（nfs4）上" in found.message) == ("missing", True)


def test_a_ledger_that_is_well_tells_the_last_run_and_what_waits(tmp_path: Path) -> None:
    opened(tmp_path, NOW - timedelta(days=90), ("2026-07", State.FAILED))
    opened(tmp_path, NOW - timedelta(days=2), ("2026-08", State.FAILED), ("2026-09", State.HELD))
    opened(tmp_path, NOW - timedelta(days=1), ("2026-10", State.SENT))
    with Ledger.open(".briefing/ledger.sqlite", tmp_path, lambda: NOW - timedelta(days=1)) as ledger:
        claim = ledger.claim("monthly@2026-10", "a")
        assert claim is not None
        claim.put_delivery(Delivery("mail:a@example.cn", "leadership", Sending.UNSURE))
        claim.release()
    found = ledger_of(tmp_path)
    assert [(each.name, each.state) for each in found][:2] == [("台账", "ok"), ("最近一次", "ok")]
    assert told(found)[1:] == [
        ("最近一次", "ok", "monthly@2026-10：已发送。"),
        ("失败的", "note", "monthly@2026-08。"),
        ("待审批", "note", "monthly@2026-09。"),
        ("发没发到不确定", "note", "monthly@2026-10。"),
    ]


def test_what_is_handed_over_at_this_moment_is_not_unsure(tmp_path: Path) -> None:
    with Ledger.open(".briefing/ledger.sqlite", tmp_path, lambda: NOW) as ledger:
        ledger.begin("monthly", "2026-10", NOW)
        claim = ledger.claim("monthly@2026-10", "a")
        assert claim is not None
        claim.put_delivery(Delivery("mail:a@example.cn", "leadership", Sending.HANDING))
        assert "发没发到不确定" not in states(ledger_of(tmp_path))
    later = ledger_of(tmp_path, now=lambda: NOW + timedelta(hours=1))
    assert states(later)["发没发到不确定"] == "note"


def test_a_ledger_of_later_than_now_tells_that_the_clock_was_set_back(tmp_path: Path) -> None:
    opened(tmp_path, NOW + timedelta(days=3), ("2026-10", State.SENT))
    assert states(ledger_of(tmp_path))["系统时钟"] == "missing"


@pytest.mark.parametrize(("start", "noted"), [(None, True), (date(2026, 11, 1), False)])
def test_a_job_first_seen_by_a_clock_that_ran_ahead_is_told_with_the_way_out(
    tmp_path: Path, start: date | None, noted: bool
) -> None:
    with Ledger.open(".briefing/ledger.sqlite", tmp_path, lambda: NOW) as ledger:
        ledger.standing(["monthly"], NOW + timedelta(days=400))
    found = ledger_of(tmp_path, Schedule((replace(job(), start=start),), BEIJING))
    said = [(each.message, each.hint) for each in found if each.name == "作业"]
    assert said == noted * [
        (
            "monthly 第一次登记时时钟快了，2027-12-30 以前不会做。",
            "请在 schedule.yaml 的 monthly 里写上 start:（从哪一天起做）。",
        )
    ]


def test_a_ledger_that_is_no_database_is_missing_and_is_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / ".briefing" / "ledger.sqlite"
    file.parent.mkdir()
    file.write_bytes(b"not a database at all" * 100)
    (found,) = ledger_of(tmp_path)
    assert (found.state, found.message, "备份" in found.hint) == ("missing", f"{file} 坏了。", True)
    assert file.read_bytes() == b"not a database at all" * 100


def test_a_ledger_that_another_writes_is_a_note(tmp_path: Path) -> None:
    opened(tmp_path, NOW)
    other = sqlite3.connect(tmp_path / ".briefing" / "ledger.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    (found,) = ledger_of(tmp_path)
    other.close()
    assert (found.state, "正被别的程序写着" in found.message) == ("note", True)


def test_a_ledger_without_wal_is_a_note(tmp_path: Path) -> None:
    opened(tmp_path, NOW)
    with sqlite3.connect(tmp_path / ".briefing" / "ledger.sqlite") as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()
    assert [each.state for each in ledger_of(tmp_path)] == ["note"]


def test_a_ledger_whose_server_is_away_shows_nothing_of_its_address(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    address = f"postgresql+psycopg://someone@127.0.0.1:{port}/briefing?connect_timeout=1"
    (found,) = ledger_of(tmp_path, Schedule((), BEIJING, ledger=address))
    assert (found.name, found.state) == ("台账", "missing")
    assert "someone" not in repr(found)


# All of it


def test_a_library_that_only_schedules_need_is_missing_with_how_to_get_it(tmp_path: Path) -> None:
    bare = machine(installed=lambda module: False)
    assert [each.name for each in of_extras(bare)] == ["APScheduler", "chinesecalendar", "SQLAlchemy"]
    found = list(of_schedule(bare, tmp_path, Schedule((job(),), BEIJING)))
    assert {each.hint for each in found if each.state == "missing"} == {
        "请运行 pip install 'gongjian-briefing[schedule]'。"
    }
    assert "法定节假日" not in states(found)


def scheduled(root: Path, read: Callable[[Path], Schedule]) -> list[Finding]:
    from briefing.build.workspace import find

    (root / "schedule.yaml").write_text("jobs: {}\n", encoding="utf-8")
    return list(findings(find(root), machine(), read))


def test_every_problem_of_a_broken_schedule_is_a_finding(tmp_path: Path) -> None:
    def broken(root: Path) -> Schedule:
        raise ProblemsFound(
            [Problem("schedule.yaml:3", "没有“montly”。", "是不是想写：monthly？"), Problem("", "空的。")]
        )

    found = [each for each in scheduled(single(tmp_path), broken) if each.state == "missing"]
    assert [(each.name, each.message) for each in found] == [
        ("schedule.yaml:3", "没有“montly”。"),
        ("schedule.yaml", "空的。"),
    ]


def test_a_schedule_that_is_well_is_told_with_its_jobs(tmp_path: Path) -> None:
    found = scheduled(single(tmp_path), lambda root: Schedule((job(), job(enabled=False)), BEIJING))
    assert ("schedule.yaml", "ok", "1 个作业，另有 1 个停用。") in told(found)


def doctor(root: Path, monkeypatch: pytest.MonkeyPatch, *words: str) -> Result:
    monkeypatch.chdir(root)
    return CliRunner().invoke(app, ["doctor", *words])


def test_a_workspace_without_a_schedule_hears_of_clock_and_disk_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = {line.split("\t")[1] for line in doctor(single(tmp_path), monkeypatch).stdout.splitlines()}
    assert {"系统时间", "磁盘"} <= names
    assert not names & {"台账", "邮件服务器", "法定节假日", "APScheduler", "schedule.yaml"}


def test_a_folder_without_anything_is_looked_at_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = doctor(tmp_path, monkeypatch, "--json")
    assert (result.exit_code, '"系统时间"' in result.stdout) == (0, True)


def test_without_the_libraries_of_a_schedule_there_is_a_doctor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    for module in ("sqlalchemy", "apscheduler", "chinese_calendar"):
        for loaded in [name for name in sys.modules if name.split(".")[0] == module]:
            monkeypatch.delitem(sys.modules, loaded)
        monkeypatch.setitem(sys.modules, module, None)
    assert doctor(single(tmp_path), monkeypatch).exit_code == 0
