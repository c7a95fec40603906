"""What was drawn before, kept in the user's cache folder: kind and key in, text or nothing out.

Entries are files named by the hash of all that they depend on. Each begins with the hash of the rest, so that a damaged
one is a miss. They appear whole under their name, so that several builds may work at once. Nothing here is ever a
problem: a folder that cannot be written or read only costs time.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import cache
from pathlib import Path

MOST_BYTES = 64 * 1024 * 1024
ENTRY_BYTES = 4 * 1024 * 1024
"""A larger entry is not kept: it would push out many that are wanted more often."""
_off: ContextVar[bool] = ContextVar("off", default=False)
_memory: ContextVar[dict[tuple[str, bytes], str] | None] = ContextVar("memory", default=None)
_STALE_AFTER = 3600.0
_MOST_REMEMBERED = 256


@contextmanager
def disabled(off: bool = True) -> Iterator[None]:
    """Neither read nor write the cache within; `off` False changes nothing."""
    token = _off.set(off or _off.get())
    try:
        yield
    finally:
        _off.reset(token)


@contextmanager
def remembered() -> Iterator[None]:
    """Remember what is drawn within, even where the cache is disabled: several documents may show one chart."""
    token = _memory.set(_memory.get() if _memory.get() is not None else {})
    try:
        yield
    finally:
        _memory.reset(token)


def folder() -> Path:
    """Return the folder of the cache: BRIEFING_CACHE_DIR, else where the system keeps such things."""
    own = os.environ.get("BRIEFING_CACHE_DIR")
    if own:
        return Path(own).expanduser()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        # XDG Base Directory Specification 0.8: a relative path is to be ignored.
        named = Path(os.environ.get("XDG_CACHE_HOME") or "")
        base = named if named.is_absolute() else Path.home() / ".cache"
    return base / "gongjian-briefing"


def get(kind: str, key: bytes) -> str | None:
    """Return what was kept under a key, or None; `kind` (`svg`, `scene`) keeps uses apart."""
    memory = _memory.get()
    if memory is not None and (kind, key) in memory:
        return memory[kind, key]
    if _off.get():
        return None
    with suppress(OSError, ValueError, RuntimeError):
        path = _path(kind, key)
        digest, _, content = path.read_bytes().partition(b"\n")
        if digest.decode("ascii") == hashlib.sha256(content).hexdigest():
            # The time of the file says when it was last of use: the oldest go first.
            os.utime(path)
            return content.decode("utf-8")
        path.unlink(missing_ok=True)
    return None


def put(kind: str, key: bytes, text: str) -> None:
    """Keep a text under a key."""
    memory = _memory.get()
    if memory is not None:
        if len(memory) >= _MOST_REMEMBERED:
            memory.clear()
        memory[kind, key] = text
    content = text.encode("utf-8")
    if _off.get() or len(content) > ENTRY_BYTES:
        return
    with suppress(OSError, RuntimeError):
        path = _path(kind, key)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        aside = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
        try:
            aside.write_bytes(hashlib.sha256(content).hexdigest().encode("ascii") + b"\n" + content)
            os.replace(aside, path)
        finally:
            aside.unlink(missing_ok=True)


def trim(most: int = MOST_BYTES) -> None:
    """Remove the entries longest out of use until the rest takes at most `most` bytes; called after a run."""
    if _off.get():
        return
    with suppress(OSError, RuntimeError):
        kept = sorted(_entries(), reverse=True)
        room = float(most)
        newest = kept[0][0] if kept else 0.0
        for used, size, path in kept:
            stale = path.name.startswith(".") and newest - used > _STALE_AFTER
            room -= size
            if room < 0 or stale:
                with suppress(OSError):
                    path.unlink()


def _entries() -> Iterator[tuple[float, int, Path]]:
    for path in folder().glob("*/*"):
        # Another build may remove it meanwhile.
        with contextlib.suppress(OSError):
            state = path.stat()
            yield state.st_mtime, state.st_size, path


def _path(kind: str, key: bytes) -> Path:
    digest = hashlib.sha256(_ours() + b"\0" + kind.encode() + b"\0" + key).hexdigest()
    return folder() / kind / digest


@cache
def _ours() -> bytes:
    """Return what every entry depends on: the versions of the converter and of this package, and the faces."""
    from importlib.metadata import PackageNotFoundError, version

    from briefing import __version__

    found = [__version__]
    for name in ("vl-convert-python", "justmytype-intl-cjk", "pylopdf-fonts-zh-cn", "uharfbuzz"):
        with suppress(PackageNotFoundError):
            found.append(f"{name} {version(name)}")
    return "\n".join([*found, _sources()]).encode()


def _sources() -> str:
    """Return a hash of the code that draws: between two versions it changes, too."""
    here = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted([*here.glob("*.py"), *here.glob("scene/*.py"), *here.parent.glob("typeset/*.py")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()
