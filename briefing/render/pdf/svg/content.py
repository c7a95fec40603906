"""A picture in, a form XObject of a PDF out: content stream, resources and nothing of the canvas around it.

Forms are named after their content, so that equal ones are written once and equal documents are equal files. Operators
and dictionaries as in ISO 32000-1: 8.4.4 graphics state, 8.7.4 shading patterns, 9.4 text, 11.6.5–11.6.6 transparency.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from itertools import pairwise
from typing import Any, assert_never

from reportlab.pdfbase import pdfdoc

from briefing.render.pdf.fonts import PdfDocument, embedded
from briefing.render.pdf.svg.picture import (
    Gradient,
    Item,
    Layer,
    Paint,
    Path,
    Picture,
    Shape,
    Stroke,
    Words,
    pieces,
    words,
)
from briefing.render.pdf.svg.values import times

_OPERATORS = {"M": "m", "L": "l", "C": "c", "Z": "h"}
_PREFIXES = {"ExtGState": "G", "Pattern": "P", "XObject": "X"}
_FILL, _STROKE, _BOTH = 0, 1, 2
# 14.9.4: text that stands for nothing is left out when the page is read aloud or copied.
_UNSAID = "/Span <</ActualText <FEFF>>>"


def form(document: PdfDocument, picture: Picture) -> str:
    """Write a picture into the document and return the name by which a canvas does the form."""
    content = _Content(document, f"0 0 {_numbers(picture.width, picture.height)}", _grounds(picture))
    content.draw(picture.items)
    return content.finish()


class _Content:
    """A content stream being written. `_state` remembers what is set, so that nothing is set twice."""

    def __init__(self, document: PdfDocument, box: str, grounds: frozenset[Words]) -> None:
        self._document, self._box, self._grounds = document, box, grounds
        self._operators = list[str]()
        self._state = dict[str, str]()
        # By kind: what a resource says → its name and its object.
        self._resources: dict[str, dict[str, tuple[str, Any]]] = {}

    def draw(self, items: Iterable[Item]) -> None:
        for item in items:
            match item:
                case Shape():
                    self._shape(item)
                case Words():
                    self._words(item)
                case Layer():
                    self._layer(item)
                case _:
                    assert_never(item)

    def finish(self, group: str = "") -> str:
        """Put the form into the document, once for equal content; `group` is its colour space if it is a group."""
        stream = "\n".join(self._operators)
        spoken = repr((stream, self._box, group, {kind: list(entries) for kind, entries in self._resources.items()}))
        name = sha256(spoken.encode()).hexdigest()[:16]
        if pdfdoc.xObjectName(name) not in self._document.idToObject:
            written = pdfdoc.PDFStream(self._dictionary(group), stream.encode("ascii"), [pdfdoc.PDFZCompress])
            self._document.Reference(written, pdfdoc.xObjectName(name))
        return name

    def _dictionary(self, group: str) -> pdfdoc.PDFDictionary:
        resources = {kind: pdfdoc.PDFDictionary(dict(found.values())) for kind, found in self._resources.items()}
        entries = {
            "Type": "/XObject",
            "Subtype": "/Form",
            "BBox": f"[{self._box}]",
            "Resources": pdfdoc.PDFDictionary(resources | {"Font": pdfdoc.PDFObjectReference(pdfdoc.BasicFonts)}),
        }
        if group:
            entries["Group"] = f"<</S /Transparency /CS /{group} /I true>>"
        return pdfdoc.PDFDictionary(entries)

    def _layer(self, layer: Layer) -> None:
        with self._kept():
            if layer.clip is not None:
                self._operators.append(f"{_outline(layer.clip) or '0 0 0 0 re'} W n")
            if layer.opacity == 1 and layer.blend == "normal":
                self.draw(layer.items)
                return
            inner = _Content(self._document, self._box, self._grounds)
            inner.draw(layer.items)
            self._alpha(layer.opacity, layer.opacity, layer.blend)
            self._operators.append(f"/{self._form(inner.finish('DeviceRGB'))} Do")

    def _shape(self, shape: Shape) -> None:
        outline = _outline(shape.path)
        if shape.fill and shape.stroke and _is_solid(shape.fill) and _is_solid(shape.stroke.paint):
            self._lines(shape.stroke)
            self._inks(shape.fill, shape.stroke.paint)
            self._operators.append(f"{outline} B")
            return
        # What shows through is painted one after the other: a viewer may take `B` for a group in which the line
        # knocks out the ground.
        if shape.fill:
            with self._masked(shape.fill):
                self._inks(shape.fill, None)
                self._operators.append(f"{outline} f")
        if shape.stroke:
            with self._masked(shape.stroke.paint):
                self._lines(shape.stroke)
                self._inks(None, shape.stroke.paint)
                self._operators.append(f"{outline} S")

    def _words(self, line: Words) -> None:
        edge = line.stroke.paint if line.stroke else None
        with self._masked(line.fill or edge):
            if line.stroke:
                self._lines(line.stroke)
            self._inks(line.fill, edge)
            mode = _FILL if not edge else _BOTH if line.fill else _STROKE
            self._set("mode", f"{mode} Tr")
            # The picture's y goes down, a letter's up.
            place = times(line.matrix, (1, 0, 0, -1, 0, 0))
            shown = f"BT {_fine(*place)} Tm {self._shown(line)} ET"
            self._operators.append(f"{_UNSAID} BDC {shown} EMC" if line in self._grounds else shown)

    def _shown(self, line: Words) -> str:
        """Return the operators that show a text, each piece of it in the face that has its glyphs."""
        operators: list[str] = []
        for piece in pieces(line):
            font = embedded(piece.face)
            name = font.getSubsetInternalName(0, self._document)
            operators.append(f"{name} {_numbers(line.size)} Tf {font.shown(piece.text, self._document)}")
        return " ".join(operators)

    def _lines(self, stroke: Stroke) -> None:
        self._set("width", f"{_numbers(stroke.width)} w")
        self._set("dash", f"[{_numbers(*stroke.dashes)}] {_numbers(stroke.phase)} d")
        self._set("cap", f"{stroke.cap} J")
        self._set("join", f"{stroke.join} j")
        self._set("miter", f"{_numbers(stroke.miter)} M")

    def _inks(self, fill: Paint | None, stroke: Paint | None) -> None:
        # Where only one is painted, the other's alpha is of no account.
        over, under = fill or stroke, stroke or fill
        self._alpha(over.alpha if over else 1, under.alpha if under else 1)
        for paint, plain, space, named in ((fill, "rg", "cs", "scn"), (stroke, "RG", "CS", "SCN")):
            ink = paint.ink if paint else None
            if isinstance(ink, Gradient):
                pattern = self._named("Pattern", _pattern(ink, False))
                self._set(plain, f"/Pattern {space} /{pattern} {named}")
            elif ink is not None:
                self._set(plain, f"{_numbers(*ink)} {plain}")

    def _alpha(self, fill: float, stroke: float, blend: str = "normal") -> None:
        mode = "".join(part.capitalize() for part in blend.split("-"))
        said = f"<</CA {_numbers(stroke)} /ca {_numbers(fill)} /BM /{mode}>>"
        self._set("alpha", f"/{self._named('ExtGState', said)} gs")

    @contextmanager
    def _masked(self, paint: Paint | None) -> Iterator[None]:
        """Paint through a mask where a gradient's colours let the ground show."""
        if paint is None or not isinstance(paint.ink, Gradient) or not paint.ink.is_clear:
            yield
            return
        mask = _Content(self._document, self._box, self._grounds)
        mask._set("rg", f"/Pattern cs /{mask._named('Pattern', _pattern(paint.ink, True))} scn")
        mask._operators.append(f"{self._box} re f")
        name = mask.finish("DeviceGray")
        reference = pdfdoc.PDFObjectReference(pdfdoc.xObjectName(name))
        soft = pdfdoc.PDFDictionary({"Type": "/Mask", "S": "/Luminosity", "G": reference})
        with self._kept():
            state = self._named("ExtGState", name, pdfdoc.PDFDictionary({"SMask": soft}))
            self._operators.append(f"/{state} gs")
            yield

    @contextmanager
    def _kept(self) -> Iterator[None]:
        """Put the graphics state back afterwards."""
        before = dict(self._state)
        self._operators.append("q")
        yield
        self._operators.append("Q")
        self._state = before

    def _set(self, key: str, operator: str) -> None:
        if self._state.get(key) != operator:
            self._state[key] = operator
            self._operators.append(operator)

    def _form(self, name: str) -> str:
        return self._named("XObject", name, pdfdoc.PDFObjectReference(pdfdoc.xObjectName(name)))

    def _named(self, kind: str, said: str, value: object = None) -> str:
        """Return the name of a resource in this stream."""
        known = self._resources.setdefault(kind, {})
        if said not in known:
            known[said] = (f"{_PREFIXES[kind]}{len(known)}", value or said)
        return known[said][0]


