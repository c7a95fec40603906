"""Claims about characters that cannot be printed, found before anything is drawn, and about the faces of a build."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from typer.testing import CliRunner

from briefing.blocks import Chart, Span, text
from briefing.build.job import Built, Job, build
from briefing.build.said import said
from briefing.build.workspace import find
from briefing.cli import app
from briefing.document import Imprint, Paper
from briefing.errors import Problem, ProblemsFound
from briefing.model.figure import Figure
from briefing.typeset import discovery
from tests.datasets import single, write
from tests.render.sample import sample
from tests.typeset.made_fonts import LETTERS, Made, truetype

RARE = "\U0002ebf0"
TEMPLATE = """\
name: 例会
pdf:
  fonts:
    {fonts}
chapters:
  all:
    pages:
      main:
        headline: "{headline}"
        blocks:
          said: {{kind: paragraph, text: "{said}"}}
          figures: {{kind: key_figures}}
"""


def highlighted(root: Path, *texts: str) -> Path:
    """Write a workspace whose highlights say some texts."""
    return write(
        root,
        "x",
        "id: x\ntitle: 工作情况\nsynthetic: true\nthemes: [{id: green, name: 绿色发展}]\n",
        indicators=[("id", "name", "theme", "unit"), ("forest", "森林覆盖率", "green", "%")],
        observations=[("indicator", "period", "value"), ("forest", "2024", "48.2")],
        highlights=[("theme", "text", "date"), *(("green", each, "2024") for each in texts)],
    )


def templated(root: Path, *, fonts: str = "{}", headline: str = "总体情况", words: str = "情况良好。") -> Path:
    folder = single(root) / "templates" / "mine"
    folder.mkdir(parents=True)
    (folder / "template.yaml").write_text(TEMPLATE.format(fonts=fonts, headline=headline, said=words), encoding="utf-8")
    (root / "briefing.yaml").write_text("audience: mine\n", encoding="utf-8")
    return root


def problems(root: Path) -> tuple[Problem, ...]:
    with pytest.raises(ProblemsFound) as caught:
        build(find(root), Job(formats=("pdf",)))
    assert not (root / "output").exists()
    return caught.value.problems


def manifest(built: Built) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((built.folder / "manifest.json").read_text(encoding="utf-8"))
    return read


@pytest.mark.parametrize(
    ("written", "message", "hint"),
    [
        ("获评😀单位", "“😀”（U+1F600）是表情符号，字体里没有它的轮廓，印不出来。", "换成文字"),
        ("获评بد单位", "“ب”（U+0628）所属的文字从右向左写，本程序不会排。", "译成中文"),
        ("获评क单位", "“क”（U+0915）所属的文字要连写或变形，本程序不会排。", "译成中文"),
        ("获评x\u030cz单位", "U+030C 是附加符号，没有和前面的字合成一个字形。", "合成好的字母"),
        ("获评🇨🇳单位", "“🇨”（U+1F1E8）是表情符号的一部分，印不出来。", "换成文字"),
        (f"获评{RARE}单位", f"“{RARE}”（U+2EBF0）在所有字体里都没有，印不出来。", "SimSun-ExtB"),
    ],
)
def test_a_character_that_cannot_be_printed_is_named_with_its_row(
    tmp_path: Path, written: str, message: str, hint: str
) -> None:
    found = problems(highlighted(tmp_path, "率先完成", written))
    assert {problem.where for problem in found} == {"data/x/highlights.csv:3"}
    assert found[0].message == message
    assert hint in found[0].hint


def test_in_a_workbook_the_cell_is_named(tmp_path: Path) -> None:
    root = highlighted(tmp_path)
    folder = root / "data" / "x"
    book = Workbook()
    for table in ("indicators", "observations"):
        sheet = book.create_sheet(table)
        for line in (folder / f"{table}.csv").read_text(encoding="utf-8").splitlines():
            sheet.append(line.split(","))
    sheet = book.create_sheet("亮点")
    sheet.append(["专题", "日期", "内容"])
    sheet.append(["绿色发展", "2024", "获评😀单位"])
    for path in folder.glob("*.csv"):
        path.unlink()
    book.save(folder / "data.xlsx")
    assert [problem.where for problem in problems(root)] == ["data/x/data.xlsx:亮点!C2"]


def test_in_a_template_the_line_is_named(tmp_path: Path) -> None:
    (problem,) = problems(templated(tmp_path, headline="总体😀情况"))
    assert problem.where == "templates/mine/template.yaml:9"


def test_a_control_character_that_a_template_escapes_is_refused(tmp_path: Path) -> None:
    (problem,) = problems(templated(tmp_path, words="情况\\x07良好"))
    assert problem.where == "templates/mine/template.yaml:11"
    assert problem.message == "U+0007 是控制字符，印不出来。"


def test_what_is_in_the_description_of_the_data_is_placed_there(tmp_path: Path) -> None:
    root = highlighted(tmp_path)
    described = root / "data" / "x" / "dataset.yaml"
    described.write_text(described.read_text(encoding="utf-8").replace("工作情况", "工作😀情况"), encoding="utf-8")
    assert [problem.where for problem in problems(root)] == ["data/x/dataset.yaml"]


def test_twenty_places_of_a_character_are_named_and_the_rest_counted(tmp_path: Path) -> None:
    found = problems(highlighted(tmp_path, *(f"第{number}件😀" for number in range(1, 26))))
    assert [problem.where for problem in found[:2]] == ["data/x/highlights.csv:2", "data/x/highlights.csv:3"]
    assert len(found) == 21
    assert found[-1].message == "“😀”（U+1F600）还出现在另外5处。"


def test_check_finds_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(highlighted(tmp_path, "获评😀单位"))
    result = CliRunner().invoke(app, ["check", "--json"])
    assert result.exit_code == 1
    assert [each["where"] for each in json.loads(result.stdout)["problems"]] == ["data/x/highlights.csv:2"]


def test_letters_with_loose_accents_and_signs_are_printed(tmp_path: Path) -> None:
    import pdfplumber

    built = build(find(highlighted(tmp_path, "与Lo\u0301dz\u0301市合作㎡℃①🏆𬭚☎\ufe0f")), Job(formats=("pdf",)))
    with pdfplumber.open(built.folder / "briefing.pdf") as pdf:
        paper = "".join("".join(page.extract_text() for page in pdf.pages).split())
    assert "Lódź" in paper
    assert set("㎡℃①🏆𬭚☎") < set(paper)


def test_every_text_that_a_document_shows_is_looked_at() -> None:
    whole = replace(sample(), paper=Paper(imprint=Imprint(("报：甲",), "乙印发", "丙日", "丁份")))
    noted = replace(whole, endnotes=(text("注", Span("①", note=text("戊"))),))
    looked_at = frozenset("".join(each.text for each in said(noted)))
    chinese = {c for each in _strings(noted) for c in each if c >= "\u2e80"}
    assert {*"甲乙丙丁戊"} < chinese
    assert chinese - looked_at == set()


def _strings(value: Any) -> Iterator[str]:
    """Yield all texts within a document, but those of its metadata and of what figures are called."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _strings(item)
    elif is_dataclass(value):
        skipped = {"author", "style"} if not isinstance(value, Figure) else {"label", "origins", "qualifier"}
        for field in fields(value):
            if field.name not in skipped:
                yield from _strings(getattr(value, field.name))


