"""Claims about `briefing history`."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from typer.testing import CliRunner, Result

from briefing.cli import app
from briefing.cli import history as command
from briefing.ledger.ledger import Ledger
from briefing.ledger.model import Delivery, Input, Output, Sending, State
from briefing.schedule import places
from tests.ledger.conftest import AT

KEY = "monthly@2026-10"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "data").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(places, "zone_of", lambda plan, job: ZoneInfo("Asia/Shanghai"))
    return tmp_path


def history(*words: str) -> Result:
    return CliRunner().invoke(app, ["history", *words])


def write(place: str, root: Path) -> None:
    with Ledger.open(place, root, lambda: AT) as ledger:
        ledger.begin("monthly", "2026-10", AT)
        ledger.begin("季报", "2026Q3", AT - timedelta(days=9))
        claim = ledger.claim(KEY, "m-1")
        assert claim is not None
        claim.number("简报", 2026, 12)
        files = (
            [Output("leadership", "a.pdf", "output/a.pdf", 3, "ab12")],
            [Input("leadership", "x.csv", "cd"), Input("public", "x.csv", "cd")],
        )
        claim.put_delivery(Delivery("mail:a@example.cn", "leadership", Sending.FAILED, 2, "<x@y>", "550 没有这个人"))
        claim.put_delivery(Delivery("alert:1:mail:b@example.cn", "", Sending.SENT, 1, "<z@y>"))
        claim.record(
            "delivery", "1 个没有发成", files=files, state=State.FAILED, step="delivery", message="1 个没有发成。"
        )


def test_without_a_ledger_there_is_none_and_that_is_no_error(root: Path) -> None:
    assert (history().exit_code, history().stdout) == (
        0,
        "还没有台账：定时的作业还没有运行过（briefing schedule run）。\n",
    )
    assert json.loads(history("--json").stdout) == {"runs": []}
    assert not (root / ".briefing").exists()


def test_runs_are_listed_the_latest_first_in_the_time_of_their_job(root: Path) -> None:
    write(places.LEDGER, root)
    result = history()
    assert (result.exit_code, result.stdout.splitlines()) == (0, [
        "RUN（作业@期间）\t期号\t应办时间\t状态\t说明",
        "monthly@2026-10\t12\t2026-11-06 08:30\t失败\t发送没有做成：1 个没有发成",
        "季报@2026Q3\t\t2026-10-28 08:30\t待生成\t",
    ])  # fmt: skip


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        (("--job", "季报"), ["季报@2026Q3"]),
        (("--state", "failed"), [KEY]),
        (("--state", "失败"), [KEY]),
        (("--limit", "1"), [KEY]),
        (("--job", "季报", "--state", "failed"), []),
    ],
)
def test_runs_are_listed_by_job_by_state_and_so_many(root: Path, words: tuple[str, ...], keys: list[str]) -> None:
    write(places.LEDGER, root)
    assert [run["key"] for run in json.loads(history(*words, "--json").stdout)["runs"]] == keys


def test_of_one_run_everything_is_shown(root: Path) -> None:
    write(places.LEDGER, root)
    assert history(KEY).stdout.splitlines() == [
        "monthly@2026-10　失败　第12期",
        "应办时间：2026-11-06 08:30　开始：2026-11-06 08:30　最后改动：2026-11-06 08:30",
        "说明：发送没有做成：1 个没有发成",
        "正在处理：m-1，到 2026-11-06 08:35 没有回音就由别的程序接手",
        "用了什么：",
        "  x.csv　cd",
        "生成的文件：",
        "  leadership　output/a.pdf　3 字节　ab12",
        "收件人：",
        "  b@example.cn　失败通知　已发　第 1 次　2026-11-06 08:30",
        "  a@example.cn　leadership　没发成　第 2 次　2026-11-06 08:30　550 没有这个人",
        "经过：",
        "  2026-11-06 08:30　发送　1 个没有发成",
    ]
    found = json.loads(history(KEY, "--json").stdout)
    assert (found["key"], found["state"], found["at"]) == (KEY, "failed", "2026-11-06T00:30:00+00:00")
    assert [each["sha256"] for each in found["outputs"]] == ["ab12"]
    assert [each["state"] for each in found["deliveries"]] == ["sent", "failed"]
    assert [each["step"] for each in found["events"]] == ["delivery"]


def test_who_is_no_recipient_any_more_is_told_as_such(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(places.LEDGER, root)
    (root / "data" / "jiangbei").mkdir()
    (root / "templates" / "leadership").mkdir(parents=True)
    (root / "templates" / "leadership" / "template.yaml").write_text("extends: _base\n", encoding="utf-8")
    mail = "mail: {host: 127.0.0.1, port: 25, from: a@example.cn, security: none}\n"
    for address, is_former in (("a@example.cn", False), ("c@example.cn", True)):
        plan = mail + SCHEDULE.partition("\n")[2].replace("08:30}", f"08:30, recipients: [{address}]}}")
        (root / "schedule.yaml").write_text(plan, encoding="utf-8")
        assert ("已不是收件人，不再发" in history(KEY).stdout) is is_former


def test_a_run_that_is_not_there_is_an_error_that_names_the_nearest(root: Path) -> None:
    write(places.LEDGER, root)
    result = history("montly@2026-10")
    assert result.exit_code == 1
    assert "台账里没有“montly@2026-10”。是不是想写：monthly@2026-10？" in result.stderr


@pytest.mark.parametrize("words", [("--state", "sended"), (KEY, "--state", "failed"), (KEY, "--job", "monthly")])
def test_wrong_use_is_exit_code_2(root: Path, words: tuple[str, ...]) -> None:
    assert history(*words).exit_code == 2


def test_the_ledger_of_a_server_is_shown_without_its_password(
    root: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "ledger_place", lambda _: database)
    write(database, root)
    result = history()
    assert len(result.stdout.splitlines()) == 3
    assert "owner-scratch" not in result.output


def test_help_has_an_example() -> None:
    assert "例：briefing history" in history("--help").output
    assert command.history.__doc__


SCHEDULE = """\
ledger: 台账/别处.sqlite
timezone: Asia/Urumqi
jobs: [{id: monthly, dataset: jiangbei, audiences: [leadership], period: last_month, at: 每月6日 08:30}]
"""


def test_the_schedule_says_where_the_ledger_is_and_whose_clock_a_job_goes_by(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "jiangbei").mkdir()
    (tmp_path / "schedule.yaml").write_text(SCHEDULE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    write("台账/别处.sqlite", tmp_path)
    assert places.zone_of(places.readable(tmp_path), "another") == ZoneInfo("Asia/Urumqi")
    assert "monthly@2026-10\t12\t2026-11-06 06:30\t" in history().stdout


def test_a_schedule_that_is_wrong_elsewhere_keeps_nobody_from_looking(root: Path) -> None:
    (root / "schedule.yaml").write_text("ledger: 别处.sqlite\njobs: [{id: 1, nonsense: 2}]\n", encoding="utf-8")
    write("别处.sqlite", root)
    assert len(history().stdout.splitlines()) == 3


def test_where_the_variable_that_holds_the_address_is_not_set_it_is_named(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BRIEFING_NOWHERE", raising=False)
    (root / "schedule.yaml").write_text("ledger_env: BRIEFING_NOWHERE\njobs: []\n", encoding="utf-8")
    result = history()
    assert result.exit_code == 2
    assert "schedule.yaml:1: 环境变量 BRIEFING_NOWHERE 没有设置，不知道台账在哪里。" in result.stderr
