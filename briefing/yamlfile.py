"""YAML text in; plain values out, each with the line it stands on. No tags, no aliases, no duplicate keys.

Scalars stay as they are written (`no` is no bool, `2019` no number): the models that check them know better.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.errors import Problem, Problems, ProblemsFound, cause

if TYPE_CHECKING:
    from ruamel.yaml.nodes import Node

Place = tuple[str | int, ...]
_LARGEST = 1_000_000
_DEEPEST = 12
_KEPT = 100_000
"""A longer text is read anew each time."""
_CORE = "tag:yaml.org,2002:"
_SIGNS = '以 *、@、%、` 开头的文字要加引号，例如：at: "*/30 9-17 * * 1-5"。'
_SLIPS = (
    "常见原因：这一行或上一行用了中文冒号“：”，冒号后面没有空格，同一层没有对齐，缩进用了制表符，"
    "引号不成对，或含有冒号、# 的文字没有加引号。"
)


class Spot(str):
    """`file:line` that also knows in which column of the line a text begins; 0 where nobody can say."""

    __slots__ = ("column",)
    column: int

    def __new__(cls, where: str, column: int = 0) -> Spot:
        made = super().__new__(cls, where)
        made.column = column
        return made


@dataclass(slots=True)
class Source:
    """A YAML value and where each part of it stands: `lines` maps a path of keys to `file:line`, as a `Spot`."""

    value: Any
    lines: dict[Place, str] = field(default_factory=dict)

    def where(self, place: Place) -> str:
        """Return `file:line` of a path, or of the nearest part above it that is known."""
        for end in range(len(place), -1, -1):
            if place[:end] in self.lines:
                return self.lines[place[:end]]
        return ""

    def column(self, place: Place) -> int:
        """Return the column in which the text at a place begins, from 1; 0 where nobody can say."""
        where = self.lines.get(place)
        return where.column if isinstance(where, Spot) else 0

    def texts(self) -> Iterator[tuple[Place, str]]:
        """Yield every scalar with its place."""
        yield from _texts(self.value, ())


def _texts(value: Any, place: Place) -> Iterator[tuple[Place, str]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inner:
        yield from _texts(item, (*place, key))
    if isinstance(value, str):
        yield place, value


def read(path: Path, shown: str) -> Source:
    """Read one YAML file whose top is a mapping; `shown` is its name in problems. Raises ProblemsFound."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _problem(shown, f"读不了这个文件（{cause(error)}）。", "请检查文件是否存在、是否被占用。") from error
    try:
        return parse(data.decode("utf-8-sig"), shown)
    except UnicodeDecodeError as error:
        raise _problem(shown, "文件不是 UTF-8 编码。", "请用“UTF-8”重新保存。") from error


def parse(text: str, shown: str) -> Source:
    """Read YAML text whose top is a mapping. Raises ProblemsFound."""
    from ruamel.yaml.nodes import MappingNode

    if len(text) > _LARGEST:
        raise _problem(shown, "文件太大（超过 1 MB）。", "请删去不用的内容。")
    top = _compose(text, shown)
    if top is None:
        raise _problem(shown, "文件是空的。", "请对照自带的例子填写。")
    if not isinstance(top, MappingNode):
        raise _problem(shown, "内容应该是一行一个“键: 值”。", "例如：title: 三年行动总结")
    reader = _Reader(shown)
    value = reader.plain(top, ())
    reader.problems.raise_if_any()
    return Source(value, reader.lines)


def _compose(text: str, shown: str) -> Node | None:
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        return _nodes(text) if len(text) <= _KEPT else _nodes.__wrapped__(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"{shown}:{mark.line + 1}" if mark else shown
        said = error.problem or error.context
        is_sign = "alias" in f"{said} {error.context}" or "cannot start any token" in f"{said}"
        raise _problem(where, f"YAML 写法有误（{said}）。", _SIGNS if is_sign else _SLIPS) from error
    except YAMLError as error:
        raise _problem(_first_control(text, shown), "含有不能显示的控制字符。", "请删去这个字符。") from error
    except RecursionError as error:
        raise _problem(shown, "嵌套太深。", "请减少层次。") from error


@lru_cache(maxsize=32)
def _nodes(text: str) -> Node | None:
    """Return the nodes of a text, which nobody changes; builds of one process have most of their templates alike."""
    from ruamel.yaml import YAML

    node: Node | None = YAML(typ="safe", pure=True).compose(text)
    return node


def _first_control(text: str, shown: str) -> str:
    lines = enumerate(text.splitlines(), 1)
    return f"{shown}:{next((n for n, line in lines if any(unicodedata.category(c) == 'Cc' for c in line)), 1)}"


def _problem(where: str, message: str, hint: str) -> ProblemsFound:
    return ProblemsFound([Problem(where, message, hint)])


class _Reader:
    """Turns nodes into plain values and notes where each stands. What is wrong is collected, all of it."""

    def __init__(self, shown: str) -> None:
        self.shown, self.problems = shown, Problems()
        self.lines: dict[Place, str] = {(): shown}
        self._seen: set[int] = set()

    def plain(self, node: Node, place: Place) -> Any:
        from ruamel.yaml.nodes import MappingNode, SequenceNode

        where = self._where(node)
        self.lines.setdefault(place, Spot(where, _column(node)))
        if not self._is_allowed(node, place, where):
            return None
        if isinstance(node, MappingNode):
            return self._mapping(node, place)
        if isinstance(node, SequenceNode):
            return [self.plain(item, (*place, index)) for index, item in enumerate(node.value)]
        return None if node.tag == f"{_CORE}null" else str(node.value)

    def _where(self, node: Node) -> str:
        return f"{self.shown}:{node.start_mark.line + 1}"

    def _is_allowed(self, node: Node, place: Place, where: str) -> bool:
        # An alias gives a node a second time; a few nested ones can stand for gigabytes, and nothing here needs them.
        if id(node) in self._seen:
            self.problems.add(where, "不支持 YAML 的引用（& 和 *）。", "请把内容直接写出来。")
            return False
        self._seen.add(id(node))
        if not str(node.tag).startswith(_CORE) or len(place) > _DEEPEST:
            self.problems.add(where, "不支持 YAML 的标签（!），层次也不能太深。", "请把内容直接写出来。")
            return False
        return True

    def _mapping(self, node: Node, place: Place) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key, where = str(key_node.value), self._where(key_node)
            if not isinstance(key_node.value, str):
                self.problems.add(where, "键应该是一个词。", _SLIPS)
            elif key in made:
                earlier = self.lines[(*place, key)].rpartition(":")[2]
                self.problems.add(where, f"键“{key[:40]}”重复，第 {earlier} 行已经写过。", "请只留一处。")
            else:
                same = key_node.start_mark.line == value_node.start_mark.line
                self.lines[(*place, key)] = Spot(where, _column(value_node) if same else 0)
                made[key] = self.plain(value_node, (*place, key))
        return made


def _column(node: Node) -> int:
    """Return the column of the first letter of a text on one line that has no escapes; else 0."""
    start, end = node.start_mark, node.end_mark
    if not isinstance(node.value, str) or start.line != end.line:
        return 0
    quotes = 1 if getattr(node, "style", None) in ("'", '"') else 0
    is_plain = end.column - start.column == len(node.value) + 2 * quotes
    return int(start.column) + 1 + quotes if is_plain else 0
