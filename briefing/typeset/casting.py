"""What a template asks of its faces in; a cast for every role out, with what could not be had.

For a role comes first the file that the template gives, then a font of the system by the template's family names, then
one by the names usual for the role, then the packaged substitute.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from briefing.errors import Notice, Problem, Problems
from briefing.typeset import discovery
from briefing.typeset.characters import composed, is_emoji, trouble
from briefing.typeset.discovery import Catalogue
from briefing.typeset.faces import LATIN_SANS, LATIN_SERIF, MOST_FACES, Face, cut, missing, shared_font
from briefing.typeset.families import FAMILIES, RARE, RARE_BEGINNINGS
from briefing.typeset.fontfile import Font, Unusable, damaged, key, read
from briefing.typeset.fonts import PACKAGED, Cast, Fonts, How, Role

# A face that lacks one of these is not meant for Chinese; of those that lack its own letters nothing can be drawn.
_CHINESE, _SAMPLE = "的一是在不了有和人这中大为上个国我以要他", "的永Aa1 "
# What the packaged faces are called, so that a template may ask for them where no system font is looked at.
_BY_NAME: Mapping[str, Cast] = MappingProxyType(
    {
        key("Noto Sans SC"): PACKAGED[Role.SANS],
        key("Noto Serif SC"): PACKAGED[Role.NUMBER],
        key("Noto Sans"): Cast(LATIN_SANS, title="Noto Sans"),
        key("Noto Serif"): Cast(LATIN_SERIF, title="Noto Serif"),
    }
)


class Wish(Protocol):
    """What a template asks for in a role: a font file, or names of families, the first one found being taken."""

    @property
    def role(self) -> str: ...
    @property
    def file(self) -> str: ...
    @property
    def families(self) -> tuple[str, ...]: ...
    @property
    def latin(self) -> tuple[str, ...]: ...


Where = Callable[[str, str], str]
"""A role and a key of its (`file`, `families`, `latin`) in; the place where the template says it out."""


def usual_place(role: str, name: str) -> str:
    """Return the place of a wish where nobody knows the line of the template."""
    return f"pdf.fonts.{role}.{name}"


@dataclass(frozen=True, slots=True)
class Casting:
    """The faces of a document, what is wrong with what was given, and what was asked for and is not there."""

    fonts: Fonts
    problems: tuple[Problem, ...] = ()
    notices: tuple[Notice, ...] = ()


def cast(wishes: Iterable[Wish] = (), *, system: bool = True, where: Where = usual_place) -> Casting:
    """Cast every role. Without `system` no font of this machine is looked at: the same faces everywhere."""
    director = _Director(discovery.system() if system else Catalogue(), system, where)
    asked = {wish.role: wish for wish in wishes}
    casts = {role: director.cast(role, asked.get(role.value)) for role in Role}
    own = (face for each in casts.values() for face in each.faces() if not face.is_packaged)
    fonts = Fonts(MappingProxyType(casts), tuple(dict.fromkeys(own)))
    return Casting(fonts, tuple(director.problems), tuple(director.notices))


def with_rare(fonts: Fonts, text: str) -> Fonts:
    """Return the fonts with stand-ins of the system for what no face has; the same ones where all is there."""
    wanted = {each for each in fonts.lacking(text) if not trouble(each) and not is_emoji(each)}
    found: list[Face] = []
    for font in _rare(discovery.system()) if wanted else ():
        gained = wanted - missing(font.face, "".join(wanted))
        if gained and is_drawn(font.face, "".join(gained)) and _is_sound(font.face):
            found.append(font.face)
            wanted -= gained
        if not wanted:
            break
    return replace(fonts, stand_ins=(*fonts.stand_ins, *found)) if found else fonts


def _rare(catalogue: Catalogue) -> Iterator[Font]:
    """Yield the fonts that may stand in for rare characters, the most likely first."""
    for name in RARE:
        font = catalogue.find(name)
        if font:
            yield font
    beginnings = tuple(key(name) for name in RARE_BEGINNINGS)
    names = {name for font in catalogue.fonts for name in font.families if name.startswith(beginnings)}
    for name in sorted(names):
        font = catalogue.find(name)
        if font:
            yield font


class _Director:
    """Casts role by role, and collects what goes wrong."""

    def __init__(self, catalogue: Catalogue, system: bool, where: Where) -> None:
        self.problems, self.notices = Problems(), list[Notice]()
        self._catalogue, self._system, self._where = catalogue, system, where

    def cast(self, role: Role, wish: Wish | None) -> Cast:
        if wish is None:
            return self._usual(role)
        found = self._given(role, wish) if wish.file else self._asked(role, wish)
        latin = self._first(role, wish.latin)
        if wish.latin and latin is None:
            self._tell_absent(role, "latin", wish.latin, "中文所用的字体")
        return replace(found, latin=latin.face) if latin else found

    def _given(self, role: Role, wish: Wish) -> Cast:
        """Return the cast of a given file; the usual one, with a problem, where it will not do."""
        where, name = self._where(role.value, "file"), Path(wish.file).name
        try:
            font, bold = given(Path(wish.file), wish.families)
        except Unusable as error:
            self.problems.add(where, f"字体“{name}”{error.reason}。", error.hint)
            return self._usual(role)
        return self._checked(role, "file", self._taken(font, bold, where, "given"))

    def _asked(self, role: Role, wish: Wish) -> Cast:
        """Return the cast of the families that the template names; the usual one, with a notice, where none is here."""
        found = self._first(role, wish.families)
        if found:
            return self._checked(role, "families", found)
        found = self._usual(role)
        if not wish.families:
            return found
        self._tell_absent(role, "families", wish.families, found.title)
        return replace(found, instead=wish.families[0])

    def _usual(self, role: Role) -> Cast:
        """Return a system font of the role's class, else the packaged one; one without Chinese is none."""
        for name in FAMILIES[role]:
            font = self._catalogue.find(name)
            if font and not missing(font.face, _CHINESE) and _is_sound(font.face):
                return self._taken(font, self._catalogue.bold(font), "", "system")
        return PACKAGED[role]

    def _first(self, role: Role, families: Sequence[str]) -> Cast | None:
        for name in families:
            font = self._catalogue.find(name)
            if font and _is_sound(font.face):
                return self._taken(font, self._catalogue.bold(font), self._where(role.value, "families"), "system")
            if key(name) in _BY_NAME:
                return _BY_NAME[key(name)]
        return None

    def _taken(self, font: Font, bold: Face | None, where: str, how: How) -> Cast:
        if font.uncut:
            self.notices.append(Notice(where, f"字体“{font.title}”的许可不允许裁剪，整个嵌入，PDF 会大一些。"))
        return Cast(font.face, bold if bold and _is_sound(bold) else None, how=how, title=font.title)

    def _checked(self, role: Role, name: str, cast: Cast) -> Cast:
        """Tell of a face that the template asks for and that has no Chinese."""
        if missing(cast.face, _CHINESE):
            taken = PACKAGED[role].title
            self.notices.append(Notice(self._where(role.value, name), f"“{cast.title}”没有常用汉字，汉字改用{taken}。"))
        return cast

    def _tell_absent(self, role: Role, name: str, families: Sequence[str], taken: str) -> None:
        asked = "、".join(f"“{each}”" for each in families)
        looked = f"本机没有{asked}" if self._system else f"按设置不用系统字体，没有去找{asked}"
        refused = (f"“{each}”{reason}" for each in families if (reason := self._catalogue.refusal(each)))
        self.notices.append(Notice(self._where(role.value, name), f"{next(refused, looked)}，改用{taken}。"))


