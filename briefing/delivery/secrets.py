"""Names of environment variables in, credentials out; and texts without them, for whatever is shown or kept."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote, quote_plus, unquote

from briefing.errors import BriefingError

MASK = "******"
_SHORTEST = 3
_LONGEST_SAID = 200


def credential(environment: Mapping[str, str], name: str, what: str) -> str:
    """Return the value of an environment variable; an error names the variable, and never shows a value."""
    value = environment.get(name, "").strip()
    if not value:
        raise BriefingError(
            f"环境变量 {name} 没有设置，里面应当是{what}。",
            "",
            f"请在运行本程序的账户里设置 {name}，然后重试；值不要写进 schedule.yaml。",
        )
    return value


def scrub(text: str, values: Iterable[str]) -> str:
    """Return a text without credentials in any of the spellings in which a server or a library may repeat them."""
    spellings = {spelling for value in values for spelling in _spellings(value) if len(spelling) >= _SHORTEST}
    for spelling in sorted(spellings, key=len, reverse=True):
        text = text.replace(spelling, MASK)
    return text


def said(reply: bytes | str, values: Iterable[str] = ()) -> str:
    """Return what a server said as one short line: no control characters, no credentials."""
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    line = " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", " ", text).split())
    line = scrub(line, values)
    return line if len(line) <= _LONGEST_SAID else line[:_LONGEST_SAID] + "……"


def _spellings(value: str) -> Iterable[str]:
    if not value:
        return ()
    data = value.encode("utf-8", "surrogateescape")
    encoded = base64.b64encode(data).decode()
    return (value, encoded, encoded.rstrip("="), quote(data), quote_plus(data), quote(data, safe=""), unquote(value),
            repr(value)[1:-1])  # fmt: skip
