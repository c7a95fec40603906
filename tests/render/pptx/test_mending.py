"""Claims about what is mended of a master's slides and charts, and what is left alone."""

from __future__ import annotations

from typing import Any

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls

from briefing.render.pptx.mending import clear, describe, mend_axes, renumber

HOLDER = '<p:nvPr><p:ph type="body" idx="1"/></p:nvPr>'


def slide(shapes: str, after: str = "") -> Any:
    return parse_xml(f"<p:sld {nsdecls('p', 'a', 'r')}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld>{after}</p:sld>")


def shape(id_: int, name: str = "文本", holder: str = HOLDER, look: str = "", words: str = "") -> str:
    body = f"<p:txBody><a:bodyPr/><a:p><a:r><a:t>{words}</a:t></a:r></a:p></p:txBody>"
    head = f'<p:nvSpPr><p:cNvPr id="{id_}" name="{name}"/><p:cNvSpPr/>{holder}</p:nvSpPr>'
    return f"<p:sp>{head}<p:spPr>{look}</p:spPr>{body}</p:sp>"


def picture(described: str = "") -> str:
    return f'<p:pic><p:nvPicPr><p:cNvPr id="7" name="区位图" {described}/><p:cNvPicPr/><p:nvPr/></p:nvPicPr></p:pic>'


def names(root: Any) -> list[str]:
    return [each.get("name") for each in root.iter("{*}cNvPr")]


def test_empty_placeholders_go_but_not_those_that_are_seen_filled_in_or_animated() -> None:
    fill = '<a:solidFill><a:srgbClr val="FF0000"/></a:solidFill>'
    number = '<p:nvPr><p:ph type="sldNum"/></p:nvPr>'
    shapes = [
        shape(1, "空"), shape(2, "有字", words="一"), shape(3, "有底色", look=fill), shape(4, "动画"),
        shape(5, "页码", number), shape(6, "文本框", "<p:nvPr/>"),
    ]  # fmt: skip
    root = slide("".join(shapes), '<p:timing><p:spTgt spid="4"/></p:timing>')
    clear(root)
    assert names(root) == ["有字", "有底色", "动画", "页码", "文本框"]


def test_shapes_that_share_a_number_get_their_own_and_the_first_keeps_it() -> None:
    root = slide(shape(2) + shape(2) + shape(3))
    renumber(root)
    assert [each.get("id") for each in root.iter("{*}cNvPr")] == ["2", "4", "3"]


def test_a_picture_is_described_by_its_name_and_one_that_is_described_is_left() -> None:
    bare, told = slide(picture()), slide(picture('descr="全区地图"'))
    for root in (bare, told):
        describe(root, lambda id_: None)
    assert [each.get("descr") for root in (bare, told) for each in root.iter("{*}cNvPr")] == ["区位图", "全区地图"]


def test_negative_numbers_of_axes_become_positive_and_still_meet() -> None:
    ids = "".join(f'<c:axId val="{id_}"/>' for id_ in ("-5", "-6"))
    axes = '<c:catAx><c:axId val="-5"/><c:crossAx val="-6"/></c:catAx>'
    axes += '<c:valAx><c:axId val="-6"/><c:crossAx val="-5"/></c:valAx>'
    root: Any = parse_xml(f"<c:plotArea {nsdecls('c')}><c:barChart>{ids}</c:barChart>{axes}</c:plotArea>")
    mend_axes(root)
    assert [each.get("val") for each in root.iter("{*}axId", "{*}crossAx")] == ["1", "2", "1", "2", "2", "1"]
