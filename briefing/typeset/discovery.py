"""A system's font folders in; a catalogue of the fonts in them out, found by any of their names.

Looked through once for a process, and only when somebody asks. A file that cannot be read is counted, never a problem.
"""

from __future__ import annotations

import os
import platform
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from briefing.typeset.faces import Face
from briefing.typeset.fontfile import ENDINGS, Font, Unusable, key, read

_MOST_FILES, _DEEPEST = 20_000, 8
_REGULAR, _BOLD, _LEAST_BOLD, _USUAL_WIDTH = 400, 700, 600, 5
# Where macOS keeps the fonts that it fetches when they are first used; 华文仿宋 and 华文楷体 are among them.
_FETCHED = Path("/System/Library/AssetsV2")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All fonts of a system in the order of its folders, and the files that are none: each with the reason."""

    fonts: tuple[Font, ...] = ()
    unreadable: tuple[tuple[Path, str], ...] = ()
    _named: Mapping[str, Sequence[Font]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        named: dict[str, list[Font]] = defaultdict(list)
        for font in self.fonts:
            for name in font.families | font.names:
                named[name].append(font)
        object.__setattr__(self, "_named", named)

    @property
    def barred(self) -> tuple[Font, ...]:
        """Return the fonts that may not be embedded."""
        return tuple(font for font in self.fonts if font.barred)

    def find(self, name: str) -> Font | None:
        """Return the regular font of a family, or the font with this full or PostScript name, if it may be embedded."""
        wanted = key(name)
        named = [font for font in self._named.get(wanted, ()) if not font.barred]
        family = [font for font in named if wanted in font.families]
        return min(family or named, key=_irregularity, default=None)

    def refusal(self, name: str) -> str:
        """Return why a font that is there may not be embedded; empty where there is none of the name, or it may."""
        named = self._named.get(key(name), ())
        return "" if self.find(name) else next((font.barred for font in named), "")

    def bold(self, font: Font) -> Face | None:
        """Return the bold that belongs to a regular font: another weight of it, or another font of its family."""
        if font.weights:
            return _pinned_bold(font)
        others = {other for name in font.families for other in self._named.get(name, ())}
        fit = (each for each in self.fonts if each in others and _is_bold_of(each, font))
        found = min(fit, key=lambda each: abs(each.weight - _BOLD), default=None)
        return found.face if found else None


def system() -> Catalogue:
    """Return the fonts of this system."""
    places = folders()
    return _catalogue(places, _state(places))


def folders() -> tuple[Path, ...]:
    """Return the folders in which this system keeps fonts."""
    from justmytype.packs.factory import create_system_font_pack  # type: ignore[import-untyped]  # it has no stubs

    try:
        known = create_system_font_pack().get_font_directories()
    except (NotImplementedError, RuntimeError):
        # A system that nobody knows, or an account without a home.
        return ()
    fetched = sorted(_FETCHED.glob("com_apple_MobileAsset_Font*")) if platform.system() == "Darwin" else []
    return (*known, *fetched)


def _state(places: tuple[Path, ...]) -> tuple[tuple[str, int], ...]:
    """Return when something last came into each folder of fonts, or left it."""
    found: list[tuple[str, int]] = []
    for folder, _ in _walked(places):
        # It may be gone by now.
        with suppress(OSError):
            found.append((folder, os.stat(folder).st_mtime_ns))
    return tuple(found)


@lru_cache(maxsize=2)
def _catalogue(places: tuple[Path, ...], state: tuple[tuple[str, int], ...] = ()) -> Catalogue:
    """Read the fonts of folders; `state` is there so that they are read anew when it is another."""
    fonts: list[Font] = []
    unreadable: list[tuple[Path, str]] = []
    seen: set[str] = set()
    for path in _files(places):
        real = os.path.realpath(path)
        if real in seen or len(seen) >= _MOST_FILES:
            continue
        seen.add(real)
        try:
            fonts += read(path)
        except Unusable as error:
            unreadable.append((path, error.reason))
    return Catalogue(tuple(fonts), tuple(unreadable))


def _files(places: tuple[Path, ...]) -> Iterator[Path]:
    """Yield the font files in order, so that of two fonts of one name the same is taken every time."""
    for folder, names in _walked(places):
        yield from (Path(folder, name) for name in sorted(names) if name.lower().endswith(ENDINGS))


def _walked(places: tuple[Path, ...]) -> Iterator[tuple[str, list[str]]]:
    """Yield the folders within places, in order and each once a place, with the names of their files."""
    for place in places:
        visited: set[str] = set()
        for folder, inner, names in os.walk(place, followlinks=True):
            real = os.path.realpath(folder)
            inner.sort()
            if real in visited or len(Path(folder).relative_to(place).parts) >= _DEEPEST:
                # A link that leads back up, or a tree that nobody keeps fonts in.
                inner.clear()
            if real not in visited:
                yield folder, names
            visited.add(real)


def _irregularity(font: Font) -> tuple[bool, int, int]:
    """Return how far a font is from the regular one of its family: upright, of usual width and weight."""
    weight = font.face.weight or font.weight
    return font.slanted, abs(font.width - _USUAL_WIDTH), abs(weight - _REGULAR)


def _is_bold_of(font: Font, regular: Font) -> bool:
    is_alike = (font.slanted, font.width) == (regular.slanted, regular.width)
    is_bold = font.weights is None and font.weight >= _LEAST_BOLD and font.weight > regular.weight
    return is_alike and is_bold and not font.barred


def _pinned_bold(font: Font) -> Face | None:
    weight = min(_BOLD, font.weights[1]) if font.weights else font.weight
    # Named as an instance of a variable font is (Adobe Technical Note 5902).
    return replace(font.face, name=f"{font.face.name}_{weight}wght", weight=weight) if weight >= _LEAST_BOLD else None
