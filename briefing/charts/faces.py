"""The packaged face as vl-convert can measure it: static cuts of both weights, registered once and kept."""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from briefing.charts.engine import converter
from briefing.typeset.faces import Face, cut

FAMILY = "Noto Sans SC"
"""The family that a finished SVG names."""

_WEIGHTS = {Face.SANS: ("Regular", 400), Face.SANS_BOLD: ("Bold", 700)}
MOST_FAMILIES = 8
"""Counties by the thousand have rare characters by the hundred in their names: past these all cuts are made anew."""
_families: dict[frozenset[str], tuple[str, TemporaryDirectory[str]]] = {}


def family_for(texts: Iterable[str]) -> str:
    """Return the name of a registered family that has all characters of `texts` in regular and bold.

    The variable font itself will not do: the converter measures it at its thinnest weight, and takes twice as long.
    """
    # A million rows have few different characters: a set of each text first is thirty times as fast.
    present = frozenset().union(*map(frozenset, texts))
    wanted = frozenset(character for character in present if character.isprintable())
    return _registered(wanted - _common())


@cache
def _common() -> frozenset[str]:
    """Return ASCII, and the characters and punctuation of GB 2312 (rows 1, 3 and 16–87)."""
    rows = (1, 3, *range(16, 88))
    codes = b"".join(bytes((0xA0 + row, 0xA0 + cell)) for row in rows for cell in range(1, 95))
    return frozenset(map(chr, range(0x20, 0x7F))) | frozenset(codes.decode("gb2312", "ignore"))


def _registered(extra: frozenset[str]) -> str:
    if extra not in _families:
        if len(_families) >= MOST_FAMILIES:
            _forget()
        _families[extra] = _made(extra)
    return _families[extra][0]


def _forget() -> None:
    """Let go of all families, and with them of the converter's process, which never lets go of one."""
    converter().forget_fonts()
    while _families:
        _families.popitem()[1][1].cleanup()


def _made(extra: frozenset[str]) -> tuple[str, TemporaryDirectory[str]]:
    converter().prepare()
    # Faces stay registered as long as the process lives, so each cut needs a family name of its own. No word of it may
    # begin with a digit: that is no name in CSS, and the converter would take another face without a word.
    family = f"Briefing x{sha256(''.join(sorted(extra)).encode()).hexdigest()[:12]}"
    directory = TemporaryDirectory(prefix="briefing-faces-")
    for face, (name, weight) in _WEIGHTS.items():
        Path(directory.name, f"{name}.ttf").write_bytes(_named(cut(face, _common() | extra), family, name, weight))
    converter().register_font_directory(directory.name)
    return family, directory


def _named(font: bytes, family: str, style: str, weight: int) -> bytes:
    """Return the font under another family name, with its weight stated, as the converter looks faces up by both."""
    from fontTools.ttLib import TTFont

    opened = TTFont(io.BytesIO(font), recalcTimestamp=False)
    names = opened["name"]
    names.names = []
    for number, text in ((1, family), (2, style), (4, f"{family} {style}"), (6, f"{family}-{style}".replace(" ", ""))):
        names.setName(text, number, 3, 1, 0x409)
    opened["OS/2"].usWeightClass = weight
    opened["OS/2"].fsSelection, opened["head"].macStyle = (0x20, 1) if weight >= 700 else (0x40, 0)
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()
