"""A folder and names of files in it that are to be written in; an error where somebody has one of them open.

A program that has a file open writes over it when it saves: what was merged meanwhile would be lost without a word.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from briefing.errors import Problem, ProblemsFound

_MARKS = {"Excel 或 WPS": ("~${name}", ".~{name}"), "LibreOffice": (".~lock.{name}#",)}
"""The files by which programs tell each other that a file is open."""
_HINT = "请保存并关闭，再运行一次；确实没有人打开着，就删去 {mark}。"


def check_closed(folder: Path, names: Iterable[str]) -> None:
    """Raise ProblemsFound, with every file that is open, unless all are closed."""
    found = [
        Problem(
            str(folder / name), f"{program} 正打开着这个文件，现在写进去，那边一保存就没有了。", _HINT.format(mark=mark)
        )
        for name in names
        for program, mark in _marks(name)
        if (folder / mark).exists()
    ]
    if found:
        raise ProblemsFound(found)


def _marks(name: str) -> Iterable[tuple[str, str]]:
    for program, marks in _MARKS.items():
        for mark in marks:
            yield program, mark.format(name=name)
