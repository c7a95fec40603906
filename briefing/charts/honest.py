"""A spec and its drawing, measured, in; nothing, or an error where the drawing says nothing or a lie, out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from briefing.charts.bounds import tables
from briefing.charts.measured import Measured
from briefing.errors import BriefingError


def check_honest(spec: Mapping[str, Any], seen: Measured) -> None:
    """Refuse a drawing without any mark, and shares of a whole that has negative parts."""
    if not seen.said:
        raise BriefingError(
            "图里没有可画的数据。",
            hint="请检查字段名（区分大小写）、筛选条件和数据；全部缺失或全为零的数据请改用表格。",
        )
    for name in _share_fields(spec):
        below = re.compile(rf"(?:^|; |of ){re.escape(name)}: [-−]\d")
        if any(below.search(words) for words in seen.said) or _falls_below(spec, name):
            raise BriefingError(
                f"饼图和百分比堆积图画不了负数（字段“{name}”有负值）。", hint="请改用柱形图（bar），或先剔除负值。"
            )


def _falls_below(spec: Mapping[str, Any], name: str) -> bool:
    """Return whether a field of the rows is negative somewhere, where nothing may have taken these rows out."""
    if "transform" in spec:
        return False
    rows = (row for table in tables(spec) if not isinstance(table, range) for row in table if isinstance(row, Mapping))
    values = (row.get(name) for row in rows)
    return any(isinstance(value, int | float) and value < 0 for value in values)


def _share_fields(part: Any) -> Iterator[str]:
    """Yield the fields that are drawn as parts of a whole."""
    if isinstance(part, Mapping):
        for key, value in part.items():
            name = value.get("field") if isinstance(value, Mapping) else None
            if isinstance(name, str) and (key == "theta" or value.get("stack") == "normalize"):
                yield name
            if key not in ("values", "datasets"):
                yield from _share_fields(value)
    elif isinstance(part, list):
        for each in part:
            yield from _share_fields(each)
