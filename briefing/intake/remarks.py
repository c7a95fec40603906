"""A cell of remarks in; what can be read of it, and what was not, out."""

from __future__ import annotations

from briefing.sources.tables import Flaw, Raw
from briefing.sources.text import forbidden, without_forbidden


def readable(raw: Raw) -> tuple[Raw, str]:
    """Return the remark, empty where there is none to read, and why something was left out, empty where nothing was."""
    if isinstance(raw, Flaw):
        return "", f"没有读，{raw.message}"
    if isinstance(raw, str) and (found := forbidden(raw)):
        return without_forbidden(raw), f"去掉了不能显示的字符 {found} 等。"
    return raw, ""
