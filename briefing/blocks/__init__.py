"""The kinds of block a section holds. The union is small on purpose: every back end must know each kind."""

from briefing.blocks.blocks import (
    Block,
    Bullets,
    Callout,
    Cell,
    Chart,
    Column,
    KeyFigure,
    KeyFigures,
    Medium,
    Paragraph,
    Progress,
    Row,
    Table,
    figures_of,
)
from briefing.blocks.text import Span, Text, plain, text

__all__ = [
    "Block",
    "Bullets",
    "Callout",
    "Cell",
    "Chart",
    "Column",
    "KeyFigure",
    "KeyFigures",
    "Medium",
    "Paragraph",
    "Progress",
    "Row",
    "Span",
    "Table",
    "Text",
    "figures_of",
    "plain",
    "text",
]
