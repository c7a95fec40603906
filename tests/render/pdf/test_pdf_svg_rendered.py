"""Pictures as poppler shows them, against the converter's own raster of the same SVG."""

from __future__ import annotations

import io
import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter
from reportlab.pdfgen.canvas import Canvas

from briefing.charts.engine import converter
from briefing.charts.faces import family_for
from briefing.document import Style
from briefing.render.pdf.fonts import font_name, prepare
from briefing.render.pdf.setter import Setter
from briefing.render.pdf.svg import draw, read
from briefing.typeset import Face
from tests.render.pdf.picture_samples import SPECS
from tests.rendered.test_rendered import tool

pytestmark = pytest.mark.rendered


@pytest.fixture(scope="module")
def svgs() -> dict[str, str]:
    family = family_for(json.dumps(spec, ensure_ascii=False) for spec in SPECS.values())
    config = {"config": {"font": family, "axisX": {"labelAngle": 0}}}
    return {name: converter().vegalite_to_svg(spec | config, allowed_base_urls=[]) for name, spec in SPECS.items()}


@pytest.fixture(scope="module")
def pages(svgs: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Image.Image]:
    """All pictures in one PDF, a page each, as poppler shows them at 144 dpi."""
    folder = tmp_path_factory.mktemp("pictures")
    path = folder / "all.pdf"
    _write(path, svgs)
    subprocess.run([tool("pdftoppm"), "-r", "144", "-png", str(path), str(folder / "p")], check=True)
    return dict(zip(svgs, map(_opened, sorted(folder.glob("p*.png"))), strict=True))


def _write(path: Path, svgs: Mapping[str, str]) -> None:
    setter = Setter(Style())
    canvas = Canvas(str(path), initialFontName=font_name(Face.SANS), pdfVersion=(1, 7))  # type: ignore[arg-type]  # as in writer.py
    pictures = [read(svg, name) for name, svg in svgs.items()]
    assert [picture.losses for picture in pictures if picture.losses] == []
    for picture in pictures:
        setter.note_picture(picture, "")
    prepare(vars(canvas)["_doc"], {Face.SANS: frozenset(), **setter.used})
    for picture in pictures:
        canvas.setPageSize((picture.width, picture.height))
        draw(canvas, picture, 0, picture.height)
        canvas.showPage()
    canvas.save()


def _opened(path: Path) -> Image.Image:
    with Image.open(path) as image:
        return image.convert("RGB")


@pytest.mark.parametrize("name", SPECS)
def test_a_picture_looks_as_the_converter_draws_it(
    name: str, svgs: dict[str, str], pages: dict[str, Image.Image]
) -> None:
    raster = Image.open(io.BytesIO(converter().svg_to_png(svgs[name], scale=2))).convert("RGBA")
    wanted = Image.new("RGBA", raster.size, "white")
    wanted.alpha_composite(raster)
    shown = pages[name].crop((0, 0, *raster.size))
    # Each smooths edges in its own way: what counts is what a blurred look sees.
    one, two = (image.convert("RGB").filter(ImageFilter.BoxBlur(3)) for image in (wanted, shown))
    histogram = ImageChops.difference(one, two).convert("L").histogram()
    pixels = raster.width * raster.height
    assert sum(level * count for level, count in enumerate(histogram)) / pixels < 1.0
    assert sum(histogram[48:]) / pixels < 0.0005
