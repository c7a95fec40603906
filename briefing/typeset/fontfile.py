"""A font file in; for each font in it its names, weight, kind and what its maker allows out.

Only the directory and four small tables are read, so that a folder of large fonts is looked through in milliseconds
(OpenType 1.9: `ttcf`, `name`, `OS/2`, `post`, `fvar`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from os import stat_result
from pathlib import Path
from struct import Struct, error, unpack, unpack_from
from typing import BinaryIO

from briefing.typeset.faces import Face

ENDINGS = (".ttf", ".otf", ".ttc", ".otc")
_FLAVOURS = (b"\x00\x01\x00\x00", b"true", b"OTTO")
_OUTLINES = ("glyf", "CFF ", "CFF2")
_NEEDED = ("cmap", "head", "hhea", "hmtx", "maxp", "name")
_MOST_TABLES, _MOST_MEMBERS, _LARGEST_TABLE = 256, 256, 4_000_000
_ENTRY, _RECORD, _AXIS = Struct(">4s4xII"), Struct(">6H"), Struct(">4s3iHH")
_FAMILY, _FULL, _POSTSCRIPT, _TYPOGRAPHIC = 1, 4, 6, 16
# By platform and encoding; bytes of the others are left alone.
_CODECS = {
    (1, 0): "mac_roman", (1, 1): "shift_jis", (1, 2): "big5", (1, 3): "euc_kr", (1, 25): "gb18030",
    (3, 0): "utf-16-be", (3, 1): "utf-16-be", (3, 2): "shift_jis", (3, 3): "gb18030", (3, 4): "big5",
    (3, 5): "cp949", (3, 10): "utf-16-be",
}  # fmt: skip
_CHINESE = {(1, 33), (1, 19), (3, 0x0804), (3, 0x1004), (3, 0x0404), (3, 0x0C04), (3, 0x1404)}
# OS/2 fsType: uses of one kind exclude one another, and where an old font states several, the mildest holds.
_USES, _RESTRICTED, _WHOLE_ONLY, _BITMAPS_ONLY = 0x000E, 0x0002, 0x0100, 0x0200
_SLANTED_SELECTION, _REGULAR = 0x0201, 400


class Unusable(ValueError):
    """A file that is no font for a PDF: why, and a way out."""

    def __init__(self, reason: str, hint: str = "") -> None:
        super().__init__(reason)
        self.reason, self.hint = reason, hint


def damaged() -> Unusable:
    return Unusable("不完整或已损坏", "请重新取得这个字体文件。")


@dataclass(frozen=True, slots=True)
class Font:
    """One font of a file. `face` is it at its regular weight; `title` is its full name, in Chinese if it has one.

    `families` and `names` (full and PostScript names) are in the form of `key`. `weights` are the ends of its axis of
    weights. `barred` says why it may not be embedded, and `uncut` that it may only be embedded whole.
    """

    face: Face
    title: str
    families: frozenset[str]
    names: frozenset[str]
    weight: int = _REGULAR
    weights: tuple[int, int] | None = None
    slanted: bool = False
    width: int = 5
    barred: str = ""
    uncut: bool = False


def key(name: str) -> str:
    """Return a name in the form used to compare: `FangSong_GB2312` and `fangsong gb2312` agree."""
    return re.sub(r"[\s_-]+", "", unicodedata.normalize("NFKC", name)).casefold()


def read(path: Path) -> tuple[Font, ...]:
    """Return the fonts of a file; raises Unusable for what is not a whole OpenType file with outlines."""
    try:
        with path.open("rb") as file:
            state = path.stat()
            return tuple(_font(file, path, index, start, state) for index, start in enumerate(_starts(file)))
    except OSError as problem:
        from briefing.errors import cause

        raise Unusable(f"读不了（{cause(problem)}）", "请检查文件是否被占用。") from problem
    except (error, OverflowError) as problem:
        raise damaged() from problem


def _starts(file: BinaryIO) -> tuple[int, ...]:
    """Return where each font of a file begins."""
    head = file.read(12)
    if not head:
        raise Unusable("是空文件", "请重新取得这个字体文件。")
    if head[:4] in (b"wOFF", b"wOF2"):
        raise Unusable("是网页字体（WOFF）", "请换用 .ttf 或 .otf 文件。")
    if head[:4] == b"ttcf":
        (count,) = unpack_from(">I", head, 8)
        if not 0 < count <= _MOST_MEMBERS:
            raise damaged()
        return unpack(f">{count}I", file.read(4 * count))
    if head[:4] not in _FLAVOURS:
        raise Unusable("不是字体文件", "请换用 .ttf、.otf 或 .ttc 字体文件。")
    return (0,)


def _font(file: BinaryIO, path: Path, index: int, start: int, state: stat_result) -> Font:
    tables = _directory(file, start, state.st_size)
    if not any(tag in tables for tag in _OUTLINES):
        raise Unusable("只有点阵、没有轮廓", "请换用有轮廓的字体。")
    if lacking := [tag for tag in _NEEDED if tag not in tables]:
        raise Unusable(f"缺少 {'、'.join(tag.strip() for tag in lacking)} 表", "请重新取得这个字体文件。")
    names = tuple(_names(_table(file, tables, "name")))
    weights = _weights(_table(file, tables, "fvar"))
    os2 = _table(file, tables, "OS/2")
    weight, width, permission = unpack_from(">3H", os2, 4) if len(os2) >= 10 else (_REGULAR, 5, 0)
    (selection,) = unpack_from(">H", os2, 62) if len(os2) >= 64 else (0,)
    (angle,) = unpack_from(">i", _table(file, tables, "post").ljust(8, b"\0"), 4)
    pinned = min(max(_REGULAR, weights[0]), weights[1]) if weights else None
    stamp = f"{state.st_size}-{state.st_mtime_ns}"
    return Font(
        face=Face(_postscript(names), str(path), index=index, weight=pinned, stamp=stamp),
        title=_title(names, path),
        families=frozenset(key(text) for kind, _, text in names if kind in (_FAMILY, _TYPOGRAPHIC)),
        names=frozenset(key(text) for kind, _, text in names if kind in (_FULL, _POSTSCRIPT)),
        weight=weight * 100 if weight < 10 else weight,
        weights=weights,
        slanted=bool(selection & _SLANTED_SELECTION) or angle != 0,
        width=width,
        barred=_barred(permission),
        uncut=bool(permission & _WHOLE_ONLY),
    )


def _directory(file: BinaryIO, start: int, size: int) -> dict[str, tuple[int, int]]:
    """Return where each table stands; a table that reaches past the end shows that the file was cut off."""
    file.seek(start)
    flavour, count = unpack(">4sH6x", file.read(12))
    if flavour not in _FLAVOURS or count > _MOST_TABLES:
        raise damaged()
    entries = _ENTRY.iter_unpack(file.read(_ENTRY.size * count))
    tables = {tag.decode("latin-1"): (offset, length) for tag, offset, length in entries}
    if len(tables) != count or any(offset + length > size for offset, length in tables.values()):
        raise damaged()
    return tables


def _table(file: BinaryIO, tables: dict[str, tuple[int, int]], tag: str) -> bytes:
    offset, length = tables.get(tag, (0, 0))
    file.seek(offset)
    return file.read(min(length, _LARGEST_TABLE))


def _names(table: bytes) -> Iterator[tuple[int, bool, str]]:
    """Yield the names that are of use: which it is, whether it is Chinese, and the name."""
    if len(table) < 6:
        return
    count, strings = unpack_from(">2H", table, 2)
    for at in range(6, min(6 + _RECORD.size * count, len(table) - _RECORD.size + 1), _RECORD.size):
        platform, encoding, language, kind, length, offset = _RECORD.unpack_from(table, at)
        codec = "utf-16-be" if platform == 0 else _CODECS.get((platform, encoding))
        if codec is None or kind not in (_FAMILY, _FULL, _POSTSCRIPT, _TYPOGRAPHIC):
            continue
        data = table[strings + offset : strings + offset + length]
        # In two-byte encodings some fonts write ASCII with a leading zero byte.
        text = (data if codec == "utf-16-be" else data.replace(b"\0", b"")).decode(codec, "replace").strip("\0 ")
        if text and "\ufffd" not in text:
            yield kind, (platform, language) in _CHINESE, text


def _title(names: tuple[tuple[int, bool, str], ...], path: Path) -> str:
    """Return the name to show: the full one, else the family's; Chinese before others."""
    ranks = {_FULL: 0, _TYPOGRAPHIC: 1, _FAMILY: 2}
    named = [(not chinese, ranks[kind], text) for kind, chinese, text in names if kind in ranks]
    return min(named, key=lambda each: each[:2])[2] if named else path.stem


def _postscript(names: tuple[tuple[int, bool, str], ...]) -> str:
    """Return a name that a PDF can bear as it stands (ISO 32000-1, 7.3.5)."""
    for kind, _, text in names:
        if kind == _POSTSCRIPT and re.fullmatch(r"[A-Za-z0-9._+-]{1,63}", text):
            return text
    return "Unnamed"


def _weights(table: bytes) -> tuple[int, int] | None:
    if len(table) < 16:
        return None
    start, count, size = unpack_from(">H2xHH", table, 4)
    for at in range(count):
        tag, low, _, high, _, _ = _AXIS.unpack_from(table, start + at * size)
        if tag == b"wght":
            return low >> 16, high >> 16
    return None


def _barred(permission: int) -> str:
    if permission & _USES == _RESTRICTED:
        return "字体的许可不允许嵌入"
    return "字体的许可只允许嵌入点阵" if permission & _BITMAPS_ONLY else ""
