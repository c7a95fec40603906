"""Claims about the comparison of what was composed with what a file shows."""

from __future__ import annotations

import pytest

from briefing.inspect.compare import absent

PARAGRAPH = "规上工业产值由681.4亿元增加到843.8亿元，年均增长11.3%，高于全市平均水平2.3个百分点。"
ROW = "规上工业产值\t亿元\t681.4\t843.8\t绿"
OTHER = "规下工业产值\t亿元\t81.4\t43.8\t红"


def test_what_stands_in_the_file_is_not_missed() -> None:
    assert absent([PARAGRAPH, ROW], [f"{PARAGRAPH}\n规上工业产值 亿元 681.4 843.8 绿"]) == ()


def test_white_space_and_line_ends_are_the_back_ends_own() -> None:
    assert (
        absent(
            [PARAGRAPH], ["规上工业产值由681.4亿元增加 到843.8亿元，年均增\r\n长11.3%，高于全市　平均水平2.3个百分点。"]
        )
        == ()
    )


@pytest.mark.parametrize("unseen", ["\u200b", "\u2060", "\ufeff", "\u00ad", "\u200d", "\ufe0f", "\u0007", "\u202a"])
def test_characters_that_leave_no_ink_are_left_aside(unseen: str) -> None:
    assert absent([f"零宽{unseen}字符"], ["零宽字符"]) == ()
    assert absent(["零宽字符"], [f"零宽{unseen}字符"]) == ()


def test_composed_and_decomposed_characters_are_the_same() -> None:
    assert absent(["cafe\u0301"], ["caf\u00e9"]) == ()


@pytest.mark.parametrize(("said", "read"), [("甲·乙", "甲•乙"), ("1～2", "1〜2"), ("⼀⼆", "一二"), ("ﬁn", "fin")])
def test_characters_that_one_glyph_shows_are_the_same_on_paper(said: str, read: str) -> None:
    assert absent([said], [read]) == ()


@pytest.mark.parametrize("end", ["\x02", "\ufffe"])
def test_a_hyphen_at_the_end_of_a_line_is_one(end: str) -> None:
    assert absent(["well-known"], [f"well{end}\nknown"]) == ()


@pytest.mark.parametrize(("old", "new"), [("843.8", "848.3"), ("亿元，", "万元，"), ("年均", "年"), ("2.3个", "2.3")])
def test_a_paragraph_with_anything_changed_is_missed(old: str, new: str) -> None:
    assert absent([PARAGRAPH], [PARAGRAPH.replace(old, new)]) == (PARAGRAPH,)


def test_a_sign_that_got_lost_is_missed() -> None:
    assert absent(["净增-43.8亿元"], ["净增43.8亿元"]) == ("净增-43.8亿元",)


@pytest.mark.parametrize(
    "shown",
    ["规上工业产值亿元843.8绿", "规上工业产值亿元681.4848.3绿", "规上工业产值亿元681.4843.8", "亿元681.4843.8绿"],
)
def test_a_row_with_a_cell_lost_or_changed_is_missed_even_if_the_cell_stands_elsewhere(shown: str) -> None:
    chart = "规上工业产值 681.4 843.8 绿 亿元"
    assert absent([ROW], [f"{shown}\n{chart}"]) == (ROW,)


def test_a_short_text_is_counted_and_not_only_found() -> None:
    assert absent(["绿", "绿", "绿灯行"], ["绿 绿 绿灯行"]) == ()
    assert absent(["绿", "绿", "绿灯行"], ["绿 绿灯行"]) == ("绿",)


def test_what_is_lost_does_not_take_along_the_short_texts_within_it() -> None:
    assert absent([PARAGRAPH, "843.8亿元"], ["843.8亿元"]) == (PARAGRAPH,)


def test_texts_in_another_order_are_found() -> None:
    texts = [f"第{at}段文字说的是第{at}件事" for at in range(50)]
    assert absent(texts, ["\n".join(reversed(texts))]) == ()


def test_a_paragraph_that_goes_on_overleaf_is_whole() -> None:
    pages = [f"一、标题\n{PARAGRAPH[:20]}\n— 1 —\n示例数据", f"{PARAGRAPH[20:]}\n二、标题\n— 2 —"]
    assert absent(["一、标题", PARAGRAPH, "二、标题"], pages) == ()


def test_a_paragraph_over_three_pages_is_whole() -> None:
    long = "".join(f"第{at}句话。" for at in range(300))
    pages = [f"{long[:700]}— 1 —", f"{long[700:1500]}— 2 —", f"{long[1500:]}— 3 —"]
    assert absent([long], pages) == ()
    assert absent([long], [pages[0], pages[1].replace("第200句话。", ""), pages[2]]) == (long,)


