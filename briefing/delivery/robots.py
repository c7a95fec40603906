"""A webhook's template and a parcel in; the message of a group robot out.

A template is JSON, as the robot wants it, with placeholders in its texts. It is parsed first and filled then, so that
no title, whatever signs are in it, changes what the message is made of.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any

from briefing.delivery.body import figure_line, line
from briefing.delivery.model import Parcel
from briefing.delivery.names import heading, shown
from briefing.delivery.places import inside
from briefing.delivery.words import words
from briefing.errors import BriefingError, cause, suggest

BUILT_IN = ("wecom", "dingtalk", "feishu")
SIGNINGS = ("", "dingtalk", "feishu")
_PLACEHOLDER = re.compile(r"\$\{([^{}]*)\}")
_MOST_BYTES = 100_000
# Signs that make links, mentions and tags of a group's markdown become wide ones: a title is words, never markup.
_TAME = str.maketrans({char: chr(ord(char) + 0xFEE0) for char in "<>[]*`"})


@dataclass(frozen=True, slots=True)
class Robot:
    """A kind of webhook: its message with placeholders, its limits in bytes, and how its answers are read.

    `code` and `words` are the keys of an answer that hold the code (0 is well) and its words, the first one that is
    there; without `code` every answer of HTTP 2xx is well. A code in `lasting` does not heal by itself.
    """

    name: str
    message: Mapping[str, Any]
    longest_text: int = 0
    longest_body: int = 0
    code: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    lasting: frozenset[int] = frozenset()
    signing: str = ""


def robot(kind: str, root: Path) -> Robot:
    """Return a built-in robot by its name, or the one that a file of the workspace describes."""
    if kind in BUILT_IN:
        return _read(kind, files("briefing.delivery").joinpath("webhooks", f"{kind}.json").read_bytes())
    if not kind.endswith(".json"):
        raise BriefingError(
            f"不认识的机器人“{kind}”。", "", suggest(kind, BUILT_IN) + "自己的模板写 .json 文件的路径。"
        )
    path = inside(root, kind, "消息模板")
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise BriefingError(f"消息模板超过 {_MOST_BYTES // 1000} KB。", kind, "模板里只写消息的格式。")
        return _read(kind, path.read_bytes())
    except OSError as error:
        raise BriefingError(f"消息模板读不了（{cause(error)}）。", kind, "请检查路径，相对于工作区。") from None


def _read(name: str, data: bytes) -> Robot:
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise BriefingError("消息模板不是正确的 JSON。", name, "请参照 docs/delivery.zh-CN.md 里的例子。") from None
    if not isinstance(found, dict) or not isinstance(found.get("message", found), dict):
        raise BriefingError("消息模板应当是一个 JSON 对象。", name, "请参照 docs/delivery.zh-CN.md 里的例子。")
    # A message alone is a template as well: what a robot's own documentation shows can be pasted in.
    return _robot(name, found) if "message" in found else Robot(name, found, longest_body=20_000)


def _robot(name: str, found: Mapping[str, Any]) -> Robot:
    try:
        made = Robot(
            name, found["message"], int(found.get("longest_text", 0)), int(found.get("longest_body", 0)),
            tuple(map(str, found.get("code", ()))), tuple(map(str, found.get("words", ()))),
            frozenset(map(int, found.get("lasting", ()))), str(found.get("signing", "")),
        )  # fmt: skip
    except (TypeError, ValueError):
        raise BriefingError(
            "消息模板里 longest_text、longest_body 应当是数字，code、words、lasting 应当是列表。", name, "请改正。"
        ) from None
    if made.signing not in SIGNINGS:
        raise BriefingError(f"不认识的签名方式“{made.signing}”。", name, suggest(made.signing, SIGNINGS[1:]))
    return made


def compose(robot: Robot, parcel: Parcel) -> dict[str, Any]:
    """Return a robot's message about a parcel; where it is too long, the last key figures give way, and it says so."""
    for count in range(len(parcel.key_figures), -1, -1):
        message = _filled(robot, parcel, count)
        if _fits(robot, message):
            return message
    message = _filled(robot, replace(parcel, notes=()), 0)
    if _fits(robot, message):
        return message
    raise BriefingError("消息太长，机器人不收。", robot.name, "请缩短标题，或在自己的消息模板里少放几项。")


def _filled(robot: Robot, parcel: Parcel, count: int) -> dict[str, Any]:
    filled: dict[str, Any] = _fill(robot.message, partial(_placed, robot.name, values(parcel, count)))
    return filled


def _fits(robot: Robot, message: Mapping[str, Any]) -> bool:
    is_short = not robot.longest_text or max(_lengths(message), default=0) <= robot.longest_text
    return is_short and (not robot.longest_body or len(encoded(message)) <= robot.longest_body)


def encoded(message: Mapping[str, Any]) -> bytes:
    """Return a message as it goes out."""
    return json.dumps(message, ensure_ascii=False).encode("utf-8", "replace")


def values(parcel: Parcel, count: int) -> Mapping[str, str]:
    """Return what stands for each placeholder, with so many of the key figures."""
    said = words(parcel.language)
    figures = [f"- {_tame(figure_line(figure, said))}" for figure in parcel.key_figures[:count]]
    left = len(parcel.key_figures) - count
    if left:
        figures.append(said.left_out.format(left))
    return {
        "heading": _tame(heading(parcel)),
        "title": _tame(parcel.title),
        "number": said.number.format(parcel.number) if parcel.number is not None else "",
        "period": _tame(parcel.period),
        "organization": _tame(parcel.organization),
        "synthetic": said.synthetic_line if parcel.synthetic else "",
        "figures_title": said.figures if parcel.key_figures else "",
        "figures": "\n".join(figures),
        "notes": "\n".join(f"- {_tame(note)}" for note in parcel.notes),
        "files": said.comma.join(_tame(shown(parcel, file)) for file in parcel.files),
        "automatic": said.automatic,
    }


def _tame(text: str) -> str:
    return line(text).translate(_TAME)


def _fill(part: Any, place: Any) -> Any:
    """Return a part of a message with its texts filled; keys stay as they are."""
    match part:
        case str():
            return place(part)
        case list():
            return [_fill(item, place) for item in part]
        case dict():
            return {key: _fill(item, place) for key, item in part.items()}
    return part


def _placed(name: str, known: Mapping[str, str], text: str) -> str:
    """Fill a text. A line that held nothing but empty placeholders is left out, and so are blank lines in a row."""
    lines = []
    for given in text.split("\n"):
        asked = _PLACEHOLDER.findall(given)
        for unknown in (key for key in asked if key not in known):
            raise BriefingError(f"消息模板里没有“${{{unknown}}}”这个占位符。", name, suggest(unknown, known))
        if not asked or any(known[key] for key in asked):
            lines.append(_PLACEHOLDER.sub(lambda match: known[match[1]], given))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def _lengths(part: Any) -> list[int]:
    match part:
        case str():
            return [len(part.encode("utf-8", "replace"))]
        case list():
            return [length for item in part for length in _lengths(item)]
        case dict():
            return [length for item in part.values() for length in _lengths(item)]
    return []
