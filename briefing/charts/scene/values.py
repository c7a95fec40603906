"""What a scene graph holds in, values and words as Python knows them out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from briefing.charts.scene.model import Value

Graph = Mapping[str, Any]
_ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")


def value_of(raw: Any) -> Value:
    """Return a value as the graph gives it: an instant is a list that says so, or has become an ISO text on the way."""
    if isinstance(raw, list):
        if raw[:1] == ["instant"] and all(isinstance(part, int | float) for part in raw[1:]) and len(raw) == 8:
            return _instant([int(part) for part in raw[1:]])
        return ", ".join(str(part) for part in raw)
    if isinstance(raw, str) and _ISO.fullmatch(raw):
        return datetime.fromisoformat(raw.replace("Z", "+00:00")).replace(tzinfo=None)
    if raw is None or isinstance(raw, str | bool):
        return raw
    # JavaScript has one kind of number: give whole ones back as the integers they were.
    return int(raw) if isinstance(raw, float) and raw.is_integer() and abs(raw) < 2**53 else cast(float, raw)


def _instant(parts: Sequence[int]) -> Value:
    year, month, *rest, milliseconds = parts
    try:
        day, hour, minute, second = rest
        return datetime(year, month + 1, day, hour, minute, second, milliseconds * 1000)
    except ValueError:
        return None


def text_of(item: Graph) -> str:
    """Return the words of a text item, its lines joined by `\\n`."""
    text = item.get("text")
    if isinstance(text, list):
        return "\n".join(str(line) for line in text)
    return "" if text is None else str(text)
