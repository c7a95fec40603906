"""Charts that are not native in, their pictures out: vectors, and the PNG that stands in for them in old programs."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from io import BytesIO
from itertools import count
from typing import TYPE_CHECKING

from briefing.document import Style
from briefing.errors import BriefingError, Notice
from briefing.render.pptx.boxes import Box
from briefing.render.pptx.shapes import PictureShape, SlidePlan

if TYPE_CHECKING:
    from pptx.opc.package import Part
    from pptx.package import Package

_SCALE = 2.0
_MOST_PNG = 1_000_000
_COLORS = 256
# Past this PowerPoint takes minutes to open a vector picture.
_MOST_SVG = 8_000_000


@dataclass(frozen=True, slots=True)
class Picture:
    """One chart as a PNG and as SVG, `shape` wide for its height; the SVG is empty where it is too large to open."""

    png: bytes
    svg: bytes
    shape: float


@dataclass(frozen=True, slots=True)
class Album:
    """The pictures of a deck by path, and the parts that they have become; equal pictures share a part.

    `taken` has the names of the parts that the master brings along.
    """

    pictures: Mapping[str, Picture]
    package: Package
    made: MutableMapping[bytes, Part]
    taken: Sequence[str] = ()

    def parts(self, path: str) -> tuple[Part, ...]:
        """Return the parts of a chart's picture, made where they are not there yet."""
        picture = self.pictures[path]
        kinds = (("png", "image/png", picture.png), ("svg", "image/svg+xml", picture.svg))
        return tuple(self._part(*kind) for kind in kinds if kind[2])

    def _part(self, ending: str, kind: str, content: bytes) -> Part:
        from pptx.opc.package import Part
        from pptx.opc.packuri import PackURI

        key = sha256(content).digest()
        if key not in self.made:
            numbers = count(len(self.made) + 1 + sum(name.startswith("/ppt/media/") for name in self.taken))
            names = (f"/ppt/media/image{at}.{ending}" for at in numbers)
            name = PackURI(next(name for name in names if name not in self.taken))
            self.made[key] = Part(name, kind, self.package, content)
        return self.made[key]


def pictures(slides: Sequence[SlidePlan], style: Style) -> tuple[dict[str, Picture], tuple[Notice, ...]]:
    """Draw every picture of a deck in its size, by path; BriefingError for a spec that cannot be drawn.

    A Notice tells of a picture whose vectors are too large, so that only the PNG is kept.
    """
    made: dict[str, Picture] = {}
    for own, shapes in _by_style(slides, style):
        drawn = dict(zip((shape.path for shape in shapes), _drawn(shapes, own), strict=True))
        made |= {path: Picture(_png(svg), _with_faces(svg, own).encode(), _shape(svg)) for path, svg in drawn.items()}
    heavy = [path for path, picture in made.items() if len(picture.svg) > _MOST_SVG]
    kept = {path: replace(each, svg=b"") if path in heavy else each for path, each in made.items()}
    words = "这张图的矢量数据太大，PowerPoint 打不开，已改用位图。请先汇总数据。"
    return kept, tuple(Notice(path, words) for path in heavy)


def _by_style(slides: Sequence[SlidePlan], style: Style) -> list[tuple[Style, list[PictureShape]]]:
    """Return the pictures of slides with the style that they are drawn in, those of one style together."""
    found: dict[Style, list[PictureShape]] = {}
    for slide in slides:
        own = [shape for shape in slide.shapes if isinstance(shape, PictureShape)]
        if own:
            found.setdefault(slide.stage.style or style, []).extend(own)
    return list(found.items())


def fitted(slides: Sequence[SlidePlan], drawn: Mapping[str, Picture]) -> tuple[SlidePlan, ...]:
    """Return the slides with every picture in its own proportions, in the middle of the box that was kept for it."""
    return tuple(
        replace(
            slide,
            shapes=tuple(
                replace(shape, box=_within(shape.box, drawn[shape.path].shape))
                if isinstance(shape, PictureShape)
                else shape
                for shape in slide.shapes
            ),
        )
        for slide in slides
    )


def _within(box: Box, shape: float) -> Box:
    wide, high = min(box.w, box.h * shape), min(box.h, box.w / shape)
    return Box(box.x + (box.w - wide) / 2, box.y + (box.h - high) / 2, wide, high)


def _shape(svg: str) -> float:
    """Return the width of an SVG in heights, as it says itself."""
    from lxml import etree

    root = etree.fromstring(svg.encode(), etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    _, _, wide, high = map(float, root.get("viewBox", "0 0 1 1").split())
    return wide / high if wide > 0 and high > 0 else 1.0


def _drawn(shapes: Sequence[PictureShape], style: Style) -> list[str]:
    """Return the SVG of every shape, all at once; where one fails, each alone, so that the error names its place."""
    from briefing.charts.svg import Drawing, draw_all

    drawings = [Drawing(shape.spec, shape.box.w, shape.box.h) for shape in shapes]
    try:
        return draw_all(drawings, style, "pptx")
    except BriefingError:
        for shape, drawing in zip(shapes, drawings, strict=True):
            try:
                draw_all([drawing], style, "pptx")
            except BriefingError as error:
                raise BriefingError(error.message, error.where or shape.path, error.hint) from error
        raise


def _with_faces(svg: str, style: Style) -> str:
    """Name the deck's own faces first, as the machine that shows it has those rather than the packaged one."""
    from briefing.charts.faces import FAMILY
    from briefing.render.pptx.xml import escape

    own = dict.fromkeys((style.latin_face, style.east_asian_face, FAMILY))
    faces = ", ".join((*(f"'{name.replace(chr(39), '')}'" for name in own if name), "sans-serif"))
    return svg.replace(f'font-family="{FAMILY}"', f'font-family="{escape(faces)}"')


def _png(svg: str) -> bytes:
    """Return the picture in dots, in the packaged face; in fewer colours where it would be heavy."""
    from briefing.charts.engine import converter
    from briefing.charts.faces import FAMILY, family_for
    from briefing.charts.svg import characters

    named = svg.replace(f'font-family="{FAMILY}"', f'font-family="{family_for(characters(svg))}"')
    png: bytes = converter().svg_to_png(named, scale=_SCALE)
    return png if len(png) < _MOST_PNG else _lighter(png)


def _lighter(png: bytes) -> bytes:
    from PIL import Image

    stored = BytesIO()
    Image.open(BytesIO(png)).convert("RGBA").quantize(_COLORS).save(stored, "PNG", optimize=True)
    return stored.getvalue()
