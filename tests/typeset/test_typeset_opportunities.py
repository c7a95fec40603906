"""Where a line may end: what stays whole, and what does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.typeset.classes import classes
from briefing.typeset.opportunities import NO_END, NO_START, opportunities, ways_out


def atoms(text: str) -> list[str]:
    ends = opportunities(text)
    return [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]


@pytest.mark.parametrize(
    "whole",
    [
        *(
            "681.4亿元",
            "86.1万人次",
            "76万平方米",
            "2.3个百分点",
            "23.8%",
            "第6位",
            "-5.2%",
            "400余项",
            "+31位",
            "1,234.56元",
        ),
        *(
            "2018—2020年",
            "63%～68%",
            "1—9月",
            "10%—15%",
            "1至9月",
            "9:30—11:30",
            "2020-09-30",
            "2020/9/30",
            "第1—3季度",
        ),
        *(
            "1234.5万千瓦时",
            "35元/平方米",
            "0.35吨标准煤/万元",
            "86.1万人次/日",
            "3家（次）",
            "20万余户",
            "1200多万元",
            "500强",
        ),
        *(
            "41.7万㎡",
            "37.5℃",
            "26μg/m³",
            "＋3.5%",
            "≥80%",
            "＞10%",
            "￥3.5亿元",
            "№3",
            "$20",
            "１２３．４５％",
            "1.2万亿元",
            "50‰",
        ),
        *("〔2020〕1号", "（一）", "4A级", "AAA级", "R&D", "COVID-19", "GB/T", "observations.csv", "C++", "e-mail"),
        *("jbq-office@nbjb.gov.cn", "……", "——", "——。", "“六", "（并", "列）。", "《行", "动》，"),
        *(
            "a\u00a0b",
            "5\u202f000",
            "全\u2060区",
            "e\u0301x",
            "字\u0301",
            "👨‍👩‍👧",
            "❤️",
            "👍🏻",
            "🇨🇳",
            "𠮷",
            "co\u00adop",
            "กข",
        ),
    ],
)
def test_it_stays_whole(whole: str) -> None:
    assert any(whole in atom for atom in atoms(f"共{whole}的"))


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("全区项目", ["全", "区", "项", "目"]),
        ("2020年内", ["2020年", "内"]),
        ("20强手", ["20强", "手"]),
        ("3部门", ["3部", "门"]),
        ("三千六百户", ["三", "千", "六", "百", "户"]),
        ("第十四届", ["第", "十", "四", "届"]),
        ("2018年9月1日", ["2018年", "9月", "1日"]),
        ("681.4亿元至843.8亿元", ["681.4亿元", "至", "843.8亿元"]),
        ("①加快②推进", ["①", "加", "快", "②", "推", "进"]),
        ("🇨🇳🇺🇸", ["🇨🇳", "🇺🇸"]),
        ("项\u200b目", ["项\u200b", "目"]),
        ("甲\t乙\u3000丙 丁", ["甲\t", "乙\u3000", "丙 ", "丁"]),
        ("甲\r\n乙\n丙", ["甲\r\n", "乙\n", "丙"]),
        ("well-known", ["well-", "known"]),
        ("col/col1229/index", ["col/", "col1229/", "index"]),
        ("ファッション", ["ファッ", "ショ", "ン"]),
        ("コーヒー。", ["コー", "ヒー。"]),
        ("한국어 안녕", ["한", "국", "어 ", "안", "녕"]),
    ],
)
def test_it_is_taken_apart(text: str, pieces: list[str]) -> None:
    assert atoms(text) == pieces


def test_marks_go_with_the_characters_they_belong_to() -> None:
    assert atoms("围绕“六争”，好。") == ["围", "绕", "“六", "争”，", "好。"]
    assert atoms("增长 ”％后") == ["增", "长 ”％", "后"]
    assert atoms("长\u200b，后") == ["长\u200b，", "后"]


@given(st.text(alphabet=f"全区 \u200b{NO_START}{NO_END}12a", max_size=40))
def test_no_piece_starts_or_ends_with_a_forbidden_mark(text: str) -> None:
    pieces = atoms(text)
    assert "".join(pieces) == text
    assert not any(piece[0] in NO_START for piece in pieces[1:])
    assert not any(piece.rstrip(" \u200b")[-1:] in tuple(NO_END) for piece in pieces[:-1])


@given(st.text(max_size=60))
def test_the_ends_rise_to_the_length_of_the_text(text: str) -> None:
    for ends in (opportunities(text), ways_out(text)):
        assert ends == sorted(set(ends))
        assert ends[-1:] == ([len(text)] if text else [])
    assert len(classes(text)) == len(text)


def test_a_quantity_too_long_for_a_line_is_cut_behind_its_number() -> None:
    assert ways_out("1234.5万千瓦时") == [6, 7, 8, 9, 10]


def test_a_word_too_long_for_a_line_is_cut_behind_a_mark_in_it() -> None:
    assert ways_out("observations.csv") == [13, 16]
    assert ways_out("abc") == [1, 2, 3]


def test_a_character_and_its_marks_are_never_cut() -> None:
    assert ways_out("e\u0301e\u0301") == [2, 4]
    assert ways_out("👨‍👩‍👧") == [5]
