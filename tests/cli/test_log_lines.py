"""Claims about the log: what a line holds, what no line holds, and that a log that cannot be written stops nothing."""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from briefing import __version__
from briefing.cli import app, logs
from briefing.cli.logline import JsonLines, PlainLines
from briefing.cli.logs import Wish, hoisted
from briefing.cli.secrecy import names_in, redactor
from briefing.events import FIELDS, tell
from briefing.ledger.model import State
from tests.datasets import single

BEIJING = timezone(timedelta(hours=8))


def record(message: str = "已生成", level: int = logging.INFO, **fields: object) -> logging.LogRecord:
    made = logging.LogRecord("briefing", level, "", 0, message, None, None)
    made.created, made.process = datetime(2026, 11, 6, 0, 30, tzinfo=UTC).timestamp(), 7
    setattr(made, FIELDS, {"event": "run.built", **fields})
    return made


def line(made: logging.LogRecord, environment: dict[str, str] | None = None, **how: bool) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(JsonLines(redactor(environment or {}), BEIJING, **how).format(made))
    return told


def run(root: Path, monkeypatch: pytest.MonkeyPatch, *words: str) -> Result:
    monkeypatch.chdir(root)
    return CliRunner().invoke(app, list(words))


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(each) for each in text.splitlines()]


@pytest.fixture
def ended() -> Iterator[list[Any]]:
    """What ends the logs that a test sets up."""
    endings: list[Any] = []
    yield endings
    for end in endings:
        end()


def test_a_json_line_has_time_with_zone_level_event_message_fields_pid_and_version() -> None:
    assert line(record(run="monthly@2026-10", attempt=2, seconds=1.5)) == {
        "time": "2026-11-06T08:30:00.000+08:00",
        "level": "info",
        "event": "run.built",
        "message": "已生成",
        "run": "monthly@2026-10",
        "attempt": 2,
        "seconds": 1.5,
        "pid": 7,
        "version": __version__,
    }


def test_every_value_of_a_field_is_made_plain_for_json() -> None:
    told = line(
        record(
            state=State.HELD, file=Path("a/b.pdf"), at=datetime(2026, 11, 6, tzinfo=UTC), ratio=float("inf"),
            many=("甲", {"乙": 1}), nothing=None, yes=True,
        )
    )  # fmt: skip
    assert {key: told[key] for key in ("state", "file", "at", "ratio", "many", "nothing", "yes")} == {
        "state": "held",
        "file": "a/b.pdf",
        "at": "2026-11-06T00:00:00+00:00",
        "ratio": "inf",
        "many": ["甲", {"乙": 1}],
        "nothing": None,
        "yes": True,
    }


def test_a_field_cannot_take_the_place_of_time_or_message() -> None:
    told = line(record(time="昨天", pid="x"))
    assert (told["time"][:10], told["time_"], told["pid"], told["pid_"]) == ("2026-11-06", "昨天", 7, "x")


def test_a_message_of_several_lines_is_one_line() -> None:
    assert JsonLines(redactor({})).format(record("一\n二\r\n三")).count("\n") == 0


def test_a_stream_that_is_not_in_utf_8_gets_ascii() -> None:
    text = JsonLines(redactor({}), ascii_only=True).format(record("已生成"))
    assert text.isascii()
    assert json.loads(text)["message"] == "已生成"


def test_what_a_library_logs_is_an_event_too_and_says_whose_it_is() -> None:
    made = logging.LogRecord("apscheduler", logging.WARNING, "", 0, "missed by %s", ("0:01",), None)
    told = line(made)
    assert (told["event"], told["message"], told["logger"]) == ("log", "missed by 0:01", "apscheduler")


def test_a_line_for_people_names_the_run_the_step_and_the_time_it_took() -> None:
    written = PlainLines(redactor({}), BEIJING).format(record("已生成", run="monthly@2026-10", step="build", seconds=2))
    assert written == "2026-11-06 08:30:00 正常 monthly@2026-10 build 已生成（2秒）"


