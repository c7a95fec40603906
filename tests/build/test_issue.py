"""Claims about the 期号: what texts name it by, where it is printed, and that without one nothing is."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from briefing.build.job import Job, build, prepare
from briefing.build.workspace import find
from briefing.cli import app
from briefing.compose import compose
from briefing.document import Document
from briefing.errors import ProblemsFound
from tests.datasets import single, write


def _composed(root: Path, issue: int | None) -> Document:
    ready = prepare(find(root), Job(audience="leadership"))
    return compose(ready.loaded, ready.dataset, ready.period, issue)


@pytest.mark.parametrize(("issue", "printed"), [(3, "第3期"), (12, "第12期"), (None, "")])
def test_the_red_head_has_the_issue_where_there_is_one(tmp_path: Path, issue: int | None, printed: str) -> None:
    head = _composed(single(tmp_path), issue).masthead
    assert head is not None
    assert head.issue == printed


@pytest.mark.parametrize(("issue", "title"), [(3, "快报第3期（总第3期）"), (None, "快报")])
def test_a_text_names_it(tmp_path: Path, issue: int | None, title: str) -> None:
    root = single(tmp_path)
    own = root / "templates" / "leadership" / "template.yaml"
    own.parent.mkdir(parents=True)
    text = "快报{% if issue %}第{{ issue }}期（总第{{ issue }}期）{% endif %}"
    own.write_text(f'extends: leadership\ncover: {{title: "{text}"}}\n', encoding="utf-8")
    assert _composed(root, issue).title == title


def test_it_is_printed_in_the_pdf(tmp_path: Path) -> None:
    import pdfplumber

    built = build(find(single(tmp_path)), Job(formats=("pdf",), issue=7))
    with pdfplumber.open(built.files[0]) as pdf:
        assert "第7期" in pdf.pages[0].extract_text()


def test_no_indicator_may_take_its_name(tmp_path: Path) -> None:
    root = write(
        tmp_path, "taken", "id: taken\ntitle: 数\nsynthetic: true\nthemes: [{id: green, name: 绿}]\n",
        indicators=[("id", "name", "theme", "unit"), ("issue", "期数", "green", "期")],
        observations=[("indicator", "period", "value"), ("issue", "2024", "4")],
    )  # fmt: skip
    with pytest.raises(ProblemsFound, match="“issue”是模板里的专用名字"):
        _composed(root, None)


def test_the_command_takes_one_from_1_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(single(tmp_path))
    assert CliRunner().invoke(app, ["build", "--issue", "0"]).exit_code == 2
    assert CliRunner().invoke(app, ["build", "--issue", "3", "--format", "pdf"]).exit_code == 0
