"""The `pdf:` part of template.yaml: how the PDF is set."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from briefing.document import GRIDS, Form, Paper, RoleName
from briefing.template.base import Color, Spec
from briefing.template.look_spec import StyleSpec, WordsSpec

Sample = Annotated[str, Field(pattern=r"^[^一1]{0,8}(?:1\.1|一|1)?[^一1]{0,8}$")]


class ImprintSpec(Spec):
    """The foot of the last page (版记, 报尾); every field is a text, and empty ones are left out."""

    recipients: tuple[str, ...] = ()
    printer: str = ""
    date: str = ""
    copies: str = ""


class FontSpec(Spec):
    """The face of a role: a font `file` in the template's folder, or family names; the first one found is taken.

    `latin` names families for Latin letters and figures in that role.
    """

    file: str | None = None
    families: tuple[str, ...] = ()
    latin: tuple[str, ...] = ()


_POINTS = 72 / 25.4
Millimetres = Annotated[float, Field(gt=0, le=420)]
Points = Annotated[float, Field(ge=9, le=48)]


class GridSpec(Spec):
    """What differs from the page of the form: the text's place and size in mm, its lines, its type in points."""

    top: Millimetres | None = None
    left: Millimetres | None = None
    width: Millimetres | None = None
    height: Millimetres | None = None
    lines: int | None = Field(default=None, ge=10, le=80)
    characters: int | None = Field(default=None, ge=10, le=80)
    body: Points | None = None
    title: Points | None = None


class PdfSpec(Spec):
    """How the PDF is set: by GB/T 9704—2012 (`official`) or as a lighter `report`.

    `style` and `words` go over those of the template, in the PDF alone.
    """

    form: Form = Paper().form
    page: GridSpec = GridSpec()
    page_numbers: Literal["dashes", "plain", "none"] | None = None
    contents: bool = True
    chapter_pages: bool = False
    red: Color = Paper().red
    numbering: tuple[Sample, ...] = Paper().numbering
    autospace: float = Field(default=0, ge=0, le=0.5)
    imprint: ImprintSpec | None = None
    fonts: dict[RoleName, FontSpec] = Field(default_factory=dict)
    style: StyleSpec = StyleSpec()
    words: WordsSpec = WordsSpec()

    @model_validator(mode="after")
    def _type_fits_the_page(self) -> PdfSpec:
        base, given = GRIDS[self.form], self.page
        names = ("top", "left", "width", "height", "lines", "characters", "body", "title")
        asked = {name: getattr(given, name) or getattr(base, name) for name in names}
        if asked["left"] + asked["width"] > 205 or asked["top"] + asked["height"] > 285:
            raise ValueError("版心超出了 A4 纸：left + width 不能超过 205 毫米，top + height 不能超过 285 毫米")
        if asked["top"] < 15 or asked["left"] < 10 or asked["width"] < 100 or asked["height"] < 150:
            raise ValueError("版心太小或太靠边：top 至少 15、left 至少 10、width 至少 100、height 至少 150 毫米")
        lines = given.lines is not None or given.body is None
        if lines and asked["height"] * _POINTS / asked["lines"] < 1.1 * asked["body"]:
            raise ValueError("行太密，字会叠在一起：请减少 lines，或用小一些的 body")
        characters = given.characters is not None
        if characters and asked["width"] * _POINTS / asked["characters"] < 0.95 * asked["body"]:
            raise ValueError("字太密，会叠在一起：请减少 characters，或用小一些的 body")
        return self
