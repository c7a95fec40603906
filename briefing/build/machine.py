"""What a build depends on besides the files of a workspace, as short digests: the program, its libraries, the fonts."""

from __future__ import annotations

import hashlib
import os
import platform
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from briefing import __version__

_FONT_PLACES = ("HOME", "XDG_DATA_HOME", "XDG_DATA_DIRS", "LOCALAPPDATA", "APPDATA", "WINDIR", "SYSTEMROOT")
_FONT_ENDINGS = (".ttf", ".otf", ".ttc", ".otc")


def program() -> str:
    """Return a digest of the program as it lies there now: its code, and the versions of what it stands on."""
    return _digest([__version__, sys.version, platform.platform(), *_code(), *_libraries()])


def fonts(folders: Sequence[str]) -> str:
    """Return a digest of the fonts in a system's folders: names, sizes and times, without opening any."""
    settings = (f"{name}={os.environ.get(name, '')}" for name in _FONT_PLACES)
    return _digest([*settings, *folders, *(line for folder in folders for line in _below(folder, _FONT_ENDINGS))])


@cache
def program_at_start() -> str:
    """Return the digest of the program as this process has loaded it: the code may change while it runs."""
    return program()


@cache
def fonts_at_start(folders: tuple[str, ...]) -> str:
    """Return the digest of the fonts as this process knows them: it looks through them once."""
    return fonts(folders)


def _code() -> Iterator[str]:
    return _below(str(Path(__file__).resolve().parent.parent), (".py", ".json", ".icc"))


def _libraries() -> Iterator[str]:
    """Yield the names of installed distributions, which hold their versions."""
    for place in dict.fromkeys(sys.path):
        if Path(place).name in ("site-packages", "dist-packages"):
            yield from sorted(name for name in os.listdir(place) if name.endswith((".dist-info", ".egg-info")))


def _below(folder: str, endings: tuple[str, ...]) -> Iterator[str]:
    for place, inner, names in os.walk(folder, followlinks=True):
        # A link that leads back up would never end.
        inner[:] = [name for name in sorted(inner) if name != "__pycache__" and not _leads_up(place, name)]
        for name in sorted(names):
            if name.lower().endswith(endings):
                path = os.path.join(place, name)
                try:
                    state = os.stat(path)
                except OSError:
                    continue
                yield f"{path} {state.st_size} {state.st_mtime_ns}"


def _leads_up(place: str, name: str) -> bool:
    path = os.path.join(place, name)
    return os.path.islink(path) and os.path.realpath(place).startswith(os.path.realpath(path))


def _digest(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogateescape")).hexdigest()
