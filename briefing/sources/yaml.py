"""YAML bytes in; plain mappings, lists and texts out, with the line of each. Values stay texts: `no` is no bool."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from briefing.errors import Problems
from briefing.sources.text import decode, forbidden, shown, tidy

Value = str | list["Value"] | dict[str, "Value"] | None
Path = tuple[str | int, ...]

_MOST_BYTES = 1_000_000
_MOST_NODES = 20_000
_DEEPEST = 12
_DEEPEST_BRACKETS = 100
_BRACKET = re.compile(r"[\[\]{}]")
_LADDER = re.compile(r"(?:[-?] +){50}")
_NULL = "tag:yaml.org,2002:null"
_COMMON_SLIPS = "常见原因：冒号后面没有空格，缩进用了制表符，引号不成对，或含有冒号、# 的文字没有加引号。"


class TooMuch(ValueError):
    """A file that unfolds beyond all reason: aliases of aliases, or nesting without end."""


@dataclass(slots=True)
class Tree:
    """The mapping at the root of a file, and the line on which each path begins."""

    file: str
    root: dict[str, Value] = field(default_factory=dict)
    lines: dict[Path, int] = field(default_factory=dict)

    def where(self, path: Path) -> str:
        """Return the place of a path, or of the nearest thing above it that stands in the file."""
        for length in range(len(path), 0, -1):
            if line := self.lines.get(path[:length]):
                return f"{self.file}:{line}"
        return self.file


def read(data: bytes, file: str, problems: Problems) -> Tree | None:
    """Read a YAML file whose root is a mapping; None when it cannot be read at all."""
    text = decode(data) if len(data) <= _MOST_BYTES else None
    if text is None:
        large = len(data) > _MOST_BYTES
        problems.add(file, "文件太大（超过 1 MB）。" if large else "编码不是 UTF-8。", "请用 UTF-8 编码另存。")
        return None
    if _nests_too_deep(text):
        problems.add(file, "嵌套太深。", "请减少层次。")
        return None
    node = _compose(text, file, problems)
    if node is None:
        return None
    if not isinstance(node, MappingNode):
        problems.add(file, "内容应该是一行一个“键: 值”。", "例如：title: 三年行动总结")
        return None
    return _tree(node, file, problems)


def _nests_too_deep(text: str) -> bool:
    # The parser takes a time that grows with the square of the nesting.
    depth = deepest = 0
    for bracket in _BRACKET.findall(text):
        depth = depth + 1 if bracket in "[{" else max(0, depth - 1)
        deepest = max(deepest, depth)
    return deepest > _DEEPEST_BRACKETS or _LADDER.search(text) is not None


def _compose(text: str, file: str, problems: Problems) -> Node | None:
    try:
        node: Node | None = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"{file}:{mark.line + 1}" if mark else file
        problems.add(where, f"YAML 写法有误（{error.problem or error.context}）。", _COMMON_SLIPS)
    except YAMLError:
        problems.add(_first_forbidden(text, file), "含有不能显示的控制字符。", "请删去这个字符。")
    except RecursionError:
        problems.add(file, "嵌套太深。", "请减少层次。")
    else:
        if node is None:
            problems.add(file, "文件是空的。", "至少要写 title（标题）和 themes（专题）。")
        return node
    return None


def _first_forbidden(text: str, file: str) -> str:
    lines = (number for number, line in enumerate(text.split("\n"), 1) if forbidden(line))
    return f"{file}:{next(lines, 1)}"


def _tree(node: MappingNode, file: str, problems: Problems) -> Tree | None:
    tree = Tree(file)
    try:
        tree.root = _Unfolding(tree, problems).mapping(node, ())
    except TooMuch as error:
        problems.add(file, str(error), "请去掉多余的锚点（&）和引用（*）。")
        return None
    return tree


class _Unfolding:
    """Turns nodes into plain values. Counts them, since an alias repeats all that stands behind it."""

    def __init__(self, tree: Tree, problems: Problems) -> None:
        self._tree, self._problems, self._count = tree, problems, 0

    def value(self, node: Node, path: Path) -> Value:
        self._count += 1
        if self._count > _MOST_NODES or len(path) > _DEEPEST:
            raise TooMuch("展开以后的内容太多，或层次太深。")
        self._tree.lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, MappingNode):
            return self.mapping(node, path)
        if isinstance(node, SequenceNode):
            return [self.value(item, (*path, position)) for position, item in enumerate(node.value)]
        return self.text(node, path)

    def mapping(self, node: MappingNode, path: Path) -> dict[str, Value]:
        found: dict[str, Value] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            key = self.key(key_node, path)
            if key in found:
                first = self._tree.lines[(*path, key)]
                where = f"{self._tree.file}:{line}"
                self._problems.add(where, f"键“{shown(key)}”重复，第 {first} 行已经写过。", "请只留一处。")
                continue
            self._tree.lines[(*path, key)] = line
            found[key] = self.value(value_node, (*path, key))
        return {key: value for key, value in found.items() if value is not None}

    def key(self, node: Node, path: Path) -> str:
        if isinstance(node, ScalarNode):
            return self.text(node, path) or ""
        where = f"{self._tree.file}:{node.start_mark.line + 1}"
        self._problems.add(where, "键应该是一个词。", _COMMON_SLIPS)
        return ""

    def text(self, node: Node, path: Path) -> str | None:
        if node.tag == _NULL:
            return None
        written = str(node.value)
        if found := forbidden(written):
            where = f"{self._tree.file}:{node.start_mark.line + 1}"
            self._problems.add(where, f"含有不能显示的字符 {found}。", "请删去这个字符。")
        return tidy(written)
