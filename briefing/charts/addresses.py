"""Vega-Lite spec in; nothing, or an error where it reaches outside, out. Charts are drawn without any network."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from briefing.errors import BriefingError

_PAINT = re.compile(r"url\(\s*['\"]?(?!#)", re.IGNORECASE)
_ROWS = ("values", "datasets", "usermeta", "value", "parse")
"""Keys below which names are the user's own: rows, parameters' values, types by field. A field may be called `url`."""
_HINT = '请把数据写进图表，或用 {"data": {"name": …}} 引用数据集。'


def refuse_urls(spec: Any) -> None:
    """Raise a BriefingError if a spec names an address that a viewer or the converter would fetch.

    That is `url` of data (look-ups included), marks and channels, image marks, and paints or cursors such as
    `url(http…)`. Links (`href`) are not fetched, and `$schema` is a name.
    """
    for place, what in _addresses(spec, ""):
        raise BriefingError(f"图表不能引用外部地址或图片（{place}：{what}）。", hint=_HINT)


def refuse_outside(svg: str) -> None:
    """Raise a BriefingError if a finished SVG would fetch something: what came out of the rows themselves."""
    fetching = "<image" in svg or any(_PAINT.match(svg, found.start()) for found in re.finditer(r"url\(", svg))
    if fetching:
        raise BriefingError("图表不能引用外部地址或图片（数据里有 url(…)）。", hint="请把这一列换成颜色或文字。")


def _addresses(part: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(part, Mapping):
        for key, value in part.items():
            here = f"{place}.{key}" if place else str(key)
            if key == "url":
                yield here, _short(value)
            elif key == "mark" and _is_image(value):
                yield here, "image"
            elif key not in _ROWS or (key == "value" and isinstance(value, str)):
                yield from _addresses(value, here)
    elif isinstance(part, str):
        if _PAINT.search(part):
            yield place, _short(part)
    elif isinstance(part, Sequence):
        for index, value in enumerate(part):
            yield from _addresses(value, f"{place}[{index}]")


def _is_image(mark: Any) -> bool:
    return mark == "image" or (isinstance(mark, Mapping) and mark.get("type") == "image")


def _short(value: Any) -> str:
    return str(value)[:60]
