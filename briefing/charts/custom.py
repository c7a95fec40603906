"""A user's own chart (Vega-Lite as JSON, or Python) in; a checked spec with its rows, and its titles, out."""

from __future__ import annotations

import inspect
import json
import sys
import traceback
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from typing import Any

from briefing.charts.addresses import refuse_urls
from briefing.charts.bounds import check_characters, check_size, check_text
from briefing.charts.fields import check_names, unknown_fields
from briefing.charts.grammar import unlawful, version_problem
from briefing.charts.legible import copied, overlaid
from briefing.charts.svg import plain
from briefing.document import Style
from briefing.errors import BriefingError, Problem, ProblemsFound, suggest

MOST_BYTES = 200_000_000
"""A million rows of five fields take about a hundred megabytes."""

_SLIPS = "常见原因：多了或少了逗号、引号，或用了中文标点。"
_SAID = {
    "Expecting property name": "这里应当是用英文双引号括起来的键",
    "Expecting value": "这里应当有一个值",
    "Expecting ',' delimiter": "这里缺一个英文逗号，或括号没有配对",
    "Expecting ':' delimiter": "键的后面缺一个英文冒号",
    "Illegal trailing comma": "最后一项的后面多了一个逗号",
    "Extra data": "图表写完以后还有别的内容",
    "Unterminated string": "这里开始的引号没有配对",
    "Invalid control character": "引号里有不能写的控制字符（如换行、制表符）",
    "Invalid \\": "反斜杠的写法不对",
}

Row = dict[str, Any]
Tables = Mapping[str, Sequence[Row]]
# Lightness falls and rises from one to the next, so that neighbours stay apart in grey and to colour-blind eyes.
_COLORS = ("#1F5A8C", "#E08A1E", "#7FB3D9", "#5B6673", "#B3261E", "#9CB89A", "#6A4C93", "#C3CAD3")


@dataclass(frozen=True, slots=True)
class Titles:
    """What a spec says of itself, in its title, subtitle and description."""

    title: str = ""
    subtitle: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """The spec of a file, and the keys that stand in it twice: the last of them counts."""

    spec: dict[str, Any]
    repeated: tuple[Problem, ...]


def read(text: str, where: str) -> Read:
    """Return the spec of a JSON text; BriefingError with line and column where it is none."""
    repeated: dict[str, Problem] = {}

    def keyed(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) < len(pairs):
            for key, count in Counter(key for key, _ in pairs).items():
                if count > 1:
                    repeated[key] = Problem(
                        where, f"同一层里“{key[:40]}”写了{count}次，只有最后一次算数。", "请只留一处。"
                    )
        return made

    try:
        spec = json.loads(text, parse_constant=lambda name: None, object_pairs_hook=keyed)
    except json.JSONDecodeError as error:
        place = f"{where}:{error.lineno}:{error.colno}"
        raise BriefingError(f"JSON 写法有误：{_plainly(error.msg)}。", place, _SLIPS) from error
    except RecursionError as error:
        raise BriefingError("JSON 嵌套太深。", where, "请减少层次。") from error
    except ValueError as error:
        # Python reads no whole number of more than 4300 digits.
        raise BriefingError("有一个数太长，读不了。", where, "请检查数据。") from error
    if not isinstance(spec, dict):
        raise BriefingError("这不是一张图表：最外层应当是“键: 值”。", where, "请换成 Vega-Lite 文件。")
    return Read(spec, tuple(repeated.values()))


def check(spec: Mapping[str, Any], where: str, *, strict: bool) -> tuple[Problem, ...]:
    """Raise for a spec that cannot be drawn here; return what is odd in it, which `strict` raises, too.

    Odd is what the grammar does not know, and fields that no row has.
    """
    other = version_problem(spec, where)
    if other:
        raise ProblemsFound([other])
    try:
        check_size(spec)
        refuse_urls(spec)
        check_characters(plain(spec))
        check_names(spec)
        said = titles(spec)
        check_text(said.title)
        check_text(said.subtitle)
    except BriefingError as error:
        raise BriefingError(error.message, where, error.hint) from error
    found = (*unlawful(spec, where), *unknown_fields(spec, where))
    if strict and found:
        raise ProblemsFound(found)
    return found


def check_drawable(spec: Mapping[str, Any], where: str) -> None:
    """Raise a BriefingError for a spec that Vega cannot draw, or that says nothing or a lie."""
    from briefing.charts.native import NotNative, translate

    try:
        translate(spec)
    except NotNative:
        # It is drawn as vectors.
        return
    except BriefingError as error:
        raise BriefingError(error.message, error.where or where, error.hint) from error


