"""A house master in, what `briefing template inspect --json` says of it out: plain values, lengths in millimetres."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from briefing.masters.model import Holder, HouseMaster, Layout, Place
from briefing.masters.proposal import Proposed
from briefing.masters.words import face_notes, mm, ratio


def facts(house: HouseMaster, proposed: Mapping[str, Proposed]) -> dict[str, Any]:
    """Return everything that is known of a master, in a fixed order."""
    return {
        "file": house.shown,
        "size_mm": [mm(house.width), mm(house.height)],
        "ratio": ratio(house),
        "faces": {
            "heading": {"latin": house.heading_latin, "east_asian": house.heading_asian},
            "body": {"latin": house.body_latin, "east_asian": house.body_asian},
        },
        "colors": dict(house.colors),
        "layouts": [_layout(layout) for layout in house.layouts],
        "slides": [{"number": each.number, "title": each.title} for each in house.samples],
        "proposed": {kind: {"layout": each.label, "reason": each.reason} for kind, each in proposed.items()},
        "notices": [*house.notices, *face_notes(house)],
    }


def _layout(layout: Layout) -> dict[str, Any]:
    return {
        "name": layout.label,
        "type": layout.kind,
        "master": layout.master,
        "duplicate": layout.duplicate,
        "ground": layout.ground,
        "placeholders": [_holder(each) for each in layout.holders],
        "obstacles_mm": [_place(each) for each in layout.obstacles],
    }


def _holder(holder: Holder) -> dict[str, Any]:
    return {
        "name": holder.name,
        "type": holder.type,
        "idx": holder.idx,
        "place_mm": _place(holder.place),
        "size_pt": holder.size,
        "color": holder.color,
        "ground": holder.ground,
    }


def _place(place: Place) -> list[float]:
    return [mm(place.x), mm(place.y), mm(place.w), mm(place.h)]
