"""Claims about files that cannot stand under a deck: each is a clear problem with a way out."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from briefing.errors import Problem, ProblemsFound
from briefing.masters.reading import read_master
from tests.masters import made

OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def problems(data: bytes) -> tuple[Problem, ...]:
    with pytest.raises(ProblemsFound) as caught:
        read_master(data, "母版.pptx")
    return caught.value.problems


def zipped(**parts: bytes) -> bytes:
    stored = BytesIO()
    with ZipFile(stored, "w", ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return stored.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "不是 PowerPoint 文件"),
        (b"hello", "不是 PowerPoint 文件"),
        (made.default()[:9000], "文件不完整"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "有密码"),
        (OLE + "PowerPoint Document".encode("utf-16-le"), "旧的 .ppt 格式"),
        (zipped(word__document=b""), "Word 文档"),
        (made.without_layouts(), "没有版式"),
    ],
)
def test_what_is_no_master_is_said_with_a_way_out(data: bytes, said: str) -> None:
    (problem,) = problems(data)
    assert said in problem.message
    assert problem.where == "母版.pptx"
    assert problem.hint


def test_every_length_that_a_file_can_be_cut_to_is_a_problem() -> None:
    data = made.default()
    for length in range(1, len(data), 997):
        assert problems(data[:length])


def test_a_picture_from_an_address_is_refused_with_the_part_named() -> None:
    (problem,) = problems(made.with_relation("image", "http://example.org/logo.png"))
    assert problem.where == "母版.pptx!ppt/slideLayouts/slideLayout6.xml"
    assert "http://example.org/logo.png" in problem.message
    assert "嵌入" in problem.hint


@pytest.mark.parametrize(
    ("kind", "target", "external", "said"),
    [
        ("oleObject", "file:///C:/x.xls", True, "链接了文件外的内容"),
        ("oleObject", "../embeddings/oleObject1.bin", False, "OLE 对象"),
        ("control", "../activeX/activeX1.xml", False, "ActiveX"),
        ("package", "../embeddings/x.xlsx", False, "嵌入的文件"),
        ("hyperlink", "file:///etc/passwd", True, "不是网址或邮箱"),
    ],
)
def test_embedded_objects_and_links_out_are_refused(kind: str, target: str, external: bool, said: str) -> None:
    (problem,) = problems(made.with_relation(kind, target, external=external))
    assert said in problem.message


@pytest.mark.parametrize(
    "entity",
    ['<!DOCTYPE x [<!ENTITY a "b">]>', '<!DOCTYPE x SYSTEM "http://example.org/x.dtd">'],
)
def test_a_doctype_is_refused(entity: str) -> None:
    (problem,) = problems(made.changed({made.LAYOUT: ("<p:sldLayout", f"{entity}<p:sldLayout")}))
    assert problem.where.endswith("slideLayout6.xml")
    assert "DOCTYPE" in problem.message


def test_a_doctype_in_another_encoding_is_refused() -> None:
    hidden = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'.encode("utf-16")
    (problem,) = problems(made.changed(added={"ppt/x.xml": hidden}))
    assert "DOCTYPE" in problem.message


def test_broken_xml_is_said_with_its_part() -> None:
    (problem,) = problems(made.changed({made.LAYOUT: ("</p:sldLayout>", "")}))
    assert problem.where.endswith("slideLayout6.xml")
    assert "XML 格式不对" in problem.message


def test_a_part_that_leads_out_of_the_package_is_refused() -> None:
    (problem,) = problems(made.changed(added={"../../evil.xml": b"<x/>"}))
    assert "指向包外" in problem.message


def test_a_part_that_is_there_twice_is_refused() -> None:
    (problem,) = problems(made.changed(added={made.LAYOUT.upper(): b"<x/>"}))
    assert "两个同名" in problem.message


def test_a_bomb_is_refused_before_it_is_unfolded() -> None:
    (problem,) = problems(made.changed(added={"ppt/media/big.bin": bytes(120_000_000)}))
    assert "解开后太大" in problem.message


def test_the_strict_format_is_refused_with_what_to_save_as() -> None:
    plain = "http://schemas.openxmlformats.org/presentationml/2006/main"
    (problem,) = problems(made.changed({made.MAIN: (plain, "http://purl.oclc.org/ooxml/presentationml/main")}))
    assert "Strict" in problem.message


def test_a_link_of_a_chart_on_a_layout_is_refused_and_its_workbook_is_not() -> None:
    assert len(read_master(made.saved(made.with_chart("Title Only")), "母版.pptx").layouts) == 11
    (problem,) = problems(made.saved(made.with_chart("Title Only", "http://example.org/x.xlsx")))
    assert problem.where.startswith("母版.pptx!ppt/charts/chart")
    assert "http://example.org/x.xlsx" in problem.message


def test_a_link_of_a_chart_on_a_sample_slide_is_dropped_with_it() -> None:
    assert len(read_master(made.saved(made.with_chart(link="http://example.org/x.xlsx")), "母版.pptx").layouts) == 11


def test_a_click_that_starts_a_program_is_refused_on_a_layout() -> None:
    link = '<a:hlinkClick r:id="" action="ppaction://program"/>'
    shape = made.box(0, 0, 50, 50).replace('name="面板"/>', f'name="面板">{link}</p:cNvPr>')
    (problem,) = problems(made.drawn_on("Title Only", shape))
    assert "运行程序" in problem.message


def test_a_part_that_is_referred_to_and_not_there_is_a_problem() -> None:
    (problem,) = problems(made.with_relation("image", "../media/NULL", external=False))
    assert (problem.where, "ppt/media/NULL" in problem.message) == ("母版.pptx!" + made.LAYOUT, True)


def test_a_slide_size_of_nothing_is_refused() -> None:
    (problem,) = problems(made.changed({made.MAIN: ('cx="9144000"', 'cx="0"')}))
    assert "幻灯片大小" in problem.message
