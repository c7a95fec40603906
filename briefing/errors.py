"""The error tree, and the collector that lets a run report all of its problems at once.

BriefingError              anything that is said to the user in one line; exit code 1
├── UsageError             the command was called wrongly; exit code 2
└── ProblemsFound          one or more `Problem`s in what the user gave; exit code 1
"""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

_CAUSES = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "这是一个文件夹",
    errno.ENOTDIR: "路径中间有一段不是文件夹",
    errno.EEXIST: "同名的已经有了",
    errno.ENOSPC: "磁盘满了",
    errno.EROFS: "这个位置只能读",
    errno.ENAMETOOLONG: "名字太长",
    errno.EBUSY: "正被别的程序占用",
}


class BriefingError(Exception):
    """An error with a place and a way out; `str()` gives `where: message hint`."""

    exit_code = 1

    def __init__(self, message: str, where: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message, self.where, self.hint = message, where, hint

    def __str__(self) -> str:
        return str(Problem(self.where, self.message, self.hint))


class UsageError(BriefingError):
    """The command was called wrongly."""

    exit_code = 2


class ProblemsFound(BriefingError):
    """The problems of a whole run; nothing was written."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __str__(self) -> str:
        return self.message


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with what the user gave: its place, what is wrong, and how to mend it."""

    where: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.message}{self.hint}"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a back end could not do as asked; printed, never swallowed."""

    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message


class Problems:
    """Collects problems while a run goes on; `raise_if_any` ends it with all of them."""

    def __init__(self) -> None:
        # A dict, since a large table can have as many problems as it has rows.
        self._found: dict[Problem, None] = {}

    def add(self, where: str, message: str, hint: str = "") -> None:
        self._found[Problem(where, message, hint)] = None

    def extend(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            self.add(problem.where, problem.message, problem.hint)

    def __iter__(self) -> Iterator[Problem]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def __bool__(self) -> bool:
        return bool(self._found)

    def raise_if_any(self) -> None:
        if self._found:
            raise ProblemsFound(self._found)


def suggest(name: str, known: Iterable[str]) -> str:
    """Return a hint that names the nearest known names, or lists them when none is near."""
    names = list(dict.fromkeys(known))
    near = get_close_matches(name, names, n=2, cutoff=0.6)
    if near:
        return "是不是想写：" + "、".join(near) + "？"
    if not names:
        return ""
    shown = "、".join(names[:12]) + ("……" if len(names) > 12 else "")
    return f"可用的有：{shown}。"


def cause(error: OSError) -> str:
    """Return in Chinese why the system refused a file; its own words where the usual ones are not meant."""
    return _CAUSES.get(error.errno or 0) or error.strerror or str(error)
