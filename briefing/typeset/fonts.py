"""A text and the role it plays in; its pieces out, each with the face that has its glyphs.

A document's faces are cast once: for every role a face, and behind it stand-ins for the characters it lacks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import lru_cache
from itertools import groupby
from types import MappingProxyType
from typing import Literal

from briefing.typeset.characters import composed
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
    came from, `title` what it is called, and `instead` what it stands in for.
    """

    face: Face
    bold: Face | None = None
    latin: Face | None = None
    stroked: bool = False
    how: How = "packaged"
    title: str = ""
    instead: str = ""

    def faces(self) -> tuple[Face, ...]:
        return tuple(face for face in (self.face, self.bold, self.latin) if face)


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters in one face; `stroked` where they ask for a bold that the face has not."""

    text: str
    face: Face
    stroked: bool = False


_SERIF = Cast(Face.SERIF, title="Noto Serif SC")
_SANS = Cast(Face.SANS, bold=Face.SANS_BOLD, title="Noto Sans SC")
PACKAGED: Mapping[Role, Cast] = MappingProxyType(
    {
        Role.TITLE: replace(_SERIF, stroked=True, instead="小标宋"),
        Role.BODY: replace(_SERIF, instead="仿宋"),
        Role.HEADING: _SANS,
        Role.SUBHEADING: replace(_SERIF, stroked=True, instead="楷体"),
        Role.NUMBER: _SERIF,
        Role.SANS: _SANS,
    }
)
# The packaged stand-ins, those nearest in kind first. All roles have the same ones, so that what can be said does not
# depend on where it is said.
_SANS_KIN = (Face.SANS, LATIN_SANS, *REGIONAL, SYMBOLS, Face.SERIF, LATIN_SERIF)
_SERIF_KIN = (Face.SERIF, LATIN_SERIF, Face.SANS, LATIN_SANS, *REGIONAL, SYMBOLS)


@dataclass(frozen=True, slots=True)
class Fonts:
    """The faces of a document by role, and those that stand in, in order, for what a face lacks."""

    casts: Mapping[Role, Cast] = field(default_factory=lambda: PACKAGED)
    stand_ins: tuple[Face, ...] = ()

    def pieces(self, text: str, role: Role, *, strong: bool = False) -> Iterator[Piece]:
        """Yield the text in pieces; a character that no face has stays with the role's own.

        Loose accents are put into their letters, and variation selectors are dropped.
        """
        cast, text = self.casts[role], composed(text)
        face = cast.bold if strong and cast.bold else cast.face
        if text and cast.latin is None and not missing(face, text):
            yield self._piece(text, face, cast, strong)
            return
        for chosen, parts in groupby(_WORD.findall(text), key=lambda part: self._face(part, face, role)):
            yield self._piece("".join(parts), chosen, cast, strong)

    def latin(self, role: Role) -> Face:
        """Return the face of a role's Latin letters: the cast's own, or the packaged one of the same kind."""
        return self.casts[role].latin or (LATIN_SANS if role in (Role.HEADING, Role.SANS) else LATIN_SERIF)

    def lacking(self, text: str, role: Role = Role.SANS) -> frozenset[str]:
        """Return the characters of a text that no face of the role's chain has."""
        face, text = self.casts[role].face, composed(text)
        return frozenset(
            character for character in missing(face, text) if _lacks(self._face(character, face, role), character)
        )

    def faces(self) -> tuple[Face, ...]:
        """Return the faces of all roles and the stand-ins, once each."""
        cast = (face for each in self.casts.values() for face in each.faces())
        return tuple(dict.fromkeys((*cast, *self.stand_ins)))

    def _face(self, part: str, face: Face, role: Role) -> Face:
        """Return the first face that has all characters of a word."""
        cast = self.casts[role]
        if cast.latin is not None and _LATIN.fullmatch(part) and not _lacks(cast.latin, part):
            return cast.latin
        if not _lacks(face, part):
            return face
        kin = _SANS_KIN if role in (Role.HEADING, Role.SANS) else _SERIF_KIN
        return next((each for each in (cast.face, *kin, *self.stand_ins) if not _lacks(each, part)), face)

    def _piece(self, text: str, face: Face, cast: Cast, strong: bool) -> Piece:
        return Piece(text, face, cast.stroked or (strong and face != cast.bold))


@lru_cache(maxsize=16384)
def _lacks(face: Face, part: str) -> bool:
    return bool(missing(face, part))
