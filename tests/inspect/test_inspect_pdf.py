"""Claims about PDFs: structure, metadata, actions, faces, and text on the page."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from importlib.resources import files
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from briefing import inspect
from briefing.errors import BriefingError
from tests.inspect.damage import rewritten, told, with_content
from tests.inspect.tagged import drawn

PACKAGED = files("justmytype_intl_cjk") / "fonts/ofl/notosanssc/NotoSansSC[wght].ttf"


def found(data: bytes) -> list[str]:
    return told(inspect.pdf(data, "briefing.pdf"))


def broken(data: bytes, edit: Callable[[pikepdf.Pdf], object]) -> list[str]:
    return found(rewritten(data, edit))


def test_a_good_pdf_has_no_finding(whole_pdf: bytes, pdf: bytes) -> None:
    assert found(whole_pdf) == []
    assert found(pdf) == []


@pytest.mark.parametrize("cut", [20, 1000])
def test_a_pdf_cut_short_is_damaged(pdf: bytes, cut: int) -> None:
    assert found(pdf[:cut]) == ["briefing.pdf: PDF 已损坏，打不开。"]


def test_a_pdf_that_is_mended_on_opening_is_told(pdf: bytes) -> None:
    at = pdf.rindex(b"startxref")
    problems = found(pdf[:at] + b"startxref\n7\n%%EOF\n")
    assert problems[0].startswith("briefing.pdf: PDF 结构有错：")


def test_a_pdf_with_a_password_is_an_error_of_its_own(pdf: bytes) -> None:
    stored = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        opened.save(stored, encryption=pikepdf.Encryption(user="u", owner="o"))
    with pytest.raises(BriefingError, match="文件有密码"):
        inspect.pdf(stored.getvalue(), "briefing.pdf")


def test_a_pdf_with_restrictions_is_told(pdf: bytes) -> None:
    stored = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        opened.save(stored, encryption=pikepdf.Encryption(user="", owner="o"))
    assert "briefing.pdf: 文件设了限制（加密）。" in found(stored.getvalue())


def test_a_small_pdf_that_would_unfold_to_a_huge_one_is_not_unfolded(
    pdf: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing.inspect.pdfs.document._MOST_IN_ALL", 20_000_000)
    packed = zlib.compress(b" " * 21_000_000)

    def add(opened: pikepdf.Pdf) -> None:
        stream = opened.make_stream(b"")
        stream.write(packed, filter=Name.FlateDecode)
        opened.pages[0].contents_add(stream)

    bomb = rewritten(pdf, add)
    assert len(bomb) < 500_000
    assert found(bomb) == ["briefing.pdf: PDF 解开后太大（21 MB 以上）。"]


def test_one_page_that_is_too_much_to_be_taken_apart_is_told(pdf: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.inspect.pdfs.document._MOST_CONTENT", 1_000_000)
    assert found(with_content(pdf, 0, b"q Q " * 300_000)) == ["briefing.pdf: PDF 解开后太大（1 MB 以上）。"]


@pytest.mark.parametrize("title", [None, "", "  ", "untitled", "Untitled"])
def test_a_pdf_needs_a_title(pdf: bytes, title: str | None) -> None:
    def untitle(opened: pikepdf.Pdf) -> None:
        del opened.docinfo["/Title"]
        if "/Metadata" in opened.Root:
            del opened.Root["/Metadata"]
        if title is not None:
            opened.docinfo["/Title"] = title

    assert broken(pdf, untitle) == ["briefing.pdf: 没有标题。"]


def test_a_title_in_the_metadata_will_do(pdf: bytes) -> None:
    def move(opened: pikepdf.Pdf) -> None:
        del opened.docinfo["/Title"]
        with opened.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["dc:title"] = "三年行动"

    assert broken(pdf, move) == []


def test_a_pdf_needs_a_language(pdf: bytes) -> None:
    assert broken(pdf, lambda opened: opened.Root.__delitem__("/Lang")) == ["briefing.pdf: 没有写明语言（/Lang）。"]


def annotated(opened: pikepdf.Pdf, **entries: Any) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), **entries)
    opened.pages[1].Annots = Array([opened.make_indirect(note)])


@pytest.mark.parametrize(
    ("action", "message"),
    [
        (Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")), "含有 JavaScript 程序。"),
        (Dictionary(S=Name.Launch, F=String("cmd.exe")), "有一处会启动别的程序。"),
        (Dictionary(S=Name.GoToR, F=String("a.pdf"), D=String("x")), "有链接指向另一个文件。"),
        (Dictionary(S=Name.SubmitForm, F=String("http://example.org")), "有不该有的动作（SubmitForm）。"),
        (Dictionary(S=Name.URI, URI=String("file:///c:/a.docx")), "链接“file:///c:/a.docx”不是网址或邮箱。"),
        (Dictionary(S=Name.URI, URI=String("javascript:alert(1)")), "链接“javascript:alert(1)”不是网址或邮箱。"),
    ],
)
def test_what_a_link_does_is_told_with_its_page(pdf: bytes, action: Any, message: str) -> None:
    assert broken(pdf, lambda opened: annotated(opened, A=action)) == [f"briefing.pdf:第2页: {message}"]


def test_an_action_behind_an_allowed_one_is_found(pdf: bytes) -> None:
    chain = Dictionary(S=Name.URI, URI=String("https://a.cn"), Next=Dictionary(S=Name.JavaScript, JS=String("1")))
    assert broken(pdf, lambda opened: annotated(opened, A=chain)) == ["briefing.pdf:第2页: 含有 JavaScript 程序。"]


@pytest.mark.parametrize("address", ["https://example.org", "http://example.org/?a=1", "mailto:a@example.org"])
def test_a_link_to_a_page_or_a_mailbox_is_allowed(pdf: bytes, address: str) -> None:
    assert broken(pdf, lambda opened: annotated(opened, A=Dictionary(S=Name.URI, URI=String(address)))) == []


def test_a_link_to_a_place_that_is_not_there_is_told(pdf: bytes) -> None:
    assert broken(pdf, lambda opened: annotated(opened, Dest=String("nowhere"))) == [
        "briefing.pdf:第2页: 文内链接的目标“nowhere”不存在。"
    ]


def test_a_program_that_runs_on_opening_is_told(pdf: bytes) -> None:
    def add(opened: pikepdf.Pdf) -> None:
        opened.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))

    assert broken(pdf, add) == ["briefing.pdf: 含有 JavaScript 程序。"]


def test_programs_kept_by_name_are_told(pdf: bytes) -> None:
    def add(opened: pikepdf.Pdf) -> None:
        opened.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([])))

    assert "briefing.pdf: 含有 JavaScript 程序。" in broken(pdf, add)


def test_content_that_stands_in_another_file_is_told(pdf: bytes) -> None:
    def add(opened: pikepdf.Pdf) -> None:
        opened.Root.Outer = opened.make_indirect(Dictionary(Type=Name.Filespec, F=String("a.png")))

    assert broken(pdf, add) == ["briefing.pdf: 引用了文件以外的内容。"]


def test_a_film_on_a_page_is_told(pdf: bytes) -> None:
    def add(opened: pikepdf.Pdf) -> None:
        annotated(opened)
        opened.pages[1].Annots[0].Subtype = Name.RichMedia

    assert broken(pdf, add) == ["briefing.pdf:第2页: 有活动内容（RichMedia）。"]


def sans(opened: pikepdf.Pdf) -> tuple[str, Any]:
    """Return a font of the second page that has a TrueType program, and the name it has there."""
    listed = [(name, font) for name, font in opened.pages[1].resources.Font.items() if "/DescendantFonts" in font]
    return next(each for each in listed if "/FontFile2" in each[1].DescendantFonts[0].FontDescriptor)


def label(pdf: bytes) -> str:
    """Return the name of that font's face."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        return str(sans(opened)[1].DescendantFonts[0].BaseFont).partition("+")[2]


