"""Lists that only grow, kept as CSV beside the data: rows in, the bytes of the longer list out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from briefing.errors import BriefingError, cause
from briefing.sources.text import decode

_BOM = "\ufeff"
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def read(path: Path, heads: Sequence[str]) -> list[dict[str, str]]:
    """Return the rows of a list, none where there is no file. Raises BriefingError where it is not such a list."""
    try:
        data = path.read_bytes() if path.exists() else b""
    except OSError as error:
        raise BriefingError(f"读不了这个文件（{cause(error)}）。", str(path), "请检查权限。") from error
    if not data:
        return []
    text = decode(data)
    try:
        rows = list(csv.reader(io.StringIO(text or "", newline=""), strict=True))
    except csv.Error:
        rows = []
    if not rows or [cell.strip() for cell in rows[0][: len(heads)]] != list(heads):
        message = f"不是程序记的表：第一行应该是 {'、'.join(heads)}。"
        raise BriefingError(message, str(path), "请恢复原来的文件；实在找不回，把它改名移开。")
    return [dict(zip(heads, [*row, *[""] * len(heads)], strict=False)) for row in rows[1:] if any(row)]


def appended(path: Path, heads: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    """Return the file with more rows below; what stands in it is kept byte for byte."""
    before = path.read_bytes() if path.exists() else b""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    if not before:
        writer.writerow(heads)
    writer.writerows([row[head] for head in heads] for row in rows)
    # Excel reads Chinese CSV rightly only behind a byte order mark.
    start = before or _BOM.encode()
    gap = b"\r\n" if before and not before.endswith(b"\n") else b""
    return start + gap + buffer.getvalue().encode(_encoding(before))


def _encoding(before: bytes) -> str:
    try:
        before.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def harmless(text: str) -> str:
    """Return a text that others wrote so that a spreadsheet takes it for no formula."""
    line = " ".join(text.split())
    return f"'{line}" if line.startswith(_DANGEROUS) else line
