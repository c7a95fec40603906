"""Claims about `briefing chart convert`: one chart, four formats, how PowerPoint has it, and what is refused."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from typer.testing import CliRunner, Result

from briefing.build import inspection
from briefing.cli import app
from briefing.errors import Problem

BAR: dict[str, Any] = {
    "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
    "description": "示例数据",
    "title": "各镇投资",
    "data": {"values": [{"镇": "甲", "投资": 3}, {"镇": "乙", "投资": 5}]},
    "mark": "bar",
    "encoding": {"x": {"field": "镇", "type": "nominal"}, "y": {"field": "投资", "type": "quantitative"}},
}


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFING_CACHE_DIR", str(tmp_path / "cache"))


def run(tmp_path: Path, spec: Any, name: str, *options: str) -> Result:
    source = tmp_path / "chart.vl.json"
    source.write_text(spec if isinstance(spec, str) else json.dumps(spec, ensure_ascii=False), encoding="utf-8")
    return CliRunner().invoke(app, ["chart", "convert", str(source), str(tmp_path / name), *options])


@pytest.mark.parametrize(
    ("name", "start"), [("a.pdf", b"%PDF"), ("a.pptx", b"PK"), ("a.svg", b"<svg"), ("a.html", b"<!DO")]
)
def test_each_format_is_written_and_says_that_the_deck_has_it_native(tmp_path: Path, name: str, start: bytes) -> None:
    result = run(tmp_path, BAR, name, "--json")
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout) == {"mode": "native", "reasons": [], "file": str(tmp_path / name), "notices": []}
    assert (tmp_path / name).read_bytes().startswith(start)


def test_what_powerpoint_lacks_is_a_vector_with_its_reason(tmp_path: Path) -> None:
    square = [[[0, 0], [0, 1], [1, 1], [1, 0], [0, 0]]]
    shape = {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": square}, "properties": {}}
    spec = {"data": {"values": [shape]}, "mark": "geoshape", "projection": {"type": "identity"}}
    said = json.loads(run(tmp_path, spec, "a.svg", "--json").stdout)
    assert said["mode"] == "vector"
    assert said["reasons"]


def test_the_page_is_as_large_as_the_chart_and_its_margins(tmp_path: Path) -> None:
    run(tmp_path, BAR, "a.pdf", "--width", "400", "--height", "250")
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        assert [float(side) for side in pdf.pages[0].mediabox] == [0, 0, 436, 286]
        assert len(pdf.pages) == 1


def test_equal_specs_give_equal_bytes(tmp_path: Path) -> None:
    for name in ("a.pdf", "a.pptx", "a.svg", "a.html"):
        run(tmp_path, BAR, name)
        first = (tmp_path / name).read_bytes()
        run(tmp_path, BAR, name, "--no-cache")
        assert (tmp_path / name).read_bytes() == first, name


def test_the_deck_has_a_chart_and_no_picture(tmp_path: Path) -> None:
    run(tmp_path, BAR, "a.pptx")
    with zipfile.ZipFile(tmp_path / "a.pptx") as deck:
        names = deck.namelist()
    assert any(name.startswith("ppt/charts/chart") for name in names)
    assert not any(name.endswith((".png", ".svg", ".emf")) for name in names)


def test_the_html_fetches_nothing_and_ends_no_script_early(tmp_path: Path) -> None:
    run(tmp_path, BAR | {"title": "</script><script>alert(1)</script>"}, "a.html")
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in page
    markup = re.sub(r"(?<=<script>).*?(?=</script>)", "", page, flags=re.DOTALL)
    assert not re.search(r"\s(?:src|href)=|url\(|@import", markup)
    assert "</script><script>alert" not in page
    assert page.count("</script>") == 2


def test_bad_json_is_placed_by_line_and_column_and_nothing_is_written(tmp_path: Path) -> None:
    result = run(tmp_path, '{"mark": "bar",\n "data": }', "a.pdf", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["problems"][0]["where"] == "chart.vl.json:2:10"
    assert not (tmp_path / "a.pdf").exists()


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        (BAR | {"data": {"url": "https://example.org/a.csv"}}, "外部地址"),
        (BAR | {"data": {"url": "a.csv"}}, "外部地址"),
        (BAR | {"mark": {"type": "image", "url": "a.png"}}, "外部地址"),
        (BAR | {"mark": "nonsense"}, "“nonsense”不在可选范围内"),
        (BAR | {"layer": "x"}, "#layer: “x”的写法不对"),
        (BAR | {"config": [1]}, "#config: “[1]”的写法不对"),
        (BAR | {"width": -10}, "width 是 -10"),
        (BAR | {"height": 0}, "height 是 0"),
        (BAR | {"title": "长" * 1001}, "有1001个字"),
        (BAR | {"title": "a\u0001b"}, "U+0001"),
        (json.dumps(BAR | {"title": "\ud800"}), "U+D800"),
        (BAR | {"title": "\uffff"}, "U+FFFF"),
        ('{"mark": "bar", "data": {"values": [{"a": ' + "9" * 5000 + "}]}}", "有一个数太长"),
        (BAR | {"data": {"values": []}}, "没有数据"),
        ({"$schema": "https://vega.github.io/schema/vega/v5.json", "marks": []}, "不是 Vega-Lite"),
        ([1, 2], "不是一张图表"),
        ("[" * 100_000, "嵌套太深"),
    ],
)
def test_what_cannot_be_drawn_is_a_problem_of_the_file(tmp_path: Path, spec: Any, said: str) -> None:
    result = run(tmp_path, spec, "a.svg")
    assert result.exit_code == 1
    assert said in result.stderr
    assert "chart.vl.json" in result.stderr
    assert not (tmp_path / "a.svg").exists()


def test_a_key_that_does_nothing_is_a_notice(tmp_path: Path) -> None:
    result = run(tmp_path, BAR | {"colour": "red"}, "a.svg", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["notices"][0].startswith("chart.vl.json: Vega-Lite 没有“colour”这个键。")


def test_a_key_that_stands_twice_is_a_notice(tmp_path: Path) -> None:
    text = json.dumps(BAR)[:-1] + ', "mark": "line"}'
    result = run(tmp_path, text, "a.svg", "--json")
    assert json.loads(result.stdout)["notices"] == [
        "chart.vl.json: 同一层里“mark”写了2次，只有最后一次算数。请只留一处。"
    ]


def test_a_field_that_no_row_has_is_a_notice(tmp_path: Path) -> None:
    encoding = BAR["encoding"] | {"color": {"field": "no_such"}}
    result = run(tmp_path, BAR | {"encoding": encoding}, "a.svg", "--json")
    (notice,) = json.loads(result.stdout)["notices"]
    assert notice.startswith("chart.vl.json#encoding.color.field: 数据里没有“no_such”这个字段。")


def test_words_that_only_look_like_control_characters_are_drawn(tmp_path: Path) -> None:
    assert run(tmp_path, BAR | {"title": "C:\\u0001 \t"}, "a.svg").exit_code == 0


def test_the_spec_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text(json.dumps(BAR), encoding="utf-8")
    result = CliRunner().invoke(app, ["chart", "convert", str(tmp_path / "a.svg"), str(tmp_path / "a.svg")])
    assert result.exit_code == 2
    assert json.loads((tmp_path / "a.svg").read_text(encoding="utf-8")) == BAR


def test_links_are_not_kept_and_that_is_said(tmp_path: Path) -> None:
    result = run(tmp_path, BAR | {"mark": {"type": "bar", "href": "https://example.org"}}, "a.svg", "--json")
    assert "href" in json.loads(result.stdout)["notices"][0]
    assert "example.org" not in (tmp_path / "a.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize("options", [["a.docx"], ["a.pdf", "--width", "0"], ["a.pdf", "--width", "nan"]])
def test_wrong_use_exits_2(tmp_path: Path, options: list[str]) -> None:
    assert run(tmp_path, BAR, *options).exit_code == 2


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["chart", "convert", str(tmp_path / "none.json"), str(tmp_path / "a.pdf")])
    assert result.exit_code == 1
    assert "none.json" in result.stderr


@pytest.mark.parametrize("command", ["convert", "gallery"])
def test_help_has_an_example(command: str) -> None:
    assert f"例：briefing chart {command}" in CliRunner().invoke(app, ["chart", command, "--help"]).output


def test_a_bad_file_is_not_moved_into_place_and_the_older_one_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.pdf").write_bytes(b"older")
    monkeypatch.setattr(inspection, "INSPECTORS", {"pdf": lambda data, name, said: (Problem(name, "字体没有嵌入。"),)})
    said = run(tmp_path, BAR, "a.pdf")
    assert said.exit_code == 1
    assert "a.pdf: 字体没有嵌入。这是程序的错误" in said.output
    assert (tmp_path / "a.pdf").read_bytes() == b"older"
