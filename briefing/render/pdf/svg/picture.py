"""What a picture is made of: frozen shapes, words and layers, every place in the picture's own units, y downwards."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from briefing.typeset import Face, Fonts, Piece, Role

Matrix = tuple[float, float, float, float, float, float]
"""a, b, c, d, e, f: a point goes to (ax + cy + e, bx + dy + f)."""
Segment = tuple[str, tuple[float, ...]]
"""M and L with a point, C with three, Z with none; all absolute."""
Path = tuple[Segment, ...]
Color = tuple[float, float, float]
"""Red, green and blue, 0–1."""
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class Stop:
    """The colour and the alpha at a share of a gradient's way."""

    offset: float
    color: Color
    alpha: float


@dataclass(frozen=True, slots=True)
class Gradient:
    """A way of colours: x0 y0 x1 y1, or x0 y0 r0 x1 y1 r1 where it goes from circle to circle; `matrix` places it."""

    way: tuple[float, ...]
    stops: tuple[Stop, ...]
    matrix: Matrix

    @property
    def is_clear(self) -> bool:
        """Whether the ground shows through somewhere."""
        return any(stop.alpha < 1 for stop in self.stops)


@dataclass(frozen=True, slots=True)
class Paint:
    """A colour or a gradient, and its alpha."""

    ink: Color | Gradient
    alpha: float = 1


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a path is drawn; `cap` and `join` are the numbers that PDF knows them by."""

    paint: Paint
    width: float
    dashes: tuple[float, ...] = ()
    phase: float = 0
    cap: int = 0
    join: int = 0
    miter: float = 4


@dataclass(frozen=True, slots=True)
class Shape:
    """A path, filled, then stroked."""

    path: Path
    fill: Paint | None
    stroke: Stroke | None


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text; `matrix` leads from its baseline's left end to the picture."""

    text: str
    face: Face
    size: float
    matrix: Matrix
    fill: Paint | None
    stroke: Stroke | None

    @property
    def shown_size(self) -> float:
        """The size at which the letters come out."""
        a, b, c, d, _, _ = self.matrix
        return self.size * math.sqrt(abs(a * d - b * c))


@dataclass(frozen=True, slots=True)
class Layer:
    """Items shown through a clip, or put together first and then laid on the ground at one opacity."""

    items: tuple[Item, ...]
    clip: Path | None = None
    opacity: float = 1
    blend: str = "normal"


Item = Shape | Words | Layer


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing of `width` × `height`; `losses` says in words what of the source is not in it."""

    width: float
    height: float
    items: tuple[Item, ...]
    losses: tuple[str, ...] = ()


def words(items: Iterable[Item]) -> Iterator[Words]:
    """Yield all texts in the order in which they are drawn."""
    for item in items:
        if isinstance(item, Words):
            yield item
        elif isinstance(item, Layer):
            yield from words(item.items)


def pieces(line: Words) -> tuple[Piece, ...]:
    """Return a text in pieces, each in a face that has its characters; charts are set in the packaged faces."""
    return tuple(Fonts().pieces(line.text, Role.SANS, strong=line.face is Face.SANS_BOLD))
