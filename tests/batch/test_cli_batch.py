"""Claims about `briefing batch`: what is written, said and returned, and with which exit code."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from briefing.batch.model import Done, How
from briefing.build.workspace import Workspace, find
from briefing.cli import app
from briefing.cli.batch import place_of, watching
from briefing.errors import UsageError
from briefing.ledger.ledger import Ledger
from briefing.ledger.model import ItemKey
from briefing.schedule.places import ledger_place
from tests.batch import small

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setenv("BRIEFING_CACHE_DIR", str(tmp_path / "cache"))
    made = small.workspace(tmp_path / "work", "abc")
    monkeypatch.chdir(made.root)
    return made


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["batch", *words])


def test_it_has_help_with_an_example() -> None:
    result = run("--help")
    assert result.exit_code == 0
    assert "例：briefing batch 全省县区.csv --workers 8" in result.output


def test_a_batch_says_in_a_line_how_many_went_how_and_where_they_are(here: Workspace) -> None:
    result = run("all.yaml", "--workers", "1")
    assert result.exit_code == 0
    first, second = result.stdout.splitlines()
    assert first.startswith("批量“all”：新生成3份，用时")
    assert second == "output"
    assert run("all.yaml", "--workers", "1").stdout.startswith("批量“all”：没有变化3份，用时")
    assert (here.root / "output" / "c" / "2024" / "public" / "briefing.pptx").is_file()


def test_what_failed_is_a_table_and_the_exit_code_is_1(here: Workspace) -> None:
    small.spoil(here, "b")
    result = run("all.yaml", "--workers", "1", "--name", "县区")
    assert result.exit_code == 1
    heads, row, *_ = result.stdout.splitlines()
    assert heads == "没有做成\t原因"
    assert row.startswith("b 2024 public\tdata/b/observations.csv:2: ")
    assert "批量“县区”：新生成2份，失败1份，用时" in result.stderr
    assert "改好以后再运行一次，只做没有做成的。" in result.stderr


def test_json_has_counts_and_failures(here: Workspace) -> None:
    small.spoil(here, "b")
    result = run("all.yaml", "--workers", "1", "--json")
    told = json.loads(result.stdout)
    assert result.exit_code == 1
    assert told["counts"] == {"built": 2, "unchanged": 0, "failed": 1, "left": 0}
    assert [each["item"] for each in told["failures"]] == ["b 2024 public"]
    again = json.loads(run("all.yaml", "--workers", "1", "--only", "failed", "--json").stdout)
    assert again["counts"] == {"built": 0, "unchanged": 0, "failed": 1, "left": 0}


def test_a_matrix_that_is_wrong_builds_nothing(here: Workspace) -> None:
    (here.root / "m.csv").write_text("数据集\na\nd\n", encoding="utf-8")
    result = run("m.csv")
    assert result.exit_code == 1
    assert "m.csv:3: 没有“d”这个数据集。" in result.stderr
    assert "共1个问题。一份也没有生成。" in result.stderr
    assert not (here.root / "output").exists()


@pytest.mark.parametrize("words", [("all.yaml", "--output", "data/x"), ("all.xlsx",), ("all.yaml", "--only", "new")])
@pytest.mark.usefixtures("here")
def test_wrong_use_has_exit_code_2(words: tuple[str, ...]) -> None:
    assert run(*words).exit_code == 2


def test_the_files_go_where_the_command_says_unless_the_matrix_says_otherwise(here: Workspace) -> None:
    (here.root / "m.csv").write_text("dataset,output\na,成品\nb,\n", encoding="utf-8")
    assert run("m.csv", "--workers", "1", "--output", "../elsewhere").exit_code == 0
    assert (here.root / "成品" / "a" / "2024" / "public" / "briefing.pptx").is_file()
    assert (here.root.parent / "elsewhere" / "b" / "2024" / "public" / "briefing.pptx").is_file()


@pytest.mark.parametrize("folder", ["成品/a/2024/public", "成品/a/2024/public/en"])
def test_the_place_named_at_the_end_is_the_one_that_was_asked_for(folder: str) -> None:
    assert place_of(Done(ItemKey("a", "2024", "public"), How.BUILT, folder=folder)) == Path("成品")


def test_a_terminal_sees_how_far_it_has_come(here: Workspace) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "briefing", "batch", "all.yaml", "--workers", "1"]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "100"}
    with subprocess.Popen(command, cwd=here.root, env=environment, stdout=subprocess.PIPE, stderr=theirs) as process:
        os.close(theirs)
        shown = b"".join(_pieces(ours)).decode()
    assert process.returncode == 0
    assert "3/3" in shown
    assert "失败 0" in shown
    os.close(ours)


def _pieces(terminal: int) -> list[bytes]:
    """Return all that is written to a terminal until the last program lets go of it."""
    pieces: list[bytes] = []
    while True:
        try:
            piece = os.read(terminal, 4096)
        except OSError:
            return pieces
        if not piece:
            return pieces
        pieces.append(piece)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_signal_asks_to_stop_and_the_second_ends_it(
    number: signal.Signals, capsys: pytest.CaptureFixture[str]
) -> None:
    before = signal.getsignal(number)
    with watching(quiet=True) as watch:
        assert not watch.stop.is_set()
        os.kill(os.getpid(), number)
        assert watch.stop.is_set()
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), number)
    assert "正在停下" in capsys.readouterr().err
    assert signal.getsignal(number) == before


def test_the_ledger_is_where_the_schedule_says(here: Workspace) -> None:
    (here.root / "schedule.yaml").write_text("ledger: 台账/ledger.sqlite\njobs: wrong\n", encoding="utf-8")
    assert run("all.yaml", "--workers", "1").exit_code == 0
    with Ledger.open("台账/ledger.sqlite", here.root) as ledger:
        assert len(ledger.items.of("all")) == 3
    assert not (here.root / ".briefing" / "ledger.sqlite").exists()


def test_the_ledger_may_be_named_by_the_environment(here: Workspace) -> None:
    (here.root / "schedule.yaml").write_text("ledger_env: LEDGER_URL\n", encoding="utf-8")
    assert ledger_place(find(here.root).root, {"LEDGER_URL": "postgresql://x/y"}) == "postgresql://x/y"
    with pytest.raises(UsageError, match=r"schedule\.yaml:1: 环境变量 LEDGER_URL 没有设置"):
        ledger_place(find(here.root).root, {})
