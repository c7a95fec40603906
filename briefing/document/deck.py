"""What only a deck has: the house master it stands on, and which of its layouts serve which slides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from briefing.masters.model import HouseMaster


@dataclass(frozen=True, slots=True)
class Deck:
    """The house master of a deck, None for our own; `layouts` names the layout for each kind of slide (`cover`, …)."""

    master: HouseMaster | None = None
    layouts: Mapping[str, str] = field(default_factory=dict)
