"""Claims about `briefing schedule list`, `next` and `export`."""

from __future__ import annotations

import configparser
import json
import shlex
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from typer.testing import CliRunner, Result

from briefing.cli import app
from briefing.cli import schedule as commands
from briefing.errors import BriefingError
from briefing.ledger.ledger import Ledger
from briefing.schedule import cron
from briefing.schedule.export import TARGETS, Asked
from tests.datasets import single

JOBS = """\
jobs:
  - {id: monthly, title: 月报, dataset: single, audiences: leadership, period: 上月, at: 每月第5个工作日 08:30}
  - {id: weekly, dataset: single, audiences: public, period: 上季度, at: 每周一 08:30, timezone: Europe/Berlin}
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    single(tmp_path)
    (tmp_path / "schedule.yaml").write_text(JOBS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(commands, "_now", lambda: datetime(2026, 11, 25, tzinfo=UTC))
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["schedule", *words])


@pytest.mark.parametrize("command", ["list", "next", "export"])
def test_every_command_has_help_with_an_example(command: str) -> None:
    assert f"例：briefing schedule {command}" in run(command, "--help").output


def test_list_shows_the_jobs_and_tells_the_year_to_come(root: Path) -> None:
    result = run("list")
    assert result.exit_code == 0
    lines = [line.split("\t") for line in result.stdout.splitlines()]
    assert lines[1][:7] == ["monthly", "月报", "single", "leadership", "上月", "每月第5个工作日 08:30", "先审后发"]
    assert lines[2][:6] == ["weekly", "", "single", "public", "上季度", "每周一 08:30"]
    assert "提示：schedule.yaml: 还不知道 2027 年的放假和调休" in result.stderr


def test_list_as_json_holds_jobs_problems_and_notices(root: Path) -> None:
    told = json.loads(run("list", "--json").stdout)
    assert [job["id"] for job in told["jobs"]] == ["monthly", "weekly"]
    assert told["jobs"][1]["timezone"] == "Europe/Berlin"
    assert (told["problems"], len(told["notices"])) == ([], 1)


def test_list_finds_a_gate_that_waits_for_a_stranger(root: Path) -> None:
    text = JOBS.replace("08:30}\n", "08:30, gate: {departments: [没有的局]}}\n", 1)
    (root / "schedule.yaml").write_text(text, encoding="utf-8")
    (root / "data" / "single" / "indicators.csv").write_text(
        "id,name,theme,unit,department\nforest,森林覆盖率,green,%,区林业局\n", encoding="utf-8"
    )
    result = run("list")
    assert result.exit_code == 1
    assert "schedule.yaml:2: 作业“monthly”的 gate" in result.stderr


def test_a_faulty_file_tells_all_its_problems_and_exits_1(root: Path) -> None:
    (root / "schedule.yaml").write_text(JOBS.replace("single", "sngle"), encoding="utf-8")
    result = run("next", "--json")
    assert result.exit_code == 1
    assert [each["where"] for each in json.loads(result.stdout)["problems"]] == ["schedule.yaml:2", "schedule.yaml:3"]


def test_next_lists_what_is_known_then_the_reason_and_exits_1(root: Path) -> None:
    result = run("next", "--count", "3")
    assert result.exit_code == 1
    assert [line.split("\t") for line in result.stdout.splitlines()[1:]] == [
        ["2026-11-30 周一 08:30 Europe/Berlin", "weekly", "2026年三季度（2026Q3）"],
        ["2026-12-07 周一 08:30", "monthly", "2026年11月（2026-11）"],
        ["2027-01-04 周一 08:30 Europe/Berlin", "weekly", "2026年四季度（2026Q4）"],
    ]
    assert "schedule.yaml:2: 作业“monthly”：不知道 2027 年的放假和调休" in result.stderr
    assert "共1个问题。" in result.stderr


def test_next_is_content_with_what_can_be_known(root: Path) -> None:
    result = run("next", "--count", "1", "--job", "monthly", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {
        "next": [{"at": "2026-12-07T08:30:00+08:00", "job": "monthly", "period": "2026-11", "label": "2026年11月"}],
        "problems": [],
    }


def test_next_leaves_out_a_period_that_the_ledger_has_and_makes_no_ledger(root: Path) -> None:
    run("next", "--count", "1")
    assert not (root / ".briefing").exists()
    with Ledger.open(".briefing/ledger.sqlite", root) as ledger:
        ledger.begin("weekly", "2026Q3", datetime(2026, 10, 5, tzinfo=UTC))
    assert json.loads(run("next", "--count", "1", "--json").stdout)["next"][0]["job"] == "monthly"


def test_next_of_a_job_that_there_is_not_suggests_one(root: Path) -> None:
    result = run("next", "--job", "montly")
    assert result.exit_code == 2
    assert "是不是想写：monthly" in result.stderr


# What is exported

ODD = Asked(("/opt/简报 程序/bin/briefing",), Path("/srv/50% off/it's $HOME"), 15)


def units(text: str) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None, delimiters=("=",), comment_prefixes=("#",))
    parser.optionxform = str  # type: ignore[assignment, method-assign]  # systemd tells upper and lower case apart
    parser.read_string(text)
    return parser


def test_systemd_gets_a_service_that_does_what_is_due_and_a_timer_that_catches_up() -> None:
    files = TARGETS["systemd"](Asked(("/usr/bin/briefing",), Path("/srv/area"), 10))
    service, timer = units(files["briefing.service"]), units(files["briefing.timer"])
    assert service["Service"]["Type"] == "oneshot"
    assert service["Service"]["ExecStart"] == "/usr/bin/briefing schedule run --once --log-json"
    assert service["Service"]["WorkingDirectory"] == "/srv/area"
    assert service["Service"]["EnvironmentFile"] == "-/etc/briefing/environment"
    assert timer["Timer"]["Persistent"] == "true"
    assert timer["Timer"]["OnCalendar"] == "*-*-* *:00/10:00"
    assert timer["Install"]["WantedBy"] == "timers.target"


def test_systemd_reads_odd_paths_as_they_are() -> None:
    service = units(TARGETS["systemd"](ODD)["briefing.service"])["Service"]
    assert service["ExecStart"] == '"/opt/简报 程序/bin/briefing" schedule run --once --log-json'
    assert service["WorkingDirectory"] == "/srv/50%% off/it's $HOME"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not here")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    for name, text in TARGETS["systemd"](Asked((sys.executable, "-m", "briefing"), tmp_path)).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    command = ["systemd-analyze", "verify", str(tmp_path / "briefing.timer")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(("minutes", "times"), [(10, 6), (15, 4), (60, 1), (1, 60)])
def test_the_cron_line_runs_every_so_many_minutes_by_absolute_paths(minutes: int, times: int) -> None:
    text = TARGETS["cron"](Asked(("/usr/bin/briefing",), Path("/srv/area"), minutes))["briefing.crontab"]
    (line,) = [line for line in text.splitlines() if not line.startswith("#")]
    fields = line.split(None, 5)
    rule = cron.parse(" ".join(fields[:5]))
    assert (bin(rule.minutes).count("1"), rule.hours) == (times, (1 << 24) - 1)
    assert shlex.split(fields[5])[-7:] == [
        "/usr/bin/briefing", "schedule", "run", "--once", ">>", "/srv/area/.briefing/cron.log", "2>&1",
    ]  # fmt: skip


def test_the_cron_line_hands_on_what_the_file_of_variables_sets(tmp_path: Path) -> None:
    variables, log = tmp_path / "environment", tmp_path / ".briefing" / "cron.log"
    program = (sys.executable, "-c", "import os; print(os.environ.get('OFFICE_PASSWORD'))")
    line = TARGETS["cron"](Asked(program, tmp_path))["briefing.crontab"].splitlines()[-1].split(None, 5)[5]
    command = line.replace("\\%", "%").replace("/etc/briefing/environment", str(variables))
    subprocess.run(["sh", "-c", command], check=True)
    variables.write_text("OFFICE_PASSWORD=abc\n", encoding="utf-8")
    subprocess.run(["sh", "-c", command], check=True)
    assert log.read_text(encoding="utf-8") == "None\nabc\n"


def test_the_cron_line_takes_odd_paths_as_they_are() -> None:
    line = TARGETS["cron"](ODD)["briefing.crontab"].splitlines()[-1]
    assert line.count("\\%") == line.count("%") == 3
    words = shlex.split(line.split(None, 5)[5].replace("\\%", "%"))
    assert words[:6] == ["mkdir", "-p", "/srv/50% off/it's $HOME/.briefing", "&&", "cd", "/srv/50% off/it's $HOME"]
    assert "/opt/简报 程序/bin/briefing" in words


def test_a_path_that_would_end_the_line_is_refused() -> None:
    with pytest.raises(BriefingError, match="换行或控制字符"):
        Asked(("/usr/bin/briefing",), Path("/srv/a\n* * * * * rm"))


def test_the_workflow_is_yaml_in_utc_and_says_that_the_state_has_to_be_kept() -> None:
    (text,) = TARGETS["github"](Asked(("briefing",), Path("/srv/area"), 30)).values()
    flow: dict[str, Any] = YAML(typ="safe", pure=True).load(text)
    (asked,) = flow["on"]["schedule"]
    assert cron.parse(asked["cron"]).minutes == 1 | 1 << 30
    runs = [step["run"] for step in flow["jobs"]["due"]["steps"] if "run" in step]
    assert runs[-1] == "briefing schedule run --once"
    assert "UTC" in text
    assert "台账" in text


def test_export_writes_files_or_prints_them(root: Path) -> None:
    result = run("export", "systemd", "--output", "deploy", "--every", "20")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == ["deploy/briefing.service", "deploy/briefing.timer"]
    assert str(root) in (root / "deploy" / "briefing.service").read_text(encoding="utf-8")
    assert run("export", "github", "-o", "deploy").exit_code == 0
    assert (root / "deploy" / ".github" / "workflows" / "briefing.yml").is_file()
    assert "*/10 * * * *" in run("export", "cron").stdout
    assert list(json.loads(run("export", "cron", "--json").stdout)["contents"]) == ["briefing.crontab"]


def test_no_secret_is_exported(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mail = "mail: {host: m.example.cn, from: a@b.cn, user_env: MAIL_USER, password_env: MAIL_PASSWORD}\n"
    (root / "schedule.yaml").write_text(mail + JOBS, encoding="utf-8")
    monkeypatch.setenv("MAIL_PASSWORD", "hunter2")
    for target in TARGETS:
        assert "hunter2" not in run("export", target).output


@pytest.mark.parametrize(
    "words", [("export", "windows"), ("export", "cron", "--every", "7"), ("export", "cron", "--every", "0")]
)
def test_wrong_use_exits_2(root: Path, words: tuple[str, ...]) -> None:
    assert run(*words).exit_code == 2


def test_nothing_is_exported_into_the_folder_of_the_data(root: Path) -> None:
    assert run("export", "cron", "--output", "data/single").exit_code == 2


def test_looking_at_the_schedule_loads_no_renderer(root: Path) -> None:
    code = (
        "import sys; from briefing.cli import app; from typer.testing import CliRunner;"
        "CliRunner().invoke(app, ['schedule', 'next']);"
        "print([m for m in ('pandas', 'pptx', 'reportlab', 'vl_convert', 'apscheduler', 'distributed')"
        " if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("words", "module", "missing"),
    [
        ("schedule list", "chinese_calendar", "工作日要先安装 chinesecalendar。"),
        ("schedule next", "chinese_calendar", "工作日要先安装 chinesecalendar。"),
        ("schedule run", "apscheduler", "定时运行要先安装 APScheduler。"),
        ("schedule run --once", "sqlalchemy", "台账要先安装 SQLAlchemy。"),
    ],
)
def test_where_a_library_of_schedules_is_missing_it_is_said_what_to_install(
    root: Path, words: str, module: str, missing: str
) -> None:
    code = f"import sys; sys.modules[{module!r}] = None\nfrom briefing.cli import main\nmain()"
    done = subprocess.run([sys.executable, "-c", code, *words.split()], cwd=root, capture_output=True, check=False)
    said = done.stderr.decode()
    assert done.returncode == 1
    assert f"{missing}请运行 pip install 'gongjian-briefing[schedule]'。" in said
    assert "Traceback" not in said
