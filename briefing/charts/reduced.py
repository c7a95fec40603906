"""Vega-Lite spec in, compiled Vega out; a large table is evaluated once and stands in it as what is drawn of it.

A million rows take seconds on each way into Vega, and a chart goes there several times.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from briefing.charts.bounds import MOST_MARKS, TOO_MANY, most_rows
from briefing.charts.engine import converter
from briefing.errors import BriefingError

_MARKER = "briefing-table"
_LONGEST_NAME = 120
_last: list[tuple[tuple[Any, ...], str, tuple[dict[str, Any], ...], tuple[dict[str, Any], ...]]] = []
"""The tables drawn last, with what they were made of: the passes of one chart come one after another."""


def compiled(spec: Mapping[str, Any]) -> dict[str, Any]:
    """Return a spec as Vega; ValueError where it cannot be compiled, BriefingError where it draws too many marks."""
    from briefing.charts.svg import plain

    if most_rows(spec) <= MOST_MARKS:
        vega: dict[str, Any] = converter().vegalite_to_vega(plain(spec))
        return vega
    tables: list[Any] = []
    vega = converter().vegalite_to_vega(plain(_marked(spec, tables)))
    # Passes differ in sizes and settings, which tables do not depend on.
    flow = json.dumps(vega.get("data"), ensure_ascii=False)
    if not (_last and _last[0][1] == flow and all(map(_is, _last[0][0], tables))):
        _last[:] = [(tuple(tables), flow, *_evaluated(vega, tables))]
    _, _, made, signals = _last[0]
    given = [each for each in vega.get("signals", ()) if each["name"] not in {one["name"] for one in signals}]
    return vega | {"data": [dict(table) for table in made], "signals": [*map(dict, signals), *given]}


def is_large(spec: Mapping[str, Any]) -> bool:
    return most_rows(spec) > MOST_MARKS


def _is(one: Any, two: Any) -> bool:
    return one is two


def _marked(part: Any, tables: list[Any]) -> Any:
    """Return a copy of a spec with a mark in place of the rows of each table, which go to `tables`."""
    if isinstance(part, Mapping):
        return {key: _of_member(key, value, tables) for key, value in part.items()}
    return [_marked(each, tables) for each in part] if isinstance(part, list | tuple) else part


def _of_member(key: str, value: Any, tables: list[Any]) -> Any:
    if key == "datasets" and isinstance(value, Mapping):
        return {name: _mark(rows, tables) for name, rows in value.items()}
    if key == "data" and isinstance(value, Mapping) and isinstance(value.get("values"), list | tuple):
        return dict(value) | {"values": _mark(value["values"], tables)}
    return _marked(value, tables)


def _mark(rows: Any, tables: list[Any]) -> list[dict[str, int]]:
    # Each mark differs, since Vega-Lite takes equal tables for one.
    tables.append(rows)
    return [{_MARKER: len(tables) - 1}]


def _evaluated(
    vega: Mapping[str, Any], tables: list[Any]
) -> tuple[tuple[dict[str, Any], ...], tuple[dict[str, Any], ...]]:
    """Return the tables that anything outside the data refers to, evaluated, and the signals that the data made."""
    names = [table["name"] for table in vega["data"]]
    outside = json.dumps({key: part for key, part in vega.items() if key != "data"}, ensure_ascii=False)
    used = [name for name in names if f'"{name}"' in outside or re.search(rf"data\(\\*[\"']{re.escape(name)}", outside)]
    signals = sorted(set(_signals(vega["data"])))
    total = "+".join(f"length(data({json.dumps(name)}))" for name in used) or "0"
    fields = _fields(outside, vega)
    # Tables above the bound are counted, never taken out.
    total = "+".join(f"length(data({json.dumps(name)}))" for name in used) or "0"
    bounded = {"type": "filter", "expr": f"{total} <= {MOST_MARKS}"}
    copies = [{"name": f"{_MARKER}-{name}", "source": name, "transform": [bounded]} for name in used]
    row = ",".join(_taken(f"datum[{json.dumps(field, ensure_ascii=False)}]") for field in fields)
    marks = [_teller(f"[{total},{','.join(signals)}]"), *(_teller(f"[{row}]", copy["name"]) for copy in copies)]
    kept = {key: part for key, part in vega.items() if key in ("signals", "projections", "scales")}
    probe = {
        "$schema": vega["$schema"],
        "width": 10,
        "height": 10,
        "data": [*vega["data"], *copies],
        **kept,
        "marks": marks,
    }
    graph = converter().vega_to_scenegraph(_filled(probe, tables), allowed_base_urls=[])
    told = [_told(mark) for mark in graph["scenegraph"]["items"][0]["items"]]
    count, *values = told[0][0]
    if count > MOST_MARKS:
        raise BriefingError(f"汇总之后图表还要画{count:.0f}个点，超过{MOST_MARKS}个就看不清了。", hint=TOO_MANY)
    made = tuple(_table(name, fields, rows) for name, rows in zip(used, told[1:], strict=True))
    return made, tuple({"name": name, "value": value} for name, value in zip(signals, values, strict=True))


def _taken(value: str) -> str:
    """Return the expression that takes a value out: an instant as milliseconds, since no object survives the way."""
    return f"isDate({value}) ? ['{_MARKER}', time({value})] : isObject({value}) ? ['{_MARKER}'] : {value}"


def _teller(signal: str, table: str = "") -> dict[str, Any]:
    """Return a mark without ink whose items say something of the data: of each row of a table, or once."""
    mark = {"type": "text", "encode": {"enter": {"description": {"signal": signal}}}}
    return mark | {"from": {"data": table}} if table else mark


def _told(mark: Mapping[str, Any]) -> list[list[Any]]:
    return [item["description"] for item in mark.get("items", ())]


def _filled(vega: Mapping[str, Any], tables: list[Any]) -> str:
    """Return a marked spec as JSON with the rows back in their places."""
    from briefing.charts.svg import plain

    text = json.dumps(vega, ensure_ascii=False)
    for number, rows in enumerate(tables):
        text = text.replace(json.dumps([{_MARKER: number}]), plain(rows))
    return text


def _signals(part: Any) -> Iterator[str]:
    """Yield the names of signals that transforms of tables define."""
    for table in part:
        for transform in table.get("transform", ()):
            if isinstance(transform.get("signal"), str):
                yield transform["signal"]


def _fields(outside: str, vega: Mapping[str, Any]) -> list[str]:
    """Return every word outside the tables that may name a field: an object cannot be taken out whole."""
    mentioned = re.findall(r"datum\[\\*[\"'](.+?)\\*[\"']\]", outside) + re.findall(r"datum\.([A-Za-z_]\w*)", outside)
    words = {word for key, part in vega.items() if key != "data" for word in _strings(part)}
    return sorted({word.replace("\\.", ".") for word in {*mentioned, *words} if len(word) <= _LONGEST_NAME})


def _strings(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, Mapping):
        for value in part.values():
            yield from _strings(value)
    elif isinstance(part, list):
        for value in part:
            yield from _strings(value)


def _table(name: str, fields: list[str], told: list[list[Any]]) -> dict[str, Any]:
    """Return an evaluated table, instants as milliseconds; BriefingError where it has values that are objects."""
    columns = {field: [_value(row[at]) for row in told] for at, field in enumerate(fields)}
    present = {field: values for field, values in columns.items() if any(value is not None for value in values)}
    return {
        "name": name,
        "values": [{field: values[at] for field, values in present.items()} for at in range(len(told))],
    }


def _value(told: Any) -> Any:
    if isinstance(told, list) and told[:1] == [_MARKER]:
        if len(told) == 1:
            raise BriefingError(
                f"超过{MOST_MARKS}行的数据里不能有嵌套的值。", hint="请把嵌套的值展开成单独的列，或减少行数。"
            )
        return told[1]
    return told
