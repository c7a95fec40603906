"""Markdown, a Dockerfile and units in; the words of every `briefing …` that stands in their code out."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from itertools import dropwhile

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.DOTALL | re.MULTILINE)
_PROGRAM = re.compile(r"(?:^|.*[/\\])briefing(?:\.exe)?$")
_ENDS = {"&&", "||", ";", "|", ">", ">>", "2>", "&"}
# Programs that start another one.
_STARTERS = ("docker", "systemd-run")


def blocks(text: str) -> Iterator[tuple[str, str]]:
    """Yield language and text of each block of code."""
    for match in _FENCE.finditer(text):
        yield match[1], match[2]


def commands(text: str) -> Iterator[list[str]]:
    """Yield the words behind `briefing` of every command in the code of a Markdown text."""
    for language, block in blocks(text):
        for line in re.sub(r"\\\n\s*", " ", block).splitlines():
            yield from of_line(line, language)


def of_line(line: str, language: str) -> Iterator[list[str]]:
    listed = re.match(r"\s*args: (\[.*\])$", line)
    if language == "yaml" and listed:
        yield json.loads(listed[1])
    elif language in ("sh", "bat", "cron") or (language == "" and line.startswith("briefing ")):
        yield from _of_shell(line.replace("\\", "/") if language == "bat" else line)
    elif language == "ini" and line.startswith("ExecStart="):
        yield from _of_shell(line.removeprefix("ExecStart="))


def _of_shell(line: str) -> Iterator[list[str]]:
    words = shlex.shlex(line, posix=True, punctuation_chars=True)
    words.whitespace_split = True
    found: list[list[str]] = [[]]
    for word in words:
        if word in _ENDS:
            found.append([])
        else:
            found[-1].append(word)
    yield from (part for each in found if (part := _behind_the_program(each)) is not None)


def _behind_the_program(words: list[str]) -> list[str] | None:
    """Return what stands behind the program, started by itself or by another program."""
    words = _started(words)
    if words[:2] == ["docker", "run"]:
        # The program is the image's entry.
        image = next((at for at, word in enumerate(words) if word.startswith("briefing:")), len(words))
        return words[image + 1 :] or None
    at = [at for at, word in enumerate(words) if _PROGRAM.match(word)]
    if not at or (at[0] > 0 and words[0] not in _STARTERS):
        return None
    # The last one: a container of the same name stands before it.
    return words[at[-1] + 1 :]


def _started(words: list[str]) -> list[str]:
    """Return the words without variables, the times of cron, and `sudo`."""
    kept = list(dropwhile(lambda word: re.fullmatch(r"[A-Za-z_]\w*=.*|[*/0-9,-]+", word), words))
    if kept[:2] == ["sudo", "-u"]:
        return kept[3:]
    return kept[1:] if kept[:1] == ["sudo"] else kept
