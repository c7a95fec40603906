"""A character in; why it cannot be set letter by letter out. A text in; its marks put into its letters out.

Type is set here one character after the other, from left to right. That is right for Chinese and for most alphabets,
and wrong for scripts whose letters join, change places or run leftwards, whatever glyphs a face may have for them.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

Trouble = Literal["", "control", "private", "mark", "script", "leftward", "emoji"]
"""Empty: it can be set. `mark`: it belongs over or into another character. `script`: its letters join or move."""

# ISO 15924. Common signs (Zyyy) and what this version of Unicode does not know yet (Zzzz) are left to the faces.
_SETTABLE = frozenset({
    "Zyyy", "Zzzz", "Latn", "Grek", "Cyrl", "Hani", "Hira", "Kana", "Hrkt", "Bopo", "Hang", "Yiii", "Nshu", "Tang",
    "Lisu", "Armn", "Geor", "Ethi", "Cher", "Cans", "Copt", "Goth", "Ogam", "Runr", "Vaii", "Brai",
})  # fmt: skip
_LEFTWARD = frozenset({"R", "AL", "AN", "RLE", "RLO", "RLI"})
# Letters that wait for their marks: Latin and Greek accents, kana with a separate voicing mark, Hangul in parts.
_LOOSE = re.compile(
    r"[^\u0300-\u036f\u3099\u309a][\u0300-\u036f\u3099\u309a]+|[\u1100-\u11ff\ua960-\ua97c\ud7b0-\ud7fb]+"
)
_SELECTORS = re.compile(r"[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_JAMO = ((0x1100, 0x11FF), (0xA960, 0xA97C), (0xD7B0, 0xD7FB))
# What modifies or spells an emoji, and those that only colour faces have (UTS #51).
_EMOJI_PARTS = ((0x1F1E6, 0x1F1FF), (0x1F3FB, 0x1F3FF), (0xE0020, 0xE007F))
_EMOJI = ((0x1F300, 0x1F64F), (0x1F680, 0x1F6FF), (0x1F7E0, 0x1F7EB), (0x1F900, 0x1F9FF), (0x1FA70, 0x1FAFF))


def trouble(character: str) -> Trouble:
    """Return why a character cannot be set in any face; a line end can."""
    if "\x20" <= character < "\x7f" or "\u4e00" <= character <= "\u9fff" or character == "\n":
        return ""
    category = unicodedata.category(character)
    if category in ("Cc", "Cs"):
        return "control"
    if category == "Co":
        return "private"
    if _within(character, _EMOJI_PARTS):
        return "emoji"
    if category in ("Mn", "Mc", "Me"):
        return "mark"
    if unicodedata.bidirectional(character) in _LEFTWARD:
        return "leftward"
    return "" if _is_settable(character) else "script"


def is_emoji(character: str) -> bool:
    """Return whether a character is a picture that faces of a system have in colour, or in one of many looks."""
    return _within(character, _EMOJI)


def composed(text: str) -> str:
    """Return a text with loose marks put into their letters (NFC), and without variation selectors.

    Nothing else is normalised: compatibility ideographs have shapes of their own.
    """
    if text.isascii():
        return text
    text = _SELECTORS.sub("", text)
    return _LOOSE.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)


def _is_settable(character: str) -> bool:
    from fontTools.unicodedata import script_extension

    # By extensions, so that the Arabic comma, a common sign, is told from the Chinese one.
    return not _SETTABLE.isdisjoint(script_extension(character)) and not _within(character, _JAMO)


def _within(character: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= ord(character) <= last for first, last in ranges)