@pytest.mark.parametrize(
    ("name", "value", "message", "told"),
    [
        ("MAIL_PASSWORD", "p\"a'ss\\w", "登录失败：p\"a'ss\\w", "登录失败：******"),
        ("MAIL_PASSWORD", "päss wort&", "GET /?p=p%C3%A4ss%20wort%26", "GET /?p=******"),
        ("MAIL_PASSWORD", "swordfish", "AUTH c3dvcmRmaXNo", "AUTH ******"),
        ("API_TOKEN", "tok-123456", "tok-123456 refused", "****** refused"),
        ("hook_secret", "abcdef", "abcdef", "******"),
        (
            "WECOM_URL",
            "https://hook.example/send?key=8b1f-22aa-9c0d",
            "POST /send?key=8b1f-22aa-9c0d",
            "POST /send?******",
        ),
        ("WECOM_URL", "https://hook.example/send?key=8b1f-22aa-9c0d", "key 8b1f-22aa-9c0d", "key ******"),
        ("FEISHU_URL", "https://hook.example/v2/0a1b2c3d4e5f6071", "/v2/0a1b2c3d4e5f6071 404", "/v2/****** 404"),
        ("LEDGER_URL", "postgresql://u:h%40rd@db/x", "connect postgresql://u:h%40rd@db/x", "connect ******"),
    ],
)
def test_no_line_holds_a_credential(name: str, value: str, message: str, told: str) -> None:
    made = line(record(message, hint=message, deep=[{message: message}]), {name: value})
    assert (made["message"], made["hint"], made["deep"]) == (told, told, [{told: told}])


def test_a_password_in_any_address_is_hidden_and_the_host_is_not() -> None:
    assert redactor({})("ftp://me:open@files.example/x") == "ftp://me:******@files.example/x"


def test_an_exception_in_the_log_is_redacted_as_well() -> None:
    try:
        raise ValueError("wrong password swordfish")
    except ValueError as error:
        made = record()
        made.exc_info = (ValueError, error, error.__traceback__)
    told = line(made, {"MAIL_PASSWORD": "swordfish"})
    assert told["exception"].endswith("ValueError: wrong password ******")


def test_a_variable_that_the_schedule_names_is_secret_whatever_its_name() -> None:
    text = "mail:\n  user_env: BOSS\n  password_env: 'GEHEIM'\nrecipients:\n  - {webhook: wecom, secret: HOOK_A}\n"
    assert names_in(text) == ("BOSS", "GEHEIM", "HOOK_A")
    assert redactor({"GEHEIM": "swordfish"}, names_in(text))("swordfish") == "******"


def test_the_schedule_of_the_workspace_is_looked_at_even_where_it_is_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = single(tmp_path)
    (root / "schedule.yaml").write_text("mail: [\n  password_env: GEHEIM\n", encoding="utf-8")
    monkeypatch.setenv("GEHEIM", "swordfish")
    result = run(root, monkeypatch, "build", "--format", "swordfish", "--log-json")
    assert (result.exit_code, "swordfish" in result.stderr) == (2, False)


def test_the_options_of_the_log_may_stand_behind_the_command() -> None:
    assert hoisted(["schedule", "run", "--once", "--log-json"]) == ["--log-json", "schedule", "run", "--once"]
    assert hoisted(["build", "--log-file", "a.log", "-a", "x"]) == ["--log-file", "a.log", "build", "-a", "x"]
    assert hoisted(["build", "--log-level=debug"]) == ["--log-level=debug", "build"]
    assert hoisted(["trace", "--", "--log-json"]) == ["trace", "--", "--log-json"]


def test_an_option_of_the_log_without_its_value_is_wrong_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run(single(tmp_path), monkeypatch, "build", "--log-file")
    assert (result.exit_code, result.stderr) == (2, "“--log-file”后面要写一个值。\n")


@pytest.mark.parametrize("before", [True, False])
def test_a_build_tells_its_beginning_and_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: bool) -> None:
    words = ["--log-json", "build"] if before else ["build", "--log-json"]
    result = run(single(tmp_path), monkeypatch, *words, "-f", "pdf")
    told = [each for each in lines(result.stderr) if each["event"].startswith("build.")]
    assert [each["event"] for each in told] == ["build.started", "build.finished"]
    assert [Path(file).name for file in told[1]["files"]] == ["briefing.pdf", "manifest.json"]
    assert told[1]["seconds"] >= 0
    assert result.stdout.splitlines()[0] == "output/single/2024/leadership/briefing.pdf"


def test_a_build_that_need_not_be_done_tells_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(single(tmp_path), monkeypatch, "build", "-f", "pdf")
    told = lines(run(tmp_path, monkeypatch, "build", "-f", "pdf", "--log-json").stderr)
    assert [each["event"] for each in told if each["event"].startswith("build.")] == ["build.unchanged"]


