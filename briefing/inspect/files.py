"""A path in, the report of the file out; what a file is, its first bytes say, not its name."""

from __future__ import annotations

from pathlib import Path

from briefing.errors import BriefingError, UsageError, cause
from briefing.inspect.findings import Report

_MOST_BYTES = 500_000_000
_ZIP, _PDF, _OLE = b"PK\x03\x04", b"%PDF-", bytes.fromhex("d0cf11e0a1b11ae1")
# A PDF may have some bytes before its head (ISO 32000-1, annex H.3.4.1).
_HEAD = 1024
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PRESENTATION = "ppt/"
_KNOWN = (("word/", "Word 文档"), ("xl/", "Excel 工作簿"), ("META-INF/", "其他办公软件的文件"))
_WAY_OUT = "这里只检查演示文稿（.pptx）和 PDF。"


def examined(path: Path) -> Report:
    """Return the report of a file; UsageError for one that is not there or of another kind, BriefingError for one
    with a password."""
    data, where = _read(path), path.name
    if data.startswith(_OLE):
        raise _old_or_locked(data, where)
    if _PDF in data[:_HEAD]:
        from briefing.inspect.pdfs import check

        return check(data, where)
    if data.startswith(_ZIP):
        _refuse_others(data, where)
        from briefing.inspect.decks import check as check_deck

        return check_deck(data, where)
    raise UsageError("既不是演示文稿，也不是 PDF。", where, _WAY_OUT)


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise BriefingError(f"文件太大（超过 {_MOST_BYTES // 1_000_000} MB）。", str(path), "请先压缩其中的图片。")
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"读不了这个文件（{cause(error)}）。", str(path), "请检查路径。") from error
    except ValueError as error:
        raise UsageError("这不是文件的路径。", str(path), "请检查路径。") from error
    if not data:
        raise UsageError("文件是空的。", str(path), "请重新生成或重新复制这个文件。")
    return data


def _old_or_locked(data: bytes, where: str) -> BriefingError:
    if _ENCRYPTED in data:
        return BriefingError("文件有密码，打不开。", where, "请去掉密码，另存一份后再检查。")
    return BriefingError("这是旧版格式（如 .ppt），检查不了。", where, "请用 PowerPoint 打开，另存为 .pptx。")


def _refuse_others(data: bytes, where: str) -> None:
    """Raise UsageError for a sound zip without a presentation; a damaged one is for the inspection to report."""
    from briefing.inspect.decks.archive import opened_zip

    archive = opened_zip(data)
    if archive is None:
        return
    with archive:
        names = archive.namelist()
    if any(name.startswith(_PRESENTATION) for name in names):
        return
    kind = next((kind for start, kind in _KNOWN if any(name.startswith(start) for name in names)), "压缩包")
    raise UsageError(f"这是{kind}，不是演示文稿。", where, _WAY_OUT)
