"""Fonts made on the spot, of every kind that a PDF may have to embed. Each glyph is a box as wide as its place says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont
from fontTools.ttLib.tables.TupleVariation import TupleVariation

LETTERS = "六争攻坚的一是在不了有和人这中大为上个国我以要他永Aa1"
"""What every made font has, beside a space: a letter's box is 600 units wide, and 20 more for each after the first."""
HEIGHT, SIDE, GROWTH = 700, 50, 100
_AXIS = ("wght", 100, 400, 900, "Weight")


@dataclass(frozen=True, slots=True)
class Made:
    """What a font to be made is like; `chinese` is its family in Chinese."""

    family: str = "Made"
    chinese: str = "造字仿宋"
    style: str = "Regular"
    weight: int = 400
    permission: int = 0
    letters: str = LETTERS
    units: int = 1000
    variable: bool = False
    slant: float = 0


def advance(letter: str, made: Made = Made()) -> float:
    """Return the advance of a letter in em."""
    return _advances(made)[_name(letter)] / made.units


def truetype(path: Path, made: Made = Made()) -> Path:
    return _saved(_truetype(made), path)


def collection(path: Path, *members: Made) -> Path:
    """Write a collection of TrueType fonts."""
    made = TTCollection()
    made.fonts = [_truetype(member) for member in members]
    made.save(str(path))
    return path


def cff(path: Path, made: Made = Made()) -> Path:
    """Write an OpenType font with name-keyed CFF outlines."""
    builder = _begun(made, is_truetype=False)
    matrix = [1 / made.units, 0, 0, 1 / made.units, 0, 0]
    builder.setupCFF(_postscript(made), {"FontMatrix": matrix}, _charstrings(made), {})
    return _saved(_finished(builder, made), path)


def cff2(path: Path, made: Made = Made()) -> Path:
    """Write an OpenType font with CFF2 outlines, which PDF has no place for."""
    builder = _begun(made, is_truetype=False)
    outlines = _charstrings(made, cff2=True)
    if not made.variable:
        builder.setupCFF2(outlines)
        return _saved(_finished(builder, made), path)
    builder.setupNameTable({"familyName": made.family})
    builder.setupFvar([_AXIS], [])
    builder.setupCFF2(outlines, regions=[{"wght": (0, 1, 1)}])
    for name, wide in _advances(made).items():
        if name != "space":
            right = wide - 2 * SIDE
            box = [SIDE, 0, "rmoveto", right, GROWTH, 1, "blend", "hlineto", HEIGHT, "vlineto", -right, -GROWTH, 1]
            outlines[name].program = [*box, "blend", "hlineto"]
    return _saved(_finished(builder, made), path)


KINDS: Mapping[str, tuple[Callable[..., Path], Made]] = {
    "truetype.ttf": (truetype, Made()),
    "truetype-2048.ttf": (truetype, Made(units=2048)),
    "variable.ttf": (truetype, Made(variable=True)),
    "collection.ttc": (lambda path, made: collection(path, Made(family="Other"), made), Made()),
    "cff.otf": (cff, Made()),
    "cff-2048.otf": (cff, Made(units=2048)),
    "cff2.otf": (cff2, Made()),
    "variable-cff2.otf": (cff2, Made(variable=True)),
}


def _truetype(made: Made) -> TTFont:
    builder = _begun(made, is_truetype=True)
    builder.setupGlyf({name: _box(name, wide, TTGlyphPen(None)).glyph() for name, wide in _advances(made).items()})
    if made.variable:
        builder.setupNameTable({"familyName": made.family})
        builder.setupFvar([_AXIS], [])
        # The right edge of a box and the four points behind an outline; the advance grows with the box.
        grown = [(0, 0), (GROWTH, 0), (GROWTH, 0), (0, 0), (0, 0), (GROWTH, 0), (0, 0), (0, 0)]
        names = [name for name in _advances(made) if name != "space"]
        builder.setupGvar({name: [TupleVariation({"wght": (0, 1, 1)}, grown)] for name in names})
    return _finished(builder, made)


def _begun(made: Made, *, is_truetype: bool) -> FontBuilder:
    builder = FontBuilder(made.units, isTTF=is_truetype)
    builder.setupGlyphOrder(list(_advances(made)))
    builder.setupCharacterMap({ord(letter): _name(letter) for letter in f" {made.letters}"})
    return builder


def _finished(builder: FontBuilder, made: Made) -> TTFont:
    builder.setupHorizontalMetrics({name: (wide, SIDE) for name, wide in _advances(made).items()})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    full = made.family if made.style == "Regular" else f"{made.family} {made.style}"
    names = {
        "familyName": {"en": made.family, "zh": made.chinese},
        "styleName": {"en": made.style, "zh": made.style},
        "fullName": {"en": full, "zh": made.chinese if made.style == "Regular" else f"{made.chinese} {made.style}"},
        "psName": _postscript(made),
    }
    builder.setupNameTable(names)
    builder.setupOS2(
        usWeightClass=made.weight, fsType=made.permission, sTypoAscender=880, sTypoDescender=-120, sCapHeight=HEIGHT
    )
    builder.setupPost(italicAngle=made.slant)
    return builder.font


def _advances(made: Made) -> dict[str, int]:
    wide = {_name(letter): 600 + 20 * place for place, letter in enumerate(made.letters)}
    return {".notdef": 500, "space": 500, **wide}


def _charstrings(made: Made, *, cff2: bool = False) -> dict[str, Any]:
    pens = {name: T2CharStringPen(None if cff2 else wide, None, CFF2=cff2) for name, wide in _advances(made).items()}
    return {name: _box(name, _advances(made)[name], pen).getCharString() for name, pen in pens.items()}


def _box(name: str, wide: int, pen: Any) -> Any:
    if name != "space":
        pen.moveTo((SIDE, 0))
        for corner in ((wide - SIDE, 0), (wide - SIDE, HEIGHT), (SIDE, HEIGHT)):
            pen.lineTo(corner)
        pen.closePath()
    return pen


def _name(letter: str) -> str:
    return "space" if letter == " " else f"u{ord(letter):04X}"


def _postscript(made: Made) -> str:
    return f"{made.family}-{made.style}".replace(" ", "")


def _saved(font: TTFont, path: Path) -> Path:
    font.save(str(path))
    return path