def test_a_paragraph_that_lost_its_middle_is_missed_though_both_ends_are_there() -> None:
    between = "这一段说的是另一件完整的事情。"
    pages = [f"{PARAGRAPH[:20]}\n{between}\n— 1 —", f"{PARAGRAPH[20:]}\n— 2 —"]
    assert absent([PARAGRAPH, between], pages) == (PARAGRAPH,)


def test_a_text_that_stands_whole_on_one_page_is_not_taken_for_one_that_goes_on() -> None:
    title = "森林覆盖率达48.2%"
    assert absent([title, title], ["森林覆盖率达42.8%", "", f"{title}\n— 2 —", "— 3 —"]) == (title,)


def test_what_is_repeated_at_the_foot_of_each_page_does_not_part_a_paragraph() -> None:
    source = "来源：公开报道"
    pages = [f"标题\n{PARAGRAPH[:20]}\n{source}\n1", f"标题（续2/2）\n{PARAGRAPH[20:]}\n{source}\n2"]
    assert absent(["标题", PARAGRAPH, source], pages) == ()


def test_a_heading_that_is_said_often_may_go_on_overleaf_once() -> None:
    assert absent([PARAGRAPH] * 3, [f"{PARAGRAPH}一 {PARAGRAPH[:20]} 1", f"{PARAGRAPH[20:]}二 {PARAGRAPH} 2"]) == ()
    assert absent([PARAGRAPH] * 3, [f"{PARAGRAPH}一 1", f"{PARAGRAPH}二 2"]) == (PARAGRAPH,)


def test_the_rows_of_a_table_divided_between_columns_are_whole() -> None:
    first = "规上工业产值 亿元 681.4\n规下工业产值 亿元 81.4"
    second = "规上工业产值 843.8 绿\n规下工业产值 43.8 红"
    assert absent([ROW, OTHER], [first, second]) == ()
    assert absent([ROW, OTHER], [first, second.replace("43.8 红", "34.8 红")]) == (ROW, OTHER)


def test_a_divided_table_may_repeat_several_columns() -> None:
    first = "规上工业产值 亿元 681.4\n规下工业产值 亿元 81.4"
    second = "规上工业产值 亿元 843.8 绿\n规下工业产值 亿元 43.8 红"
    assert absent([ROW, OTHER], [first, second]) == ()


def test_a_cell_higher_than_a_page_may_be_cut_by_lines() -> None:
    long = "".join(f"第{at}句话。" for at in range(120))
    pages = [f"{long[:300]} 亿元 8", f"{long[300:]}"]
    assert absent([f"{long}\t亿元\t8"], pages) == ()
    assert absent([f"{long}\t亿元\t8"], [pages[0], pages[1].replace("第100句话。", "")]) == (f"{long}\t亿元\t8",)


def test_text_written_from_right_to_left_is_looked_for_around_it() -> None:
    assert absent(["外文：مرحبا，完毕"], ["外文：ابحرم，完毕"]) == ()
    assert absent(["外文：مرحبا，完毕"], ["外文：ابحرم"]) == ("外文：مرحبا，完毕",)


def test_nothing_said_is_nothing_missed() -> None:
    assert absent([], ["任何文字"]) == ()
    assert absent(["", " ", "\t"], []) == ()


def test_a_divided_table_is_whole_behind_another_one_divided_elsewhere() -> None:
    towns = ["镇\t区\t投资\t进度\t计划\t灯", "甲镇\t东区\t1.5\t90%\t十月\t黄", "乙镇\t西区\t2.5\t62%\t八月\t红"]
    roads = [
        "项\t题\t地\t牵头\t投资\t进度\t状态",
        "大道\t交通\t东\t一局\t18.6\t80%\t落后",
        "河道\t水利\t西\t二局\t4.8\t62%\t逾期",
    ]
    pages = [
        "镇 区 投资 进度\n甲镇 东区 1.5 90%\n乙镇 西区 2.5 62%",
        "镇 区 计划 灯\n甲镇 东区 十月 黄\n乙镇 西区 八月 红",
        "项 题 地 牵头 投资\n大道 交通 东 一局 18.6\n河道 水利 西 二局 4.8",
        "项 题 进度 状态\n大道 交通 80% 落后\n河道 水利 62% 逾期",
    ]
    assert absent([*towns, *roads], pages) == ()
    assert absent([*towns, *roads], [*pages[:3], "项 题 进度 状态\n大道 交通 80% 落后"]) == (roads[2],)