def bound(spec: Mapping[str, Any], tables: Tables, where: str) -> dict[str, Any]:
    """Return a spec with the rows of the tables that it names, at any depth; names of its own data sets stay."""
    own = spec.get("datasets") or {}
    wanted = [name for name in dict.fromkeys(_named(spec)) if name not in own]
    unknown = [name for name in wanted if name not in tables]
    if unknown:
        raise ProblemsFound(Problem(where, f"数据集没有“{name}”这个表。", suggest(name, tables)) for name in unknown)
    made: dict[str, Any] = copied(spec)
    return made | {"datasets": {**own, **{name: list(tables[name]) for name in wanted}}} if wanted else made


def used_tables(spec: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names of tables that a spec takes from outside."""
    own = spec.get("datasets") or {}
    return tuple(name for name in dict.fromkeys(_named(spec)) if name not in own)


def uses_field(part: Any, name: str) -> bool:
    """Return whether a spec refers to a field anywhere outside its rows."""
    if isinstance(part, Mapping):
        return any(uses_field(value, name) for key, value in part.items() if key not in ("values", "datasets"))
    if isinstance(part, str):
        return part in (name, f"{name}:N", f"{name}:O") or f"datum.{name}" in part or f"datum['{name}']" in part
    return isinstance(part, Sequence) and any(uses_field(each, name) for each in part)


def called(source: str, name: str, where: str, tables: Tables) -> dict[str, Any]:
    """Run a Python source and return the spec of the chart that its function `name` gives.

    A function with a parameter gets the tables. It runs with all rights of the process: only for trusted workspaces.
    """
    space: dict[str, Any] = {"__name__": "briefing_custom_chart", "__file__": where}
    try:
        # What it prints is no part of what the command prints.
        with redirect_stdout(sys.stderr):
            exec(compile(source, where, "exec"), space)
            function = space.get(name)
            if not callable(function):
                known = [key for key, value in space.items() if inspect.isfunction(value)]
                raise BriefingError(f"没有名为“{name}”的函数。", where, suggest(name, known))
            made = function(dict(tables)) if inspect.signature(function).parameters else function()
            return _as_spec(made, where)
    except BriefingError:
        raise
    except (Exception, SystemExit) as error:
        said = str(error).splitlines()[0][:200] if str(error) else ""
        raise BriefingError(
            f"Python 出错（{'：'.join(filter(None, [type(error).__name__, said]))}）。",
            f"{where}:{_line(error, where)}",
            "请先在 Python 里单独运行这个函数。",
        ) from error


def titles(spec: Mapping[str, Any]) -> Titles:
    """Return the words by which a spec introduces itself."""
    title = spec.get("title")
    parts = title if isinstance(title, Mapping) else {"text": title}
    return Titles(_joined(parts.get("text")), _joined(parts.get("subtitle")), _joined(spec.get("description")))


def untitled(spec: Mapping[str, Any]) -> dict[str, Any]:
    """Return a spec without its title, for a place that says it already."""
    return {key: value for key, value in spec.items() if key != "title"}


def colored(spec: Mapping[str, Any], style: Style, color: str = "") -> dict[str, Any]:
    """Return a spec with the house's colours where it chooses none: the theme's first, then others far from it."""
    first = color or _COLORS[0]
    series = [first, *(each for each in _COLORS if each.lower() != first.lower())]
    house = {"mark": {"color": first}, "range": {"category": series}}
    return dict(spec) | {"config": overlaid(house, spec.get("config") or {})}


def _named(part: Any) -> Iterator[str]:
    if isinstance(part, Mapping):
        data = part.get("data")
        if isinstance(data, Mapping) and isinstance(data.get("name"), str) and not set(data) - {"name", "format"}:
            yield data["name"]
        for key, value in part.items():
            if key not in ("values", "datasets"):
                yield from _named(value)
    elif isinstance(part, list | tuple):
        for each in part:
            yield from _named(each)


def _as_spec(made: Any, where: str) -> dict[str, Any]:
    import altair as alt

    if isinstance(made, Mapping):
        return dict(made)
    if not isinstance(made, alt.TopLevelMixin):
        raise BriefingError(f"函数返回的是 {type(made).__name__}，不是图表。", where, "请返回 alt.Chart。")
    # Rows are bounded where all charts are; Altair's own bound of 5000 would stop what is summed up.
    with alt.data_transformers.enable("default", max_rows=None):
        spec: dict[str, Any] = made.to_dict()
    # Altair's default theme is not the user's choice: the house's settings would stand behind it.
    if spec.get("config") == {"view": {"continuousWidth": 300, "continuousHeight": 300}}:
        del spec["config"]
    return spec


def _line(error: BaseException, where: str) -> int:
    """Return the line of the user's file where an error arose."""
    if isinstance(error, SyntaxError):
        return error.lineno or 1
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == where]
    return lines[-1] or 1 if lines else 1


def _plainly(said: str) -> str:
    """Return in Chinese what the JSON reader says; its own words where they are not known."""
    return next((words for begin, words in _SAID.items() if said.startswith(begin)), said)


def _joined(words: Any) -> str:
    if isinstance(words, list):
        return "".join(str(word) for word in words)
    return words if isinstance(words, str) else ""
