"""The bytes of a PDF in, the document open for reading out; qpdf's own check, and how much it would unfold to."""

from __future__ import annotations

import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from io import BytesIO

import pikepdf

from briefing.errors import BriefingError
from briefing.inspect.findings import Findings
from briefing.inspect.pdfs.objects import MALFORMED, is_stream, items, name

RENEW = "请重新生成；没有源文件的，可用阅读器“打印成 PDF”另存一份。"
_UNTRUSTED = "正常的 PDF 不会这样，不要打开；请向来源核实。"
_MOST_IN_ALL, _MOST_IN_ONE = 1_000_000_000, 300_000_000
# Content is taken apart into objects, each many times as large as its letters.
_MOST_CONTENT = 80_000_000
_STEP = 1 << 20
_SHOWN = 5


@contextmanager
def opened(data: bytes, findings: Findings) -> Iterator[pikepdf.Pdf | None]:
    """Give the document, or None where it cannot be read; BriefingError where it has a password."""
    # The limits are the process's: they are put back as they were.
    before = pikepdf.settings.set_qpdf_limits(flate_max_memory=_MOST_IN_ONE, run_length_max_memory=_MOST_IN_ONE)
    try:
        # What pikepdf warns of, the check of the syntax tells.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            pdf = _open(data, findings)
            with pdf or nullcontext():
                yield pdf
    finally:
        flate, run_length = before["flate_max_memory"], before["run_length_max_memory"]
        pikepdf.settings.set_qpdf_limits(flate_max_memory=flate, run_length_max_memory=run_length)


def _open(data: bytes, findings: Findings) -> pikepdf.Pdf | None:
    try:
        pdf = pikepdf.open(BytesIO(data))
        if len(pdf.pages):
            return pdf
        findings.add("", "这个 PDF 一页也没有。", RENEW)
    except pikepdf.PasswordError as error:
        raise BriefingError("文件有密码，打不开。", findings.where, "请去掉密码，另存一份后再检查。") from error
    except MALFORMED:
        findings.add("", "PDF 已损坏，打不开。", RENEW)
    return None


def is_bounded(pdf: pikepdf.Pdf, findings: Findings) -> bool:
    """Tell of a document whose streams unfold to more than any document needs; then nothing else is read."""
    total = 0
    for each in pdf.objects:
        if not is_stream(each):
            continue
        size = _unfolded(each)
        total += size
        if total > _MOST_IN_ALL or (size > _MOST_CONTENT and name(each.get("/Subtype")) != "Image"):
            findings.add("", f"PDF 解开后太大（{total // 1_000_000} MB 以上）。", _UNTRUSTED)
            return False
    return True


def _unfolded(stream: pikepdf.Object) -> int:
    """Return the size of a stream as far as it is packed by Flate, without keeping it."""
    try:
        raw = stream.read_raw_bytes()
        filters = [name(each) for each in items(stream.get("/Filter"))]
    except MALFORMED:
        return 0
    if filters[:1] not in (["FlateDecode"], ["Fl"]):
        return len(raw)
    unpacker, size = zlib.decompressobj(), 0
    try:
        while raw and size <= _MOST_IN_ALL:
            size += len(unpacker.decompress(raw, _STEP))
            raw = unpacker.unconsumed_tail
    except zlib.error:
        # qpdf's own check tells of it.
        return size
    return size


def check_streams(pdf: pikepdf.Pdf) -> list[str]:
    """Unfold all streams and return the error that stopped that, if any; what qpdf warns of it keeps."""
    try:
        # `check_pdf_syntax` does this, then hands Python each word of each page; the pages are read anyway.
        pdf._decode_all_streams_and_discard(None)
    except MALFORMED as error:
        return [str(error)]
    return []


def tell_syntax(pdf: pikepdf.Pdf, errors: list[str], findings: Findings) -> None:
    """Tell of what qpdf found wrong while streams were unfolded and pages read."""
    found = errors or [str(each).removeprefix("WARNING: ") for each in pdf.get_warnings()]
    for each in found[:_SHOWN]:
        findings.add("", f"PDF 结构有错：{each[:160]}。", RENEW)
    if len(found) > _SHOWN:
        findings.add("", f"PDF 结构还有{len(found) - _SHOWN}处错。", RENEW)
