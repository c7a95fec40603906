"""An address in, whether a report may link to it out."""

from __future__ import annotations

from urllib.parse import urlsplit

_ALLOWED = ("http", "https", "mailto")
MEND = "请改成网址（http、https）或邮箱（mailto）的链接，或去掉它。"


def is_allowed(address: str) -> bool:
    """Return whether an address is a web page's or a mailbox's."""
    try:
        return urlsplit(address.strip()).scheme.lower() in _ALLOWED
    except ValueError:
        return False


def refused(address: str) -> str:
    """Return what is wrong with an address that is not allowed."""
    return f"链接“{address[:80]}”不是网址或邮箱。"
