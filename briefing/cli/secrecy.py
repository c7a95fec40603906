"""Texts on their way to a log in; the same without the values of credentials out.

Nothing that is told should hold one. This is the second lock: what a library puts into an error message is not ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from briefing.delivery.secrets import MASK, scrub

_NAMES = ("_PASSWORD", "_TOKEN", "_SECRET", "_URL")
# `password_env: MAIL_PASSWORD`, `secret: WECOM_HOOK`: read as text, since a broken file has its secrets as well.
_NAMED = re.compile(r"""(?:_env|\benv|secret|sign)["']?\s*:\s*["']?([A-Za-z_]\w*)""")
_IN_ADDRESS = re.compile(r"(://[^/\s:@]*:)[^/\s@]+(@)")
# Shorter ones stand in ordinary words and numbers: without them a log cannot be read, and shows where they were.
_SHORTEST = 4
# A part of an address this long is no word of it but a key.
_KEY_LENGTH = 12

Redact = Callable[[str], str]


def names_in(text: str) -> tuple[str, ...]:
    """Return the names of environment variables that the text of a `schedule.yaml` takes credentials from."""
    return tuple(dict.fromkeys(_NAMED.findall(text)))


def redactor(environment: Mapping[str, str], named: Iterable[str] = ()) -> Redact:
    """Return what takes the values of secret variables, and passwords in addresses, out of a text."""
    chosen = {*named, *(name for name in environment if name.upper().endswith(_NAMES))}
    values = sorted({form for name in chosen for form in _forms(environment.get(name, "")) if len(form) >= _SHORTEST})

    def redact(text: str) -> str:
        return _IN_ADDRESS.sub(rf"\1{MASK}\2", scrub(text, values))

    return redact


def _forms(value: str) -> Iterator[str]:
    """Yield a value; of an address also the parts that are the credential in it, which its host is not."""
    yield value.strip()
    if "://" not in value:
        return
    try:
        parts = urlsplit(value)
        yield parts.password or ""
    except ValueError:
        return
    yield parts.query
    fields = (field.partition("=")[2] for field in parts.query.split("&"))
    yield from (part for part in (*fields, *parts.path.split("/")) if len(part) >= _KEY_LENGTH)
