"""Style and theme marks in, the twelve colours of an Open XML theme out, and the way to name one of them in XML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefing.document import Mark, Style

ACCENTS = 6
_WHOLE = 100_000
_LINKS = ("hlink", "folHlink")
# The scheme knows the first four by the names of its colour map.
_BASE = (("dk1", "tx1", "ink"), ("lt1", "bg1", "ground"), ("dk2", "tx2", "muted"), ("lt2", "bg2", "faint"))


@dataclass(frozen=True, slots=True)
class Palette:
    """The theme's slots with their colours, and the slot that each colour can be called by."""

    slots: tuple[tuple[str, str], ...]
    names: Mapping[str, str]

    def fill(self, color: str, opacity: float = 1.0) -> str:
        """Return the colour as `a:solidFill`: by its theme slot where it has one, so that a new theme recolours it."""
        name = self.names.get(color.upper())
        tag, value = ("a:schemeClr", name) if name else ("a:srgbClr", _digits(color))
        alpha = f'<a:alpha val="{round(max(0.0, opacity) * _WHOLE)}"/>' if opacity < 1 else ""
        inner = f'<{tag} val="{value}">{alpha}</{tag}>' if alpha else f'<{tag} val="{value}"/>'
        return f"<a:solidFill>{inner}</a:solidFill>"


def palette(style: Style, marks: Sequence[Mark]) -> Palette:
    """Return the palette: ink, ground and greys, then the colours of the marks (filled up with the style's own)."""
    spare = (style.accent, style.muted, style.green, style.yellow, style.red, style.context)
    accents = list(dict.fromkeys(color.upper() for color in (*(mark.color for mark in marks), *spare) if color))[
        :ACCENTS
    ]
    accents += [style.context.upper()] * (ACCENTS - len(accents))
    base = [(slot, getattr(style, field).upper()) for slot, _, field in _BASE]
    slots = [*base, *((f"accent{at}", color) for at, color in enumerate(accents, 1))]
    slots += [("hlink", style.accent.upper()), ("folHlink", style.muted.upper())]
    names = {color: f"accent{at}" for at, color in reversed([*enumerate(accents, 1)])}
    names |= {getattr(style, field).upper(): name for _, name, field in reversed(_BASE)}
    return Palette(tuple((slot, _digits(color)) for slot, color in slots), names)


def themed(scheme: Mapping[str, str]) -> Palette:
    """Return the palette of a house theme: each colour that is one of its slots is called by the slot's name."""
    slots = tuple((slot, _digits(color)) for slot, color in scheme.items())
    names = {color.upper(): slot for slot, color in reversed([*scheme.items()]) if slot not in _LINKS}
    return Palette(slots, names)


def _digits(color: str) -> str:
    return color.removeprefix("#").upper()