def test_every_line_on_stderr_is_json_and_problems_have_their_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = run(single(tmp_path), monkeypatch, "build", "--period", "去年", "--log-json")
    problems = [each for each in lines(result.stderr) if each["event"] == "problem"]
    assert [(each["level"], each["where"]) for each in problems] == [("error", "--period")]
    assert problems[0]["message"].startswith("--period: “去年”不是期间。")
    assert result.exit_code == 1


def test_a_problem_is_said_once_where_people_read_the_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run(single(tmp_path), monkeypatch, "build", "--period", "去年", "--log-level", "info")
    assert result.stderr.count("“去年”不是期间。") == 1


def test_what_is_said_to_people_on_stderr_is_an_event(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run(single(tmp_path), monkeypatch, "build", "-f", "pdf", "--explain-withheld", "--log-json")
    said = [each["message"] for each in lines(result.stderr) if each["event"] == "said"]
    assert "按“leadership”的口径没有略去数据。" in said


def test_without_the_options_nothing_is_logged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(single(tmp_path), monkeypatch, "build", "-f", "pdf").stderr == ""


def test_a_log_ends_with_its_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = list(logging.getLogger().handlers)
    run(single(tmp_path), monkeypatch, "show", "--log-json")
    assert logging.getLogger().handlers == before


def test_a_log_file_is_added_to_and_holds_what_the_level_asks_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, file = single(tmp_path / "work"), tmp_path / "日志.jsonl"
    file.write_text('{"event": "old"}\n', encoding="utf-8")
    words = ("build", "-f", "pdf", "--log-json", "--log-file", str(file), "--log-level", "info")
    assert run(root, monkeypatch, *words).stderr == ""
    told = [each["event"] for each in lines(file.read_text(encoding="utf-8"))]
    assert told == ["old", "build.started", "build.finished"]
    run(root, monkeypatch, *words[:-1], "error")
    assert len(lines(file.read_text(encoding="utf-8"))) == 3


def test_a_log_file_that_was_moved_away_is_begun_anew(tmp_path: Path, ended: list[Any]) -> None:
    file = tmp_path / "a.log"
    ended.append(logs.set_up(Wish(file=file), {}))
    tell("one", "第一句")
    file.rename(tmp_path / "a.log.1")
    tell("two", "第二句")
    assert ["第一句" in each.read_text(encoding="utf-8") for each in (tmp_path / "a.log.1", file)] == [True, False]
    assert "第二句" in file.read_text(encoding="utf-8")


def test_a_log_whose_folder_goes_away_is_said_once_and_stops_nothing(
    tmp_path: Path, ended: list[Any], capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "logs"
    folder.mkdir()
    ended.append(logs.set_up(Wish(file=folder / "a.log"), {}))
    shutil.rmtree(folder)
    tell("one", "第一句")
    tell("two", "第二句")
    folder.mkdir()
    tell("three", "第三句")
    assert capfd.readouterr().err.count("日志写不进去：没有这个文件或文件夹。") == 1
    assert "第三句" in (folder / "a.log").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--log-level", "loud"), "没有“loud”这一级。可用的有：debug、info、warning、error。"),
        (("--log-file", "nowhere/a.log"), "日志文件打不开：没有这个文件或文件夹。"),
        (("--log-file", "data/a.log"), "这是放数据的文件夹，不往里写。"),
    ],
)
def test_a_log_that_cannot_be_is_wrong_use_before_anything_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], message: str
) -> None:
    result = run(single(tmp_path), monkeypatch, "build", *words)
    assert (result.exit_code, message in result.stderr) == (2, True)
    assert not (tmp_path / "output").exists()


def test_who_works_unattended_speaks_to_people_unless_there_is_a_log(
    ended: list[Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with logs.speaking({}):
        tell("run.due", "到时间了", run="monthly@2026-10")
    tell("run.due", "没有人听")
    assert capsys.readouterr().err.split(" ", 2)[2] == "正常 monthly@2026-10 到时间了\n"
    ended.append(logs.set_up(Wish(as_json=True, file=tmp_path / "a.log"), {}))
    with logs.speaking({}):
        tell("run.due", "到时间了")
    assert capsys.readouterr().err == ""
