"""A text in, its characters' line breaking classes out: one letter a character, after UAX #14 (Unicode 16).

Python's own character database says most of it; what it does not know stands in the tables below. Where a class is
not the standard's, it forbids more than the standard's does: a mark of a script that nobody here sets is held to its
neighbours (`w`), the narrow symbols that the standard counts among the ideographs are letters.

    a letters, symbols       i ideographs          h Hangul           l, v leading, following jamo
    n digits                 o, p opening marks, wide and narrow      c, k closing marks, wide and narrow
    e exclamation, narrow    t infix . , : ;       s slash            u marks that start no line
    y hyphen                 b break after         g glue             w word joiner
    q straight quotes        f “ ‘ «               r ” ’ »            d dash         m leaders …
    x % ℃ after a number     z ￥ № before one     1 half a flag      M mark on the character before

A capital letter (but M) is a character of that class which stays attached to the one before.
"""

from __future__ import annotations

import re
import unicodedata

SPACE, ZERO_WIDTH_SPACE = " ", "\u200b"

_LISTED: dict[str, str] = {
    "\n": "\n\x0b\x0c\x85\u2028\u2029",
    "\r": "\r",
    SPACE: " ",
    ZERO_WIDTH_SPACE: "\u200b",
    # A word joiner; a zero width joiner is attached to what it joins on both sides.
    "w": "\u2060\ufeff",
    "W": "\u200d",
    # No-break spaces and hyphen, marks that bind; a backslash, so that a path is not cut behind it.
    "g": "\u00a0\u2007\u202f\u2011\u034f\u180e\u00b4\u02c8\u02cc\u02df\u1ffd\\",
    "b": "\t\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000\u2012\u2013\u2027|",
    "y": "-‐",
    "d": "—⸺⸻",
    "m": "…‥․⋯",
    "s": "/",
    "t": ".,:;·\u2044\u037e\u0589\u060c\u060d\u07f8",
    "e": "!?\u05c6\u061b\u061d\u061e\u061f\u06d4\u2762\u2763",
    "u": "～：；‼‽⁇⁈⁉々〻〼ーゝゞヽヾ\ua015",
    "c": "｡､",
    "q": "\"'＂＇\u275b\u275c\u275d\u275e\u275f\u2760\U0001f676\U0001f677\U0001f678",
    "p": "¡¿⸘\U0001e95e\U0001e95f",
    "x": "%‰‱°′″‴‵‶‷⁗℃℉％﹪¢￠₧₶₻₾⃀﷼\u060b\u09f2\u09f3\u09f9\u0d79\ua838\U0001ecac\U0001ecb0",
    "z": "+±−∓№",
    "a": "#&*@_^`~§¶†‡•※‖‗\u2061\u2062\u2063\u2064\u070f",
}
_RANGES: tuple[tuple[int, int, str], ...] = (
    (0x1100, 0x115F, "l"),
    (0xA960, 0xA97C, "l"),
    (0x1160, 0x11FF, "v"),
    (0xD7B0, 0xD7FB, "v"),
    (0xAC00, 0xD7A3, "h"),
    (0x1F1E6, 0x1F1FF, "1"),
    # Tones of the skin go with the figure before.
    (0x1F3FB, 0x1F3FF, "M"),
    (0x3035, 0x3035, "M"),
    # Marks across two characters, and what Tibetan, Cham and the hieroglyphs have of signs that bind.
    (0x035C, 0x0362, "g"),
    (0x1DCD, 0x1DCD, "g"),
    (0x1DFC, 0x1DFC, "g"),
    (0xFE20, 0xFE2F, "w"),
    (0x0F01, 0x0F03, "w"),
    (0x0F34, 0x0F34, "w"),
    (0x0FBE, 0x0FBF, "w"),
    (0xA9CF, 0xA9CF, "w"),
    (0xAA40, 0xAA4B, "w"),
    (0x1107F, 0x1107F, "w"),
    (0x13258, 0x1325D, "w"),
    (0x13282, 0x13289, "w"),
    (0x13379, 0x1337B, "w"),
    (0x13430, 0x13440, "w"),
    (0x145CE, 0x145CF, "w"),
    (0x16FE4, 0x16FE4, "w"),
    # Signs of Arabic and Indic numbers.
    (0x0600, 0x0605, "n"),
    (0x06DD, 0x06DD, "n"),
    (0x0890, 0x0891, "n"),
    (0x08E2, 0x08E2, "n"),
    (0x110BD, 0x110BD, "n"),
    (0x110CD, 0x110CD, "n"),
    (0x11FDD, 0x11FE0, "x"),
    # Wide letters and signs that are no ideographs: Tangut components, kana extensions, framed letters and arrows.
    (0x18B00, 0x18CD5, "a"),
    (0x1AFF0, 0x1AFFE, "a"),
    (0x1B150, 0x1B167, "u"),
    (0x1F18E, 0x1F19A, "a"),
    (0x1F3B5, 0x1F3BC, "a"),
    (0x1F4A0, 0x1F4B2, "a"),
    (0x1F500, 0x1F53D, "a"),
    (0x1F679, 0x1F67B, "u"),
)
_SMALL_KANA = re.compile(r"(?:HIRAGANA|KATAKANA) LETTER SMALL|SOUND MARK|ITERATION MARK|KATAKANA MIDDLE DOT")
_BY_CATEGORY = {"Nd": "n", "Pi": "f", "Pf": "r", "Sc": "z", "Mn": "M", "Mc": "M", "Me": "M", "Cf": "M", "Cc": "M"}
# What is not wide among these and not listed above belongs to scripts that nobody here sets.
_STRANGE = frozenset({"Po", "Pd", "Pc"})


def _derived(character: str) -> str:
    """Return the class of a character that is not listed, from what Python knows of it."""
    category, wide = unicodedata.category(character), unicodedata.east_asian_width(character) in "WF"
    if category in _BY_CATEGORY:
        return _BY_CATEGORY[category]
    if category == "Ps":
        return "o" if wide else "p"
    if category == "Pe":
        return "c" if wide else "k"
    if category in _STRANGE:
        return "c" if wide else "w"
    if _SMALL_KANA.search(unicodedata.name(character, "")):
        return "u"
    symbol = category in ("So", "Sm") and ord(character) < 0x2E80
    latin = category in ("Lu", "Ll")
    return "i" if wide and not symbol and not latin else "a"


class _Classes(dict[int, str]):
    """The class of each code point; found at first use."""

    def __missing__(self, code: int) -> str:
        found = next((letter for first, last, letter in _RANGES if first <= code <= last), None)
        self[code] = found or _derived(chr(code))
        return self[code]


_CLASSES = _Classes({ord(character): letter for letter, listed in _LISTED.items() for character in listed})
_FLAG = re.compile("1(M*)1")
_LOOSE_MARK = re.compile(rf"(?:^|(?<=[ \n\r{ZERO_WIDTH_SPACE}]))M")
_MARKED = re.compile("([A-Za-z])(M+)")


def classes(text: str) -> str:
    """Return the classes of a text, a letter a character. Marks take the class they stand on (LB9), or are letters
    where they stand on nothing (LB10); the halves of a flag are one ideograph (LB30a)."""
    found = text.translate(_CLASSES)
    if "1" in found:
        found = _FLAG.sub(r"i\1I", found).replace("1", "i")
    if "M" in found:
        found = _MARKED.sub(lambda match: match[1] + match[1].upper() * len(match[2]), _LOOSE_MARK.sub("a", found))
    return found
