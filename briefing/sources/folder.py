"""A data set folder in; its files as bytes, with the place of each as messages write it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from briefing.errors import Problems, cause

_MOST_BYTES = 300_000_000


@dataclass(frozen=True)
class Source:
    """A file that was read: its name without the suffix, its place relative to the workspace, and its bytes."""

    stem: str
    file: str
    data: bytes

    @cached_property
    def digest(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Folder:
    """A data set folder and the workspace that it belongs to."""

    path: Path
    root: Path

    @property
    def name(self) -> str:
        return os.path.basename(os.path.abspath(self.path))

    def where(self, name: str = "") -> str:
        """Return the place of this folder, or of a file in it, relative to the workspace."""
        path = Path(os.path.abspath(self.path / name))
        root = os.path.abspath(self.root)
        return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()

    def files(self, suffix: str) -> Iterator[Path]:
        """Yield the files with a suffix, by name; not the hidden ones, nor the lock files `~$…` of an open workbook."""
        for path in sorted(self.path.iterdir()):
            if path.suffix.lower() == suffix and not path.name.startswith((".", "~$")) and path.is_file():
                yield path

    def read(self, path: Path, problems: Problems) -> Source | None:
        """Read a file of this folder; None, with a problem, when it is too large or cannot be read."""
        file = self.where(path.name)
        if not path.resolve().is_relative_to(self.path.resolve()):
            problems.add(file, "这个文件是指向文件夹以外的链接。", "请把文件本身放进来。")
            return None
        try:
            if path.stat().st_size > _MOST_BYTES:
                problems.add(file, "文件太大（超过 300 MB）。", "请拆分数据，或删去不用的内容。")
                return None
            return Source(path.stem, file, path.read_bytes())
        except OSError as error:
            problems.add(file, f"读不了这个文件（{cause(error)}）。", "请检查权限，或文件是否正被别的程序占用。")
            return None