def test_of_a_chart_s_data_only_the_columns_drawn_are_looked_at() -> None:
    spec = {"data": {"values": [{"name": "甲", "hidden": "😀"}]}, "encoding": {"x": {"field": "name"}}}
    chart = Chart("a/c", "custom", "图", spec, "说明")
    section = replace(sample().sections[0], blocks=(chart,))
    texts = [each.text for each in said(replace(sample(), sections=(section,))) if each.charted]
    assert "甲" in texts
    assert "😀" not in texts


def test_a_font_of_the_template_is_embedded_and_told_of_in_the_manifest(tmp_path: Path) -> None:
    root = templated(tmp_path, fonts="body: {file: own.ttf}", words="六争攻坚")
    own = truetype(root / "templates" / "mine" / "own.ttf")
    told = manifest(build(find(root), Job(formats=("pdf",))))
    assert "Made-Regular" in told["fonts"]
    body = next(each for each in told["roles"] if each["role"] == "body")
    digest = hashlib.sha256(own.read_bytes()).hexdigest()
    expected = {"role": "body", "how": "given", "title": "造字仿宋", "face": "Made-Regular", "file": "own.ttf"}
    assert body == expected | {"sha256": digest}
    assert str(tmp_path) not in json.dumps(told)


def test_packaged_substitutes_say_what_they_stand_in_for(tmp_path: Path) -> None:
    told = manifest(build(find(single(tmp_path)), Job(formats=("pdf",))))
    assert {each["role"]: each.get("stands_in_for") for each in told["roles"]} == {
        "title": "小标宋",
        "body": "仿宋",
        "heading": None,
        "subheading": "楷体",
        "number": None,
        "sans": None,
    }
    assert all(each["package"] for each in told["roles"])


