"""Characters in, what of them no packaged face has out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from briefing.typeset import Face, missing
from briefing.typeset.faces import PACKAGED, shared_font

_CHINESE = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# Control and format characters, spaces and line ends need no glyph, nor do selectors of a variant.
_UNSEEN = frozenset(("Cc", "Cf", "Zs", "Zl", "Zp"))
_SHOWN = 8


def has_chinese(text: str) -> bool:
    return _CHINESE.search(text) is not None


def is_unseen(character: str) -> bool:
    """Return whether a character leaves no ink."""
    selects = "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
    return selects or unicodedata.category(character) in _UNSEEN


def uncovered(text: str) -> tuple[str, ...]:
    """Return the characters of a text that none of the packaged faces has, in order; a letter with its mark is one."""
    left = "".join(set(unicodedata.normalize("NFC", text)))
    for face in PACKAGED:
        left = "".join(missing(face, left)) if left else ""
    return tuple(sorted(character for character in left if not is_unseen(character)))


def alike(text: str) -> dict[int, str]:
    """Return a table for `str.translate` that makes the characters of a text alike that one glyph shows (· and •).

    On paper they are the same, and a reader who copies them gets one of them.
    """
    find = shared_font(Face.SANS).get_nominal_glyph
    first: dict[int, str] = {}
    glyphs = ((character, find(ord(character))) for character in sorted(set(text)))
    return {ord(character): first.setdefault(glyph, character) for character, glyph in glyphs if glyph}


def characters(found: Iterable[str]) -> str:
    """Return characters for a message, each with its code: “𬭚”（U+2CB5A）."""
    named = [f"“{each}”（U+{ord(each):04X}）" if each.isprintable() else f"U+{ord(each):04X}" for each in found]
    return "、".join(named[:_SHOWN]) + ("等" if len(named) > _SHOWN else "")
