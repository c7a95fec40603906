"""A colour and its ground in, the colour with as much ink in it as it takes to be read or seen out."""

from __future__ import annotations

from briefing.charts.palette import contrast, mix

LEGIBLE, VISIBLE = 4.5, 3.0
_STEPS = 40


def legible(color: str, ground: str, ink: str, least: float = LEGIBLE) -> str:
    """Return the colour, mixed with as much ink as it takes to stand out from the ground."""
    share = mixed(color, ground, ink, least)
    return mix(ink, color, share) if share else color.upper()


def mixed(color: str, ground: str, ink: str, least: float = LEGIBLE) -> float:
    """Return the share of ink that makes a colour stand out from the ground; 1 where none does."""
    shares = (step / _STEPS for step in range(_STEPS + 1))
    return next((share for share in shares if contrast(mix(ink, color, share), ground) >= least), 1.0)
