"""A PDF in, the text of its pages as a reader copies it out (pdfium); text off the page or unreadable is told."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Mapping
from contextlib import closing

import pikepdf
import pypdfium2 as pdfium
from pypdfium2 import raw

from briefing.inspect.findings import Findings
from briefing.inspect.pdfs.document import RENEW

_MEND = "复制和搜索会出错。请换一个生成 PDF 的软件，或换一种字体。"
_MOVE = "请把它移进页面；页面大小不对的，请在页面设置里改。"
_LOST = "\ufffd"
# A face's box may be larger than the ink of its glyphs.
_TOLERANCE = 2.0
_GIVEN = b"ActualText"

Marked = tuple[int, int]
"""A page, counted from 0, and the number of a marked sequence on it."""


def page_texts(data: bytes, findings: Findings) -> list[str]:
    """Return the text of each page; none where pdfium does not open the file."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        findings.add("", "PDF 阅读器打不开这个文件。", RENEW)
        return []
    with closing(document):
        return [_page(document, at, f"第{at + 1}页", findings) for at in range(len(document))]


def _page(document: pdfium.PdfDocument, at: int, place: str, findings: Findings) -> str:
    try:
        page = document[at]
    except pdfium.PdfiumError:
        findings.add(place, "这一页读不出来。", RENEW)
        return ""
    with closing(page), closing(page.get_textpage()) as text:
        words: str = text.get_text_range()
        if _LOST in words:
            findings.add(place, f"有文字认不出来（U+FFFD）：{_around(words)}。", _MEND)
        left, bottom, right, top = page.get_mediabox()
        for box in _boxes(text):
            x0, y0, x1, y1 = box
            within = x0 >= left - _TOLERANCE and x1 <= right + _TOLERANCE
            if not (within and y0 >= bottom - _TOLERANCE and y1 <= top + _TOLERANCE):
                words_there = " ".join(text.get_text_bounded(*box).split())[:20]
                findings.add(place, f"文字超出了页面：“{words_there}”。", _MOVE)
                break
        return words


def _around(words: str) -> str:
    at = words.index(_LOST)
    return "“" + " ".join(words[max(0, at - 8) : at + 8].split()) + "”"


def _boxes(text: pdfium.PdfTextPage) -> Iterator[tuple[float, float, float, float]]:
    """Yield the boxes of what is set in one go; one without any extent is of a space that is no glyph."""
    for at in range(text.count_rects()):
        box: tuple[float, float, float, float] = text.get_rect(at)
        if box[2] > box[0] and box[3] > box[1]:
            yield box


def drawn_texts(data: bytes, replacing: Mapping[Marked, str]) -> list[str]:
    """Return the texts of the pages in the order drawn, with the words that are given in place of what is drawn.

    pdfium puts what stands on one line together, be it of two columns. Of the words that the structure gives, which
    are `replacing`, it heeds none, and of those given with the content only those of which the font has a character.
    """
    document = pdfium.PdfDocument(data)
    with closing(document):
        return [_drawn_page(document, at, replacing) for at in range(len(document))]


def _drawn_page(document: pdfium.PdfDocument, at: int, replacing: Mapping[Marked, str]) -> str:
    said: list[str] = []
    last: object = None
    try:
        page = document[at]
    except pdfium.PdfiumError:
        return ""
    with closing(page), closing(page.get_textpage()) as text:
        for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
            key, words = _given(each, at, replacing)
            if key is None:
                said.append(_drawn(each, text))
            elif key != last:
                said.append(words)
            last = key
    return "".join(said)


def _given(each: pdfium.PdfObject, at: int, replacing: Mapping[Marked, str]) -> tuple[object, str]:
    """Return the words given in place of an object, and what they are given for; None where there are none."""
    sequence = raw.FPDFPageObj_GetMarkedContentID(each)
    if (at, sequence) in replacing:
        return sequence, replacing[at, sequence]
    for number in range(raw.FPDFPageObj_CountMarks(each)):
        mark = raw.FPDFPageObj_GetMark(each, number)
        length = ctypes.c_ulong()
        # As a string pdfium would give it in the wrong encoding.
        if raw.FPDFPageObjMark_GetParamBlobValue(mark, _GIVEN, None, 0, length):
            words = (ctypes.c_ubyte * length.value)()
            raw.FPDFPageObjMark_GetParamBlobValue(mark, _GIVEN, words, length.value, length)
            return ctypes.addressof(mark.contents), str(pikepdf.String(bytes(words)))
    return None, ""


def _drawn(each: pdfium.PdfObject, text: pdfium.PdfTextPage) -> str:
    length = raw.FPDFTextObj_GetText(each, text, None, 0)
    units = (ctypes.c_ushort * max(length // 2, 1))()
    raw.FPDFTextObj_GetText(each, text, units, length)
    return bytes(units).decode("utf-16-le", errors="ignore").rstrip("\0")
