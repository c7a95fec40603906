"""A matrix as YAML in: lists that are multiplied, with exceptions, or rows; its rows out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from briefing.batch.rows import Row
from briefing.batch.values import COLUMNS, Unusable, Values
from briefing.errors import Problems, suggest
from briefing.yamlfile import Place, Source

LISTS: Mapping[str, str] = {
    "datasets": "dataset", "periods": "period", "audiences": "audience", "languages": "language",
}  # fmt: skip
_WHOLE = ("formats", "output")
_KEYS = (*LISTS, *_WHOLE, "skip", "rows")
_FACTORS = tuple(LISTS.values())
_EXAMPLE = "写法如 datasets: [jiangbei]、periods: [2018..2020]、audiences: [leadership]。"
Factor = tuple[str, str]
"""A text of a list, and where it stands."""


def rows(source: Source, values: Values, problems: Problems) -> list[Row]:
    """Return the rows that a matrix asks for; what cannot be read of it is a problem."""
    top: dict[str, Any] = source.value
    for key in top:
        if key not in _KEYS:
            problems.add(source.where((key,)), f"不认识的键“{key[:40]}”。", suggest(key, _KEYS))
    shared = {key: _text(source, (key,), problems) for key in _WHOLE if key in top}
    if "rows" in top:
        for key in (*LISTS, "skip"):
            if key in top:
                hint = "rows 是一份一份地写；要成批地乘出来，去掉 rows。"
                problems.add(source.where((key,)), f"{key} 和 rows 只能写一样。", hint)
        return list(_listed(source, shared, problems))
    return _multiplied(source, shared, values, problems)


def _listed(source: Source, shared: Mapping[str, str], problems: Problems) -> Iterator[Row]:
    for place, row in _mappings(source, "rows", COLUMNS, problems):
        cells = {key: _text(source, (*place, key), problems) for key in row}
        places = {key: source.where((*place, key)) for key in row}
        yield Row(source.where(place), {**shared, **cells}, places)


def _mappings(
    source: Source, key: str, known: Sequence[str], problems: Problems
) -> Iterator[tuple[Place, dict[str, Any]]]:
    """Yield the mappings of a list with their places, without what they should not hold."""
    listed = source.value.get(key)
    if not isinstance(listed, list) or not listed:
        problems.add(source.where((key,)), f"{key} 应该是一个列表。", "每项以“- ”开头，写法如 - {dataset: jiangbei}。")
        return
    for number, row in enumerate(listed):
        place: Place = (key, number)
        if not isinstance(row, dict):
            problems.add(
                source.where(place), "每一项应该写成“键: 值”。", "写法如 - {dataset: jiangbei, period: 2020}。"
            )
            continue
        for strange in [each for each in row if each not in known]:
            where = source.where((*place, strange))
            problems.add(where, f"不认识的键“{strange[:40]}”。", suggest(strange, known))
        yield place, {each: value for each, value in row.items() if each in known}


def _text(source: Source, place: Place, problems: Problems) -> str:
    """Return one value as text; a list of texts is joined, as formats are written."""
    value = source.value
    for step in place:
        value = value[step]
    parts = value if isinstance(value, list) else [value]
    if any(isinstance(part, dict | list) for part in parts) or (len(parts) > 1 and place[-1] != "formats"):
        problems.add(source.where(place), f"{place[-1]} 的写法不对。", "这里只能写一个值。")
        return ""
    return ",".join(part for part in parts if part is not None)


def _multiplied(source: Source, shared: Mapping[str, str], values: Values, problems: Problems) -> list[Row]:
    """Return the product of all lists without the exceptions."""
    factors = {column: _factors(source, key, values, problems) for key, column in LISTS.items()}
    skips = list(_skips(source, values, problems)) if "skip" in source.value else []
    if not factors["dataset"]:
        return []
    used: set[str] = set()
    made = []
    for texts in product(*factors.values()):
        cells = dict(zip(factors, (text for text, _ in texts), strict=True))
        skipped = [where for where, asked in skips if _matches(cells, asked)]
        used.update(skipped)
        if not skipped:
            places = dict(zip(factors, (where for _, where in texts), strict=True))
            made.append(Row(places["dataset"], {**shared, **cells}, places))
    for where, _ in skips:
        if where not in used:
            problems.add(where, "这一条例外没有去掉任何一份。", "请检查写法，或删去这一条。")
    if not made:
        problems.add(source.where(("skip",)), "例外去掉了全部简报，一份也没有剩下。", "请检查 skip。")
    return made


def _factors(source: Source, key: str, values: Values, problems: Problems) -> list[Factor]:
    """Return the values of a list that mean something, in their final form; [("", …)] where it is not there."""
    column, top = LISTS[key], source.value
    if key not in top:
        if key == "datasets":
            problems.add(source.where(()), "没有写 datasets。", _EXAMPLE)
            return []
        return [("", source.where(()))]
    listed = top[key] if isinstance(top[key], list) else [top[key]]
    found: dict[str, str] = {}
    for number, text in enumerate(listed):
        place: Place = (key, number) if isinstance(top[key], list) else (key,)
        for each in _meant(column, text, source.where(place), values, problems):
            if each in found and not (isinstance(text, str) and values.is_pattern(text)):
                problems.add(source.where(place), f"“{each}”写了两次。", "请删去一处。")
            found.setdefault(each, source.where(place))
    if not listed:
        problems.add(source.where((key,)), f"{key} 是空的。", _EXAMPLE)
    return list(found.items())


def _meant(column: str, text: Any, where: str, values: Values, problems: Problems) -> tuple[str, ...]:
    """Return what one entry of a list means: one value, or the data sets of a pattern."""
    if not isinstance(text, str):
        problems.add(where, "这里只能写一个值。", _EXAMPLE)
        return ()
    try:
        if column == "dataset" and values.is_pattern(text):
            return values.matching(text)
        return (values.read(column, text),)
    except Unusable as error:
        problems.add(where, error.message, error.hint)
        return ()


def _skips(source: Source, values: Values, problems: Problems) -> Iterator[tuple[str, Mapping[str, tuple[str, ...]]]]:
    """Yield each exception: its place, and for the columns that it names what they are there."""
    for place, row in _mappings(source, "skip", _FACTORS, problems):
        asked = {}
        for column, text in row.items():
            where = source.where((*place, column))
            entries = text if isinstance(text, list) else [text]
            asked[column] = tuple(each for one in entries for each in _meant(column, one, where, values, problems))
        if not row:
            problems.add(source.where(place), "这一条例外什么也没有写。", f"可写：{'、'.join(_FACTORS)}。")
        elif all(asked.values()) and len(asked) == len(source.value["skip"][place[1]]):
            # One of which a part was not understood would leave out more than was meant.
            yield source.where(place), asked


def _matches(cells: Mapping[str, str], asked: Mapping[str, tuple[str, ...]]) -> bool:
    return all(cells[column] in wanted for column, wanted in asked.items())
