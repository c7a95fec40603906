"""A document in English in; every place of it where something Chinese is left, out. The last net before back ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from briefing.document import Document
from briefing.errors import Problem
from briefing.model.language import is_chinese

# What no reader sees: where data stand, names of faces, qualifiers as data write them, ids.
_UNSEEN = frozenset({"origins", "qualifier", "id", "path", "anchor", "style", "faces", "deck", "dataset", "audience"})
_EXCERPT = 20
_HINT = "请给这些数据补上英文列，或在 template.en.yaml 里写上英文。"


def untranslated(document: Document) -> Iterator[Problem]:
    """Yield a problem for each section, and for what stands outside them, that still has Chinese in it."""
    for section in document.sections:
        yield from _problem(section.path, section)
    outside = {
        field.name: getattr(document, field.name)
        for field in fields(document)
        if field.name not in _UNSEEN | {"sections"}
    }
    yield from _problem("", outside)


def _problem(where: str, value: Any) -> Iterator[Problem]:
    found = next((words for words in _strings(value) if is_chinese(words)), None)
    if found is not None:
        yield Problem(where, f"英文稿里还有中文：“{found[:_EXCERPT]}”。", _HINT)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            if not str(key).lower().endswith("font"):
                yield from _strings(item)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _strings(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            if field.name not in _UNSEEN:
                yield from _strings(getattr(value, field.name))
