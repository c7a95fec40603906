"""The YAML of a template in; a problem for every text of it that is Chinese out, for documents in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from briefing.errors import Problem, ProblemsFound
from briefing.model.language import is_chinese
from briefing.yamlfile import Place, Source

_REMARK = re.compile(r"\{#.*?#\}", re.DOTALL)
# What a template says about itself, what is kept back, and the names of faces: not printed.
_UNPRINTED: tuple[Place, ...] = (
    ("name",), ("policy",), ("style", "latin_face"), ("style", "east_asian_face"), ("pdf", "fonts"),
)  # fmt: skip


def check_english(source: Source, audience: str) -> None:
    """Raise ProblemsFound with every text that an English document would print in Chinese."""
    places = dict.fromkeys(_chinese(source.value, ()))
    hint = f"请在 templates/{audience}/template.en.yaml 的同一处写上英文，或用 null 去掉。"
    found = [Problem(source.where(place), f"英文稿里不能有中文：{_path(place)}。", hint) for place in places]
    if found:
        raise ProblemsFound(found)


def _chinese(value: Any, place: Place) -> Iterator[Place]:
    if any(place[: len(left)] == left for left in _UNPRINTED):
        return
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _chinese(item, (*place, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _chinese(item, (*place, index))
    elif isinstance(value, str) and is_chinese(_REMARK.sub("", value)):
        yield place


def _path(place: Place) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in place)
