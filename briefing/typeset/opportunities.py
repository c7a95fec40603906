"""A text in, the places where a line may end out.

UAX #14, and stricter where GB/T 15834 and clreq are: no line starts with closing punctuation, not even after a space,
or ends with opening punctuation; a number stays with its sign, 第, % and unit; —— and …… stay whole, and so do Latin
words. A soft hyphen is no place to end a line, since Latin words are not cut; a zero width space is one.

Laxer than UAX #14 in one respect, which the standard leaves to the language: “‘ and ”’ are opening and closing marks
towards Chinese. The standard takes them for Latin where letters or digits stand on their inner side (全区|“R&D”|经费)
or two of them meet (”|“).

One regular expression finds the pieces on the letters that `classes` gives the characters. uniseg has UAX #14 too, but
takes 0.14 ms a character (48 s a megabyte).
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate

from briefing.typeset.classes import classes
from briefing.typeset.quantities import KEPT

NO_START = "，。、；：？！）》」』”’％%‰℃°…·～,.;:?!)]}〕】〉〗｝］›»/"
NO_END = "（《「『“‘([{〔【〈〖｛［‹«￥¥$€£＄№"


def _after(letters: str) -> str:
    return f"(?<=[{letters}{letters.upper()}])"


_SPACES, _ANY = "[ \u200b]*+", "[^ \u200b\n\r]"
_CLOSING = f"{_SPACES}[cekmrstuwx]"
_MORE = "|".join(
    (
        f"{_after('an')}[anzp]",  # LB23, LB24, LB25, LB28, LB30
        "[A-Z]",  # LB8a, LB9, LB30a, and what is kept whole
        f"{_after('n')}W*+(?:[stST]*+[ckCK]*+z|[stST]++n)",  # LB25
        _CLOSING,  # LB11, LB13, LB15b, LB15d, LB16, LB22, LB23a; stricter in that spaces change nothing
        "[byq]",  # LB19, LB21
        f"{_after('opfwz')}{_SPACES}{_ANY}",  # LB8a, LB11, LB14, LB15a, LB23a, LB24, LB25
        f"{_after('gq')}{_ANY}",  # LB12, LB19, LB21
        "(?<![by])g",  # LB12a
        "(?<![ihoucIHOUCrRdDmM])f",  # LB19a, but “ opens towards Chinese
        f"{_after('r')}[^ihof \u200b\n\r]",  # LB19a, but ” closes towards Chinese
        f"{_after('d')}{_SPACES}d",  # LB17
        f"{_after('x')}(?:[an]|[op](?=[A-Z]*t?[A-Z]*n))",  # LB24, LB25
        f"{_after('k')}[an]|{_after('t')}[anpz]",  # LB25, LB29, LB30; · is a letter to what follows
        f"{_after('y')}n|(?<=[gG \u200b][yY])a",  # LB25, LB20a
        f"{_after('l')}[lvh]|{_after('vh')}v",  # LB26
    )
)
# Nearly all is ideograph after ideograph: that is asked first. A hyphen that begins a word stays with it (LB20a).
# Behind the last character come spaces, a zero width space and what ends a line (LB4 to LB8, LB18).
_PIECE = re.compile(
    rf"(?:(?:yY*+a|{_CLOSING}|{_ANY})(?:(?!(?<=i)i)(?:{_MORE}))*+)? *+(?:\u200b[ \u200b]*+)?(?:\r\n?|\n)?"
)
_SHORT = 100
_MARK_WITHIN = re.compile(r"[./:;,_=&?@\-](?=\w)")


def opportunities(text: str) -> list[int]:
    """Return the positions after which a line may end, in order; the last is the length of the text."""
    return list(_found(text)) if len(text) <= _SHORT else _ends(_kept(text, classes(text)))


@lru_cache(maxsize=4096)
def _found(text: str) -> tuple[int, ...]:
    """Return the positions of a short text: a cell is measured and broken for the page, the slide and the inspector."""
    return tuple(_ends(_kept(text, classes(text))))


def ways_out(text: str) -> list[int]:
    """Return where a text that is too long for a line may be cut at worst: where UAX #14 alone would let it, else
    behind a mark in its second half, else between characters as readers see them."""
    found = classes(text)
    ends = _ends(found)
    if len(ends) != 1:
        return ends
    marks = [match.end() for match in _MARK_WITHIN.finditer(text) if match.end() * 2 >= len(text)]
    characters = (at for at in range(1, len(text)) if found[at].islower() and found[at - 1] != "W")
    return [*(marks or characters), len(text)]


def _ends(found: str) -> list[int]:
    # The last match is the empty one behind the text.
    return list(accumulate(map(len, _PIECE.findall(found)[:-1])))


def _kept(text: str, found: str) -> str:
    """Return the classes with what is to stay whole attached to its first character."""
    parts: list[str] = []
    done = 0
    for match in KEPT.finditer(text):
        start = match.start() + 1
        parts += (found[done:start], found[start : match.end()].upper())
        done = match.end()
    return "".join((*parts, found[done:])) if parts else found