def unplaced(problems: list[str]) -> list[str]:
    """Return findings without the page, which is that of the first use."""
    return [re.sub(r"^briefing.pdf:第\d+页: ", "", problem) for problem in problems]


def show(opened: pikepdf.Pdf, code: str) -> None:
    """Show a code of the font on the second page."""
    operators = f" BT {sans(opened)[0]} 9 Tf 100 100 Td <{code}> Tj ET"
    opened.pages[1].contents_add(opened.make_stream(operators.encode()))


def edit_texts(opened: pikepdf.Pdf, edit: Callable[[bytes], bytes]) -> None:
    """Edit the font's table of texts."""
    table = sans(opened)[1].ToUnicode
    table.write(edit(table.read_bytes()))


def test_a_face_that_is_not_embedded_is_told(pdf: bytes) -> None:
    def strip(opened: pikepdf.Pdf) -> None:
        del sans(opened)[1].DescendantFonts[0].FontDescriptor["/FontFile2"]

    assert unplaced(broken(pdf, strip)) == [f"字体 {label(pdf)} 没有嵌入。"]


def test_a_face_within_a_form_is_found(pdf: bytes) -> None:
    def add(opened: pikepdf.Pdf) -> None:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
        form = opened.make_stream(b"BT /Fx 9 Tf 100 100 Td (x) Tj ET", Type=Name.XObject, Subtype=Name.Form)
        form.BBox, form.Resources = Array([0, 0, 600, 800]), Dictionary(Font=Dictionary(Fx=font))
        page = opened.pages[1]
        page.resources["/XObject"] = Dictionary(Fm=form)
        page.contents_add(opened.make_stream(b" q /Fm Do Q"))

    assert broken(pdf, add) == ["briefing.pdf:第2页: 字体 Helvetica 没有嵌入。"]


