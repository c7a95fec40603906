"""Marks of processes, for what they leave in folders and ledgers: which process this is, and what became of one.

A mark is `3f2a9c01-4711-77aa01fe`: the machine, the process's number there, and its start. Numbers are given out anew,
so that of a number alone nobody knows that its process is still the one that left the mark.
"""

from __future__ import annotations

import hashlib
import os
import platform
from functools import lru_cache
from pathlib import Path


def own_mark() -> str:
    """Return the mark of this process; its start is left out where the system does not tell it."""
    number = os.getpid()
    return "-".join(part for part in (_machine(), str(number), _start(number)) if part)


def is_gone(mark: str) -> bool:
    """Return whether the process of a mark is no more; False where that cannot be known from here."""
    number, start = _parts(mark)
    if number is None:
        return False
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        # It is there, and not ours to send signals to.
        pass
    found = _stat(number)
    # A process that ended has a number until its parent asks how it went.
    return bool(found) and (found[0] in "ZX" or bool(start and start != _hashed(found[1])))


def is_alive(mark: str) -> bool:
    """Return whether the process of a mark is known to be at work on this machine."""
    number, start = _parts(mark)
    return number is not None and bool(start) and bool(_stat(number)) and not is_gone(mark)


def _parts(mark: str) -> tuple[int | None, str]:
    """Return the number and the start that a mark of this machine tells; None where it is none, or of another."""
    machine, _, rest = mark.partition("-")
    number, _, start = rest.partition("-")
    # Elsewhere than on POSIX asking for a process by a signal may end it.
    usable = os.name == "posix" and machine == _machine() and number.isdecimal() and int(number) > 0
    return (int(number) if usable else None), start


def _start(number: int) -> str:
    found = _stat(number)
    return _hashed(found[1]) if found else ""


def _stat(number: int) -> tuple[str, str] | None:
    """Return the state of a process and when it started, in ticks since the machine did; None where nobody tells."""
    try:
        # Its name stands in brackets and may hold anything.
        fields = Path(f"/proc/{number}/stat").read_text(errors="replace").rpartition(")")[2].split()
        return fields[0], fields[19]
    except (OSError, IndexError):
        return None


def _hashed(ticks: str) -> str:
    return hashlib.sha256(f"{_boot()}\n{ticks}".encode()).hexdigest()[:8]


@lru_cache(maxsize=1)
def _boot() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return ""


@lru_cache(maxsize=1)
def _machine() -> str:
    """Return the machine's name, hashed; containers of one name differ by the space that their numbers are of."""
    try:
        space = os.readlink("/proc/self/ns/pid")
    except OSError:
        space = ""
    return hashlib.sha256(f"{platform.node()}\n{space}".encode()).hexdigest()[:8]
