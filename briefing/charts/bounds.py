"""Vega-Lite spec in; nothing, or an error where it would draw more than anybody can read, out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from briefing.errors import BriefingError

MOST_ROWS = 1_000_000
"""Rows that a chart may bring: a million take about seven seconds where they are summed up."""
MOST_MARKS = 20_000
"""Marks that a chart may draw; past that the SVG has megabytes and the eye sees a stain."""
DEEPEST = 60
LONGEST_TEXT = 1000
"""Characters that one text of a drawing may have; breaking longer ones into lines takes minutes."""
LONGEST_SIDE = 14_000
"""Points that a plot may be wide or high: PDF 2.0, Annex C, has no larger page."""
_PLOTS = ("mark", "layer", "concat", "hconcat", "vconcat", "spec")
_UNSHOWN = re.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\u00(?:0[0-8bef]|1[0-9a-f])|[\ud800-\udfff\ufffe\uffff]")
"""In JSON text: control characters, which are always escaped there, halves of pairs, and what is no character."""
_LONGEST_WORDS = 20_000
"""Characters that one text of a spec may have, expressions included."""
_MOST_GENERATED = 100_000
_REDUCING = ("aggregate", "bin", "timeUnit", "filter", "sample", "density", "loess", "regression", "quantile", "pivot")
TOO_MANY = "请先在数据里汇总，或在图里用 aggregate、bin、timeUnit 汇总后再画。"


def check_size(spec: Mapping[str, Any]) -> None:
    """Raise a BriefingError if a spec is nested too deep, or certain to draw too many marks."""
    _check_depth(spec)
    rows = most_rows(spec)
    if rows > MOST_ROWS:
        raise BriefingError(f"图表的数据有{rows}行，超过{MOST_ROWS}行。", hint=TOO_MANY)
    if rows > MOST_MARKS and not reduces(spec):
        raise BriefingError(f"图表要画{rows}个点，超过{MOST_MARKS}个就看不清了。", hint=TOO_MANY)


def most_rows(spec: Any) -> int:
    """Return how many rows the largest table written into a spec has."""
    return max((len(rows) for rows in tables(spec)), default=0)


def tables(part: Any) -> Iterator[Sequence[Any]]:
    """Yield the tables of a spec; a table as text counts by its lines."""
    for key, value in _members(part):
        if key == "data" and isinstance(value, Mapping):
            yield _rows(value.get("values"))
        elif key == "datasets" and isinstance(value, Mapping):
            yield from (_rows(table) for table in value.values())
        if key != "datasets":
            yield from tables(value)


def _rows(table: Any) -> Sequence[Any]:
    if isinstance(table, str):
        return range(table.count("\n"))
    return table if isinstance(table, Sequence) else ()


def _members(part: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(part, Mapping):
        yield from ((key, value) for key, value in part.items() if key != "values")
    elif isinstance(part, Sequence) and not isinstance(part, str):
        yield from (("", value) for value in part)


def reduces(part: Any) -> bool:
    """Return whether anything in a spec could make fewer marks than rows."""
    return any(
        key in _REDUCING or _composite(key, value) or reduces(value)
        for key, value in _members(part)
        if key != "datasets"
    )


def _composite(key: str, value: Any) -> bool:
    mark = value.get("type") if isinstance(value, Mapping) else value
    return key == "mark" and mark in ("boxplot", "errorbar", "errorband")


def _check_depth(part: Any) -> None:
    """Refuse what is nested without end, and generators of numbers without end."""
    layer: list[Any] = [part]
    _check_sides(part)
    for _ in range(DEEPEST):
        layer = [value for each in layer for key, value in _members(each) if key != "datasets"]
        for each in layer:
            _check_sequence(each)
            check_text(each, _LONGEST_WORDS)
            _check_sides(each)
        if not layer:
            return
    raise BriefingError(f"图表嵌套超过{DEEPEST}层。", hint="请减少层次。")


def check_characters(text: str) -> None:
    """Raise a BriefingError for the JSON text of a spec with characters that no drawing may have (XML 1.0, 2.2)."""
    found = _UNSHOWN.search(text)
    if found:
        code = found[0][-4:].upper() if "u" in found[0] else f"{ord(found[0]):04X}"
        raise BriefingError(f"含有不能显示的控制字符（U+{code}）。", hint="请删去这个字符。")


def check_text(text: Any, most: int = LONGEST_TEXT) -> None:
    """Raise a BriefingError for a text too long for a chart; anything that is no text passes."""
    if isinstance(text, str) and len(text) > most:
        raise BriefingError(f"图里的“{text[:12]}……”有{len(text)}个字，太长了。", hint=f"请缩短到{most}个字以内。")


def _check_sides(part: Any) -> None:
    """Refuse a plot without an extent, or one that no page could hold."""
    if isinstance(part, Mapping) and any(key in part for key in _PLOTS):
        for side in ("width", "height"):
            length = part.get(side)
            if isinstance(length, int | float) and not 0 < length <= LONGEST_SIDE:
                words = f"{side} 是 {str(length)[:20]}，画不了。"
                raise BriefingError(words, hint=f"宽和高要大于0，不超过{LONGEST_SIDE}。")


def _check_sequence(part: Any) -> None:
    spans = [part.get("sequence"), part.get("keyvals")] if isinstance(part, Mapping) else ()
    for span in spans:
        if not isinstance(span, Mapping):
            continue
        start, stop, step = (span.get(key, default) for key, default in (("start", 0), ("stop", 0), ("step", 1)))
        numbers = all(isinstance(each, int | float) for each in (start, stop, step))
        if numbers and (not step or abs(stop - start) / abs(step) > _MOST_GENERATED):
            raise BriefingError(f"sequence 会生成超过{_MOST_GENERATED}个数。", hint="请减小范围，或加大 step。")
