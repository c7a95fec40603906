"""Line ends held against UAX #14, of which uniseg is an independent reading: ours are among its, apart from quotes."""

from __future__ import annotations

import csv
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from uniseg.linebreak import line_break_boundaries

from briefing.typeset.opportunities import opportunities

DATA = Path(__file__).parents[2] / "data" / "jiangbei"
SENTENCES = (
    "2018年以来，全区围绕“六争攻坚”，规上工业产值由681.4亿元增加到843.8亿元，两年增长23.8%；居全省第6位（并列）。",
    "（一）项目攻坚。三年累计引进世界500强投资项目20个，计划总投资318.6亿元——1—9月完成256.8亿元，同比增长5.6％。",
    "根据《三年行动计划（2018—2020年）》（甬北政发〔2018〕12号）要求，实行“一项一策”“一周一报”，下降63%～68%。",
    "他说：“我们要坚持‘项目为王’，把招商引资作为‘一号工程’……不达目的，决不收兵！”会议指出……",
    "R&D人员折合全时当量6120人年，4A级景区、5G网络、COVID-19疫情，e-mail：jbq-office@nbjb.gov.cn；",
    "C++、A/B、GB/T 9704—2012，P2P、Wi-Fi、No.3、Q1、PM2.5、well-known、U.S.A.、A股（B股）。",
    "网址https://www.nbjb.gov.cn/col/col1229/index.html?a=1&b=2#top，文件C:\\data\\jiangbei\\observations.csv。",
    "面积41.7万㎡，气温37.5℃，浓度26μg/m³，1,234,567.89元，￥3.5亿，$20，±0.5%，≥80%，№3，①②③★☆→↑2↓1。",
    "2020-09-30 9:30—11:30，2020/9/30，1:2.5，3×4＝12，10^4，－5.2%，+31位，-3.1%，50‰，120°C，½、²。",
    "姓名𠮷田、𬭚、𫟅，表情👍🏻、👨‍👩‍👧、❤️、🇨🇳🇺🇸，한국어 안녕하세요，ファッションとコーヒー、あっという間。",
    "ภาษาไทย ไม่มี วรรค العربية: نص، ١٢٣؟ naïve café — l’été « oui » “quoted” text, don't stop (at all) [now]!",
    "三千六百户、第十四届、一百二十个；甲·乙，A·B；a\u00a0b、5\u202f000、全\u2060区、项\u200b目、甲\u3000乙\t丙。",
    "“R&D”经费占GDP比重（％）；“2020”年度、“”、（），。！？…—“‘双层’引号”“连用”‘单引’。",
)
# Pieces that hold together by themselves, so that chance does not only make rubbish.
TOKENS = (
    *"全区产业年个元第、，。；：！？（）《》“”‘’…—％·～〔〕一あっカーィ한각0123456789abGDP&%+-*#@:;,.!?()[]{}\"'\\/|$￥±№°℃㎡①é",
    *("——", "……", " ", "  ", "\t", "\n", "\r\n", "\u00a0", "\u2060", "\u202f", "\u200b", "\u3000", "\u2009", "\u2010"),
    *(
        "–",
        "«",
        "»",
        "e\u0301",
        "字\u0301",
        "👍🏻",
        "👨‍👩‍👧",
        "❤️",
        "🇨🇳",
        "𠀀",
        "ไท",
        "ั",
        "العر",
        "،",
        "亿元",
        "1.5",
        "12号",
    ),
)
CHINESE_BESIDES = "“”‘’«»…—"


def is_chinese(character: str) -> bool:
    """Return whether a character is wide, or one of the marks of Chinese that Unicode has no width for, or a flag."""
    return unicodedata.east_asian_width(character) in "FWH" or character in CHINESE_BESIDES or "🇦" <= character <= "🇿"


def lax(text: str, at: int) -> bool:
    """Return whether a break is one that we allow besides: before “ and its like, or behind ”, next to Chinese."""
    before = text[:at].rstrip("\u0301\u0e31")
    opens = unicodedata.category(text[at : at + 1] or "x") == "Pi" and is_chinese(before[-1:] or "x")
    return opens or (unicodedata.category(before[-1:] or "x") == "Pf" and is_chinese(text[at : at + 1] or "x"))


def beyond(text: str) -> list[str]:
    """Return the breaks that UAX #14 does not have, each with what surrounds it."""
    ours, theirs = opportunities(text), set(line_break_boundaries(text))
    return [f"{text[:at]}|{text[at:]}" for at in ours if at not in theirs and not lax(text, at)]


def dataset() -> list[str]:
    texts: set[str] = set()
    for path in sorted(DATA.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            texts.update(cell for row in csv.reader(file) for cell in row if len(cell) > 3)
    return sorted(texts)


@pytest.mark.parametrize("text", SENTENCES)
def test_a_sentence_ends_lines_only_where_unicode_would(text: str) -> None:
    assert beyond(text) == []


def test_the_example_data_end_lines_only_where_unicode_would() -> None:
    texts = dataset()
    assert len(texts) > 100
    assert [found for text in texts for found in beyond(text)] == []


@given(st.lists(st.sampled_from(TOKENS), max_size=14).map("".join))
def test_any_mixture_ends_lines_only_where_unicode_would(text: str) -> None:
    assert beyond(text) == []


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cn", "Co", "Cs")), max_size=10))
def test_any_characters_end_lines_only_where_unicode_would(text: str) -> None:
    # Hebrew has a rule of its own for its hyphens (LB21a); tones of the skin go with any character here.
    assert [found for found in beyond(text) if not any(is_left_out(character) for character in found)] == []


def is_left_out(character: str) -> bool:
    return "\u05be" <= character <= "\u05f4" or "\ufb1d" <= character <= "\ufb4f" or "🏻" <= character <= "🏿"


def test_every_mark_and_sign_ends_lines_only_where_unicode_would() -> None:
    ranges = (
        range(0x20, 0x590),
        range(0x600, 0x700),
        range(0x2000, 0x2C00),
        range(0x3000, 0x3400),
        range(0xFE10, 0xFFEF),
    )
    marks = [chr(code) for codes in ranges for code in codes if unicodedata.category(chr(code))[0] in "PSZ"]
    assert len(marks) > 2000
    assert [found for mark in marks for found in beyond(f"汉{mark}汉{mark}a{mark}1")] == []


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("全区“R&D”经费", ["全", "区", "“R&D”", "经", "费"]),
        ("“一项一策”“一周一报”", ["“一", "项", "一", "策”", "“一", "周", "一", "报”"]),
        ("说：“2020年", ["说：", "“2020年"]),
        ("students’ work", ["students’ ", "work"]),
        ("he said “no” once", ["he ", "said ", "“no” ", "once"]),
    ],
)
def test_quotes_open_and_close_towards_chinese(text: str, pieces: list[str]) -> None:
    ends = opportunities(text)
    assert [text[start:end] for start, end in zip([0, *ends], ends, strict=False)] == pieces


def test_most_of_what_unicode_allows_in_plain_chinese_is_allowed() -> None:
    text = "全区上下凝心聚力，推动产业、科技、服务全面提升；群众满意。"
    assert opportunities(text) == list(line_break_boundaries(text))
