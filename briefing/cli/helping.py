"""What the parser of the command line has to say of a command in; the same in Chinese, as `--help` shows it, out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import typer
from typer.core import TyperGroup

PIECES: Mapping[str, str] = {"[OPTIONS]": "[选项]", "COMMAND [ARGS]...": "命令……"}
"""The words of a line of usage that are the parser's own."""

_LONGEST = 30
_HEADINGS: Mapping[str, str] = {"Options": "选项", "Arguments": "参数", "Commands": "命令"}
_KINDS: Mapping[str, str] = {
    r"<list\[(.+)\]>": r"<\1>", r"<str>": "<文字>", r"<(?:int|int range)>": "<整数>",
    r"<(?:float|float range)>": "<数>", r"<(?:path|file)>": "<路径>", r"<datetime>": "<时间>",
}  # fmt: skip
_WORDS: Mapping[str, str] = {
    r"^Show this message and exit\.$": "显示这份说明。",
    r"\[required\]$": "[必须写]",
    r"\[default: (.*?)(?:; (.*))?\]$": r"[不写就是 \1]",
    r"\[(?:x>=1|1<=x<=\d+)\]$": "",
}


# The library does not export the name of this class.
_Plain: Any = typer.Context.formatter_class


class _Formatter(_Plain):  # type: ignore[misc]  # Any, to the checker
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        for piece, words in PIECES.items():
            args = args.replace(piece, words)
        super().write_usage(prog, args, "用法：")

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{_HEADINGS.get(heading, heading)}：\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], *_: int, **__: int) -> None:
        said = [(_replaced(first, _KINDS), _replaced(second, _WORDS).rstrip()) for first, second in rows]
        indent = " " * self.current_indent
        column = min(max(width(first) for first, _ in said), _LONGEST) + 2
        for first, second in said:
            lines = wrapped(second, max(self.width - self.current_indent - column, 20))
            if width(first) > column - 2:
                self.write(f"{indent}{first}\n")
                first = ""
            for line in lines:
                self.write(f"{indent}{first}{' ' * (column - width(first))}{line}".rstrip() + "\n")
                first = ""

    def write_text(self, text: str) -> None:
        indent = " " * self.current_indent
        for paragraph in text.split("\n"):
            for line in wrapped(paragraph, self.width - self.current_indent):
                self.write(f"{indent}{line}".rstrip() + "\n")


class _Context(typer.Context):
    formatter_class = _Formatter


class Spoken(TyperGroup):
    """A group of commands whose `--help` is Chinese throughout, and that of its commands."""

    context_class = _Context

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        found = super().get_command(ctx, cmd_name)
        if found is not None:
            found.context_class = _Context
        return found


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def wrapped(text: str, columns: int) -> list[str]:
    """Break a text into lines of so many columns, between words and between Chinese characters.

    No line begins with a sign that belongs to what stands before it.
    """
    lines = [""]
    for piece in re.findall(r"[!-~]+[，。；：、？！）”]*|.[，。；：、？！）”]*", text):
        if width(lines[-1] + piece) > columns and lines[-1]:
            lines.append(piece.lstrip())
        else:
            lines[-1] += piece
    return lines


def _replaced(text: str, words: Mapping[str, str]) -> str:
    for pattern, answer in words.items():
        text = re.sub(pattern, answer, text)
    return text


def usage(pieces: Sequence[str]) -> list[str]:
    """Return the pieces of a line of usage as people read it."""
    return [PIECES.get(each, each) for each in pieces]
