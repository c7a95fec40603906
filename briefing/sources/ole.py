"""A compound file (the container of old workbooks and of encrypted ones) in; the streams at its root by name out.

Source of the structure: Microsoft [MS-CFB], version 3 and 4.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

from briefing.sources.unusable import damaged

MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_HEADER = struct.Struct("<24x2xHHHH6xIIIIIIIII")
_ENTRY_BYTES, _ROOT, _STREAM = 128, 5, 2
_LAST_SECTOR = 0xFFFFFFFA


class Compound:
    """The streams of a compound file; `names` are those at its root."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            self._open()
        except (struct.error, IndexError, UnicodeDecodeError):
            raise damaged() from None

    def read(self, name: str) -> bytes:
        start, size = self._entries[name]
        if size >= self._cutoff:
            return self._chain(start)[:size]
        at, shift = _follow(start, self._short), self._mini_shift
        return b"".join(self._mini[each << shift : (each + 1) << shift] for each in at)[:size]

    def _open(self) -> None:
        major, _, shift, self._mini_shift, *rest = _HEADER.unpack_from(self._data)
        _, _, directory, _, self._cutoff, short, _, difat, _ = rest
        if major not in (3, 4) or shift not in (9, 12) or self._mini_shift != 6:
            raise damaged()
        self._shift = shift
        self._long = _numbers(b"".join(self._sector(at) for at in self._tables(difat)))
        entries = list(_entries(self._chain(directory)))
        root = next(((start, size) for name, kind, start, size in entries if kind == _ROOT), None)
        if root is None:
            raise damaged()
        self._entries = {name: (start, size) for name, kind, start, size in entries if kind == _STREAM}
        self.names = frozenset(self._entries)
        self._mini = self._chain(root[0])[: root[1]] if root[1] else b""
        self._short = _numbers(self._chain(short)) if short <= _LAST_SECTOR else ()

    def _sector(self, at: int) -> bytes:
        found = self._data[(at + 1) << self._shift : (at + 2) << self._shift]
        if not found:
            raise damaged()
        return found

    def _tables(self, difat: int) -> Iterator[int]:
        """Yield the sectors that hold the table of which sector follows which."""
        yield from (at for at in struct.unpack_from("<109I", self._data, 76) if at < _LAST_SECTOR)
        seen: set[int] = set()
        while difat < _LAST_SECTOR and difat not in seen:
            seen.add(difat)
            *found, difat = _numbers(self._sector(difat))
            yield from (at for at in found if at < _LAST_SECTOR)

    def _chain(self, start: int) -> bytes:
        return b"".join(self._sector(at) for at in _follow(start, self._long))


def _follow(start: int, following: Sequence[int]) -> Iterator[int]:
    """Yield the sectors of a chain; a chain that comes back to itself is damaged."""
    for _ in range(len(following) + 1):
        if start >= _LAST_SECTOR:
            return
        yield start
        start = following[start]
    raise damaged()


def _numbers(data: bytes) -> Sequence[int]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _entries(directory: bytes) -> Iterator[tuple[str, int, int, int]]:
    """Yield the name, kind, first sector and size of each entry."""
    for at in range(0, len(directory) - _ENTRY_BYTES + 1, _ENTRY_BYTES):
        length, kind = struct.unpack_from("<HB", directory, at + 64)
        start, size = struct.unpack_from("<II", directory, at + 116)
        if kind:
            yield directory[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le"), kind, start, size
