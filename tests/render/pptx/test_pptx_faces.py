"""Which face and language every character of a deck is tagged with, in slides, tables, charts and notes."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree

from briefing.blocks import Bullets, Callout, Cell, Chart, Column, KeyFigure, KeyFigures, Row, Table, text
from briefing.charts import ChartData, Datum, Difference, build
from briefing.document import Document, Style
from briefing.render.pptx import PptxResult, render
from briefing.render.pptx.xml import CHINESE_FACES, FACES, written
from tests.render.pptx.decks import chart, part, parts
from tests.render.sample import sample
from tests.torture.documents import document, figure, section

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
RUNS = (f"{A}r", f"{A}fld", f"{A}br")
WORDED = r"ppt/(slides|notesSlides|charts|drawings)/[a-zA-Z]+\d+\.xml"


def _properties(root: Any) -> list[Any]:
    """Return the properties of every run, and of all chart text."""
    return [*root.iter(f"{A}rPr"), *root.iter(f"{A}defRPr")]


def _pieces(words: str) -> list[tuple[str, str]]:
    """Return what a text is written as: pieces, each with its Latin face."""
    wrapped = f'<a:p xmlns:a="{A[1:-1]}">{written(words, f"<a:rPr>{FACES}</a:rPr>")}</a:p>'
    paragraph: Any = etree.fromstring(wrapped)
    runs = paragraph.iter(f"{A}r")
    return [(run.findtext(f"{A}t"), run.find(f"{A}rPr/{A}latin").get("typeface")) for run in runs]


def test_theme_and_notes_theme_name_both_faces_for_every_script(result: PptxResult) -> None:
    for name in ("ppt/theme/theme1.xml", "ppt/theme/theme2.xml"):
        for fonts in (font for kind in ("major", "minor") for font in part(result.bytes, name).iter(f"{A}{kind}Font")):
            assert fonts.find(f"{A}latin").get("typeface") == "Microsoft YaHei"
            assert fonts.find(f"{A}ea").get("typeface") == "微软雅黑"
            assert fonts.find(f"{A}cs").get("typeface") == "Microsoft YaHei"
            assert {each.get("script"): each.get("typeface") for each in fonts.iter(f"{A}font")} == {"Hans": "微软雅黑"}


def test_every_run_of_slides_tables_charts_and_notes_names_all_faces_and_is_chinese(result: PptxResult) -> None:
    roots = [*parts(result.bytes, WORDED), *parts(render(_with_notes_over_a_plot()).bytes, WORDED)]
    assert {name.split("/")[1] for name, _ in roots} == {"slides", "notesSlides", "charts", "drawings"}
    for name, root in roots:
        for properties in _properties(root):
            assert properties.get("lang") == "zh-CN", name
            assert properties.find(f"{A}ea").get("typeface") == "+mn-ea", name
            assert properties.find(f"{A}cs") is not None, name
            assert properties.find(f"{A}latin") is not None, name


def _with_notes_over_a_plot() -> Document:
    data = ChartData(
        (Datum("2018年", "", 681.4, "681.4"), Datum("2020年", "", 843.8, "843.8")),
        "亿元",
        1,
        differences=(Difference(("2018年", ""), ("2020年", ""), "+23.8%"),),
    )
    spec = build("column", data, Style(), "#1F6FB2")
    return document(section("one", Chart("one/chart", "column", "产值（亿元）", spec, "产值")))


def test_no_run_is_without_properties(result: PptxResult) -> None:
    for name, root in parts(result.bytes, WORDED):
        bare = [run for run in root.iter(*RUNS) if run.find(f"{A}rPr") is None]
        assert bare == [], name


def test_the_language_of_the_document_is_that_of_every_run() -> None:
    deck = render(replace(sample(), language="zh-HK")).bytes
    found = {properties.get("lang") for _, root in parts(deck, WORDED) for properties in _properties(root)}
    assert found == {"zh-HK"}


def test_levels_of_master_and_layouts_name_all_faces(result: PptxResult) -> None:
    for name, root in parts(result.bytes, r"ppt/(slideMasters|slideLayouts|notesMasters)/\w+\.xml"):
        for level in root.iter(f"{A}defRPr"):
            assert [child.tag.split("}")[1] for child in level][-3:] == ["latin", "ea", "cs"], name
            assert level.get("lang") == "zh-CN", name


@pytest.mark.parametrize(
    ("words", "pieces"),
    [
        ("“小巨人”企业", [("“", "+mn-ea"), ("小巨人", "+mn-lt"), ("”", "+mn-ea"), ("企业", "+mn-lt")]),
        ("‘甲’乙", [("‘", "+mn-ea"), ("甲", "+mn-lt"), ("’", "+mn-ea"), ("乙", "+mn-lt")]),
        ("整顿——较计划", [("整顿", "+mn-lt"), ("——", "+mn-ea"), ("较计划", "+mn-lt")]),
        ("2018—2020年", [("2018", "+mn-lt"), ("—", "+mn-ea"), ("2020年", "+mn-lt")]),
        ("其余……", [("其余", "+mn-lt"), ("……", "+mn-ea")]),
        ("25℃↑3‰", [("25", "+mn-lt"), ("℃↑", "+mn-ea"), ("3", "+mn-lt"), ("‰", "+mn-ea")]),
        ("增长−3.2%", [("增长−3.2%", "+mn-lt")]),
        ("the mayor’s R&D", [("the mayor’s R&D", "+mn-lt")]),
        ("甲“R&D”乙", [("甲", "+mn-lt"), ("“", "+mn-ea"), ("R&D", "+mn-lt"), ("”", "+mn-ea"), ("乙", "+mn-lt")]),
    ],
)
def test_marks_of_chinese_are_runs_in_the_chinese_face(words: str, pieces: list[tuple[str, str]]) -> None:
    assert _pieces(words) == pieces


def test_line_breaks_are_kept_and_markup_is_text() -> None:
    run = f"<a:rPr>{FACES}</a:rPr>"
    assert (
        written("甲\v<乙>", run)
        == f"<a:r>{run}<a:t>甲</a:t></a:r><a:br>{run}</a:br><a:r>{run}<a:t>&lt;乙&gt;</a:t></a:r>"
    )
    assert written("甲\n乙", run) == written("甲\v乙", run)


def test_quotes_and_dashes_are_in_the_chinese_face_wherever_they_stand() -> None:
    words = "“甲”——乙……"
    table = Table("one/table", words, (Column(words),), (Row((Cell(text(words)),)),), note=words)
    blocks = (
        KeyFigures("one/cards", (KeyFigure(words, figure("12.5", "亿元"), text(words)),)),
        Bullets("one/points", (text(words),)),
        Callout("one/remark", text(words)),
        table,
    )
    drawn = replace(chart("two/chart", "column", *_data(words)), title=words)
    given = document(section("one", *blocks, headline=text(words), source=words), section("two", drawn), title=words)
    deck = render(replace(given, kicker=words, byline=(words,), classification=words)).bytes
    for name, root in parts(deck, WORDED):
        for run in root.iter(f"{A}r"):
            marks = re.search("[“”—…]", run.findtext(f"{A}t") or "")
            latin = run.find(f"{A}rPr/{A}latin").get("typeface")
            assert (latin == "+mn-ea") == bool(marks), name
    assert CHINESE_FACES.count("+mn-ea") == 3


def _data(words: str) -> tuple[Datum, ...]:
    return (Datum("2018年", "", 681.4, words), Datum("2019年", "", 700.1, "700.1"))
