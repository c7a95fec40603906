"""The packaged face as vl-convert can measure it: static cuts of both weights, registered once a process."""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from briefing.charts.engine import converter
from briefing.typeset.faces import Face, cut, shared_face

FAMILY = "Noto Sans SC"
"""The family that a finished SVG names."""

_WEIGHTS = {Face.SANS: ("Regular", 400), Face.SANS_BOLD: ("Bold", 700)}
_directories: list[TemporaryDirectory[str]] = []
_families: list[tuple[frozenset[str], str]] = []
MOST_CUTS = 4
"""So many cuts are made for the rare characters of some charts; the next one has all, or a long batch would pile up
thousands, here and in the converter."""


def family_for(texts: Iterable[str]) -> str:
    """Return the name of a registered family that has all characters of `texts` in regular and bold.

    The variable font itself will not do: the converter measures it at its thinnest weight, and takes twice as long.
    """
    # A million rows have few different characters: a set of each text first is thirty times as fast.
    present = frozenset().union(*map(frozenset, texts))
    wanted = frozenset(character for character in present if character.isprintable())
    extra = wanted - _common()
    # What the face has not at all is in no cut.
    extra = extra & _all() if extra else extra
    known = next((family for has, family in _families if extra <= has), "")
    return known or _registered(extra if len(_families) < MOST_CUTS else _all())


@cache
def _common() -> frozenset[str]:
    """Return ASCII, and the characters and punctuation of GB 2312 (rows 1, 3 and 16–87)."""
    rows = (1, 3, *range(16, 88))
    codes = b"".join(bytes((0xA0 + row, 0xA0 + cell)) for row in rows for cell in range(1, 95))
    return frozenset(map(chr, range(0x20, 0x7F))) | frozenset(codes.decode("gb2312", "ignore"))


@cache
def _all() -> frozenset[str]:
    """Return every character that one of the weights has."""
    return frozenset(chr(code) for face in _WEIGHTS for code in shared_face(face).unicodes)


def _registered(extra: frozenset[str]) -> str:
    converter().prepare()
    # Faces stay registered as long as the process lives, so each cut needs a family name of its own. No word of it may
    # begin with a digit: that is no name in CSS, and the converter would take another face without a word.
    family = f"Briefing x{sha256(''.join(sorted(extra)).encode()).hexdigest()[:12]}"
    directory = TemporaryDirectory(prefix="briefing-faces-")
    _directories.append(directory)
    for face, (name, weight) in _WEIGHTS.items():
        Path(directory.name, f"{name}.ttf").write_bytes(_named(cut(face, _common() | extra), family, name, weight))
    converter().register_font_directory(directory.name)
    _families.append((extra, family))
    return family


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
