"""What only paper has: the style of page, the head and the foot of a 简报, the numbers of headings, and the faces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from briefing.model.language import Language

Form = Literal["official", "report"]
RoleName = Literal["title", "body", "heading", "subheading", "number", "sans"]


@dataclass(frozen=True, slots=True)
class Masthead:
    """The head of a 简报: a large red name, the issue line (第×期), the issuer at the left and the date at the right.

    `classification` (密级, 内部参阅) stands at the top left, `serial` (编号) at the top right. `top` is the distance
    from the top of the text area to the name, in mm (GB/T 9704—2012, 7.2.4: 35).
    """

    name: str
    issue: str = ""
    issuer: str = ""
    date: str = ""
    classification: str = ""
    serial: str = ""
    top: float = 35


@dataclass(frozen=True, slots=True)
class Imprint:
    """The foot of the last page (版记, 报尾): who gets it, who printed it and when, and how many copies."""

    recipients: tuple[str, ...] = ()
    printer: str = ""
    date: str = ""
    copies: str = ""


@dataclass(frozen=True, slots=True)
class FaceWish:
    """The face that a template asks for in a role: a font file, or family names, the first one found being taken."""

    role: RoleName
    file: str = ""
    families: tuple[str, ...] = ()
    latin: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """What differs from the page of the form: the text's place and size in mm, its lines, its type in points."""

    top: float | None = None
    left: float | None = None
    width: float | None = None
    height: float | None = None
    lines: int | None = None
    characters: int | None = None
    body: float | None = None
    title: float | None = None


# GB/T 9704—2012, 5.2: A4, 天头 37 mm, 订口 28 mm, text 156 × 225 mm, 22 lines of 28 characters, text of size 3 (16 pt),
# title of size 2 (22 pt). The report's measures are this project's own.
GRIDS: Mapping[Form, Grid] = MappingProxyType(
    {
        "official": Grid(37, 28, 156, 225, 22, 28, 16, 22),
        "report": Grid(26, 24, 162, 243, 34, 39, 11.5, 24),
    }
)


NUMBERINGS: Mapping[Language, tuple[str, ...]] = MappingProxyType(
    {"zh": ("一、", "（一）", "1.", "（1）"), "en": ("1. ", "1.1 ", "1.1 ", "1.1 ")}
)
"""How headings are numbered where the template does not say."""


@dataclass(frozen=True, slots=True)
class Paper:
    """How the PDF is set.

    `form` is `official` (GB/T 9704—2012) or the lighter `report`; `numbering` says how headings of each level are
    numbered, by the sample of the first one: `一、`, `（一）`, `1.`, `（1）`, `1.1`, or nothing. `autospace` is the
    space between Chinese and Latin letters or figures, in em. Page numbers stand between `dashes`, or `plain`, or are
    left out. With `chapter_pages` every chapter begins on a page of its own.
    """

    form: Form = "official"
    grid: Grid = Grid()
    numbering: tuple[str, ...] = NUMBERINGS["zh"]
    page_numbers: Literal["dashes", "plain", "none"] | None = None
    contents: bool = True
    chapter_pages: bool = False
    red: str = "#D9261C"
    autospace: float = 0
    imprint: Imprint | None = None
    faces: tuple[FaceWish, ...] = ()
