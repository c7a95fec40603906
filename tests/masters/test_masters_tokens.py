"""Claims about tokens in a slide's own texts: found over runs, set once, put back with the formatting they began in."""

from __future__ import annotations

import pytest
from lxml import etree

from briefing.masters.tokens import passages, pieces, put, words_of

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"


def slide(*paragraphs: str, shape: str = "文本框 1") -> etree._Element:
    body = "".join(f"<a:p>{each}</a:p>" for each in paragraphs)
    return etree.fromstring(
        f'<p:sld xmlns:p="{P}" xmlns:a="{A}"><p:cSld><p:spTree>'
        f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="{shape}"/></p:nvSpPr>'
        f"<p:txBody>{body}</p:txBody></p:sp></p:spTree></p:cSld></p:sld>"
    )


def run(words: str, look: str = "") -> str:
    return f"<a:r><a:rPr {look}/><a:t>{words}</a:t></a:r>"


def runs(root: etree._Element) -> list[tuple[str, dict[str, str]]]:
    found = []
    for each in root.iter(f"{{{A}}}r"):
        properties = each.find(f"{{{A}}}rPr")
        looks = {str(key): str(value) for key, value in properties.attrib.items()} if properties is not None else {}
        found.append((each.findtext(f"{{{A}}}t") or "", looks))
    return found


def filled(root: etree._Element, **values: str) -> etree._Element:
    """Fill a slide's tokens by plain replacement, as a typesetter would."""
    for passage in passages(root)[0]:
        words = passage.source
        for name, value in values.items():
            words = words.replace(f"{{{{ {name} }}}}", value)
        put(root, passage.number, [piece for _, piece in pieces([(words, False)])])
    return root


def test_a_token_in_one_run_keeps_the_run() -> None:
    root = filled(slide(run("产值 {{ out }} 亿元", 'b="1"')), out="48.2")
    assert runs(root) == [("产值 48.2 亿元", {"b": "1"})]


def test_a_token_split_over_runs_takes_the_formatting_of_the_run_it_began_in() -> None:
    split = run("产值 ", 'b="1"') + run("{{", 'i="1"') + run(" out", 'lang="en-US"') + run(" }} 亿元", 'u="sng"')
    assert runs(filled(slide(split), out="48.2")) == [
        ("产值 ", {"b": "1"}),
        ("48.2", {"i": "1"}),
        (" 亿元", {"u": "sng"}),
    ]


def test_braces_themselves_may_be_apart() -> None:
    split = run("{", 'b="1"') + run("{ out }", 'i="1"') + run("}", 'u="sng"')
    assert runs(filled(slide(split), out="1")) == [("1", {"b": "1"})]


def test_line_breaks_and_fields_stay_where_they_are() -> None:
    field = '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:t>3</a:t></a:fld>'
    root = filled(slide(run("{{ out }}") + "<a:br/>" + run("第") + field + run("页 ")), out="1")
    (paragraph,) = root.iter(f"{{{A}}}p")
    assert [etree.QName(each).localname for each in paragraph] == ["r", "br", "r", "fld", "r"]
    assert [words for words, _ in runs(root)] == ["1", "第", "页 "]


def test_paragraphs_without_tokens_are_not_touched() -> None:
    root = slide(run("不变"), run("{{ out }}"))
    assert [each.number for each in passages(root)[0]] == [1]
    assert list(words_of(filled(root, out="1"))) == [("文本框 1", "不变"), ("文本框 1", "1")]


def test_quotes_that_office_made_typographic_are_straight_within_a_token_only() -> None:
    (passage,) = passages(slide(run("“年”：{{ out | value(period=“2019”) }}")))[0]
    assert "“年”" in passage.source
    assert '(period="2019")' in passage.source


def test_a_table_and_a_group_are_searched_and_named_by_their_shapes() -> None:
    cell = "<a:tbl><a:tr><a:tc><a:txBody><a:p>" + run("{{ a }}") + "</a:p></a:txBody></a:tc></a:tr></a:tbl>"
    inner = (
        '<p:sp><p:nvSpPr><p:cNvPr id="4" name="内框"/></p:nvSpPr><p:txBody><a:p>'
        + run("{{ b }}")
        + "</a:p></p:txBody></p:sp>"
    )
    root = etree.fromstring(
        f'<p:sld xmlns:p="{P}" xmlns:a="{A}"><p:cSld><p:spTree><p:graphicFrame><p:nvGraphicFramePr>'
        f'<p:cNvPr id="3" name="表格 3"/></p:nvGraphicFramePr><a:graphic>{cell}</a:graphic></p:graphicFrame>'
        f"<p:grpSp>{inner}</p:grpSp></p:spTree></p:cSld></p:sld>"
    )
    assert [each.shape for each in passages(root)[0]] == ["表格 3", "内框"]
    assert [words for _, words in words_of(filled(root, a="1", b="2"))] == ["1", "2"]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (("{{ out", " }}"), "{{ }} 没有写完。"),
        (("{% if out %}有", "{% endif %}"), "{% if %}、{% for %} 跨了段落。"),
        (("{% if out",), "{% %} 没有写完。"),
    ],
)
def test_what_does_not_end_in_its_paragraph_is_a_fault(written: tuple[str, ...], said: str) -> None:
    found, faults = passages(slide(*map(run, written)))
    assert found == ()
    assert faults[0].message == said
    assert faults[0].shape == "文本框 1"
    assert faults[0].hint


def test_a_condition_within_a_paragraph_is_left_to_the_typesetter() -> None:
    found, faults = passages(slide(run("{% if a %}有{% else %}无{% endif %}")))
    assert len(found) == 1
    assert faults == ()


def test_a_stretch_that_is_set_twice_keeps_its_run_each_time() -> None:
    root = slide(run("甲", 'b="1"') + run("{{ x }}乙", 'i="1"'))
    (passage,) = passages(root)[0]
    put(root, 0, [piece for _, piece in pieces([(passage.source.replace("{{ x }}", "") * 2, False)])])
    assert runs(root) == [("甲", {"b": "1"}), ("乙", {"i": "1"}), ("甲", {"b": "1"}), ("乙", {"i": "1"})]


def test_a_stressed_stretch_becomes_bold() -> None:
    root = slide(run("{{ x }}"))
    put(root, 0, [piece for _, piece in pieces([("很好", True)])])
    assert runs(root) == [("很好", {"b": "1"})]
