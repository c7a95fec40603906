"""The note on rounding: where it is true of what is printed, once, in the medium it is true of, and nowhere else."""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from pptx import Presentation

from briefing.blocks import Chart, Medium, Paragraph, plain
from briefing.build.job import Job, build
from briefing.build.workspace import find
from briefing.document import Document, for_medium
from tests.datasets import write
from tests.rounding.sample import NOTE, TOTALS, composed, workspace

MEDIA: tuple[Medium, ...] = ("pdf", "pptx")
BALANCED = "rounding: largest_remainder\n"
SOME = "said: {kind: paragraph, text: '{{ gdp | value }}，{{ farm | value }}，{{ plant | value }}'}"
SHARES = "drawn: {kind: chart, chart: share, indicators: [farm, plant, trade]}"


def notes(of: Document, medium: Medium = "pdf") -> list[str]:
    return [plain(note) for note in for_medium(of, medium).endnotes]


def sentence(of: Document) -> str:
    block = of.sections[0].blocks[0]
    assert isinstance(block, Paragraph)
    return plain(block.text)


def test_printed_parts_that_miss_their_printed_total_are_noted(tmp_path: Path) -> None:
    made = composed(workspace(tmp_path))
    assert sentence(made) == "全区生产总值100亿元，其中33亿元、33亿元、33亿元。"
    assert [notes(made, medium) for medium in MEDIA] == [[NOTE], [NOTE]]


@pytest.mark.parametrize(
    ("values", "why"),
    [
        (("100.0", "33.6", "33.2", "33.2"), "34 + 33 + 33 are 100 as printed"),
        (("120.0", "33.4", "33.3", "33.3"), "they do not add up before rounding either"),
        (("100", "34", "33", "33"), "nothing is rounded"),
    ],
)
def test_nothing_is_noted_where_rounding_is_not_why(tmp_path: Path, values: tuple[str, ...], why: str) -> None:
    assert notes(composed(workspace(tmp_path, *values))) == [], why


def test_nothing_is_noted_where_a_part_is_not_printed(tmp_path: Path) -> None:
    made = composed(workspace(tmp_path, blocks=SOME))
    assert sentence(made) == "100亿元，33亿元，33亿元"
    assert notes(made) == []


def test_nothing_is_noted_of_what_no_rule_calls_a_total(tmp_path: Path) -> None:
    assert notes(composed(workspace(tmp_path, totals=""))) == []


def test_parts_rounded_so_that_they_add_up_need_no_note(tmp_path: Path) -> None:
    made = composed(workspace(tmp_path, head=BALANCED))
    assert sentence(made) == "全区生产总值100亿元，其中34亿元、33亿元、33亿元。"
    assert notes(made) == []


def test_rounding_is_inherited_from_the_template_below(tmp_path: Path) -> None:
    root = workspace(tmp_path, head=BALANCED)
    (root / "templates" / "heir").mkdir()
    (root / "templates" / "heir" / "template.yaml").write_text("extends: mine\nname: 子模板\n", encoding="utf-8")
    assert sentence(composed(root, "heir")) == "全区生产总值100亿元，其中34亿元、33亿元、33亿元。"


def test_values_published_rounded_are_noted_where_that_explains_what_they_miss(tmp_path: Path) -> None:
    # 33.3 three times are 99.9: what each was rounded by explains the tenth.
    made = composed(workspace(tmp_path, "100.0", "33.3", "33.3", "33.3", precision="1"))
    assert notes(made) == [NOTE]


def test_shares_that_miss_a_hundred_are_noted_and_balanced_ones_are_not(tmp_path: Path) -> None:
    third = ("3.0", "1.0", "1.0", "1.0")
    made = composed(workspace(tmp_path / "plain", *third, blocks=SHARES, totals=""))
    block = made.sections[0].blocks[0]
    assert isinstance(block, Chart)
    assert [figure.text for figure in block.figures] == ["33.3%", "33.3%", "33.3%"]
    assert notes(made) == [NOTE]
    balanced = composed(workspace(tmp_path / "balanced", *third, blocks=SHARES, totals="", head=BALANCED))
    block = balanced.sections[0].blocks[0]
    assert isinstance(block, Chart)
    assert [figure.text for figure in block.figures] == ["33.4%", "33.3%", "33.3%"]
    assert notes(balanced) == []


PORTIONS = "，".join(f'{{{{ {name} | share("gdp") }}}}' for name in ("farm", "plant", "trade"))


@pytest.mark.parametrize("totals", [TOTALS, ""])
def test_shares_in_a_total_that_miss_a_hundred_are_noted_where_the_data_say_that_it_is_one(
    tmp_path: Path, totals: str
) -> None:
    made = composed(workspace(tmp_path, "3.0", "1.0", "1.0", "1.0", blocks=said(PORTIONS), totals=totals))
    assert sentence(made).count("33.3%") == 3
    assert notes(made) == ([NOTE] if totals else [])


def test_shares_in_a_total_add_up_to_a_hundred_where_that_is_asked(tmp_path: Path) -> None:
    made = composed(workspace(tmp_path, "3.0", "1.0", "1.0", "1.0", blocks=said(PORTIONS), head=BALANCED))
    assert re.findall(r"[\d.]+%", sentence(made)) == ["33.4%", "33.3%", "33.3%"]
    assert notes(made) == []


def said(words: str) -> str:
    return f"said: {{kind: paragraph, text: '{words}'}}"


