"""A log record in; one line for machines (JSON) or for people out. No credential is in either."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from typing import Any

from briefing import __version__
from briefing.cli.secrecy import Redact
from briefing.events import FIELDS

RESERVED = ("time", "level", "event", "message", "pid", "version", "logger", "exception")
"""Keys of a line that no event has as a field of its own; one that tries gets an underscore behind its name."""

_SHOWN = ("run", "job", "period", "audience", "recipient", "step")
_LEVELS: Mapping[int, str] = {
    logging.DEBUG: "细节",
    logging.INFO: "正常",
    logging.WARNING: "注意",
    logging.ERROR: "出错",
    logging.CRITICAL: "严重",
}


class Lines(logging.Formatter):
    """What both kinds of lines share: the redaction, and the time in a zone, the machine's where none is given."""

    def __init__(self, redact: Redact, zone: tzinfo | None = None) -> None:
        super().__init__()
        self._redact, self._zone = redact, zone

    def moment(self, record: logging.LogRecord) -> datetime:
        return datetime.fromtimestamp(record.created).astimezone(self._zone)

    def raised(self, record: logging.LogRecord) -> str:
        return self._redact(self.formatException(record.exc_info)) if record.exc_info else ""

    def told(self, record: logging.LogRecord) -> dict[str, Any]:
        """Return the event and the fields of a record, plain and redacted; what a library logs is the event `log`."""
        fields = {"event": "log", **getattr(record, FIELDS, {})}
        return {key: plain(value, self._redact) for key, value in fields.items()}

    def said(self, record: logging.LogRecord) -> str:
        return self._redact(record.getMessage())


class JsonLines(Lines):
    """One JSON object a line. `ascii_only` for a stream that is not in UTF-8."""

    def __init__(self, redact: Redact, zone: tzinfo | None = None, *, ascii_only: bool = False) -> None:
        super().__init__(redact, zone)
        self._ascii_only = ascii_only

    def format(self, record: logging.LogRecord) -> str:
        told = self.told(record)
        line = {
            "time": self.moment(record).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": told.pop("event"),
            "message": self.said(record),
        }
        line |= {f"{key}_" if key in RESERVED else key: value for key, value in told.items()}
        line |= {"pid": record.process, "version": __version__}
        line |= {"logger": record.name} if record.name != "briefing" else {}
        line |= {"exception": raised} if (raised := self.raised(record)) else {}
        return json.dumps(line, ensure_ascii=self._ascii_only)


class PlainLines(Lines):
    """One line for people: time, level, what it is about, the sentence."""

    def format(self, record: logging.LogRecord) -> str:
        told = self.told(record)
        # A run's key is its job and its period.
        keys = [key for key in _SHOWN if not ("run" in told and key in ("job", "period"))]
        about = " ".join(str(told[key]) for key in keys if told.get(key))
        tail = f"（{told['seconds']}秒）" if "seconds" in told else ""
        head = f"{self.moment(record):%Y-%m-%d %H:%M:%S} {_LEVELS.get(record.levelno, record.levelname)}"
        line = " ".join(part for part in (head, about, self.said(record) + tail) if part)
        raised = self.raised(record)
        return f"{line}\n{raised}" if raised else line


def plain(value: object, redact: Redact) -> Any:
    """Return a value as JSON can have it, with every text in it redacted."""
    match value:
        case None | bool() | int():
            return value
        case float():
            # JSON has no infinity, and what reads it has none either.
            return value if value - value == 0 else str(value)
        case str():
            return redact(str(value))
        case datetime() | date():
            return value.isoformat()
        case Mapping():
            return {redact(str(key)): plain(each, redact) for key, each in value.items()}
        case list() | tuple() | set() | frozenset():
            return [plain(each, redact) for each in value]
        case _:
            return redact(str(value))
