"""Where the formal PDF puts things, read back from the file and from its pixels, against GB/T 9704—2012.

Places are within 1 mm of the standard's (marks may hang by half their width), sizes within 0.5 pt. y counts downwards
from the top of the sheet, in mm.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any

import pdfplumber
import pikepdf
import pypdfium2
import pytest
from PIL import Image

from briefing.blocks import Cell, Column, Paragraph, Row, Table, text
from briefing.document import Document, Grid, Imprint, Level, Masthead, Paper, Section
from briefing.render.pdf import render

MM = 72 / 25.4
DPI = 300
LEFT, TOP, RIGHT, BOTTOM = 28.0, 37.0, 184.0, 262.0
HEAD = Masthead("六争攻坚简报", "第12期（总第36期）", "示例区攻坚办", "2020年9月1日", "内部参阅", "编号：0001")
IMPRINT = Imprint(
    ("报：" + "示例区委、区人大常委会、区政府、区政协领导，" * 3, "送：各街道、区直各单位"),
    "示例区攻坚办",
    "2020年9月1日印发",
    "共印30份",
)


def near(millimetres: float) -> Any:
    return pytest.approx(millimetres, abs=1)


def section(path: str, level: Level = 1, lines: int = 1) -> Section:
    words = "攻坚行动取得明显成效。" * (lines * 28 // 11 + 1)
    return Section(path, "", text(f"标题{path}"), (Paragraph(f"{path}/p", text(words[: lines * 28 - 2])),), level=level)


def document(*sections: Section, **more: Any) -> Document:
    paper = Paper(imprint=IMPRINT)
    made = Document("d", "leadership", "2020", "示例区攻坚行动进展情况", sections, date(2020, 9, 1), paper=paper)
    return replace(made, **{"masthead": HEAD, **more})


@cache
def whole() -> bytes:
    """A document with all that the standard speaks of, on three pages."""
    levels: tuple[Level, ...] = (1, 2, 3, 4)
    parts = [section(f"甲{level}", level) for level in levels]
    return render(document(*parts, section("乙", 1, lines=30))).data


@cache
def pages() -> tuple[Any, ...]:
    return tuple(pdfplumber.open(io.BytesIO(whole())).pages)


def line(page: Any, words: str) -> list[Any]:
    """Return the characters of a text on a page; it must stand there."""
    drawn = "".join(char["text"] for char in page.chars)
    at = drawn.index(words)
    return list(page.chars[at : at + len(words)])


def baseline(char: Any, page: Any) -> float:
    return float(page.height - char["matrix"][5]) / MM


@cache
def raster(page: int) -> Image.Image:
    shown: Image.Image = pypdfium2.PdfDocument(whole())[page].render(scale=DPI / 72).to_pil()
    return shown.convert("RGB")


def is_red(pixel: tuple[int, int, int]) -> bool:
    return pixel[0] > 180 and pixel[1] < 110 and pixel[2] < 110


def rows_of(image: Image.Image, holds: Callable[[tuple[int, int, int]], bool]) -> list[int]:
    """Return the rows of an image that hold a pixel of some colour."""
    pixels: Any = image.load()
    return [y for y in range(image.height) if any(holds(pixels[x, y]) for x in range(0, image.width, 2))]


def test_the_page_is_a4() -> None:
    assert (pages()[0].width / MM, pages()[0].height / MM) == (near(210), near(297))


def test_the_text_stands_28_mm_from_the_left_37_mm_from_the_top_and_156_mm_wide() -> None:
    page = pages()[1]
    body = [char for char in page.chars if char["size"] == pytest.approx(16, abs=0.5)]
    assert min(char["x0"] for char in body) / MM == near(LEFT)
    assert max(char["x1"] for char in body) / MM == pytest.approx(RIGHT, abs=3)
    # A character stands in the middle of its line: 6.5 pt of the line's 29 are above it.
    first = min(baseline(char, page) for char in body) - 0.88 * 16 / MM
    assert first - (225 / 22 - 16 / MM) / 2 == near(TOP)


def test_a_page_has_22_lines_of_28_characters() -> None:
    full = render(document(replace(section("甲", 1, lines=60), headline=text("题")), masthead=None, title="题")).data
    with pdfplumber.open(io.BytesIO(full)) as pdf:
        page = pdf.pages[1]
        lines = sorted({round(baseline(char, page), 2) for char in page.chars if char["size"] > 15})
        assert len(lines) == 22
        assert {round((two - one) * MM, 1) for one, two in pairwise(lines)} == {29.0}
        counts = {each: sum(round(baseline(char, page), 2) == each for char in page.chars) for each in lines}
    # A mark may hang by half its width, which is how a line can hold a 29th character.
    assert {counts[each] for each in lines[1:-1]} <= {28, 29}


def test_the_red_name_begins_35_mm_below_the_upper_edge_of_the_text() -> None:
    """7.2.4. Measured as ink."""
    red = rows_of(raster(0), is_red)
    assert red[0] / DPI * 25.4 == near(TOP + 35)


def test_the_red_line_is_156_mm_wide_and_4_mm_below_the_line_above_it() -> None:
    """7.2.7."""
    image: Any = raster(0).load()
    last = rows_of(raster(0), is_red)[-1]
    row = [x for x in range(raster(0).width) if is_red(image[x, last - 3])]
    assert (row[0] / DPI * 25.4, row[-1] / DPI * 25.4) == (near(LEFT), near(RIGHT))
    above = baseline(line(pages()[0], "2020年9月1日")[0], pages()[0]) + 0.12 * 16 / MM
    assert last / DPI * 25.4 - above == near(4)


def test_secrecy_stands_top_left_the_number_top_right_issuer_left_and_date_right() -> None:
    page = pages()[0]
    secrecy, serial = line(page, "内部参阅"), line(page, "编号：0001")
    issuer, day = line(page, "示例区攻坚办"), line(page, "2020年9月1日")
    assert (secrecy[0]["x0"] / MM, issuer[0]["x0"] / MM) == (near(LEFT), near(LEFT))
    assert (serial[-1]["x1"] / MM, day[-1]["x1"] / MM) == (near(RIGHT), near(RIGHT))
    assert baseline(secrecy[0], page) == near(TOP + 225 / 22 / 2 + 2)
    assert baseline(issuer[0], page) == pytest.approx(baseline(day[0], page))
    issue = line(page, "第12期")
    assert baseline(issue[0], page) < baseline(issuer[0], page)


def test_the_title_is_in_size_2_centred_and_two_lines_below_the_red_line() -> None:
    """7.3.1."""
    page = pages()[0]
    title = line(page, "示例区攻坚行动进展情况")
    assert title[0]["size"] == pytest.approx(22, abs=0.5)
    assert (title[0]["x0"] + title[-1]["x1"]) / 2 / MM == near((LEFT + RIGHT) / 2)
    rule = rows_of(raster(0), is_red)[-1] / DPI * 25.4
    top = baseline(title[0], page) - 0.88 * 22 / MM - (36 - 22) / 2 / MM
    assert top - rule == near(2 * 225 / 22)


@pytest.mark.parametrize(
    ("words", "face"),
    [("一、标题甲1", "Sans"), ("（一）标题甲2", "Serif"), ("1.标题甲3", "Serif"), ("（1）标题甲4", "Serif")],
)
def test_the_four_levels_of_headings_are_numbered_and_set_in_size_3(words: str, face: str) -> None:
    """7.3.3. The packaged serif stands for 楷体 and 仿宋."""
    found = line(pages()[0], words)
    assert {round(char["size"], 1) for char in found} == {16.0}
    assert all(face in char["fontname"] for char in found)
    assert found[0]["x0"] / MM == near(LEFT + 2 * 156 / 28)


def test_the_page_number_stands_7_mm_below_the_text_odd_right_and_even_left() -> None:
    """7.5."""
    for number, page in enumerate(pages(), 1):
        found = line(page, f"— {number} —")
        assert {round(char["size"], 1) for char in found} == {14.0}
        assert dash_top(number - 1, found[0]) == near(BOTTOM + 7)
        inner = 14 / MM
        place = found[-1]["x1"] / MM if number % 2 else found[0]["x0"] / MM
        assert place == near(RIGHT - inner if number % 2 else LEFT + inner)


def dash_top(page: int, dash: Any) -> float:
    """Return where the ink of a dash begins, in mm from the top of the sheet."""
    image = raster(page)
    scale = DPI / 72
    box = (int(dash["x0"] * scale) + 4, int(BOTTOM * MM * scale), int(dash["x1"] * scale) - 4, image.height)
    return BOTTOM + rows_of(image.crop(box), lambda pixel: max(pixel) < 128)[0] / DPI * 25.4


def test_the_imprint_ends_the_last_page_with_rules_of_035_025_and_035_mm() -> None:
    """7.4.1: the last rule is the lower edge of the text."""
    page = pages()[-1]
    rules = sorted((each["top"] / MM, each["linewidth"] / MM, each["x0"] / MM, each["x1"] / MM) for each in page.lines)
    rules = [rule for rule in rules if rule[0] > 200]
    assert [round(weight, 2) for _, weight, _, _ in rules] == [0.35, 0.25, 0.25, 0.25, 0.35]
    assert all((left, right) == (near(LEFT), near(RIGHT)) for _, _, left, right in rules)
    assert rules[-1][0] + rules[-1][1] / 2 == near(BOTTOM)


def test_the_imprint_is_in_size_4_one_character_in_and_goes_on_behind_its_colon() -> None:
    """7.4.2 and 7.4.3."""
    page = pages()[-1]
    first, printer, day = line(page, "报：示例区委"), line(page, "示例区攻坚办"), line(page, "2020年9月1日印发")
    assert {round(char["size"], 1) for char in (*first, *printer, *day)} == {14.0}
    inner = 14 / MM
    assert (first[0]["x0"] / MM, printer[0]["x0"] / MM) == (near(LEFT + inner), near(LEFT + inner))
    assert day[-1]["x1"] / MM == near(RIGHT - inner)
    second = min(char["x0"] for char in page.chars if 1 < baseline(char, page) - baseline(first[0], page) < 10)
    assert second / MM == near(LEFT + inner + 2 * inner)


def test_a_table_that_lies_across_has_its_head_at_the_left_and_the_number_where_it_always_is() -> None:
    """8: the page turned, the number at the foot of the upright sheet."""
    columns = tuple(Column(f"第{at}列") for at in range(12))
    rows = tuple(Row(tuple(Cell(text("1234567.89")) for _ in columns)) for _ in range(3))
    table = Table("s/t", "宽表", columns, rows)
    data = render(document(Section("s", "", text("题"), (table,)), masthead=None)).data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert [int(page.get("/Rotate", 0)) for page in pdf.pages][:2] == [0, 90]
        del pdf.pages[1].obj.Rotate
        upright = io.BytesIO()
        pdf.save(upright)
    with pdfplumber.open(upright) as pdf:
        page = pdf.pages[1]
        title = next(char for char in page.chars if char["text"] == "宽")
        cells = [char for char in page.chars if char["text"] == "9" and not char["upright"]]
        assert not title["upright"]
        # The heading of its section stands above it.
        assert title["x0"] / MM == pytest.approx(LEFT + 225 / 22 + 3, abs=3)
        assert all(char["x0"] > title["x1"] for char in cells)
        number = [char for char in page.chars if char["upright"]]
        assert "".join(char["text"] for char in number) == "— 2 —"
        assert number[0]["x0"] / MM == near(LEFT + 14 / MM)


def test_a_template_may_ask_for_another_grid_numbering_and_page_number() -> None:
    grid = Grid(top=20, left=25, width=160, height=250, lines=40, characters=40, body=10.5, title=18)
    paper = Paper(grid=grid, numbering=("第一部分　", "1.1"), page_numbers="plain")
    data = render(document(section("甲", 1, 60), section("乙", 2), masthead=None, title="题目", paper=paper)).data
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        first, second = pdf.pages[0], pdf.pages[1]
        assert "第一部分　标题甲" in "".join(char["text"] for char in first.chars)
        assert "1.1　标题乙" in "".join(char["text"] for char in second.chars)
        assert "1 / 2" in first.extract_text()
        body = [char for char in first.chars if char["size"] == pytest.approx(10.5)]
        assert min(char["x0"] for char in body) / MM == near(25)
        lines = sorted({round(baseline(char, first), 2) for char in body})
        assert round(lines[-1] - lines[-2], 2) == 6.25
        assert {round(char["size"]) for char in line(first, "题目")} == {18}


@pytest.mark.parametrize(("apart", "pages"), [(False, 1), (True, 3)])
def test_a_template_may_begin_every_chapter_on_a_page_of_its_own(apart: bool, pages: int) -> None:
    sections = (section("甲", 1), section("乙", 1), section("丙", 2), section("丁", 1))
    paper = Paper(contents=False, chapter_pages=apart)
    data = render(document(*sections, masthead=None, title="题目", paper=paper)).data
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) == pages
        headed = [[name for name in "甲乙丙丁" if f"标题{name}" in page.extract_text()] for page in pdf.pages]
    assert headed == ([["甲"], ["乙", "丙"], ["丁"]] if apart else [["甲", "乙", "丙", "丁"]])


def test_a_head_without_words_is_left_out_and_the_page_may_bear_no_number() -> None:
    data = render(document(masthead=None, title="题目", paper=Paper(page_numbers="none"))).data
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        assert pdf.pages[0].extract_text() == "题目"


def test_a_style_may_set_a_thin_space_between_chinese_and_figures_without_a_character() -> None:
    body = Section("s", "", text("题"), (Paragraph("s/p", text("产值2020亿元")),))
    apart = []
    for autospace in (0, 0.25):
        data = render(document(body, masthead=None, paper=Paper(autospace=autospace))).data
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            found = line(pdf.pages[0], "产值2020亿元")
        apart.append(found[2]["x0"] - found[1]["x0"])
    assert apart[1] - apart[0] == pytest.approx(4, abs=0.1)
