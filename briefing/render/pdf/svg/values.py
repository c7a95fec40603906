"""Attribute texts in, numbers, colours and matrices out; ValueError for what is none."""

from __future__ import annotations

import colorsys
import math
import re
from functools import lru_cache

from briefing.render.pdf.svg.picture import Color, Matrix, Path

_FUNCTION = re.compile(r"(\w+)\(([^()]*)\)")
_ANGLES = {"deg": 1.0, "turn": 360.0, "rad": 180 / math.pi, "grad": 0.9}
# No page is a kilometre wide; a number beyond that is a slip, and would not fit into a PDF either.
_FARTHEST = 1e6

IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


@lru_cache(4096)
def number(text: str) -> float:
    """Return a length in user units; `px` may follow."""
    return bounded(float(text.removesuffix("px")))


def numbers(text: str) -> tuple[float, ...]:
    """Return the numbers of a list with commas or spaces."""
    return tuple(number(part) for part in re.split(r"[\s,]+", text.strip()) if part)


def bounded(value: float) -> float:
    """Return the value; ValueError if nobody could see it."""
    if not abs(value) <= _FARTHEST:
        raise ValueError(f"out of reach: {value}")
    return value


def share(text: str) -> float:
    """Return a number, or a percentage of 1, held between 0 and 1."""
    text = text.strip()
    value = number(text[:-1]) / 100 if text.endswith("%") else number(text)
    return min(max(value, 0.0), 1.0)


@lru_cache(1024)
def color(text: str) -> tuple[Color, float] | None:
    """Return a CSS colour and its alpha, None for `none`; ValueError for a name that CSS does not know."""
    text = text.strip().lower()
    if text == "none":
        return None
    if text == "transparent":
        return (0, 0, 0), 0
    found = _FUNCTION.fullmatch(text)
    if not found:
        return _named(text)
    parts = re.split(r"[\s,/]+", found[2].strip())
    if found[1] not in ("rgb", "rgba", "hsl", "hsla") or len(parts) not in (3, 4):
        raise ValueError(f"no colour: {text[:40]!r}")
    alpha = share(parts[3]) if len(parts) == 4 else 1.0
    return (_rgb(parts) if found[1].startswith("rgb") else _hsl(parts)), alpha


def matrix(text: str) -> Matrix:
    """Return a list of transforms as one matrix."""
    if _FUNCTION.sub("", text).strip(" ,\t\n"):
        raise ValueError(f"no transform: {text[:40]!r}")
    whole = IDENTITY
    for name, values in _FUNCTION.findall(text):
        whole = times(whole, _transform(name, numbers(values)))
    return whole


def times(outer: Matrix, inner: Matrix) -> Matrix:
    """Return the matrix that does `inner` first."""
    a, b, c, d, e, f = outer
    p, q, r, s, x, y = inner
    return (a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, a * x + c * y + e, b * x + d * y + f)


def moved(path: Path, by: Matrix) -> Path:
    """Return the path as the matrix places it."""
    a, b, c, d, e, f = by
    return tuple(
        (
            name,
            tuple(
                value
                for x, y in zip(points[::2], points[1::2], strict=True)
                for value in (a * x + c * y + e, b * x + d * y + f)
            ),
        )
        for name, points in path
    )


def scale_of(of: Matrix) -> float:
    """Return by how much a matrix lengthens: exact where it does so equally in all directions."""
    return math.sqrt(abs(of[0] * of[3] - of[1] * of[2]))


def _named(text: str) -> tuple[Color, float]:
    # ReportLab brings Pillow. Its own toColor evaluates what it is given as an expression: not for a user's text.
    from PIL.ImageColor import getrgb

    if not re.fullmatch(r"#?\w+", text):
        raise ValueError(f"no colour: {text[:40]!r}")
    red, green, blue, *alpha = (value / 255 for value in getrgb(text))
    return (red, green, blue), alpha[0] if alpha else 1.0


def _rgb(parts: list[str]) -> Color:
    red, green, blue = (share(part if part.endswith("%") else str(number(part) / 255)) for part in parts[:3])
    return red, green, blue


def _hsl(parts: list[str]) -> Color:
    found = re.fullmatch(r"([-+.\d]+)(deg|turn|rad|grad)?", parts[0])
    if not found:
        raise ValueError(f"no hue: {parts[0][:40]!r}")
    hue = number(found[1]) * _ANGLES[found[2] or "deg"] / 360 % 1
    return colorsys.hls_to_rgb(hue, share(parts[2]), share(parts[1]))


def _transform(name: str, values: tuple[float, ...]) -> Matrix:
    match name, values:
        case "translate", (x, *rest):
            return (1, 0, 0, 1, x, rest[0] if rest else 0)
        case "scale", (x, *rest):
            return (x, 0, 0, rest[0] if rest else x, 0, 0)
        case "rotate", (degrees,):
            cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
            return (cosine, sine, -sine, cosine, 0, 0)
        case "matrix", (a, b, c, d, e, f):
            return (a, b, c, d, e, f)
        case _:
            raise ValueError(f"no transform: {name[:40]}")
