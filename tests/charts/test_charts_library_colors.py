"""Colours that survive black-and-white print and the common colour blindnesses."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from briefing.charts import build, palette
from briefing.charts.samples import SAMPLES
from briefing.document import Style

STYLE = Style()
THEMES = ("#B3261E", "#B06A00", "#1F6FB5", "#2E7D5B", "#8A2B62", "#4A5BA8")

# Machado, Oliveira and Fernandes 2009, severity 1.0, for linear RGB.
BLIND = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
}


def linear(color: str) -> tuple[float, ...]:
    channels = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)


def seen(color: str, matrix: tuple[tuple[float, ...], ...]) -> tuple[float, float, float]:
    """Return CIE L*a*b* (D65) of a colour as somebody with this vision sees it."""
    rgb = linear(color)
    red, green, blue = (min(max(sum(m * c for m, c in zip(row, rgb, strict=True)), 0), 1) for row in matrix)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def lightness(color: str) -> float:
    return seen(color, BLIND["none"])[0]


def distance(one: str, two: str, vision: str) -> float:
    first, second = seen(one, BLIND[vision]), seen(two, BLIND[vision])
    return float(sum((a - b) ** 2 for a, b in zip(first, second, strict=True)) ** 0.5)


NAMES = ("甲", "乙", "丙", "丁", "戊", "己", "庚")
PALETTES = {
    "two columns": lambda color: palette.latest_last(NAMES[:2], (), STYLE, color),
    "three columns": lambda color: palette.latest_last(NAMES[:3], (), STYLE, color),
    "three lines": lambda color: palette.latest_first(NAMES[:3], NAMES[:3], STYLE, color),
    "a line among others": lambda color: palette.latest_first(NAMES[:2], (), STYLE, color),
    "three parts": lambda color: palette.shares(NAMES[:3], (), STYLE, color),
    "five parts": lambda color: palette.shares(NAMES[:5], (), STYLE, color),
    "one part stressed": lambda color: palette.shares(NAMES[:3], NAMES[:1], STYLE, color),
}


@pytest.mark.parametrize("color", THEMES)
@pytest.mark.parametrize("name", PALETTES)
def test_neighbours_differ_in_lightness_on_grey_paper(name: str, color: str) -> None:
    for one, two in pairwise(PALETTES[name](color)):
        assert abs(lightness(one) - lightness(two)) >= 8


@pytest.mark.parametrize("vision", ["protanopia", "deuteranopia", "tritanopia"])
@pytest.mark.parametrize("color", THEMES)
@pytest.mark.parametrize("name", PALETTES)
def test_all_colours_of_a_chart_differ_for_the_colour_blind(name: str, color: str, vision: str) -> None:
    for one, two in combinations(PALETTES[name](color), 2):
        assert distance(one, two, vision) >= 8


@pytest.mark.parametrize("color", THEMES)
def test_seven_parts_still_differ_in_lightness(color: str) -> None:
    for one, two in pairwise(palette.shares(NAMES, (), STYLE, color)):
        assert lightness(two) - lightness(one) >= 4


@pytest.mark.parametrize("color", THEMES)
@pytest.mark.parametrize("kind", ["waterfall", "gantt"])
def test_the_states_of_a_bar_differ_in_lightness(kind: str, color: str) -> None:
    spec = build(kind, SAMPLES[kind].data, STYLE, color)
    shades = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "bar")["encoding"]["color"]["scale"]
    for one, two in combinations(shades["range"], 2):
        assert abs(lightness(one) - lightness(two)) >= 10


def test_the_lights_of_a_heat_table_grow_darker_as_they_grow_worse() -> None:
    rows = build("heat", SAMPLES["heat"].data, STYLE, THEMES[0])["data"]["values"]
    grounds = {row["printed"][-1]: row["ground"] for row in rows}
    assert lightness(grounds["绿"]) - lightness(grounds["黄"]) >= 10
    assert lightness(grounds["黄"]) - lightness(grounds["红"]) >= 20


@pytest.mark.parametrize("color", THEMES)
def test_words_on_coloured_ground_can_be_read(color: str) -> None:
    grounds = [*palette.shares(NAMES, (), STYLE, color), STYLE.red, STYLE.yellow, STYLE.context, color]
    assert min(palette.contrast(palette.readable_on(ground, STYLE), ground) for ground in grounds) >= 4.5
