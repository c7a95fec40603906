"""What is wrong with a template text in; its line and column, and the problem that names both, out."""

from __future__ import annotations

import re

from jinja2 import TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from briefing.errors import Problem
from briefing.yamlfile import Place, Source

_TAG = re.compile(r"\{\{.*?(?:\}\}|\Z)|\{%.*?(?:%\}|\Z)", re.DOTALL)
_OPENS = re.compile(r"\{%-?\s*(for|if)\b")
_CLOSES = re.compile(r"\{%-?\s*end(for|if)\b")
Spot = tuple[int, int]


class TextFault(Exception):
    """A text that could not be set: the problem, with the line and column within the text that it is about.

    Both count from 1; column 0 is: nobody can say.
    """

    def __init__(self, message: str, hint: str = "", line: int = 1, column: int = 0) -> None:
        super().__init__(message)
        self.message, self.hint, self.line, self.column = message, hint, line, column


def problem(fault: TextFault, source: Source, place: Place) -> Problem:
    """Return the problem of a text that stands at a place: with the column of the file, where it is known."""
    begins = source.column(place)
    lead = ""
    if fault.column:
        lead = f"第 {begins + fault.column - 1} 列：" if begins else f"文字的第 {fault.column} 个字："
    return Problem(at_line(source.where(place), fault.line), lead + fault.message, fault.hint)


def at_line(where: str, line: int) -> str:
    """Return the place of a line within a text: the text starts at `file:line`."""
    file, colon, start = where.rpartition(":")
    return f"{file}:{int(start) + line - 1}" if colon and start.isdigit() else where


def spot_of(text: str, pattern: str, line: int = 0) -> Spot:
    """Return where a pattern is first found within the tags of a text, from a line on; (line or 1, 0) if nowhere."""
    for tag in _TAG.finditer(text):
        for found in re.finditer(pattern, tag[0]):
            spot = _spot(text, tag.start() + found.start())
            if spot[0] >= line:
                return spot
    return line or 1, 0


def spot_of_name(text: str, name: str, line: int = 0) -> Spot:
    """Return where a name is first used, not the attribute or the word in quotes of the same letters."""
    return spot_of(text, rf"(?<![\w.'\"]){re.escape(name)}(?![\w'\"])", line)


def spot_of_attribute(text: str, name: str) -> Spot:
    """Return where an attribute is first asked for: `.name`, or the name in quotes."""
    return spot_of(text, rf"(?<=\.){re.escape(name)}(?!\w)|(?<=['\"]){re.escape(name)}(?=['\"])")


def spot_of_filter(text: str, name: str) -> Spot:
    return spot_of(text, rf"(?<=\|)(?<!\w){re.escape(name)}\b|(?<=\|\s){re.escape(name)}\b")


def spot_of_mistake(text: str, line: int) -> Spot:
    """Return the tag that cannot be read: one that is wrong by itself, or one that was never closed."""
    for tag in _TAG.finditer(text):
        if not _is_readable(tag[0]):
            return _spot(text, tag.start())
    unclosed = _unclosed(text)
    return _spot(text, unclosed) if unclosed is not None else spot_of(text, r"\{", line)


def _is_readable(tag: str) -> bool:
    closing = "".join(f"{{% end{word} %}}" for word in _OPENS.findall(tag))
    if re.match(r"\{%-?\s*(end\w+|el\w+)\b", tag):
        return tag.endswith("%}")
    try:
        ImmutableSandboxedEnvironment().parse(tag + closing)
    except TemplateSyntaxError as error:
        # Filters are looked up only afterwards; a word that is no statement is wrong by itself.
        return str(error.message).startswith("No filter named")
    return True


def _unclosed(text: str) -> int | None:
    """Return where a `for` or `if` opens that is never closed, or an end without a beginning stands."""
    open_: list[tuple[str, int]] = []
    for tag in _TAG.finditer(text):
        if (word := _OPENS.match(tag[0])) is not None:
            open_.append((word[1], tag.start()))
        elif (word := _CLOSES.match(tag[0])) is not None:
            if not open_ or open_[-1][0] != word[1]:
                return tag.start()
            open_.pop()
    return open_[-1][1] if open_ else None


def _spot(text: str, at: int) -> Spot:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