def _grounds(picture: Picture) -> frozenset[Words]:
    """Return the broad outlines that lie under the same text once more, to set it off from what is behind it."""
    found = list(words(picture.items))
    plain = {(line.text, line.size, line.matrix) for line in found if not line.stroke}
    return frozenset(line for line in found if line.stroke and (line.text, line.size, line.matrix) in plain)


def _is_solid(paint: Paint) -> bool:
    return not isinstance(paint.ink, Gradient) and paint.alpha == 1


def _outline(path: Path) -> str:
    return " ".join(f"{_numbers(*points)} {_OPERATORS[name]}" if points else "h" for name, points in path)


def _pattern(gradient: Gradient, masks: bool) -> str:
    """Return a gradient as a shading pattern: its colours, or as shades of grey how much of them is seen."""
    way, kind = _fine(*gradient.way), 2 if len(gradient.way) == 4 else 3
    stops = [(stop.offset, (stop.alpha,) if masks else tuple(stop.color)) for stop in gradient.stops]
    shading = (
        f"<</ShadingType {kind} /ColorSpace /{'DeviceGray' if masks else 'DeviceRGB'} /Coords [{way}] "
        f"/Extend [true true] /Function {_function(stops)}>>"
    )
    return f"<</PatternType 2 /Matrix [{_fine(*gradient.matrix)}] /Shading {shading}>>"


def _function(stops: list[tuple[float, tuple[float, ...]]]) -> str:
    """Return the function that leads from 0 to 1 through the stops; two at one place make an edge."""
    steps = [(one, two) for one, two in pairwise(stops) if two[0] > one[0]]
    functions = [
        f"<</FunctionType 2 /Domain [0 1] /N 1 /C0 [{_fine(*one[1])}] /C1 [{_fine(*two[1])}]>>" for one, two in steps
    ]
    inner = _fine(*(one[0] for one, _ in steps[1:]))
    encode = " ".join(["0 1"] * len(steps))
    return f"<</FunctionType 3 /Domain [0 1] /Functions [{' '.join(functions)}] /Bounds [{inner}] /Encode [{encode}]>>"


def _numbers(*values: float) -> str:
    """Return numbers to a thousandth of a point."""
    return " ".join(_trimmed(f"{value:.3f}") for value in values)


def _fine(*values: float) -> str:
    """Return numbers as finely as turning and scaling need them."""
    return " ".join(_trimmed(f"{value:.6f}") for value in values)


def _trimmed(digits: str) -> str:
    short = digits.rstrip("0").rstrip(".")
    return "0" if short == "-0" else short
