"""The media and their sizes of chart text; the named text roles of a chart, and how large each is compared with it."""

from __future__ import annotations

from typing import Literal

Role = Literal["value", "figure", "note"]
Medium = Literal["pdf", "pptx", "html"]

SCALES: dict[Role, float] = {"value": 1.0, "figure": 2.0, "note": 1.0}

TEXT_SIZES: dict[Medium, float] = {"pdf": 9.0, "pptx": 13.0, "html": 13.0}
"""Chart text in points."""
LEAST: dict[Medium, float] = {"pdf": 8.5, "pptx": 12.0, "html": 12.0}
"""The smallest text that a medium allows, in points."""
