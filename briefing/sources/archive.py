"""The bytes of a zip in; its parts out, each unfolded once and checked against what the zip says of it."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from briefing.sources.unusable import Unusable, damaged
from briefing.zips import LOCKED, UNREADABLE, is_bomb

_MOST_BYTES, _MOST_SHEET_BYTES = 300_000_000, 1_000_000_000
_FREE_BYTES = 20_000_000
_PIECE = 1 << 20
_LOCAL_HEADER = struct.Struct("<26xHH")


class Archive:
    """The parts of a zip that was checked not to be a bomb; `large` begins the names of parts that may be larger."""

    def __init__(self, data: bytes, large: str) -> None:
        self._data = memoryview(data)
        self._parts = {part.filename: part for part in _checked(data, large)}
        self.names = frozenset(self._parts)

    def size(self, name: str) -> int:
        return self._parts[name].file_size

    def read(self, name: str) -> bytes:
        return b"".join(self.pieces(name))

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield a part piece by piece; Unusable, at the end at the latest, if its size or sum is not as declared.

        zipfile stops at the declared size, so that what lies beyond it would be read by others unseen.
        """
        part = self._parts[name]
        size = check = 0
        for piece in self._unfolded(part):
            size, check = size + len(piece), zlib.crc32(piece, check)
            if size > part.file_size:
                break
            yield piece
        if (size, check) != (part.file_size, part.CRC):
            raise damaged()

    def _unfolded(self, part: zipfile.ZipInfo) -> Iterator[bytes]:
        packed = self._packed(part)
        if part.compress_type == zipfile.ZIP_STORED:
            yield from (bytes(packed[at : at + _PIECE]) for at in range(0, len(packed), _PIECE))
        elif part.compress_type == zipfile.ZIP_DEFLATED:
            yield from _inflated(packed)
        else:
            raise damaged()

    def _packed(self, part: zipfile.ZipInfo) -> memoryview:
        start = part.header_offset + _LOCAL_HEADER.size
        if start > len(self._data):
            raise damaged()
        name, extra = _LOCAL_HEADER.unpack_from(self._data, part.header_offset)
        packed = self._data[start + name + extra :][: part.compress_size]
        if len(packed) != part.compress_size:
            raise damaged()
        return packed


def _inflated(packed: memoryview) -> Iterator[bytes]:
    unfold = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for at in range(0, len(packed), _PIECE // 8):
            piece = unfold.decompress(packed[at : at + _PIECE // 8], _PIECE)
            while piece:
                yield piece
                piece = unfold.decompress(unfold.unconsumed_tail, _PIECE) if unfold.unconsumed_tail else b""
        yield unfold.flush()
    except zlib.error:
        raise damaged() from None
    if not unfold.eof:
        raise damaged()


def _checked(data: bytes, large: str) -> list[zipfile.ZipInfo]:
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except UNREADABLE:
        raise damaged() from None
    if any(part.flag_bits & LOCKED for part in parts):
        raise Unusable("工作簿有密码。", hint="请去掉密码，再存一次。")
    sizes = {True: 0, False: 0}
    for part in parts:
        sizes[bool(large) and part.filename.startswith(large)] += part.file_size
    size, packed = sum(sizes.values()), sum(p.compress_size for p in parts)
    if sizes[False] > _MOST_BYTES or size > _MOST_SHEET_BYTES or is_bomb(size, packed, _FREE_BYTES):
        raise Unusable(f"工作簿解开后太大（{size // 1_000_000} MB）。", hint="请删去不用的行、列和工作表，另存一份。")
    if len({part.filename for part in parts}) != len(parts):
        raise damaged()
    return parts
