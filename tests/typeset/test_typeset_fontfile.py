"""Claims about what is read of a font file: names in all languages, weights, permissions, and what is no font."""

from __future__ import annotations

import random
from pathlib import Path
from struct import pack

import pytest
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._n_a_m_e import NameRecord

from briefing.typeset.fontfile import Font, Unusable, key, read
from tests.typeset.made_fonts import KINDS, Made, cff, collection, truetype


def only(path: Path) -> Font:
    (found,) = read(path)
    return found


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_of_font_is_read(tmp_path: Path, name: str) -> None:
    make, made = KINDS[name]
    found = read(make(tmp_path / name, made))[-1]
    assert {key("Made"), key("造字仿宋")} <= found.families
    assert (found.title, found.face.name) == ("造字仿宋", "Made-Regular")
    assert (found.face.weight, found.weights) == ((400, (100, 900)) if made.variable else (None, None))


def test_each_font_of_a_collection_has_its_place(tmp_path: Path) -> None:
    found = read(collection(tmp_path / "c.ttc", Made(family="One"), Made(family="Two")))
    assert [(font.face.index, font.face.name) for font in found] == [(0, "One-Regular"), (1, "Two-Regular")]


def test_names_in_old_chinese_encodings_are_read(tmp_path: Path) -> None:
    path = truetype(tmp_path / "old.ttf")
    font = TTFont(path)
    font["name"] = table = newTable("name")
    table.names = []
    # Windows in GBK, with zero bytes before ASCII as old fonts have them; the Mac in both forms of Chinese.
    for platform, encoding, language, data in (
        (3, 3, 0x0804, "仿宋".encode("gbk") + b"\0_\0G\0B"),
        (1, 25, 33, "楷体".encode("gb2312")),
        (1, 2, 19, "黑體".encode("big5")),
    ):
        record = NameRecord()
        record.nameID, record.platformID, record.platEncID, record.langID = 1, platform, encoding, language
        record.string = data
        table.names.append(record)
    font.save(path)
    assert only(path).families == {key("仿宋_GB"), key("楷体"), key("黑體")}


@pytest.mark.parametrize(
    ("one", "other"),
    [("仿宋_GB2312", "仿宋 GB2312"), ("FangSong_GB2312", "fangsong gb2312"), ("ＳimSun", "SIMSUN"), ("A-B", "AB")],
)
def test_spaces_case_and_width_do_not_tell_names_apart(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("permission", "barred", "uncut"),
    [
        (0x0000, "", False),
        (0x0002, "字体的许可不允许嵌入", False),
        (0x0004, "", False),
        (0x0006, "", False),  # old fonts state several uses; the mildest holds
        (0x0008, "", False),
        (0x0108, "", True),
        (0x0200, "字体的许可只允许嵌入点阵", False),
    ],
)
def test_the_maker_s_permission_is_read(tmp_path: Path, permission: int, barred: str, uncut: bool) -> None:
    found = only(truetype(tmp_path / "f.ttf", Made(permission=permission)))
    assert (found.barred, found.uncut) == (barred, uncut)


def test_weight_and_slant_are_read(tmp_path: Path) -> None:
    found = only(cff(tmp_path / "f.otf", Made(style="Bold", weight=700, slant=-10)))
    assert (found.weight, found.slanted) == (700, True)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "是空文件"),
        (b"wOF2" + bytes(60), "是网页字体（WOFF）"),
        (b"wOFF" + bytes(60), "是网页字体（WOFF）"),
        (b"%PDF-1.7" + bytes(60), "不是字体文件"),
        ("字体".encode(), "不是字体文件"),
        (b"ttcf" + bytes(8), "不完整或已损坏"),
        (b"ttcf\0\1\0\0" + pack(">I", 10**6), "不完整或已损坏"),
        (b"OTTO\0\1" + bytes(6), "不完整或已损坏"),
        (b"OTTO\0\1" + bytes(6) + b"head" + bytes(12), "只有点阵、没有轮廓"),
        (b"OTTO\0\1" + bytes(6) + b"CFF " + bytes(12), "缺少 cmap、head、hhea、hmtx、maxp、name 表"),
    ],
)
def test_what_is_no_font_says_why(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "f.ttf"
    path.write_bytes(data)
    with pytest.raises(Unusable) as caught:
        read(path)
    assert caught.value.reason == reason
    assert caught.value.hint


def test_a_font_cut_off_is_damaged(tmp_path: Path) -> None:
    path = truetype(tmp_path / "f.ttf")
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(Unusable, match="不完整或已损坏"):
        read(path)


def test_a_damaged_file_is_a_font_or_says_why_and_nothing_else(tmp_path: Path) -> None:
    chance = random.Random(7)
    whole = truetype(tmp_path / "whole.ttf", Made(variable=True)).read_bytes()
    path = tmp_path / "f.ttf"
    outcomes = set()
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(chance.randrange(1, 10)):
            data[chance.randrange(500)] = chance.randrange(256)
        path.write_bytes(data)
        try:
            read(path)
            outcomes.add("font")
        except Unusable:
            outcomes.add("reason")
    assert outcomes == {"font", "reason"}
