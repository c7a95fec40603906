"""A plan in, the list of what was written where out: a custom XML part for refresh, comparison, audit and trace.

It holds nothing that the slides do not show: texts, the values of the charts, and the ids of the figures.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from itertools import chain
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from briefing.charts.native import NativeChart
from briefing.document import Document
from briefing.model.figure import Figure
from briefing.render.pptx.plan import Plan
from briefing.render.pptx.shapes import ChartShape, PictureShape, Shape, TableShape, TextShape
from briefing.render.pptx.xml import HEAD, escape

if TYPE_CHECKING:
    from pptx.presentation import Presentation

NAMESPACE = "urn:gongjian-briefing:bindings:1"
_ITEM_PROPERTIES = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
_DATASTORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"


def bindings(document: Document, plan: Plan) -> str:
    """Return the list as XML: a `slide` for each slide, in it a `shape` for each that bears text or data."""
    given = (("dataset", document.dataset), ("audience", document.audience), ("period", document.period))
    head = " ".join(f'{name}="{escape(value)}"' for name, value in given)
    slides = "".join(
        f'<slide number="{number}" path="{escape(slide.path)}">{"".join(_shapes(slide.shapes))}</slide>'
        for number, slide in enumerate(plan.slides, 1)
    )
    return f'{HEAD}<bindings xmlns="{NAMESPACE}" {head}>{slides}</bindings>'


def attach(deck: Presentation, content: str) -> None:
    """Add the list to the deck as its custom XML part, with the properties part that Office expects beside it."""
    from pptx.opc.package import Part
    from pptx.opc.packuri import PackURI

    item_id = f"{{{str(uuid5(NAMESPACE_URL, NAMESPACE)).upper()}}}"
    properties = (
        f'{HEAD}<ds:datastoreItem ds:itemID="{item_id}" xmlns:ds="{_DATASTORE}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    package = deck.part.package
    item = Part(PackURI("/customXml/item1.xml"), "application/xml", package, content.encode("utf-8"))
    beside = Part(PackURI("/customXml/itemProps1.xml"), _ITEM_PROPERTIES, package, properties.encode("utf-8"))
    item.relate_to(beside, f"{_RELATION}Props")
    deck.part.relate_to(item, _RELATION)


def _shapes(shapes: tuple[Shape, ...]) -> Iterator[str]:
    for shape in shapes:
        if isinstance(shape, ChartShape):
            yield _written(shape.name, shape.path, shape.alt, shape.figures, _values(shape.native))
        elif isinstance(shape, PictureShape):
            yield _written(shape.name, shape.path, shape.alt, shape.figures, "")
        elif isinstance(shape, TextShape | TableShape) and shape.text:
            yield _written(shape.name, shape.path, shape.text, tuple(_figures(shape)), "")


def _written(name: str, path: str, text: str, figures: tuple[Figure, ...], values: str) -> str:
    ids = " ".join(dict.fromkeys(figure.id for figure in figures))
    digest = sha256("\0".join((text, ids, values)).encode("utf-8")).hexdigest()[:32]
    inner = f"<text>{_lines(text)}</text>"
    inner += f"<figures>{escape(ids)}</figures>" if ids else ""
    inner += f"<values>{escape(values)}</values>" if values else ""
    return f'<shape name="{escape(name)}" path="{escape(path or name)}" hash="{digest}">{inner}</shape>'


def _lines(text: str) -> str:
    return "\n".join(escape(line) for line in text.split("\n"))


def _values(native: NativeChart) -> str:
    """Return what a chart plots, as JSON: its categories, and each series with its values."""
    series = [
        {
            key: value
            for key, value in (("name", each.name), ("values", each.values), ("x", each.x), ("sizes", each.sizes))
            if value
        }
        for each in native.series
    ]
    return json.dumps({"categories": native.categories, "series": series}, ensure_ascii=False, separators=(",", ":"))


def _figures(shape: TextShape | TableShape) -> Iterator[Figure]:
    if isinstance(shape, TextShape):
        paras = shape.paras
    else:
        cells = chain.from_iterable(row.cells for row in shape.rows)
        paras = tuple(para for cell in cells for para in cell.paras)
    return (run.figure for para in paras for run in para.runs if run.figure)
