"""Claims about the commands that do what the schedule says: what they print, and their exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from briefing.cli import app
from briefing.cli import running as module
from tests.datasets import monthly

PLAN = """\
jobs:
  - id: power
    dataset: monthly
    audiences: [leadership]
    formats: [pptx]
    period: last_month
    at: 每月6日 08:30
    approval: {approval}
    recipients:
      - folder: 共享
    issue: 简报
"""
KEY = "power@2024-12"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace whose job is due for December 2024; the clock stands at the time it is due, and a bit."""
    monthly(tmp_path)
    (tmp_path / "schedule.yaml").write_text(PLAN.replace("{approval}", "send"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    _at(monkeypatch, datetime(2025, 1, 1, tzinfo=UTC))
    assert _run("schedule", "run", "--once") == (0, "", "")
    _at(monkeypatch, datetime(2025, 1, 6, 0, 31, tzinfo=UTC))
    return tmp_path


def _at(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    monkeypatch.setattr(module, "_now", lambda: now)


def _run(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, words)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def test_what_is_due_is_built_really_and_put_where_it_belongs(here: Path) -> None:
    assert _run("schedule", "run", "--once") == (0, f"{KEY}：已发送\n", "")
    archived = here / ".briefing" / "archive" / "power" / "2024-12" / "leadership"
    delivered = [path for path in (here / "共享").iterdir() if path.suffix == ".pptx"]
    assert [path.read_bytes() for path in delivered] == [(archived / "briefing.pptx").read_bytes()]
    assert "第1期" in delivered[0].name
    assert _run("schedule", "run", "--once") == (0, "", "")


def test_a_held_one_waits_until_it_is_approved(here: Path) -> None:
    (here / "schedule.yaml").write_text(PLAN.replace("{approval}", "hold"), encoding="utf-8")
    code, said, _ = _run("schedule", "run", "--once", "--json")
    assert (code, json.loads(said)["runs"][0]["state"]) == (0, "held")
    assert not (here / "共享").exists()
    assert _run("approve", KEY, "--by", "王主任", "--later")[:2] == (0, f"{KEY}：已批准\n")
    assert _run("schedule", "run", "--once")[:2] == (0, f"{KEY}：已发送\n")
    code, _, said = _run("approve", KEY)
    assert (code, said) == (1, f"{KEY}: 已经发送（王主任）。要再发一次，用 briefing resend。\n共1个问题。\n")


def test_who_was_never_unsure_needs_no_word_that_theirs_arrived(here: Path) -> None:
    _run("schedule", "run", "--once")
    code, _, said = _run("schedule", "arrived", KEY, "folder:共享", "--by", "小王")
    assert (code, said) == (1, f"{KEY}: 不是“不确定”的，不用确认：共享。\n共1个问题。\n")
    code, _, said = _run("schedule", "arrived", KEY, "folder:共亨")
    assert (code, "是不是想写：folder:共享" in said) == (2, True)


def test_a_deck_that_was_edited_by_hand_is_not_what_the_schedule_sends_and_is_kept(here: Path) -> None:
    asked = ("--dataset", "monthly", "--audience", "leadership", "--period", "2024-12", "-f", "pptx", "--issue", "1")
    assert _run("build", *asked)[0] == 0
    (deck,) = (here / "output").rglob("*.pptx")
    built = deck.read_bytes()
    deck.write_bytes(built + b"edited")
    assert _run("schedule", "run", "--once") == (0, f"{KEY}：已发送\n", "")
    (sent,) = (here / "共享").glob("*.pptx")
    assert sent.read_bytes() == built
    assert [path.read_bytes() for path in (here / "output").rglob("*手工改过*.pptx")] == [built + b"edited"]


def test_who_approves_is_told_of_a_deck_that_was_edited_before_it_was_built_anew(here: Path) -> None:
    (here / "schedule.yaml").write_text(PLAN.replace("{approval}", "hold"), encoding="utf-8")
    _run("schedule", "run", "--once")
    (deck,) = (here / "output").rglob("*.pptx")
    deck.write_bytes(deck.read_bytes() + b"edited")
    code, said, _ = _run("schedule", "rebuild", KEY)
    assert (code, "这个文件手工改过，改过的已另存为 briefing（手工改过 " in said) == (0, True)
    assert "briefing（手工改过 " in _run("history", KEY)[1]


def test_only_a_person_is_told_that_there_is_nothing_to_do(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _run("schedule", "run", "--once")
    assert _run("schedule", "run", "--once") == (0, "", "")
    monkeypatch.setattr(module, "_is_watched", lambda: True)
    assert _run("schedule", "run", "--once") == (0, "", "现在没有要做的；下面几次看 briefing schedule next。\n")


def test_what_another_build_has_put_there_since_is_not_approved_even_as_edited(here: Path) -> None:
    (here / "schedule.yaml").write_text(PLAN.replace("{approval}", "hold"), encoding="utf-8")
    _run("schedule", "run", "--once")
    about = here / "data" / "monthly" / "dataset.yaml"
    about.write_text(about.read_text("utf-8").replace("title: ", "title: 又一次的", 1), encoding="utf-8")
    assert (
        _run("build", "--dataset", "monthly", "--audience", "leadership", "--period", "2024-12", "-f", "pptx")[0] == 0
    )
    code, _, said = _run("approve", KEY, "--edited")
    place = "output/monthly/2024-12/leadership"
    hint = f"要重新生成，运行 briefing schedule rebuild {KEY}。"
    assert (code, said) == (1, f"{place}: 这里又生成过一次，现在的文件不是这一期的。{hint}\n共1个问题。\n")
    assert _run("schedule", "rebuild", KEY)[0] == 0
    assert _run("approve", KEY)[0] == 0


def test_a_run_that_there_is_not_is_wrong_use_with_the_near_one_named(here: Path) -> None:
    _run("schedule", "run", "--once")
    for words in (["approve"], ["resend"], ["schedule", "rebuild"], ["schedule", "retry"], ["schedule", "arrived"]):
        code, _, said = _run(*words, "power@2024-11", *(["unsure"] if words[-1] == "arrived" else []))
        assert (code, "是不是想写：power@2024-12" in said) == (2, True)


def test_sending_again_to_all_needs_a_yes(here: Path) -> None:
    _run("schedule", "run", "--once")
    assert _run("resend", KEY)[::2] == (0, "没有要补发的收件人。\n")
    for words in (["--all"], ["--only", "共享"]):
        code, _, said = _run("resend", KEY, *words)
        assert (code, "已经发到的会收到第二次：共享。确实要这样，请加 --yes。" in said) == (2, True)
        assert _run("resend", KEY, *words, "--yes") == (0, f"{KEY}：已发送\n", "补发：共享\n")


def test_data_with_problems_end_with_one_and_a_retry_goes_on(here: Path) -> None:
    table = here / "data" / "monthly" / "observations.csv"
    good = table.read_text(encoding="utf-8")
    table.write_text(good + "s99,2024-12,1\n", encoding="utf-8")
    code, _, said = _run("schedule", "run", "--once")
    assert (code, "将重试" in said, "s99" in said) == (1, True, True)
    assert _run("schedule", "retry", KEY)[0] == 1
    table.write_text(good, encoding="utf-8")
    assert _run("schedule", "rebuild", KEY) == (0, f"{KEY}：已发送\n", "")


def test_only_the_job_that_is_asked_for_is_done(here: Path) -> None:
    code, _, said = _run("schedule", "run", "--once", "--job", "powr")
    assert (code, "是不是想写：power" in said) == (2, True)


def test_the_commands_import_nothing_heavy_before_they_run() -> None:
    code = "import sys, briefing.cli; print([m for m in ('sqlalchemy', 'apscheduler', 'pandas') if m in sys.modules])"
    found: Any = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout == "[]\n"
