"""Claims about the package of a deck: each is broken in one way, and that is told with its place."""

from __future__ import annotations

import struct
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from lxml import etree

from briefing import inspect
from tests.inspect.damage import changed, edited, entries, packed, swapped, told

TYPES = "[Content_Types].xml"
SLIDE, SLIDE_RELS = "ppt/slides/slide4.xml", "ppt/slides/_rels/slide4.xml.rels"
_RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def found(data: bytes) -> list[str]:
    return told(inspect.deck(data, "briefing.pptx"))


def related(data: bytes, kind: str, target: str, *, external: bool = False) -> bytes:
    """Return the deck with one more relation of its fourth slide."""
    mode = ' TargetMode="External"' if external else ""
    relation = f'<Relationship Id="rId99" Type="{_RELATIONSHIP}/{kind}" Target="{target}"{mode}/></Relationships>'
    return swapped(data, SLIDE_RELS, "</Relationships>", relation)


def test_a_good_deck_has_no_finding(deck: bytes) -> None:
    assert found(deck) == []


def test_a_deck_cut_short_is_damaged(deck: bytes) -> None:
    assert found(deck[: len(deck) // 2]) == ["briefing.pptx: 压缩包已损坏，打不开。"]


def test_a_part_whose_checksum_is_wrong_cannot_be_read(deck: bytes) -> None:
    with ZipFile(BytesIO(deck)) as archive:
        entry = archive.getinfo("ppt/presProps.xml")
    at = entry.header_offset + 30 + len(entry.filename) + 2
    broken = deck[:at] + bytes([deck[at] ^ 0xFF]) + deck[at + 1 :]
    assert "briefing.pptx:ppt/presProps.xml: 这个部件已损坏，读不出。" in found(broken)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ["ppt/presProps.xml", "ppt/PRESPROPS.xml"])
def test_two_entries_of_one_name_are_told_whatever_their_case(deck: bytes, name: str) -> None:
    doubled = packed([*entries(deck).items(), (name, b"<a/>")])
    assert f"briefing.pptx:{name}: 压缩包里有两个同名的文件。" in found(doubled)


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/passwd", "ppt/../../evil.xml", "..\\evil.xml", "C:/evil.xml"])
def test_a_name_that_leads_out_of_the_package_is_told(deck: bytes, name: str) -> None:
    assert f"briefing.pptx:{name}: 压缩包里的路径指向包外。" in found(changed(deck, {name: b"x"}))


def test_a_small_file_that_would_unfold_to_a_huge_one_is_not_unfolded(deck: bytes) -> None:
    bomb = changed(deck, {"ppt/media/image1.png": b"\0" * 120_000_000})
    assert len(bomb) < 1_000_000
    assert [problem.partition("（")[0] for problem in found(bomb)] == ["briefing.pptx: 压缩包解开后太大"]


def test_a_header_that_lies_about_the_size_gives_no_more_than_it_says(deck: bytes) -> None:
    stored = BytesIO()
    with ZipFile(stored, "w", ZIP_DEFLATED) as archive:
        for name, content in {**entries(deck), "ppt/media/image1.png": b"\0" * 3_000_000}.items():
            archive.writestr(name, content)
    size = struct.pack("<I", 3_000_000)
    lying = stored.getvalue().replace(size, struct.pack("<I", 1000))
    assert "briefing.pptx:ppt/media/image1.png: 这个部件已损坏，读不出。" in found(lying)


def test_a_part_without_a_content_type_is_told(deck: bytes) -> None:
    broken = swapped(deck, TYPES, '<Default Extension="xlsx"', '<Default Extension="xlsq"')
    assert "briefing.pptx:ppt/embeddings/Microsoft_Excel_Sheet1.xlsx: 内容类型表里没有这个部件。" in found(broken)


def test_a_content_type_of_a_part_that_is_not_there_is_told(deck: bytes) -> None:
    broken = changed(deck, {"ppt/notesSlides/notesSlide4.xml": None})
    assert (
        "briefing.pptx:[Content_Types].xml: 内容类型表里登记的部件“ppt/notesSlides/notesSlide4.xml”不存在。"
        in found(broken)
    )


def test_without_the_table_of_content_types_it_is_no_whole_file(deck: bytes) -> None:
    assert "briefing.pptx:[Content_Types].xml: 缺少内容类型表，这不是完整的文件。" in found(
        changed(deck, {TYPES: None})
    )


def test_a_content_type_that_does_not_suit_the_part_is_told(deck: bytes) -> None:
    broken = swapped(deck, TYPES, "presentationml.slide+xml", "presentationml.tags+xml")
    assert any("与用处（slide）不符" in problem for problem in found(broken))


def test_a_relation_to_a_part_that_is_not_there_is_told(deck: bytes) -> None:
    assert f"briefing.pptx:{SLIDE_RELS}: 关系“rId2”（chart）指向的部件“ppt/charts/chart1.xml”不存在。" in found(
        changed(deck, {"ppt/charts/chart1.xml": None})
    )


def test_two_relations_of_one_id_are_told(deck: bytes) -> None:
    assert f"briefing.pptx:{SLIDE_RELS}: 关系编号“rId1”缺失或重复。" in found(
        swapped(deck, SLIDE_RELS, 'Id="rId2"', 'Id="rId1"')
    )


def test_a_relation_id_that_nothing_defines_is_told(deck: bytes) -> None:
    broken = swapped(deck, SLIDE, 'r:id="rId2"', 'r:id="rId77"')
    assert f"briefing.pptx:{SLIDE}: 用到的关系编号“rId77”不存在。" in found(broken)


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("image", "http://example.org/logo.png"),
        ("oleObject", "file:///c:/book.xlsx"),
        ("package", "book.xlsx"),
        ("attachedTemplate", "file:///c:/house.potx"),
        ("video", "https://example.org/film.mp4"),
    ],
)
def test_what_is_fetched_from_outside_is_told(deck: bytes, kind: str, target: str) -> None:
    assert f"briefing.pptx:{SLIDE}: 引用了包外的内容（{kind}：{target}）。" in found(
        related(deck, kind, target, external=True)
    )


