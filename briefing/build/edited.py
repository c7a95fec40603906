"""A folder of outputs in; the files of it that somebody changed by hand since they were built, kept beside, out.

What was built stands in the folder's own `manifest.json`, so that it is known without any other record.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from briefing.build.temporary import copy
from briefing.errors import Notice

MANIFEST = "manifest.json"


def digest(path: Path) -> str:
    """Return a file's SHA-256; nothing where there is none."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (FileNotFoundError, IsADirectoryError):
        return ""


def keep_edited(folder: Path, contents: Mapping[str, bytes]) -> tuple[Notice, ...]:
    """Keep those files beside that are not what was built, and that these contents would replace; say where."""
    built = _built(folder)
    found = {name: digest(folder / name) for name in contents if name != MANIFEST}
    changed = [name for name, now in found.items() if now and now != built.get(name)]
    new = {name: hashlib.sha256(contents[name]).hexdigest() for name in changed}
    return tuple(_told(folder / name, keep(folder / name)) for name in changed if found[name] != new[name])


def keep(path: Path, why: str = "手工改过") -> Path:
    """Keep a file under a name of its own, which says why and when it was changed; the same file only once."""
    day = datetime.fromtimestamp(path.stat().st_mtime).date().isoformat()
    known = digest(path)
    for number in range(1, 1000):
        tail = f"-{number}" if number > 1 else ""
        beside = path.with_name(f"{path.stem}（{why} {day}{tail}）{path.suffix}")
        there = digest(beside)
        if not there:
            _copy(path, beside)
        if there in ("", known):
            return beside
    raise FileExistsError(17, "File exists", str(beside))


def _copy(path: Path, beside: Path) -> None:
    try:
        os.link(path, beside)
    except OSError:
        # A drive without hard links.
        copy(path, beside)


def _built(folder: Path) -> Mapping[str, str]:
    """Return the hashes of what was last built in a folder; none where nobody says."""
    try:
        told = json.loads((folder / MANIFEST).read_bytes())
        return {str(each["file"]): str(each["sha256"]) for each in told["outputs"]}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _told(path: Path, beside: Path) -> Notice:
    return Notice(str(path), f"这个文件手工改过，改过的已另存为 {beside.name}，没有丢。")
