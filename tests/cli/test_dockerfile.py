"""Claims about the Dockerfile, which is read and not built: what goes into the image, and as whom it runs."""

from __future__ import annotations

import json
import re
import tomllib
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from briefing.cli import app

ROOT = Path(__file__).resolve().parents[2]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def instructions() -> list[tuple[str, str]]:
    """Return the instructions of the Dockerfile, each with all of its words on one line."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    joined = re.sub(r"\\\n\s*", "", "\n".join(lines)).splitlines()
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in joined)]


def all_of(word: str) -> list[str]:
    return [rest for each, rest in instructions() if each == word]


def last_stage() -> list[tuple[str, str]]:
    found = instructions()
    return found[max(at for at, (word, _) in enumerate(found) if word == "FROM") :]


def copied() -> list[str]:
    """Return what is copied from the build's folder, as paths in it."""
    lines = [line.split() for line in all_of("COPY") if not line.startswith("--from=")]
    return [source for *sources, _target in lines for source in sources]


def let_in(path: str) -> bool:
    """Return whether .dockerignore lets a path into the build: the last line that fits decides."""
    is_in = True
    for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines():
        pattern = line.removeprefix("!")
        if line and not line.startswith("#") and (fnmatch(path, pattern) or path.startswith(f"{pattern}/")):
            is_in = line.startswith("!")
    return is_in


def test_only_instructions_that_are_known_are_used() -> None:
    known = {"FROM", "WORKDIR", "COPY", "RUN", "ENV", "USER", "VOLUME", "HEALTHCHECK", "ENTRYPOINT", "CMD"}
    assert {word for word, _ in instructions()} == known


def test_the_base_is_pinned_and_has_a_python_that_the_project_runs_on() -> None:
    bases = {line.split()[0] for line in all_of("FROM")}
    assert len(bases) == 1
    match = re.fullmatch(r"python:(\d+)\.(\d+)(?:\.\d+)?-slim-[a-z]+", bases.pop())
    assert match is not None
    least = re.fullmatch(r">=(\d+)\.(\d+)", PROJECT["project"]["requires-python"])
    assert least is not None
    assert (int(match[1]), int(match[2])) >= (int(least[1]), int(least[2]))


def test_it_does_not_run_as_root() -> None:
    users = [rest for word, rest in last_stage() if word == "USER"]
    assert [re.fullmatch(r"[1-9]\d*:[1-9]\d*", user) is not None for user in users] == [True]
    words = [word for word, _ in last_stage()]
    assert words.index("USER") < words.index("ENTRYPOINT")
    assert "RUN" not in words[words.index("USER") :]


def test_nothing_is_fetched_by_address() -> None:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert not re.search(r"https?://|ftp://|\bcurl\b|\bwget\b|\bADD\b|index-url|apt-get|fonts?-", text)


def test_no_secret_goes_in() -> None:
    text = "\n".join(rest for _, rest in instructions())
    assert not re.search(r"PASSWORD|TOKEN|SECRET|_URL|\.env\b", text)
    assert [path for path in (".env", "schedule.yaml", ".briefing/ledger.sqlite", "data/town/数据.xlsx", "output/x.pdf")
            if let_in(path)] == []  # fmt: skip


def test_what_is_copied_is_there_and_is_let_in() -> None:
    assert copied()
    assert [path for path in copied() if not (ROOT / path).exists() or not let_in(path)] == []


def test_all_that_the_wheel_is_made_of_is_copied() -> None:
    wheel = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]
    project = PROJECT["project"]
    needed = [*wheel["packages"], *wheel["force-include"], project["readme"], *project["license-files"]]
    assert [path for path in (*needed, "pyproject.toml", "constraints.txt") if path not in copied()] == []
    assert let_in("briefing/cli/app.py")
    assert not let_in("briefing/cli/__pycache__/app.pyc")


def test_the_extras_that_are_installed_exist_and_have_what_a_schedule_needs() -> None:
    (extras,) = re.findall(r"\.whl\)\[([a-z,]+)\]", "\n".join(all_of("RUN")))
    known = PROJECT["project"]["optional-dependencies"]
    assert set(extras.split(",")) == {"schedule", "sql"}
    assert set(extras.split(",")) <= set(known)


def test_every_installation_keeps_to_the_constraints() -> None:
    runs = [line for line in all_of("RUN") if re.search(r"\bpip\b", line)]
    assert len(runs) == 2
    assert all(re.match(r"PIP_CONSTRAINT=/\S+/constraints\.txt pip ", line) for line in runs)


def test_it_starts_a_console_script_that_exists_with_words_that_it_knows() -> None:
    (entry,) = [json.loads(rest) for word, rest in last_stage() if word == "ENTRYPOINT"]
    assert entry == ["briefing"]
    assert set(entry) <= set(PROJECT["project"]["scripts"])
    (check,) = all_of("HEALTHCHECK")
    words = json.loads(check[check.index("[") :])
    assert words[0] == "briefing"
    assert CliRunner().invoke(app, [*words[1:], "--help"]).exit_code == 0


def test_the_workspace_is_a_volume_where_the_program_works() -> None:
    assert [rest for word, rest in last_stage() if word in ("WORKDIR", "VOLUME")] == ["/work", "/work"]