@pytest.mark.parametrize("target", ["https://example.org/a?b=c", "http://example.org", "mailto:a@example.org"])
def test_a_link_to_a_page_or_a_mailbox_is_allowed(deck: bytes, target: str) -> None:
    assert found(related(deck, "hyperlink", target, external=True)) == []


@pytest.mark.parametrize("target", ["file:///c:/a.docx", "a.docx", "javascript:alert(1)", "ms-word:ofe", "\\\\s\\a"])
def test_a_link_to_anything_else_is_told(deck: bytes, target: str) -> None:
    assert f"briefing.pptx:{SLIDE}: 链接“{target}”不是网址或邮箱。" in found(
        related(deck, "hyperlink", target, external=True)
    )


@pytest.mark.parametrize(
    ("kind", "part", "message"),
    [
        ("vbaProject", "ppt/vbaProject.bin", "含有宏。"),
        ("oleObject", "ppt/embeddings/oleObject1.bin", "嵌有 OLE 对象。"),
        ("control", "ppt/activeX/activeX1.bin", "嵌有控件。"),
        ("package", "ppt/embeddings/letter.bin", "嵌有另一个文件。"),
    ],
)
def test_macros_objects_and_controls_are_told(deck: bytes, kind: str, part: str, message: str) -> None:
    held = related(changed(deck, {part: b"x"}), kind, f"/{part}")
    typed = swapped(held, TYPES, "<Default ", '<Default Extension="bin" ContentType="application/x"/><Default ')
    assert found(typed) == [f"briefing.pptx:{part}: {message}"]


def test_a_file_that_may_hold_macros_is_told(deck: bytes) -> None:
    broken = swapped(
        deck,
        TYPES,
        "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
        "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml",
    )
    assert "briefing.pptx:ppt/presentation.xml: 这是带宏的文件格式。" in found(broken)


def test_a_link_that_runs_a_program_is_told(deck: bytes) -> None:
    broken = swapped(deck, "ppt/slides/slide3.xml", "ppaction://hlinksldjump", "ppaction://program")
    assert "briefing.pptx:ppt/slides/slide3.xml: 链接会运行程序（ppaction://program）。" in found(broken)


def test_a_part_that_is_not_well_formed_is_told(deck: bytes) -> None:
    broken = swapped(deck, "ppt/charts/chart3.xml", "</c:chart>", "</c:chert>")
    problems = [problem for problem in found(broken) if problem.startswith("briefing.pptx:ppt/charts/chart3.xml")]
    assert [problem.partition("（")[0] for problem in problems] == ["briefing.pptx:ppt/charts/chart3.xml: XML 格式不对"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_doctype_is_told_and_its_entities_are_not_read(deck: bytes, encoding: str) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 20}">' for n in range(1, 9))
    part = "ppt/presProps.xml"
    xml = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY l0 "ha">{laughs}]><a>&l8;</a>'
    problems = found(changed(deck, {part: xml.encode(encoding)}))
    assert any(problem.startswith(f"briefing.pptx:{part}: XML ") for problem in problems)


def test_a_part_that_nothing_leads_to_is_told(deck: bytes) -> None:
    assert found(changed(deck, {"ppt/media/secret.png": b"x"})) == [
        "briefing.pptx:ppt/media/secret.png: 没有任何部件用到它，是多余的内容。"
    ]


@pytest.mark.parametrize(
    ("inner", "message"),
    [
        ("<script>1</script>", "矢量图里有程序。"),
        ('<image href="http://example.org/a.png"/>', "矢量图引用了包外的内容（http://example.org/a.png）。"),
    ],
)
def test_a_vector_picture_that_runs_or_fetches_something_is_told(deck: bytes, inner: str, message: str) -> None:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg">{inner}</svg>'.encode()
    held = related(changed(deck, {"ppt/media/image1.svg": svg}), "image", "../media/image1.svg")
    assert found(held) == [f"briefing.pptx:ppt/media/image1.svg: {message}"]


def test_xml_that_is_too_much_to_be_taken_apart_is_told(deck: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.inspect.decks.package._MOST_XML", 50_000)
    assert any("XML 合起来太大" in problem for problem in found(deck))


def test_many_findings_of_one_sort_become_twenty_and_a_count(deck: bytes) -> None:
    problems = found(changed(deck, {f"ppt/media/{at}.png": b"x" for at in range(50)}))
    assert len(problems) == 21
    assert problems[-1] == "briefing.pptx: 同类问题还有30处，没有一一列出。"


def test_a_deck_without_its_main_part_is_told(deck: bytes) -> None:
    def drop(root: etree._Element) -> None:
        root.remove(next(each for each in root if each.get("Target") == "ppt/presentation.xml"))

    assert "briefing.pptx:_rels/.rels: 找不到演示文稿的主部件。" in found(edited(deck, "_rels/.rels", drop))
