"""What is set smaller, goes on on another slide, or is refused: titles, texts, cards, charts, furniture."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from briefing.blocks import Bullets, Callout, KeyFigure, KeyFigures, Paragraph, Span, Text, plain, text
from briefing.document import Document, Style, Words
from briefing.errors import ProblemsFound
from briefing.render.pptx import chart_slide
from briefing.render.pptx.boxes import Box
from briefing.render.pptx.divide import cut, divided
from briefing.render.pptx.findings import Findings
from briefing.render.pptx.fits import check
from briefing.render.pptx.frames import frames
from briefing.render.pptx.furniture import title
from briefing.render.pptx.plan import plan
from briefing.render.pptx.shapes import Para, Run, SlidePlan, TableShape, TextShape
from briefing.render.pptx.stage import OURS
from briefing.render.pptx.text import Setting, height, line_ends, line_width, lines, settled, shortened, width
from tests.render.pptx.decks import column
from tests.render.sample import sample
from tests.torture.documents import SENTENCES, document, figure, prose, section

CONTENT = OURS.content

SETTING = Setting(Style(), Words(), "#1F6FB2")


def _title(words: str, suffix: str = "") -> tuple[float, int, Findings]:
    """Return the size of a title, its lines, and what was found."""
    findings = Findings()
    shape = title(text(words), suffix, "one", OURS, findings)
    return shape.paras[0].runs[0].size, lines(shape.paras[0], shape.box.w), findings


def _slides(*blocks: Any, **more: Any) -> tuple[SlidePlan, ...]:
    """Return the slides of a document with one section, without cover and closing."""
    return plan(document(section("one", *blocks, **more))).slides[1:-1]


def _text(slide: SlidePlan, name: str) -> TextShape:
    found = next(shape for shape in slide.shapes if shape.name == name)
    assert isinstance(found, TextShape)
    return found


def _problems(given: Document) -> list[str]:
    with pytest.raises(ProblemsFound) as refused:
        plan(given)
    return [f"{problem.where}: {problem.message}" for problem in refused.value.problems]


def test_a_short_title_is_set_in_28_points_on_one_line() -> None:
    size, count, findings = _title("规上工业增加值三年增长18.9%，产业转型见效")
    assert (size, count, findings.notices, list(findings.problems)) == (28, 1, [], [])


@pytest.mark.parametrize(("length", "size", "count"), [(40, 26, 2), (64, 26, 2), (70, 24, 2)])
def test_a_longer_title_takes_two_lines_of_26_or_24_points(length: int, size: float, count: int) -> None:
    assert _title("产" * length)[:2] == (size, count)
    assert _title("产" * length)[2].notices == []


@pytest.mark.parametrize(("length", "size", "count"), [(76, 22, 2), (84, 20, 2), (90, 20, 3), (120, 20, 3)])
def test_a_title_too_long_for_two_lines_of_24_points_is_smaller_with_a_notice(
    length: int, size: float, count: int
) -> None:
    found = _title("产" * length)
    assert found[:2] == (size, count)
    assert [notice.message for notice in found[2].notices] == [
        "标题过长，两行24磅放不下，已改用更小的字号。请缩短标题。"
    ]
    assert list(found[2].problems) == []


def test_a_title_is_never_set_below_20_points_but_refused() -> None:
    size, _, findings = _title("产" * 140)
    assert size == 20
    assert [str(problem) for problem in findings.problems] == [
        "one: 标题有140字，3行20磅也放不下。请缩短标题，细节写进要点。"
    ]


def test_a_title_that_fits_only_without_its_continuation_mark_is_refused() -> None:
    assert list(_title("产" * 128)[2].problems) == []
    assert len(list(_title("产" * 128, "（续2/3）")[2].problems)) == 1


def test_a_section_without_a_headline_bears_its_label_as_title() -> None:
    slide = _slides(Paragraph("one/text", text("内容")), headline=())[0]
    assert _text(slide, "one/title").text == "极端内容"


def test_a_paragraph_longer_than_a_slide_is_cut_between_two_sentences() -> None:
    slides = _slides(Paragraph("one/text", text(prose(2000))))
    pieces = [_text(slide, "one/text").text for slide in slides]
    assert len(pieces) == 3
    assert "".join(pieces) == prose(2000)
    assert all(piece.endswith(("。", "；", "……")) for piece in pieces)
    assert [_text(slide, "one/title").text for slide in slides] == [
        "内容再多也不出格",
        "内容再多也不出格（续2/3）",
        "内容再多也不出格（续3/3）",
    ]


def test_a_paragraph_without_a_sentence_is_cut_between_two_lines() -> None:
    words = "区域经济运行总体平稳" * 150
    pieces = [_text(slide, "one/text") for slide in _slides(Paragraph("one/text", text(words)))]
    assert "".join(piece.text for piece in pieces) == words
    first = pieces[0]
    assert (
        len(first.text)
        == line_ends(replace(first.paras[0], runs=(Run(words, 16),)), CONTENT.w)[lines(first.paras[0], CONTENT.w) - 1]
    )


def test_the_slides_of_a_long_text_are_about_equally_full_and_in_one_size() -> None:
    shapes = [_text(slide, "one/text") for slide in _slides(Paragraph("one/text", text(prose(1100))))]
    counts = [lines(shape.paras[0], CONTENT.w) for shape in shapes]
    assert len(counts) == 2
    assert max(counts) - min(counts) <= 3
    assert {run.size for shape in shapes for para in shape.paras for run in para.runs} == {16}


def test_a_bullet_longer_than_a_slide_goes_on_without_a_second_bullet() -> None:
    items = (text("短的一条。"), text(Span("很长的一条。", strong=True), prose(1500)), text("又是短的一条。"))
    first, second = _slides(Bullets("one/points", items))
    assert [bool(para.bullet) for para in _text(first, "one/points").paras] == [True, True]
    assert [bool(para.bullet) for para in _text(second, "one/points").paras] == [False]
    assert [para.text for para in _text(second, "one/points#2").paras] == ["又是短的一条。"]


def test_a_cut_keeps_the_figures_and_the_stress_of_its_spans() -> None:
    number = figure("843.8", "亿元")
    words: Text = (Span("产值", strong=True), Span("843.8亿元", number), Span("，增长。 再说。"))
    head, rest = cut(words, len("产值843.8亿元，增长。"))
    assert head == (Span("产值", strong=True), Span("843.8亿元", number), Span("，增长。"))
    assert rest == (Span("再说。"),)


def test_a_text_that_fits_is_not_divided() -> None:
    assert divided(text("短。"), 16, CONTENT.w, 5) is None
    assert divided(text(prose(400)), 16, CONTENT.w, 1) is None


def test_a_text_beside_a_chart_goes_on_on_the_next_slide() -> None:
    first, second = _slides(column("one/chart"), Paragraph("one/text", text(prose(700))))
    assert {shape.name for shape in first.shapes} >= {"one/chart", "one/text"}
    assert _text(first, "one/text").text + _text(second, "one/text").text == prose(700)


def test_a_text_of_more_than_twelve_slides_is_refused() -> None:
    longest = SENTENCES[0] * 165
    assert len(_slides(Paragraph("one/text", text(longest)))) <= 13
    assert _problems(document(section("one", Bullets("one/points", tuple(text(longest) for _ in range(3)))))) == [
        f"one/points: 这段文字有{3 * len(longest)}字，超过12页的上限。"
    ]


def test_all_blocks_at_fault_are_named_at_once() -> None:
    blocks = (
        Paragraph("one/text", text("字" * 50_000)),
        KeyFigures("one/cards", (KeyFigure("指标", figure("9" * 90, "")),)),
        Callout("one/remark", text("好的")),
    )
    found = _problems(document(section("one", *blocks), section("two", headline=text("字" * 200))))
    assert [problem.split(":")[0] for problem in found] == ["one/text", "one/cards", "two"]


def test_a_source_too_long_for_the_footer_stands_below_the_content() -> None:
    words = "；".join(f"《示例统计月报》2020年第{at}期第{at * 3}页" for at in range(1, 20))
    given = document(section("one", Bullets("one/points", (text("一点。"),)), source=words))
    planned = plan(given)
    slide = planned.slides[1]
    assert _text(slide, "one/source").text == "来源：见本节末页"
    assert _text(slide, "one/source-in-full").text == f"来源：{words}"
    assert [notice.where for notice in planned.notices] == ["one"]
    assert words in "".join(slide.notes)


def test_notes_longer_than_their_page_are_told_of() -> None:
    planned = plan(document(section("one", Paragraph("one/text", text("内容")), notes=(text(prose(900)),))))
    assert [notice.message for notice in planned.notices] == [
        "第2页的备注太长，打印备注页时印不全；演示者视图里仍看得到全部。"
    ]


def test_cards_with_wide_numbers_stand_fewer_in_a_row() -> None:
    narrow = KeyFigures("one/cards", tuple(KeyFigure(f"指标{at}", figure("12.5", "亿元")) for at in range(4)))
    wide = KeyFigures("one/cards", tuple(KeyFigure(f"指标{at}", figure("123,456,789.12", "亿元")) for at in range(4)))
    assert len({_box(card).y for card in _cards(_slides(narrow)[0])}) == 1
    assert len({_box(card).y for card in _cards(_slides(wide)[0])}) == 2


def test_cards_go_on_in_whole_rows_and_slides_alike() -> None:
    cards = tuple(KeyFigure(f"第{at}项", figure(f"{at}.5", "亿元"), text("增长3.2%")) for at in range(30))
    slides = _slides(KeyFigures("one/cards", cards))
    assert [len(_cards(slide)) for slide in slides] == [12, 12, 6]


def test_cards_that_go_on_keep_the_type_of_all() -> None:
    numbers = ["123,456.78"] * 16 + ["1.5"] * 16
    cards = tuple(KeyFigure(f"第{at}项", figure(each, "亿元")) for at, each in enumerate(numbers))
    slides = _slides(KeyFigures("one/cards", cards))
    assert [len(_cards(slide)) for slide in slides] == [16, 16]
    assert {card.paras[-1].runs[0].size for slide in slides for card in _cards(slide)} == {24}


def test_the_number_of_a_card_is_measured_with_the_blank_before_its_unit() -> None:
    card = KeyFigure("面积", figure("10000000", "万平方公里"))
    para = _cards(_slides(KeyFigures("one/cards", (card,) * 5))[0])[0].paras[-1]
    assert lines(para, CONTENT.w / 2) == 1
    assert line_width(para) > width("10000000", 24, strong=True) + width("万平方公里", 12)


def test_figures_stand_at_one_height_whatever_breaks_their_labels() -> None:
    long = "高新技术产业增加值占规模以上工业增加值的比重"
    cards = tuple(KeyFigure(label, figure("12.5", "亿元")) for label in ("短的", long, "短的", "短的"))
    short, broken, *_ = _cards(_slides(KeyFigures("one/cards", cards))[0])
    assert "\v" in broken.paras[0].text
    assert height(short.paras, 190) == height(broken.paras, 190)


def test_the_title_of_a_chart_that_wraps_takes_its_room_from_the_chart() -> None:
    long = replace(column("one/chart"), title="规模以上工业产值与增加值（亿元，按可比价格计算）" * 3)
    slide = _slides(long)[0]
    heading = _text(slide, "one/chart/title")
    assert heading.box.h >= 2 * 20
    drawn = next(shape for shape in slide.shapes if shape.name == "one/chart")
    assert heading.box.bottom <= _box(drawn).y


def test_a_chart_whose_title_fills_the_slide_is_refused() -> None:
    endless = replace(column("one/chart"), title=prose(1200))
    assert _problems(document(section("one", endless))) == ["one/chart: 这张图连同标题一页放不下。"]


def test_a_chart_alone_on_a_slide_is_held_to_the_same_rules() -> None:
    with pytest.raises(ProblemsFound, match="字符U\\+0007"):
        chart_slide(replace(column("c"), title="产值\x07"), Style(), sample().stamped)


def test_the_last_check_finds_what_nobody_measured() -> None:
    tall = TextShape("cover/byline", Box(40, 40, 100, 20), (Para((Run("很长的落款" * 5, 16),), 24),))
    small = TextShape("a", Box(40, 80, 100, 20), (Para((Run("小", 9),), 12),), path="one/small")
    away = TextShape("b", Box(900, 80, 100, 20), (Para((Run("外", 12),), 16),), path="one/away")
    findings = Findings()
    check((SlidePlan(OURS, "one", (tall, small, away), "章"),), findings)
    assert [f"{problem.where}: {problem.message}" for problem in findings.problems] == [
        "cover/byline: 封面落款“很长的落款很长的落款很长……”要5行，那里放不下。",
        "one/small: 第1页有小于10磅的字。",
        "one/away: 第1页放不下这一块。",
    ]


def test_no_type_is_below_the_least_size_of_its_role() -> None:
    for slide in plan(sample()).slides:
        titles = {shape.name for shape in slide.shapes if isinstance(shape, TextShape) and _is_title(shape)}
        for frame in frames(slide):
            least = 12 if frame.cell else 20 if frame.name in titles else 10
            assert all(run.size >= least for para in frame.paras for run in para.runs if run.size), frame


def test_frames_tell_box_and_lines_of_texts_and_cells() -> None:
    slide = plan(sample()).slides[4]
    table = next(shape for shape in slide.shapes if isinstance(shape, TableShape))
    cells = [frame for frame in frames(slide) if frame.cell]
    assert len(cells) == len(table.rows) * len(table.widths)
    assert sum(frame.box.h for frame in cells if frame.cell and frame.cell[1] == 0) == pytest.approx(table.box.h)
    assert all(frame.lines == (1,) for frame in cells)


def test_a_paragraph_settled_in_its_lines_takes_as_many_as_before() -> None:
    para = Para((Run("规上工业产值与", 13), Run("增加值的比重（按可比价格计算）", 13, True)), 19)
    broken = settled(para, 150)
    assert broken.text.count("\v") == lines(para, 150) - 1
    assert lines(broken, 150) == lines(para, 150)
    assert broken.text.replace("\v", "") == para.text


def test_figures_between_chinese_are_given_the_room_that_libreoffice_puts_around_them() -> None:
    plain_, mixed = Para((Run("产" * 20, 16),), 24), Para((Run("产1" * 20, 16),), 24)
    assert lines(plain_, 20 * 16 / 0.99) == 1
    assert lines(mixed, 20 * 16 * 1.56 / 0.99) == 2


def test_a_line_of_the_contents_is_shortened_where_it_would_wrap() -> None:
    assert shortened("短\n句", 14, 100) == "短 句"
    assert shortened("产" * 20, 14, 100).endswith("……")
    assert plain(text(shortened("产" * 20, 14, 100))).startswith("产产")


def _cards(slide: SlidePlan) -> list[TextShape]:
    """Return the text frames of the cards of a slide."""
    return [shape for shape in slide.shapes if isinstance(shape, TextShape) and shape.path == "one/cards"]


def _is_title(shape: TextShape) -> bool:
    return shape.slot is not None and shape.slot.type in ("title", "ctrTitle")


def _box(shape: Any) -> Box:
    found: Box = shape.box
    return found
