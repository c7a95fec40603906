"""What every filter prints stands in the appendix of figures, in both formats and the manifest, and can be traced."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from briefing.blocks import Table, plain
from briefing.build.job import Job, build, prepare
from briefing.build.workspace import find
from briefing.cli import app
from briefing.compose import compose
from briefing.document import Document, figures
from briefing.template.load import builtin_templates
from tests.compose.test_wording_docs import examples

ROOT = builtin_templates().parent
POLICY = "policy: {sees: [public, internal, leaders]}\n"
APPENDIX = """
  appendix:
    pages:
      figures:
        label: 附录
        appendix: true
        headline: 数据与出处
        blocks: {figures: {kind: table, of: figures}}
"""


def workspace(root: Path, data: str, bullets: list[str], head: str = "name: 测试\n") -> Path:
    if not (root / "data" / data).exists():
        shutil.copytree(ROOT / "data" / data, root / "data" / data)
        (root / "briefing.yaml").write_text("audience: mine\n", encoding="utf-8")
    folder = root / "templates" / "mine"
    folder.mkdir(parents=True)
    items = json.dumps(bullets, ensure_ascii=False)
    page = f"label: 要点, headline: 要点, blocks: {{said: {{kind: bullets, items: {items}}}}}"
    (folder / "template.yaml").write_text(
        f"{head}{POLICY}chapters:\n  said: {{pages: {{b: {{{page}}}}}}}{APPENDIX}",
        encoding="utf-8",
    )
    return root


def composed(root: Path) -> Document:
    ready = prepare(find(root), Job(audience="mine"))
    return compose(ready.loaded, ready.dataset, ready.period)


def periods(document: Document) -> dict[str, str]:
    """Return what the appendix says of the periods of its figures, by their ids."""
    tables = [block for section in document.sections for block in section.blocks if isinstance(block, Table)]
    return {row.anchor: plain(row.cells[1].text) for table in tables for row in table.rows if row.anchor}


@pytest.mark.parametrize("data", ["demo-monthly", "jiangbei"])
def test_what_every_example_of_the_guide_prints_is_in_the_appendix_in_both_formats_and_can_be_traced(
    tmp_path: Path, data: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = workspace(tmp_path, data, [source for guide, source, _ in examples(data) if guide == "wording.zh-CN.md"])
    found = figures(composed(root))
    assert {figure.id for figure in found if not figure.id.startswith("page/")} <= set(periods(composed(root)))
    built = build(find(root), Job(audience="mine"))
    assert {path.name for path in built.files} == {"briefing.pdf", "briefing.pptx", "manifest.json"}
    listed = json.loads((built.folder / "manifest.json").read_text(encoding="utf-8"))["figures"]
    assert {each["id"] for each in listed} == {figure.id for figure in found}
    monkeypatch.chdir(root)
    for figure in found:
        assert CliRunner().invoke(app, ["trace", figure.id]).exit_code == 0, figure.id


def test_the_leaders_briefing_takes_a_bullet_of_a_town_against_the_mean(tmp_path: Path) -> None:
    head = "extends: leadership\nname: 测试\n"
    said = [
        "{{ retail_sales | of('云汀街道') | against_mean }}",
        "{{ retail_sales | of('云汀街道') | against('杏鹤镇') }}",
    ]
    shown = periods(composed(workspace(tmp_path, "demo-monthly", said, head)))
    assert shown["retail_sales/yunting/2026-01..2026-10/against_mean:xinghe"] == "2026年1—10月"
