"""Masters made in code: python-pptx's default with its parts changed, as files that people and programs get wrong."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pptx
from pptx.chart import data as chart_data
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Pt

PRESENTATION = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
TEMPLATE = "application/vnd.openxmlformats-officedocument.presentationml.template.main+xml"
MACRO = "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml"
TYPES, MAIN, MASTER = "[Content_Types].xml", "ppt/presentation.xml", "ppt/slideMasters/slideMaster1.xml"
LAYOUT, LAYOUT_RELS = "ppt/slideLayouts/slideLayout6.xml", "ppt/slideLayouts/_rels/slideLayout6.xml.rels"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
Change = Mapping[str, tuple[str, str]]


def default() -> bytes:
    """Return python-pptx's default: 4:3, eleven layouts, no slide."""
    return (Path(pptx.__file__).parent / "templates" / "default.pptx").read_bytes()


def changed(changes: Change | None = None, added: Mapping[str, bytes] | None = None, of: bytes | None = None) -> bytes:
    """Return a file with words in its parts replaced (part → what, by what), and parts added."""
    stored = BytesIO()
    with ZipFile(BytesIO(of or default())) as old, ZipFile(stored, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if changes and name in changes:
                what, by = (words.encode() for words in changes[name])
                assert what in data, f"{name} has no {what!r}"
                data = data.replace(what, by)
            new.writestr(name, data)
        for name, data in (added or {}).items():
            new.writestr(name, data)
    return stored.getvalue()


def with_relation(kind: str, target: str, *, external: bool = True) -> bytes:
    """Return a file whose layout `Title Only` has one more relation."""
    mode = ' TargetMode="External"' if external else ""
    relation = f'<Relationship Id="rId99" Type="{RELATIONS}/{kind}" Target="{target}"{mode}/></Relationships>'
    return changed({LAYOUT_RELS: ("</Relationships>", relation)})


def renamed(data: bytes, old: str, new: str) -> bytes:
    """Return a file in which a part has another name, in all that refers to it as well."""
    stored = BytesIO()
    with ZipFile(BytesIO(data)) as before, ZipFile(stored, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(name.replace(old, new), before.read(name).replace(old.encode(), new.encode()))
    return stored.getvalue()


def with_chart(layout: str = "", link: str = "") -> Any:
    """Return a presentation with a slide `要情` that shows a chart; or its layout does, of this name, with a link."""
    deck: Any = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts.get_by_name(layout or "Title Only"))
    slide.shapes.title.text = "要情"
    # python-pptx says no types here.
    maker: Any = chart_data.CategoryChartData
    data = maker()
    data.categories = ["甲", "乙"]
    data.add_series("值", (1, 2))
    frame = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Pt(10), Pt(150), Pt(200), Pt(150), data)
    if link:
        frame.chart.part.relate_to(link, f"{RELATIONS}/oleObject", is_external=True)
    if layout:
        id_ = slide.slide_layout.part.relate_to(frame.chart.part, f"{RELATIONS}/chart")
        slide.part.drop_rel(frame._element.chart_rId)
        next(frame._element.iter("{*}chart")).set(f"{{{RELATIONS}}}id", id_)
        slide.slide_layout.shapes._spTree.append(frame._element)
    return deck


def without_layouts() -> bytes:
    """Return a file whose master lists no layout."""
    deck = pptx.Presentation()
    root: Any = deck.slide_masters[0]._element
    root.remove(root.find("{*}sldLayoutIdLst"))
    return saved(deck)


def drawn_on(layout: str, shapes: str) -> bytes:
    """Return a file with shapes drawn first on a layout, or on the master for an empty name."""
    deck = pptx.Presentation()
    owner: Any = deck.slide_masters[0] if not layout else deck.slide_layouts.get_by_name(layout)
    tree = owner.shapes._spTree
    for at, shape in enumerate(parsed(shapes)):
        tree.insert(2 + at, shape)
    return saved(deck)


def parsed(shapes: str) -> list[Any]:
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    return list(parse_xml(f"<p:spTree {nsdecls('p', 'a', 'r')}>{shapes}</p:spTree>"))


def box(x: float, y: float, w: float, h: float, fill: str = '<a:srgbClr val="1F497D"/>', name: str = "面板") -> str:
    """Return a filled rectangle; lengths in points."""
    left, top, wide, high = (round(length * 12700) for length in (x, y, w, h))
    place = f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="90" name="{name}"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>{place}'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill>{fill}</a:solidFill></p:spPr></p:sp>'
    )


def saved(deck: Any) -> bytes:
    stored = BytesIO()
    deck.save(stored)
    return stored.getvalue()


def sixty_layouts() -> bytes:
    """Return a .potx with sixty layouts, named 版式1 to 版式60."""
    stored = BytesIO()
    with ZipFile(BytesIO(default())) as old, ZipFile(stored, "w", ZIP_DEFLATED) as new:
        listed = "".join(f'<p:sldLayoutId id="{2147484000 + at}" r:id="rIdL{at}"/>' for at in range(1, 61))
        related = "".join(
            f'<Relationship Id="rIdL{at}" Type="{RELATIONS}/slideLayout" Target="../slideLayouts/own{at}.xml"/>'
            for at in range(1, 61)
        )
        typed = "".join(
            f'<Override PartName="/ppt/slideLayouts/own{at}.xml" ContentType="application/vnd.openxmlformats-'
            'officedocument.presentationml.slideLayout+xml"/>'
            for at in range(1, 61)
        )
        layout = old.read(LAYOUT).decode()
        for name in old.namelist():
            text = old.read(name)
            if name == TYPES:
                text = text.decode().replace(PRESENTATION, TEMPLATE).replace("</Types>", typed + "</Types>").encode()
            elif name == MASTER:
                start, end = text.index(b"<p:sldLayoutIdLst>"), text.index(b"</p:sldLayoutIdLst>")
                text = text[:start] + b"<p:sldLayoutIdLst>" + listed.encode() + text[end:]
            elif name == "ppt/slideMasters/_rels/slideMaster1.xml.rels":
                text = text.replace(b"</Relationships>", related.encode() + b"</Relationships>")
            new.writestr(name, text)
        for at in range(1, 61):
            new.writestr(f"ppt/slideLayouts/own{at}.xml", layout.replace('name="Title Only"', f'name="版式{at}"'))
            new.writestr(f"ppt/slideLayouts/_rels/own{at}.xml.rels", old.read(LAYOUT_RELS))
    return stored.getvalue()
