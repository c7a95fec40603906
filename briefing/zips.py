"""What reading a foreign zip has to reckon with: what it raises when it is broken, and how far it may unfold."""

from __future__ import annotations

import struct
import zlib
from lzma import LZMAError
from zipfile import BadZipFile

UNREADABLE = (
    BadZipFile, zlib.error, LZMAError, EOFError, NotImplementedError, ValueError, OSError, struct.error, RuntimeError,
)  # fmt: skip
"""What zipfile raises for a zip that is damaged, locked, or packed in a way it does not know."""
LOCKED = 0x1
"""The flag of an entry that has a password."""
_MOST_RATIO = 150


def is_bomb(size: int, packed: int, free: int) -> bool:
    """Return whether so many packed bytes unfold to more than is plausible; up to `free` bytes anything is."""
    return size > free and size > _MOST_RATIO * max(packed, 1)