def given(path: Path, families: Sequence[str] = ()) -> tuple[Font, Face | None]:
    """Return the font of a given file, and its bold if it has one; of a collection the one named, else the first.

    Raises Unusable.
    """
    catalogue = Catalogue(read(path))
    named = (catalogue.find(name) for name in families)
    font = next((each for each in named if each), catalogue.fonts[0])
    if font.barred:
        raise Unusable(f"不能用，{font.barred}", "请换用许可允许嵌入的字体，或向字体厂商取得授权。")
    if not is_drawn(font.face, _SAMPLE):
        raise Unusable("里没有可以印出的轮廓", "请换用有轮廓的字体；彩色字体和点阵字体都不行。")
    if not _can_be_cut(font.face):
        raise damaged()
    return font, catalogue.bold(font)


def is_drawn(face: Face, sample: str) -> bool:
    """Return whether the face has outlines for what it has of a sample, or for any of its first characters."""
    font = shared_font(face)
    codes = [code for code in map(ord, composed(sample)) if font.get_nominal_glyph(code)]
    pen = _Ink()
    for code in codes or sorted(font.face.unicodes)[:200]:
        font.draw_glyph_with_pen(font.get_nominal_glyph(code), pen)
    return pen.is_wet


def _is_sound(face: Face) -> bool:
    return is_drawn(face, _SAMPLE) and _can_be_cut(face)


class _Ink:
    """A pen that notices whether anything is drawn."""

    def __init__(self) -> None:
        self.is_wet = False

    def moveTo(self, point: object) -> None:
        pass

    def lineTo(self, point: object) -> None:
        self.is_wet = True

    def qCurveTo(self, *points: object) -> None:
        self.is_wet = True

    def curveTo(self, *points: object) -> None:
        self.is_wet = True

    def closePath(self) -> None:
        pass


@lru_cache(maxsize=MOST_FACES)
def _can_be_cut(face: Face) -> bool:
    try:
        return bool(cut(face, _SAMPLE))
    except Exception:  # fontTools, on the way from CFF2, fails in whatever way a damaged table leads it to
        return False
