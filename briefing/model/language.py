"""The languages a document can be written in: a tag (`zh-CN`, `en`) in, the language that has words here out."""

from __future__ import annotations

import re
from typing import Literal, get_args

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
NAMES: dict[Language, str] = {"zh": "中文", "en": "英文"}
# Han, kana, bopomofo and hangul, and the marks and full-width forms that go with them.
_CHINESE = re.compile("[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]")


def language_of(tag: str) -> Language:
    """Return the language of a tag; a language without words of its own here is written as Chinese."""
    return spoken(tag) or "zh"


def spoken(tag: str) -> Language | None:
    """Return the language of a tag, None for one that there are no words for."""
    primary = tag.split("-")[0].lower()
    return next((language for language in LANGUAGES if language == primary), None)


def is_chinese(words: str) -> bool:
    """Return whether a text holds a character that no English text may hold."""
    return _CHINESE.search(words) is not None
