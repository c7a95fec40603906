"""The theme's colour and the style's greys in, one colour a series or slice out, apart in lightness for print."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from briefing.document import Style

_LEGIBLE = 4.5
_BLACK = "#000000"


def mix(color: str, other: str, share: float) -> str:
    """Return `share` of `color` with the rest of `other`, both `#RRGGBB`."""
    pairs = zip(_channels(color), _channels(other), strict=True)
    return "#" + "".join(f"{round(one * share + two * (1 - share)):02X}" for one, two in pairs)


def luminance(color: str) -> float:
    """Return the relative luminance (WCAG 2.2), 0 for black to 1 for white."""
    red, green, blue = (_linear(channel / 255) for channel in _channels(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def readable_on(ground: str, style: Style) -> str:
    """Return the ground's colour, ink, or else black: the first of them with a contrast of 4.5 to 1 on `ground`.

    On a middle tone neither white nor ink is dark or bright enough; black always is where white is not.
    """
    return next((words for words in (style.ground, style.ink) if contrast(words, ground) >= _LEGIBLE), _BLACK)


def contrast(one: str, two: str) -> float:
    """Return the contrast of two colours (WCAG 2.2), 1 to 21."""
    dark, bright = sorted((luminance(one), luminance(two)))
    return (bright + 0.05) / (dark + 0.05)


def latest_last(names: Sequence[str], emphasised: Collection[str], style: Style, color: str) -> list[str]:
    """Return a colour a series for bars side by side: the emphasised ones (or else the last) in the theme's colour."""
    leading = set(emphasised) or {names[-1]}
    rest = [name for name in names if name not in leading]
    greys = dict(zip(rest, _steps(len(rest), style.context, mix(color, style.ground, 0.55)), strict=True))
    return [greys.get(name, color) for name in names]


def latest_first(names: Sequence[str], emphasised: Collection[str], style: Style, color: str) -> list[str]:
    """Return a colour a line: the emphasised ones (or else the first) lead, the others are grey."""
    strong = iter([color, style.ink, mix(color, style.ground, 0.55)])
    leading = {name: next(strong, color) for name in names if name in (emphasised or names[:1])}
    return [leading.get(name, style.context) for name in names]


def shares(names: Sequence[str], emphasised: Collection[str], style: Style, color: str) -> list[str]:
    """Return a colour a part of a whole, from dark to light; where some are emphasised the others are greys."""
    if not emphasised:
        return _steps(len(names), color, mix(color, style.ground, 0.25))
    rest = [name for name in names if name not in emphasised]
    greys = dict(zip(rest, _steps(len(rest), mix(style.muted, style.ground, 0.6), style.rule), strict=True))
    return [greys.get(name, color) for name in names]


def _steps(count: int, start: str, end: str) -> list[str]:
    return [mix(start, end, 1 - index / max(count - 1, 1)) for index in range(count)]


def _channels(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
