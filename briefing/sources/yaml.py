"""The bytes of dataset.yaml in; a plain tree of tidied texts out, with the line of each."""

from __future__ import annotations

from typing import Any

from briefing.errors import Problems, ProblemsFound
from briefing.sources.text import decode, forbidden, tidy
from briefing.yamlfile import Place, Source, parse

_QUERIES: Place = ("database", "queries")


def read(data: bytes, file: str, problems: Problems) -> Source | None:
    """Read a YAML file whose root is a mapping; None, with problems, when it cannot be read at all."""
    text = decode(data)
    if text is None:
        problems.add(file, "编码不是 UTF-8。", "请用 UTF-8 编码另存。")
        return None
    try:
        source = parse(text, file)
    except ProblemsFound as error:
        problems.extend(error.problems)
        return None
    source.value = _tidied(source.value, (), source, problems)
    return source


def _tidied(value: Any, place: Place, source: Source, problems: Problems) -> Any:
    """Tidy every text, drop keys without a value, and refuse characters that cannot stand in a text."""
    if isinstance(value, dict):
        made = {key: _tidied(item, (*place, key), source, problems) for key, item in value.items()}
        return {key: item for key, item in made.items() if item is not None}
    if isinstance(value, list):
        return [_tidied(item, (*place, index), source, problems) for index, item in enumerate(value)]
    if value is None:
        return None
    if found := forbidden(value):
        problems.add(source.where(place), f"含有不能显示的字符 {found}。", "请删去这个字符。")
    # The lines of a query are not joined: a comment at the end of one would take in the next.
    return value.strip() if place[:2] == _QUERIES else tidy(value)