@pytest.mark.parametrize(("plant", "found"), [("55.0", []), ("59.9", [NOTE])])
def test_a_wide_tolerance_makes_no_rounding_of_a_gap_that_is_exact(
    tmp_path: Path, plant: str, found: list[str]
) -> None:
    wide = "rules: {totals: [{total: gdp, parts: [farm, plant], tolerance: 6}]}\n"
    made = composed(workspace(tmp_path, "100.0", "40.0", plant, blocks=SOME, totals=wide, precision="1"))
    assert notes(made) == found


def test_sums_over_stacked_columns_are_totals_too(tmp_path: Path) -> None:
    stacked = "drawn: {kind: chart, chart: stacked, indicators: [farm, plant, trade], annotate: [total]}"
    made = composed(workspace(tmp_path, "100.0", "33.4", "33.4", "33.4", blocks=stacked, totals=""))
    block = made.sections[0].blocks[0]
    assert isinstance(block, Chart)
    assert [figure.number for figure in block.figures] == ["33", "33", "33", "100"]
    assert notes(made) == [NOTE]


def test_a_district_and_its_towns_are_a_total_without_a_rule(tmp_path: Path) -> None:
    towns = (("all", "全区", "100.0"), ("east", "东镇", "33.4"), ("west", "西镇", "33.3"), ("north", "北镇", "33.3"))
    root = write(
        tmp_path,
        "towns",
        "title: 镇街\nregion: 全区\nsynthetic: true\nthemes: [{id: economy, name: 经济}]\nentities:\n"
        + "".join(f"  - {{id: {id_}, name: {name}}}\n" for id_, name, _ in towns),
        indicators=[("id", "name", "theme", "unit", "precision"), ("output", "产值", "economy", "亿元", "0")],
        observations=[
            ("indicator", "entity", "period", "value"),
            *(("output", id_, "2020", value) for id_, _, value in towns),
        ],
    )
    folder = root / "templates" / "mine"
    folder.mkdir(parents=True)
    blocks = "a: {kind: key_figures, indicators: [output]}, b: {kind: table, of: league, indicators: [output]}"
    (folder / "template.yaml").write_text(
        f"name: 测试\nchapters: {{a: {{pages: {{b: {{label: 总体, headline: 情况, blocks: {{{blocks}}}}}}}}}}}\n",
        encoding="utf-8",
    )
    assert notes(composed(root)) == [NOTE]


def test_what_only_the_paper_prints_is_noted_on_paper_only(tmp_path: Path) -> None:
    rest = "{kind: paragraph, text: '{{ trade | value }}', only: [pdf]}"
    made = composed(workspace(tmp_path, blocks=f"{SOME}, rest: {rest}"))
    assert (notes(made, "pdf"), notes(made, "pptx")) == ([NOTE], [])


def test_a_template_says_the_note_in_its_own_words(tmp_path: Path) -> None:
    made = composed(workspace(tmp_path, head="words: {rounded_parts: 分项之和与合计因四舍五入略有出入。}\n"))
    assert notes(made) == ["分项之和与合计因四舍五入略有出入。"]


def test_both_files_print_the_note_once_and_the_strings_of_the_plan(tmp_path: Path) -> None:
    built = build(find(workspace(tmp_path)), Job(audience="mine", formats=MEDIA))
    paper, slides = words(built.folder)
    assert (paper.count(NOTE), slides.count(NOTE)) == (1, 1)
    balanced = build(find(workspace(tmp_path / "b", head=BALANCED)), Job(audience="mine", formats=MEDIA))
    for text in words(balanced.folder):
        assert NOTE not in text
        assert "其中34亿元、33亿元、33亿元" in text
    told = json.loads((balanced.folder / "manifest.json").read_text(encoding="utf-8"))
    assert {each["id"]: each["text"] for each in told["figures"] if each.get("adjusted")} == {
        "farm/sums/2020/value": "34亿元"
    }


def words(folder: Path) -> tuple[str, str]:
    with pdfium.PdfDocument((folder / "briefing.pdf").read_bytes()) as pdf:
        paper = "".join(page.get_textpage().get_text_range() for page in pdf)
    deck = Presentation(BytesIO((folder / "briefing.pptx").read_bytes()))
    shapes = [shape for slide in deck.slides for shape in slide.shapes if shape.has_text_frame]
    slides = "".join(shape.text_frame.text for shape in shapes)
    return "".join(paper.split()), "".join(slides.split())


def test_the_english_twin_is_said_in_an_english_document(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    table = root / "data" / "sums" / "indicators.csv"
    rows = [f"{name},{name.upper()},economy,yuan,0" for name in ("gdp", "farm", "plant", "trade")]
    table.write_text("\n".join(["id,name,theme,unit,precision", *rows]) + "\n", encoding="utf-8")
    (root / "data" / "sums" / "dataset.yaml").write_text(
        f"title: Sums\nlanguage: en\nsynthetic: true\nthemes: [{{id: economy, name: Economy}}]\n{TOTALS}",
        encoding="utf-8",
    )
    words = "GDP {{ gdp | value }}: {{ farm | value }}, {{ plant | value }}, {{ trade | value }}."
    (root / "templates" / "mine" / "template.yaml").write_text(
        "name: Test\nchapters: {a: {pages: {b: {label: All, headline: State, "
        f"blocks: {{said: {{kind: paragraph, text: '{words}'}}}}}}}}}}}}\n",
        encoding="utf-8",
    )
    assert notes(composed(root)) == ["Owing to rounding, some totals may differ from the sum of their parts."]
