"""The named text roles of a chart, and how large each is compared with the medium's chart text."""

from __future__ import annotations

from typing import Literal

Role = Literal["value", "figure", "note"]

SCALES: dict[Role, float] = {"value": 1.0, "figure": 2.0, "note": 1.0}
