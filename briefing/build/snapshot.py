"""Places in; what lies there (sizes, times, hashes) out, to be held against what lies there later.

A file is taken for the same without reading it only where size, times and number are the same and it was left alone
for a moment before it was looked at: two writes within one tick of a clock look the same. Else its hash decides.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from briefing.build.edited import digest

_TICK = 2_000_000_000
"""Nanoseconds: the coarsest clock of a file system (FAT)."""
Kind = Literal["file", "files", "tree", "folders"]
Place = tuple[Kind, str]
"""One file that may be there; the files of a folder; those below it, too; or the names of the folders in it."""


@dataclass(frozen=True, slots=True)
class State:
    """What the system says of a file without opening it."""

    size: int
    changed: int
    touched: int
    inode: int


@dataclass(frozen=True, slots=True)
class Seen:
    """A file: its state, its SHA-256 (`?` where it cannot be read), and when it was looked at."""

    state: State
    sha256: str
    at: int

    def is_still(self, path: str, state: State) -> bool:
        """Return whether a file that is in this state now is the same."""
        is_sure = self.at - max(self.state.changed, self.state.touched) > _TICK
        return (is_sure and state == self.state) or (state.size == self.state.size and _hash(path) == self.sha256)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What lay at places; a folder of `folders` stands among the files as None, with a slash behind its name."""

    places: tuple[Place, ...]
    files: Mapping[str, Seen | None]

    def holds(self) -> bool:
        """Return whether everything is still the same, and nothing is there besides."""
        now = listed(self.places)
        if now.keys() != self.files.keys():
            return False
        return all(_is_same(path, seen, now[path]) for path, seen in self.files.items())

    def sha256(self, path: Path) -> str:
        seen = self.files.get(str(path))
        return seen.sha256 if seen else ""

    def __add__(self, other: Snapshot) -> Snapshot:
        return Snapshot((*self.places, *other.places), {**self.files, **other.files})


def _is_same(path: str, seen: Seen | None, now: State | None) -> bool:
    if seen is None or now is None:
        return seen is None and now is None
    return seen.is_still(path, now)


def take(places: Sequence[Place]) -> Snapshot:
    """Look at places and hash what lies there: the states first, so that what is written meanwhile shows."""
    at = time.time_ns()
    found = listed(places)
    seen = {path: Seen(state, _hash(path), at) if state else None for path, state in found.items()}
    return Snapshot(tuple(places), seen)


def listed(places: Sequence[Place]) -> dict[str, State | None]:
    """Return every file of places with its state, and the folders of `folders`."""
    return {path: state for kind, place in dict.fromkeys(places) for path, state in _of(kind, place)}


def _of(kind: Kind, place: str) -> Iterator[tuple[str, State | None]]:
    match kind:
        case "file":
            if state := state_of(place):
                yield place, state
        case "folders":
            yield from ((f"{entry.path}/", None) for entry in _entries(place) if entry.is_dir())
        case "files":
            for entry in _entries(place):
                if entry.is_file() and (state := state_of(entry.path)):
                    yield entry.path, state
        case "tree":
            yield from _of("files", place)
            for entry in _entries(place):
                if entry.is_dir(follow_symlinks=False) and entry.name != "__pycache__":
                    yield from _of("tree", entry.path)


def _entries(folder: str) -> list[os.DirEntry[str]]:
    """Return what lies in a folder and is anybody's business: not what is hidden, nor locks of open workbooks."""
    try:
        with os.scandir(folder) as entries:
            return sorted((e for e in entries if not e.name.startswith((".", "~$"))), key=lambda entry: entry.name)
    except OSError:
        return []


def state_of(path: str) -> State | None:
    """Return the state of a file; None where there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return State(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def _hash(path: str) -> str:
    try:
        return digest(Path(path))
    except OSError:
        return "?"
