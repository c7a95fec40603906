"""Path data in, absolute segments of lines and cubic curves out (SVG 2, chapter 9)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import pairwise

from briefing.render.pdf.svg.picture import Box, Path, Segment
from briefing.render.pdf.svg.values import bounded

_COMMAND = re.compile(r"([MmLlHhVvCcSsQqTtAaZz])([^MmLlHhVvCcSsQqTtAaZz]*)")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_COUNTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}


def parse(data: str) -> Path:
    """Return the segments of path data; ValueError if it does not follow the grammar."""
    tracer = _Tracer()
    for command, values in _commands(data):
        tracer.follow(command, values)
    return tuple(tracer.segments)


def bounds(path: Path) -> Box:
    """Return the box around a path, the bulges of its curves included; ValueError for an empty path."""
    xs, ys = list[float](), list[float]()
    at = (0.0, 0.0)
    for name, points in path:
        if name == "C":
            xs += _extremes(at[0], points[0], points[2], points[4])
            ys += _extremes(at[1], points[1], points[3], points[5])
        if points:
            at = (points[-2], points[-1])
            xs.append(at[0])
            ys.append(at[1])
    return min(xs), min(ys), max(xs), max(ys)


def rectangle(x: float, y: float, width: float, height: float) -> Path:
    """Return a rectangle as a path."""
    corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
    return (("M", corners[0]), *(("L", corner) for corner in corners[1:]), ("Z", ()))


def _commands(data: str) -> Iterator[tuple[str, tuple[float, ...]]]:
    """Yield each command with as many numbers as it takes; a repeated one need not be named again."""
    if _COMMAND.sub("", data).strip():
        raise ValueError(f"no path: {data[:40]!r}")
    for name, rest in _COMMAND.findall(data):
        values, count = _numbers(rest), _COUNTS[name.upper()]
        if (len(values) % count or not values) if count else values:
            raise ValueError(f"a path breaks off: {rest[-40:]!r}")
        yield name, values[:count]
        following = {"M": "L", "m": "l"}.get(name, name)
        for start in range(count, len(values), count or 1):
            yield following, values[start : start + count]


def _numbers(text: str) -> tuple[float, ...]:
    try:
        values = tuple(map(float, text.replace(",", " ").split()))
    except ValueError:
        # Numbers may also stand without anything between them: 1-2.5.5 are three.
        if _NUMBER.sub("", text).strip(" ,\t\r\n"):
            raise
        values = tuple(map(float, _NUMBER.findall(text)))
    return tuple(map(bounded, values))


class _Tracer:
    """Follows commands from point to point and notes where they lead."""

    def __init__(self) -> None:
        self.segments: list[Segment] = []
        self._at = self._start = (0.0, 0.0)
        # The last control point, and whether a cubic or a quadratic curve had it.
        self._control, self._degree = (0.0, 0.0), ""

    def follow(self, command: str, values: tuple[float, ...]) -> None:
        name = command.upper()
        if not self.segments and name != "M":
            raise ValueError("a path begins nowhere")
        if command.islower():
            values = self._absolute(name, values)
        degree = ""
        match name:
            case "M" | "L":
                self._go(name, values)
            case "H":
                self._go("L", (values[0], self._at[1]))
            case "V":
                self._go("L", (self._at[0], values[0]))
            case "C" | "S":
                degree = "C"
                self._curve(*(values if name == "C" else (*self._mirrored("C"), *values)))
            case "Q" | "T":
                degree = "Q"
                self._quadratic(*(values if name == "Q" else (*self._mirrored("Q"), *values)))
            case "A":
                for curve in _arc(self._at, *values):
                    self._curve(*curve)
            case _:
                self.segments.append(("Z", ()))
                self._at = self._start
        self._degree = degree

    def _absolute(self, name: str, values: tuple[float, ...]) -> tuple[float, ...]:
        x, y = self._at
        match name:
            case "H":
                return (values[0] + x,)
            case "V":
                return (values[0] + y,)
            case "A":
                return (*values[:5], values[5] + x, values[6] + y)
            case _:
                return tuple(value + (y if index % 2 else x) for index, value in enumerate(values))

    def _go(self, name: str, points: tuple[float, ...]) -> None:
        self._at = (points[-2], points[-1])
        if name == "M":
            self._start = self._at
        elif self.segments[-1][0] == "Z":
            # SVG goes on from where the closed part began; PDF wants to be told.
            self.segments.append(("M", self._start))
        self.segments.append((name, points))

    def _curve(self, *points: float) -> None:
        self._control = (points[2], points[3])
        self._go("C", points)

    def _quadratic(self, x: float, y: float, to_x: float, to_y: float) -> None:
        (a, b), third = self._at, 2 / 3
        first = (a + third * (x - a), b + third * (y - b))
        self._curve(*first, to_x + third * (x - to_x), to_y + third * (y - to_y), to_x, to_y)
        self._control = (x, y)

    def _mirrored(self, degree: str) -> tuple[float, float]:
        """Return the last control point mirrored at where we are, if the last curve was of that degree."""
        if self._degree != degree:
            return self._at
        return 2 * self._at[0] - self._control[0], 2 * self._at[1] - self._control[1]


def _extremes(start: float, first: float, second: float, end: float) -> list[float]:
    """Return the values of a cubic curve in one direction where it turns."""
    a, b, c = end - 3 * second + 3 * first - start, 2 * (second - 2 * first + start), first - start
    if abs(a) < 1e-12:
        turns = [-c / b] if b else []
    else:
        root = b * b - 4 * a * c
        turns = [(-b + sign * math.sqrt(root)) / (2 * a) for sign in (1, -1)] if root >= 0 else []
    inside = (t for t in turns if 0 < t < 1)
    return [
        (1 - t) ** 3 * start + 3 * (1 - t) ** 2 * t * first + 3 * (1 - t) * t * t * second + t**3 * end for t in inside
    ]


def _arc(
    start: tuple[float, float], rx: float, ry: float, tilt: float, large: float, sweep: float, x: float, y: float
) -> Iterator[tuple[float, ...]]:
    """Yield an elliptical arc as cubic curves of a quarter or less (SVG 2, B.2.4: from end points to centre)."""
    rx, ry = abs(rx), abs(ry)
    if start == (x, y):
        return
    if not rx or not ry:
        yield (*start, x, y, x, y)
        return
    cosine, sine = math.cos(math.radians(tilt)), math.sin(math.radians(tilt))
    half_x, half_y = (start[0] - x) / 2, (start[1] - y) / 2
    # From here on in a frame where the ellipse is the unit circle.
    u, v = (cosine * half_x + sine * half_y) / rx, (cosine * half_y - sine * half_x) / ry
    reach = u * u + v * v
    if reach > 1:
        # Radii that do not reach are enlarged until they do.
        rx, ry, u, v = rx * math.sqrt(reach), ry * math.sqrt(reach), u / math.sqrt(reach), v / math.sqrt(reach)
    side = math.sqrt(max(0.0, 1 / (u * u + v * v) - 1)) * (1 if bool(large) != bool(sweep) else -1)
    centre = (side * v, -side * u)
    begin = math.atan2(v - centre[1], u - centre[0])
    turn = math.atan2(-v - centre[1], -u - centre[0]) - begin
    if sweep and turn < 0:
        turn += 2 * math.pi
    elif not sweep and turn > 0:
        turn -= 2 * math.pi
    middle = ((start[0] + x) / 2, (start[1] + y) / 2)

    def place(u: float, v: float) -> tuple[float, float]:
        across, down = rx * (u + centre[0]), ry * (v + centre[1])
        return cosine * across - sine * down + middle[0], sine * across + cosine * down + middle[1]

    count = max(1, math.ceil(abs(turn) / (math.pi / 2) - 1e-9))
    reach = 4 / 3 * math.tan(turn / count / 4)
    for one, two in pairwise(begin + turn * step / count for step in range(count + 1)):
        near = place(math.cos(one) - reach * math.sin(one), math.sin(one) + reach * math.cos(one))
        far = place(math.cos(two) + reach * math.sin(two), math.sin(two) - reach * math.cos(two))
        yield (*near, *far, *place(math.cos(two), math.sin(two)))
