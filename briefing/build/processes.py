"""Marks of processes, for what they leave in folders: which process this is, and whether the one of a mark is gone."""

from __future__ import annotations

import hashlib
import os
import platform
from functools import lru_cache


def own_mark() -> str:
    """Return the mark of this process, as `3f2a9c01-4711`: its machine and its number there."""
    return f"{_machine()}-{os.getpid()}"


def is_gone(mark: str) -> bool:
    """Return whether the process of a mark is no more; False where that cannot be known from here."""
    machine, _, number = mark.partition("-")
    # Elsewhere than on POSIX asking for a process by a signal may end it.
    if os.name != "posix" or machine != _machine() or not number.isdecimal():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


@lru_cache(maxsize=1)
def _machine() -> str:
    """Return the machine's name, hashed; containers of one name differ by the space that their numbers are of."""
    try:
        space = os.readlink("/proc/self/ns/pid")
    except OSError:
        space = ""
    return hashlib.sha256(f"{platform.node()}\n{space}".encode()).hexdigest()[:8]
