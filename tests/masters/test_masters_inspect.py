"""Claims about `briefing template inspect`: what it lists, the picture it draws, the YAML it proposes."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image
from typer.testing import CliRunner, Result

from briefing.cli import app
from briefing.masters.drawing import drawing
from briefing.masters.model import named
from briefing.masters.reading import read_master
from briefing.masters.sketch import COLUMNS, beside, padded, sketch
from briefing.masters.words import face_notes
from briefing.yamlfile import parse
from tests.masters import made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "单位母版.pptx"
    path.write_bytes(made.default())
    return path


def inspected(*words: object) -> Result:
    return CliRunner().invoke(app, ["template", "inspect", *map(str, words)])


def test_size_faces_colours_placeholders_and_mapping_are_listed(file: Path) -> None:
    result = inspected(file)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "单位母版.pptx：254 × 190.5 mm（4:3）"
    assert "标题\tCalibri\t宋体" in lines
    assert "accent1\t着色1\t#4F81BD" in lines
    assert "Title Only\ttitleOnly\t标题\t0\tTitle 1\t12.7, 7.6; 228.6 × 31.7\t44磅\t#000000" in lines


def test_the_proposed_mapping_is_yaml_that_a_template_takes(file: Path) -> None:
    stdout = inspected(file).stdout
    source = parse(stdout[stdout.index("pptx:\n") :], "template.yaml")
    assert source.value["pptx"]["master"] == "单位母版.pptx"
    assert source.value["pptx"]["layouts"]["text"] == "Title and Content"


def test_json_holds_the_same_facts(file: Path) -> None:
    facts = json.loads(inspected(file, "--json").stdout)
    assert facts["size_mm"] == [254.0, 190.5]
    assert facts["faces"]["body"] == {"latin": "Calibri", "east_asian": "宋体"}
    title = facts["layouts"][5]["placeholders"][0]
    assert (title["type"], title["place_mm"], title["size_pt"]) == ("title", [12.7, 7.6, 228.6, 31.7], 44.0)
    assert facts["proposed"]["cover"] == {"layout": "Title Slide", "reason": "类型是标题幻灯片"}


def test_the_picture_is_drawn_as_png_and_as_svg(file: Path, tmp_path: Path) -> None:
    assert inspected(file, "-o", tmp_path / "版式.png").exit_code == 0
    with Image.open(BytesIO((tmp_path / "版式.png").read_bytes())) as picture:
        assert picture.width > 1000
    assert inspected(file, "-o", tmp_path / "版式.svg").exit_code == 0
    root = etree.fromstring((tmp_path / "版式.svg").read_bytes())
    words = [each.text for each in root.iter("{*}text")]
    assert words.count("标题 44磅") == 6
    assert inspected(file, "-o", tmp_path / "版式.gif").exit_code == 2


def test_a_file_that_is_no_master_exits_1_with_the_problem(tmp_path: Path) -> None:
    bad = tmp_path / "旧.ppt"
    bad.write_bytes(bytes.fromhex("d0cf11e0"))
    result = inspected(bad)
    assert result.exit_code == 1
    assert "旧的 .ppt 格式" in result.stderr
    assert inspected(tmp_path / "没有.pptx").exit_code == 1


def test_a_theme_without_a_chinese_face_is_said() -> None:
    theme = "ppt/theme/theme1.xml"
    data = made.changed({theme: ('<a:font script="Hans" typeface="宋体"/>', "")})
    data = made.changed({theme: ('<a:font script="Hant" typeface="新細明體"/>', "")}, of=data)
    house = read_master(data, "m.pptx")
    assert (house.heading_asian, house.body_asian) == ("", "")
    assert face_notes(house)[0].startswith("主题没有给标题和正文指定中文字体。")


def test_names_from_a_file_are_written_as_text_into_the_picture() -> None:
    data = made.changed({made.LAYOUT: ('name="Title Only"', 'name="&lt;script&gt;&amp;"')})
    svg = drawing(read_master(data, "m.pptx"), 'a"b')
    assert etree.fromstring(svg.encode()).get("font-family") == 'a"b'
    assert "<script>" not in svg


def test_a_sketch_is_as_wide_in_every_line_and_shows_the_placeholders() -> None:
    house = read_master(made.default(), "m.pptx")
    for layout in house.layouts:
        lines = sketch(layout, house)
        assert all(padded(line, COLUMNS) == line for line in lines)
    lines = sketch(named(house, "Title Only")[0], house)
    assert lines[0].rstrip() == "Title Only"
    assert lines[1] == "┏" + "━" * 40 + "┓"
    assert "┌标题 44磅" in lines[2]


def test_sketches_stand_side_by_side_as_the_terminal_has_room() -> None:
    house = read_master(made.default(), "m.pptx")
    sketches = [sketch(layout, house) for layout in house.layouts[:2]]
    assert next(beside(sketches, 90)).split() == ["Title", "Slide", "Title", "and", "Content"]
    assert next(beside(sketches, 60)).strip() == "Title Slide"
