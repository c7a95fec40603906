"""The `style:` and `words:` parts of template.yaml: colours, faces and fixed words that differ from the house style."""

from __future__ import annotations

from briefing.template.base import Color, Spec


class StyleSpec(Spec):
    """Colours and faces that differ from the house style."""

    ink: Color | None = None
    muted: Color | None = None
    rule: Color | None = None
    faint: Color | None = None
    context: Color | None = None
    ground: Color | None = None
    accent: Color | None = None
    green: Color | None = None
    yellow: Color | None = None
    red: Color | None = None
    latin_face: str | None = None
    east_asian_face: str | None = None


class WordsSpec(Spec):
    """Fixed words that differ from the house style."""

    contents: str | None = None
    source: str | None = None
    note: str | None = None
    chart: str | None = None
    table: str | None = None
    continued: str | None = None
    synthetic: str | None = None
    closing: str | None = None
    appendix: str | None = None
    constant_prices: str | None = None
    rounded_parts: str | None = None
    green: str | None = None
    yellow: str | None = None
    red: str | None = None
