"""YAML text in; plain values out, each with the line it stands on. No tags, no aliases, no duplicate keys.

Scalars stay as they are written (`no` is no bool, `2019` no number): the models that check them know better.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.errors import Problem, ProblemsFound

if TYPE_CHECKING:
    from ruamel.yaml.nodes import Node

Place = tuple[str | int, ...]
_LARGEST = 1_000_000
_DEEPEST = 30
_CORE = "tag:yaml.org,2002:"
_SLIPS = "常见原因：冒号后面没有空格，缩进用了制表符，引号不成对，或含有冒号、# 的文字没有加引号。"


@dataclass(slots=True)
class Source:
    """A YAML value and where each part of it stands: `lines` maps a path of keys to `file:line`."""

    value: Any
    lines: dict[Place, str] = field(default_factory=dict)

    def where(self, place: Place) -> str:
        """Return `file:line` of a path, or of the nearest part above it that is known."""
        for end in range(len(place), -1, -1):
            if place[:end] in self.lines:
                return self.lines[place[:end]]
        return ""


def read(path: Path, shown: str) -> Source:
    """Read one YAML file whose top is a mapping; `shown` is its name in problems. Raises ProblemsFound."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _problem(shown, f"读不了这个文件（{error.strerror}）。", "请检查文件是否存在、是否被占用。") from error
    return parse(data, shown)


def parse(data: bytes, shown: str) -> Source:
    """Read YAML bytes whose top is a mapping. Raises ProblemsFound."""
    from ruamel.yaml.nodes import MappingNode

    if len(data) > _LARGEST:
        raise _problem(shown, "文件过大。", "YAML 文件应小于 1 MB。")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _problem(shown, "文件不是 UTF-8 编码。", "请用“UTF-8”重新保存。") from error
    top = _compose(text, shown)
    if not isinstance(top, MappingNode):
        raise _problem(shown, "文件应由“键: 值”组成。", "请对照自带模板修改。")
    source = Source(None, {(): shown})
    source.value = _plain(top, (), shown, source.lines)
    return source


def _compose(text: str, shown: str) -> Node | None:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError
    from ruamel.yaml.events import AliasEvent

    yaml = YAML(typ="safe", pure=True)
    try:
        # A few nested aliases can stand for gigabytes, and nothing here needs them.
        alias = next((event for event in yaml.parse(text) if isinstance(event, AliasEvent)), None)
        if alias is not None:
            raise _problem(f"{shown}:{alias.start_mark.line + 1}", "不支持 YAML 的引用（*）。", "请把内容直接写出来。")
        node: Node | None = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"{shown}:{mark.line + 1}" if mark else shown
        raise _problem(where, f"YAML 写法有误：{error.problem or error.context}。", _SLIPS) from error
    except (YAMLError, RecursionError) as error:
        raise _problem(shown, "YAML 写法有误：含有控制字符，或嵌套太深。", _SLIPS) from error
    return node


def _problem(where: str, message: str, hint: str) -> ProblemsFound:
    return ProblemsFound([Problem(where, message, hint)])


def _plain(node: Node, place: Place, shown: str, lines: dict[Place, str]) -> Any:
    from ruamel.yaml.nodes import MappingNode, SequenceNode

    where = f"{shown}:{node.start_mark.line + 1}"
    if not str(node.tag).startswith(_CORE) or len(place) > _DEEPEST:
        raise _problem(where, "不支持 YAML 的标签（!），也不要嵌套太深。", "请把内容直接写出来。")
    lines.setdefault(place, where)
    if isinstance(node, MappingNode):
        return _mapping(node, place, shown, lines)
    if isinstance(node, SequenceNode):
        return [_plain(item, (*place, index), shown, lines) for index, item in enumerate(node.value)]
    return None if node.tag == f"{_CORE}null" else str(node.value)


def _mapping(node: Node, place: Place, shown: str, lines: dict[Place, str]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key, where = str(key_node.value), f"{shown}:{key_node.start_mark.line + 1}"
        if key in made:
            raise _problem(where, f"键“{key}”重复。", f"{lines[(*place, key)]} 已经写过，请只留一处。")
        lines[(*place, key)] = where
        made[key] = _plain(value_node, (*place, key), shown, lines)
    return made


def overlay(base: Source, patch: Source) -> Source:
    """Lay a patch over a base: mappings merge key by key, null removes a key, anything else replaces."""
    lines = dict(base.lines)
    return Source(_merge(base.value, patch.value, (), patch, lines), lines)


def _merge(base: Any, patch: Any, place: Place, source: Source, lines: dict[Place, str]) -> Any:
    if not isinstance(base, dict) or not isinstance(patch, dict):
        lines.update({known: where for known, where in source.lines.items() if known[: len(place)] == place})
        return patch
    merged = dict(base)
    for key, value in patch.items():
        if value is None:
            merged.pop(key, None)
        else:
            merged[key] = _merge(merged.get(key), value, (*place, key), source, lines)
    return merged
