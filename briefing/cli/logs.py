"""The options `--log-json`, `--log-level` and `--log-file` in; a log that `briefing.events.tell` goes to out.

Without any of them nothing is logged; a command that works unattended does so within `speaking`, and has lines for
people on stderr.
"""

from __future__ import annotations

import io
import logging
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from logging.handlers import WatchedFileHandler
from pathlib import Path
from typing import IO

from briefing.cli.logline import JsonLines, Lines, PlainLines
from briefing.cli.secrecy import Redact, names_in, redactor
from briefing.errors import UsageError, cause, suggest
from briefing.events import FIELDS, tell

LEVELS: Mapping[str, int] = {
    "debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR,
}  # fmt: skip
OPTIONS: Mapping[str, bool] = {"--log-json": False, "--log-level": True, "--log-file": True}
"""The options of the log, and whether a value follows; they may stand anywhere in a command line."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What log was asked for."""

    as_json: bool = False
    level: str | None = None
    file: Path | None = None

    @property
    def is_any(self) -> bool:
        return self.as_json or self.level is not None or self.file is not None


def hoisted(words: list[str]) -> list[str]:
    """Put the options of the log in front of a command line's words: people write them behind the command as well."""
    front: list[str] = []
    rest: list[str] = []
    waiting = iter(words)
    for word in waiting:
        if word == "--":
            return [*front, *rest, word, *waiting]
        name, equals, _ = word.partition("=")
        if name not in OPTIONS:
            rest.append(word)
            continue
        value = next(waiting, None) if OPTIONS[name] and not equals else ""
        if value is None:
            # Alone, so that it is said to lack its value; a command behind it would be taken for that.
            return [word]
        front += [word, value] if value else [word]
    return [*front, *rest]


def set_up(wish: Wish, environment: Mapping[str, str] = os.environ) -> Callable[[], None]:
    """Start the log that was asked for; return what ends it. Raises UsageError for a level or a file that is none."""
    if not wish.is_any:
        return lambda: None
    level = _level(wish.level or "info")
    redact = redactor(environment, _named())
    handler = _to_file(wish, redact) if wish.file is not None else _to_stream(wish, redact, sys.stderr)
    ended = _attached(handler, level)
    # Whatever reads the log expects nothing else on that stream.
    return _said_in_the_log(ended) if wish.as_json and wish.file is None else ended


@contextmanager
def speaking(environment: Mapping[str, str] = os.environ) -> Iterator[None]:
    """Give who works unattended lines for people on stderr, unless there is a log already."""
    if any(isinstance(each, _Unbreakable) for each in logging.getLogger().handlers):
        yield
        return
    ended = set_up(Wish(level="info"), environment)
    try:
        yield
    finally:
        ended()


def _level(name: str) -> int:
    if name.lower() not in LEVELS:
        raise UsageError(f"没有“{name}”这一级。", "--log-level", suggest(name, LEVELS))
    return LEVELS[name.lower()]


def _named() -> tuple[str, ...]:
    """Return the variables that the workspace's schedule names, where there is one; a broken one is read as well."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        try:
            return names_in((folder / "schedule.yaml").read_text(encoding="utf-8", errors="replace"))
        except OSError:
            continue
    return ()


def _attached(handler: logging.Handler, level: int) -> Callable[[], None]:
    """Let a handler have what is told here, and warnings of every library."""
    root, ours = logging.getLogger(), logging.getLogger("briefing")
    before = ours.level
    root.addHandler(handler)
    ours.setLevel(level)

    def ended() -> None:
        root.removeHandler(handler)
        ours.setLevel(before)
        handler.close()

    return ended


def _to_stream(wish: Wish, redact: Redact, stream: IO[str]) -> logging.Handler:
    is_utf8 = (getattr(stream, "encoding", None) or "utf-8").lower().replace("-", "") == "utf8"
    handler = _StreamLog(stream)
    handler.setFormatter(_lines(wish, redact, ascii_only=not is_utf8))
    if not wish.as_json:
        # The command says it to people on this very stream.
        handler.addFilter(lambda record: getattr(record, FIELDS, {}).get("event") != "problem")
    return handler


def _to_file(wish: Wish, redact: Redact) -> logging.Handler:
    assert wish.file is not None
    file = wish.file.absolute()
    _check_outside(file)
    try:
        handler = _FileLog(file, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        message = f"日志文件打不开：{cause(error)}。"
        raise UsageError(message, f"--log-file {wish.file}", "请写到已有的、能写的文件夹里。") from error
    handler.setFormatter(_lines(wish, redact))
    return handler


def _lines(wish: Wish, redact: Redact, *, ascii_only: bool = False) -> Lines:
    return JsonLines(redact, ascii_only=ascii_only) if wish.as_json else PlainLines(redact)


def _check_outside(file: Path) -> None:
    """Refuse a log among the data: one file more there, and they are other data."""
    from briefing.cli.saying import current_workspace

    if (workspace := current_workspace()) is not None:
        workspace.check_outside(file, "--log-file")


class _Unbreakable(logging.Handler):
    """A log that cannot be written says so once, and the work goes on."""

    has_failed = False

    def handleError(self, record: logging.LogRecord) -> None:
        error = sys.exc_info()[1]
        # A warning of a broken log has no other place than the process's own stderr; there may be none.
        stream = sys.__stderr__
        if self.has_failed or stream is None:
            return
        self.has_failed = True
        why = cause(error) if isinstance(error, OSError) else str(error)
        stream.write(f"日志写不进去：{why}。工作照常进行，这条以后的日志可能不全。\n")


class _StreamLog(_Unbreakable, logging.StreamHandler[IO[str]]):
    pass


class _FileLog(_Unbreakable, WatchedFileHandler):
    """A file that is opened anew after it was moved away."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            super().emit(record)
        except OSError:
            # Its folder may be gone when it is opened anew.
            self.handleError(record)


class Said(io.TextIOBase):
    """A stderr that makes an event of each line that commands say to people."""

    is_log = True

    encoding = "utf-8"
    errors = "backslashreplace"

    def __init__(self) -> None:
        self._kept = ""

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        *lines, self._kept = (self._kept + text).split("\n")
        for line in filter(str.strip, lines):
            tell("said", line, level=logging.WARNING)
        return len(text)

    def end(self) -> None:
        if self._kept:
            self.write("\n")


def _said_in_the_log(ended: Callable[[], None]) -> Callable[[], None]:
    before, said = sys.stderr, Said()
    sys.stderr = said

    def put_back() -> None:
        said.end()
        sys.stderr = before
        ended()

    return put_back
