"""A text and the role it plays in; its pieces out, each with the face that has its glyphs.

A document's faces are cast once: for every role a face, and behind it stand-ins for the characters it lacks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from types import MappingProxyType
from typing import Literal

from briefing.typeset.faces import LATIN_SANS, LATIN_SERIF, REGIONAL, SYMBOLS, Face, missing

# Letters of one word are set in one face, so that a rare accent does not stand out of its word.
_WORD = re.compile(r"[A-Za-z\u00c0-\u024f\u0300-\u036f\u1e00-\u1eff]+|[^A-Za-z\u00c0-\u024f\u0300-\u036f\u1e00-\u1eff]")
_LATIN = re.compile(r"[!-~\u00a1-\u024f\u1e00-\u1eff]+")
How = Literal["given", "system", "packaged"]


class Role(Enum):
    """What a face is for, by the classes that GB/T 9704—2012 names (7.2–7.5), and the sans of tables and charts."""

    TITLE = "title"
    BODY = "body"
    HEADING = "heading"
    SUBHEADING = "subheading"
    NUMBER = "number"
    SANS = "sans"


@dataclass(frozen=True, slots=True)
class Cast:
    """The face of a role, its bold, and the face that its Latin letters and figures take instead, where there are any.

    `stroked` faces are drawn with a stroke: a lighter face that stands for a stronger one. `how` says where the face
    came from.
    """

    face: Face
    bold: Face | None = None
    latin: Face | None = None
    stroked: bool = False
    how: How = "packaged"


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters in one face; `stroked` where they ask for a bold that the face has not."""

    text: str
    face: Face
    stroked: bool = False


_SERIF, _SANS = Cast(Face.SERIF), Cast(Face.SANS, bold=Face.SANS_BOLD)
PACKAGED: Mapping[Role, Cast] = MappingProxyType(
    {
        Role.TITLE: Cast(Face.SERIF, stroked=True),
        Role.BODY: _SERIF,
        Role.HEADING: _SANS,
        Role.SUBHEADING: Cast(Face.SERIF, stroked=True),
        Role.NUMBER: _SERIF,
        Role.SANS: _SANS,
    }
)


@dataclass(frozen=True, slots=True)
class Fonts:
    """The faces of a document by role, and those that stand in, in order, for what a face lacks."""

    casts: Mapping[Role, Cast] = field(default_factory=lambda: PACKAGED)
    stand_ins: tuple[Face, ...] = ()

    def pieces(self, text: str, role: Role, *, strong: bool = False) -> Iterator[Piece]:
        """Yield the text in pieces; a character that no face has stays with the role's own."""
        cast = self.casts[role]
        face = cast.bold if strong and cast.bold else cast.face
        stroked = cast.stroked or (strong and not cast.bold)
        if cast.latin is None and not missing(face, text):
            if text:
                yield Piece(text, face, stroked)
            return
        pending: list[str] = []
        current = face
        for part in _WORD.findall(text):
            chosen = self._face(part, face, cast.latin)
            if chosen != current and pending:
                yield Piece("".join(pending), current, stroked)
                pending = []
            pending.append(part)
            current = chosen
        if pending:
            yield Piece("".join(pending), current, stroked)

    def lacking(self, text: str, role: Role = Role.SANS) -> frozenset[str]:
        """Return the characters of a text that no face of the role's chain has."""
        face = self.casts[role].face
        return frozenset(
            character for character in missing(face, text) if _lacks(self._face(character, face, None), character)
        )

    def _face(self, part: str, face: Face, latin: Face | None) -> Face:
        """Return the first face that has all characters of a word."""
        if latin is not None and _LATIN.fullmatch(part) and not _lacks(latin, part):
            return latin
        if not _lacks(face, part):
            return face
        chain = (*_akin(face), *self.stand_ins)
        return next((each for each in chain if not _lacks(each, part)), face)


@cache
def _lacks(face: Face, part: str) -> bool:
    return bool(missing(face, part))


def _akin(face: Face) -> tuple[Face, ...]:
    """Return the packaged stand-ins, the nearest in kind first."""
    if face in (Face.SANS, Face.SANS_BOLD):
        return (Face.SANS, LATIN_SANS, *REGIONAL, SYMBOLS)
    return (Face.SERIF, LATIN_SERIF, Face.SANS, *REGIONAL, SYMBOLS)