def test_a_broken_font_of_the_template_is_a_problem_of_its_line(tmp_path: Path) -> None:
    root = templated(tmp_path, fonts="body: {file: own.ttf}")
    (root / "templates" / "mine" / "own.ttf").write_bytes(b"wOF2" + bytes(100))
    (problem,) = problems(root)
    assert problem.where == "templates/mine/template.yaml:4"
    assert "网页字体（WOFF）" in problem.message
    assert ".ttf" in problem.hint


def test_a_face_that_is_not_there_is_a_notice_of_the_build(tmp_path: Path) -> None:
    built = build(find(templated(tmp_path, fonts="title: {families: [方正小标宋简体]}")), Job(formats=("pdf",)))
    (notice,) = built.notices
    assert notice.where == "templates/mine/template.yaml:4"
    assert notice.message == "本机没有“方正小标宋简体”，改用Noto Serif SC。"
    assert manifest(built)["roles"][0]["stands_in_for"] == "方正小标宋简体"


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of system fonts with one for body text and one for rare characters."""
    folder = tmp_path / "fonts"
    folder.mkdir()
    truetype(folder / "fs.ttf", Made(family="FangSong_GB2312", chinese="仿宋_GB2312"))
    truetype(folder / "b.ttf", Made(family="SimSun-ExtB", chinese="宋体-ExtB", letters=f"{LETTERS}{RARE}"))
    monkeypatch.setattr(discovery, "folders", lambda: (folder,))
    return folder


def test_fonts_of_the_system_are_used_and_told_of(tmp_path: Path, system: Path) -> None:
    root = highlighted(tmp_path / "work", f"获评{RARE}单位")
    told = manifest(build(find(root), Job(formats=("pdf",))))
    roles = {each["role"]: each for each in told["roles"]}
    assert (roles["body"]["how"], roles["body"]["title"]) == ("system", "仿宋_GB2312")
    assert (roles["rare"]["how"], roles["rare"]["file"]) == ("system", "b.ttf")


def test_system_fonts_can_be_switched_off(tmp_path: Path, system: Path) -> None:
    root = single(tmp_path / "work")
    (root / "briefing.yaml").write_text("audience: leadership\nsystem_fonts: false\n", encoding="utf-8")
    told = manifest(build(find(root), Job(formats=("pdf",))))
    assert {each["how"] for each in told["roles"]} == {"packaged"}
    (root / "data" / "single" / "dataset.yaml").write_text(
        f"id: single\ntitle: 一个{RARE}\nsynthetic: true\nthemes: [{{id: green, name: 绿色发展}}]\n", encoding="utf-8"
    )
    with pytest.raises(ProblemsFound) as caught:
        build(find(root), Job(formats=("pdf",)))
    assert "system_fonts: true" in caught.value.problems[0].hint


def test_charts_are_drawn_in_packaged_faces_and_say_what_these_lack(tmp_path: Path, system: Path) -> None:
    root = write(
        tmp_path / "work",
        "x",
        "id: x\ntitle: 工作情况\nsynthetic: true\nthemes: [{id: green, name: 绿色发展}]\n",
        indicators=[("id", "name", "theme", "unit"), ("a", f"甲{RARE}", "green", "个"), ("b", "乙", "green", "个")],
        observations=[
            ("indicator", "period", "value"),
            *((each, year, value) for each in "ab" for year, value in (("2023", 3), ("2024", 5))),
        ],
    )
    (problem,) = problems(root)
    assert problem.where == "data/x/indicators.csv:2"
    assert "在图表所用的自带字体里没有" in problem.message