def test_a_face_that_is_named_and_not_used_is_left_alone(pdf: bytes) -> None:
    def add(opened: pikepdf.Pdf) -> None:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        opened.pages[1].resources.Font["/Fx"] = opened.make_indirect(font)

    assert broken(pdf, add) == []


def test_a_face_without_a_table_of_texts_is_told(pdf: bytes) -> None:
    problems = broken(pdf, lambda opened: sans(opened)[1].__delitem__("/ToUnicode"))
    assert unplaced(problems)[0] == f"字体 {label(pdf)} 没有文字对照表（ToUnicode）。"


def test_a_code_without_a_text_is_told(pdf: bytes) -> None:
    def cut(table: bytes) -> bytes:
        lines = table.split(b"\n")
        at = next(at for at, line in enumerate(lines) if line.startswith(b"<"))
        return b"\n".join([*lines[: at + 5], *lines[at + 6 :]])

    problems = broken(pdf, lambda opened: edit_texts(opened, cut))
    assert unplaced(problems)[0] == f"字体 {label(pdf)} 有1个字没有对应的文字（ToUnicode）。"


@pytest.mark.parametrize("code", ["0000", "FFF0"])
def test_the_glyph_of_a_missing_character_is_told(pdf: bytes, code: str) -> None:
    problems = broken(pdf, lambda opened: show(opened, code))
    assert f"briefing.pdf:第2页: 字体 {label(pdf)} 里没有这些字的字形：编码{code}。" in problems


def test_a_glyph_that_was_cut_off_is_told_by_its_character(pdf: bytes) -> None:
    def widen(opened: pikepdf.Pdf) -> None:
        edit_texts(opened, lambda table: table.replace(b"endbfchar", b"<7FF0> <56FE>\nendbfchar", 1))
        show(opened, "7FF0")

    assert broken(pdf, widen) == [f"briefing.pdf:第2页: 字体 {label(pdf)} 里没有这些字的字形：“图”。"]


def test_a_glyph_without_ink_is_a_missing_one(pdf: bytes) -> None:
    def blank(opened: pikepdf.Pdf) -> None:
        # The glyph of the space is said to be that of a character.
        edit_texts(opened, lambda table: re.sub(rb"<(\w{4})> <(?:0020|00A0)>", rb"<\1> <56FE>", table))

    assert unplaced(broken(pdf, blank)) == [f"字体 {label(pdf)} 里没有这些字的字形：“图”。"]


def test_a_face_whose_program_is_rubbish_has_no_glyphs(pdf: bytes) -> None:
    def spoil(opened: pikepdf.Pdf) -> None:
        sans(opened)[1].DescendantFonts[0].FontDescriptor.FontFile2.write(b"rubbish")

    assert any(f"字体 {label(pdf)} 里没有这些字的字形：" in problem for problem in broken(pdf, spoil))


def test_text_off_the_page_is_told_with_its_words(pdf: bytes) -> None:
    def add(opened: pikepdf.Pdf) -> None:
        page = opened.pages[1]
        shown = drawn(page, "示例区").replace(b"100 400 Td", b"580 400 Td")
        page.contents_add(opened.make_stream(b" " + shown))

    assert broken(pdf, add) == ["briefing.pdf:第2页: 文字超出了页面：“示例区”。"]


def test_a_text_that_is_the_sign_of_a_lost_one_is_told(pdf: bytes) -> None:
    def lose(opened: pikepdf.Pdf) -> None:
        edit_texts(opened, lambda table: re.sub(rb"<(\w{4})> <5E74>", rb"<\1> <FFFD>", table))

    assert any("有文字认不出来（U+FFFD）" in problem for problem in broken(pdf, lose))


def reportlab_pdf(font: str, words: str) -> bytes:
    stored = BytesIO()
    canvas = Canvas(stored, lang="zh-CN")
    canvas.setTitle("标题")
    canvas.setFont(font, 12)
    canvas.drawString(72, 700, words)
    canvas.save()
    return stored.getvalue()


def test_a_pdf_of_plain_reportlab_with_an_embedded_face_has_no_finding() -> None:
    pdfmetrics.registerFont(TTFont("plain", str(PACKAGED)))
    assert found(reportlab_pdf("plain", "示例区 GDP 增长8.9%")) == []


def test_a_character_that_plain_reportlab_could_not_set_is_told() -> None:
    pdfmetrics.registerFont(TTFont("plain", str(PACKAGED)))
    problems = found(reportlab_pdf("plain", "示例😀"))
    assert problems[-1] == "briefing.pdf:第1页: 字体 NotoSansSC-Thin 里没有这些字的字形：编码0000。"


def test_faces_that_plain_reportlab_does_not_embed_are_told() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    assert found(reportlab_pdf("STSong-Light", "示例")) == ["briefing.pdf:第1页: 字体 STSong-Light 没有嵌入。"]
    assert found(reportlab_pdf("Helvetica", "plain")) == ["briefing.pdf:第1页: 字体 Helvetica 没有嵌入。"]
