"""Claims about who plays which role: given file, system font, packaged substitute, and what is said of each."""

from __future__ import annotations

from pathlib import Path
from struct import unpack_from

import pytest

from briefing.document import FaceWish
from briefing.typeset import Face, Fonts, Role, discovery
from briefing.typeset.casting import Casting, cast, with_rare
from briefing.typeset.fonts import PACKAGED
from tests.typeset.made_fonts import LETTERS, Made, collection, truetype

SONG = Made(family="FZXiaoBiaoSong-B05S", chinese="方正小标宋简体")


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of system fonts; a test writes into it before it casts."""
    folder = tmp_path / "fonts"
    folder.mkdir()
    monkeypatch.setattr(discovery, "folders", lambda: (folder,))
    return folder


def said(casting: Casting) -> list[str]:
    return [str(notice) for notice in casting.notices]


def test_without_fonts_and_wishes_every_role_has_its_packaged_face() -> None:
    casting = cast(system=False)
    assert dict(casting.fonts.casts) == dict(PACKAGED)
    assert (casting.problems, casting.notices, casting.fonts.stand_ins) == ((), (), ())


def test_a_system_font_of_the_class_plays_its_role_without_being_asked_for(system: Path) -> None:
    path = truetype(system / "song.ttf", SONG)
    casting = cast()
    title = casting.fonts.casts[Role.TITLE]
    assert (title.face.file, title.how, title.title, title.stroked) == (str(path), "system", "方正小标宋简体", False)
    assert casting.fonts.casts[Role.BODY] == PACKAGED[Role.BODY]
    assert casting.notices == ()


def test_the_usual_names_are_tried_in_their_order(system: Path) -> None:
    truetype(system / "a.ttf", Made(family="STFangsong", chinese="华文仿宋"))
    best = truetype(system / "b.ttf", Made(family="FangSong_GB2312", chinese="仿宋_GB2312"))
    assert cast().fonts.casts[Role.BODY].face.file == str(best)


def test_a_font_of_the_class_that_has_no_chinese_is_passed_over(system: Path) -> None:
    truetype(system / "a.ttf", Made(family="FangSong", chinese="仿宋", letters="Aa1"))
    assert cast().fonts.casts[Role.BODY].how == "packaged"


def test_without_system_no_font_of_the_machine_is_taken(system: Path) -> None:
    truetype(system / "song.ttf", SONG)
    assert cast(system=False).fonts.casts[Role.TITLE] == PACKAGED[Role.TITLE]


def test_families_of_the_template_come_before_the_usual_ones(system: Path) -> None:
    truetype(system / "a.ttf", Made(family="FangSong", chinese="仿宋"))
    own = truetype(system / "b.ttf", Made(family="House", chinese="本单位字体"))
    casting = cast([FaceWish("body", families=("不在的字体", "本单位字体"))])
    assert casting.fonts.casts[Role.BODY].face.file == str(own)
    assert casting.notices == ()


def test_a_file_comes_before_all_and_has_its_bold(system: Path, tmp_path: Path) -> None:
    truetype(system / "a.ttf", Made(family="FangSong", chinese="仿宋"))
    own = truetype(tmp_path / "own.ttf", Made(variable=True))
    body = cast([FaceWish("body", file=str(own), families=("FangSong",))]).fonts.casts[Role.BODY]
    stamp = body.face.stamp
    assert (body.face, body.how) == (Face("Made-Regular", str(own), weight=400, stamp=stamp), "given")
    assert body.bold == Face("Made-Regular_700wght", str(own), weight=700, stamp=stamp)


def test_of_a_given_collection_the_named_font_is_taken_and_else_the_first(tmp_path: Path) -> None:
    own = collection(tmp_path / "c.ttc", Made(family="One", chinese="一"), Made(family="Two", chinese="二"))
    first = cast([FaceWish("body", file=str(own))], system=False).fonts.casts[Role.BODY]
    named = cast([FaceWish("body", file=str(own), families=("二",))], system=False).fonts.casts[Role.BODY]
    assert (first.face.index, named.face.index) == (0, 1)


def test_a_family_that_is_not_there_is_said_with_what_is_taken(system: Path) -> None:
    casting = cast([FaceWish("title", families=("方正小标宋简体", "华文中宋"))], where=lambda role, name: "t.yaml:7")
    assert said(casting) == ["t.yaml:7: 本机没有“方正小标宋简体”、“华文中宋”，改用Noto Serif SC。"]
    assert casting.fonts.casts[Role.TITLE].instead == "方正小标宋简体"


def test_a_family_that_is_not_looked_for_is_said_too() -> None:
    casting = cast([FaceWish("title", families=("方正小标宋简体",))], system=False)
    assert said(casting) == [
        "pdf.fonts.title.families: 按设置不用系统字体，没有去找“方正小标宋简体”，改用Noto Serif SC。"
    ]


def test_a_family_that_may_not_be_embedded_is_said_with_the_reason(system: Path) -> None:
    truetype(system / "a.ttf", Made(permission=2))
    (notice,) = said(cast([FaceWish("body", families=("造字仿宋",))]))
    assert "“造字仿宋”字体的许可不允许嵌入，改用" in notice


def test_a_packaged_face_can_be_asked_for_by_name() -> None:
    casting = cast([FaceWish("body", families=("Noto Sans SC",))], system=False)
    assert casting.fonts.casts[Role.BODY].face == Face.SANS
    assert casting.notices == ()


def test_latin_letters_take_another_face_only_where_asked(system: Path) -> None:
    truetype(system / "a.ttf", Made(family="Times New Roman", chinese="", letters="Aa1"))
    fonts = cast([FaceWish("body", latin=("Times New Roman",))]).fonts
    assert [(piece.text, piece.face.name) for piece in fonts.pieces("人Aa1大", Role.BODY)] == [
        ("人", "NotoSerifSC-Regular"),
        ("Aa1", "TimesNewRoman-Regular"),
        ("大", "NotoSerifSC-Regular"),
    ]
    assert [piece.face.name for piece in fonts.pieces("人Aa1大", Role.NUMBER)] == ["NotoSerifSC-Regular"]


def test_a_latin_face_that_is_not_there_is_said() -> None:
    (notice,) = said(cast([FaceWish("body", latin=("Times New Roman",))], system=False))
    assert notice.startswith("pdf.fonts.body.latin: ")
    assert "Times New Roman" in notice


def test_a_face_without_chinese_that_is_asked_for_is_used_and_said(system: Path) -> None:
    truetype(system / "a.ttf", Made(family="Latin", chinese="", letters="Aa1"))
    casting = cast([FaceWish("body", families=("Latin",))])
    assert said(casting) == ["pdf.fonts.body.families: “Latin”没有常用汉字，汉字改用Noto Serif SC。"]
    assert [piece.text for piece in casting.fonts.pieces("人Aa1", Role.BODY)] == ["人", "Aa1"]


def test_a_face_that_may_only_be_embedded_whole_is_said(tmp_path: Path) -> None:
    own = truetype(tmp_path / "own.ttf", Made(permission=0x0108))
    (notice,) = said(cast([FaceWish("body", file=str(own))], system=False))
    assert "许可不允许裁剪" in notice


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("e.ttf", b"", "字体“e.ttf”是空文件。"),
        ("w.ttf", b"wOF2" + bytes(100), "字体“w.ttf”是网页字体（WOFF）。"),
        ("t.otf", b"not a font at all", "字体“t.otf”不是字体文件。"),
    ],
)
def test_a_given_file_that_is_no_font_is_a_problem_of_its_line(
    tmp_path: Path, name: str, data: bytes, message: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    wish = FaceWish("body", file=str(path))
    (problem,) = cast([wish], system=False, where=lambda role, key: f"t.yaml:{role}:{key}").problems
    assert (problem.where, problem.message) == ("t.yaml:body:file", message)
    assert problem.hint


def test_a_given_file_that_may_not_be_embedded_is_a_problem(tmp_path: Path) -> None:
    own = truetype(tmp_path / "own.ttf", Made(permission=2))
    (problem,) = cast([FaceWish("body", file=str(own))], system=False).problems
    assert problem.message == "字体“own.ttf”不能用，字体的许可不允许嵌入。"


def test_a_given_file_whose_glyphs_are_empty_is_a_problem(tmp_path: Path) -> None:
    from fontTools.ttLib import TTFont
    from fontTools.ttLib.tables._g_l_y_f import Glyph

    own = truetype(tmp_path / "own.ttf")
    font = TTFont(own)
    for name in font.getGlyphOrder():
        font["glyf"][name] = Glyph()
    font.save(own)
    (problem,) = cast([FaceWish("body", file=str(own))], system=False).problems
    assert "没有可以印出的轮廓" in problem.message


def test_a_given_file_damaged_within_is_a_problem(tmp_path: Path) -> None:
    own = truetype(tmp_path / "own.ttf", Made(variable=True))
    data = bytearray(own.read_bytes())
    (where,) = unpack_from(">I", data, data.index(b"head") + 8)
    data[where + 12 : where + 16] = bytes(4)  # the magic number
    own.write_bytes(data)
    (problem,) = cast([FaceWish("body", file=str(own))], system=False).problems
    assert problem.message == "字体“own.ttf”不完整或已损坏。"


def test_faces_that_are_not_packaged_stand_in_in_other_roles(tmp_path: Path) -> None:
    rare = "\U0002ebf0"
    own = truetype(tmp_path / "own.ttf", Made(letters=LETTERS + rare))
    fonts = cast([FaceWish("title", file=str(own))], system=False).fonts
    assert fonts.lacking(rare) == frozenset()
    assert [piece.face.file for piece in fonts.pieces(rare, Role.BODY)] == [str(own)]


def test_a_rare_character_is_fetched_from_the_system_when_no_other_face_has_it(system: Path) -> None:
    rare = "\U0002ebf0"
    path = truetype(system / "b.ttf", Made(family="SimSun-ExtB", chinese="宋体-ExtB", letters=f"Aa1{rare}"))
    truetype(system / "z.ttf", Made(family="Decorated", chinese="花字", letters=LETTERS + rare))
    fonts = with_rare(Fonts(), f"人{rare}")
    assert [face.file for face in fonts.stand_ins] == [str(path)]
    assert [piece.text for piece in fonts.pieces(f"人{rare}大", Role.BODY)] == ["人", rare, "大"]


def test_the_system_is_not_asked_where_all_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discovery, "system", lambda: pytest.fail("looked at"))
    fonts = Fonts()
    assert with_rare(fonts, "人𬭚㎡") is fonts


@pytest.mark.parametrize("character", ["😀", "ب", "क", "\u0301"])
def test_emoji_and_scripts_that_need_shaping_are_never_fetched(system: Path, character: str) -> None:
    truetype(system / "a.ttf", Made(family="Noto Sans", letters=LETTERS + character))
    fonts = with_rare(Fonts(), f"人{character}")
    assert fonts.stand_ins == ()
    assert fonts.lacking(f"人{character}") == {character}
