"""A small tagged PDF: two headings, a paragraph, a table of two rows, a figure, a link, and an artifact.

A page of the project's own PDF lends its font.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

# What each marked sequence of the page is, in the order drawn.
SEQUENCES = ("H1", "H2", "P", "TH", "TH", "TD", "TD", "Figure", "Link")
WORDS = "示例区"


def tagged_pdf(data: bytes) -> bytes:
    """Return a tagged PDF of one page, with nothing wrong in it."""
    stored = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        untag(pdf)
        del pdf.pages[1:]
        # What led to the other pages.
        for key in ("/Outlines", "/Names", "/Dests", "/PageMode"):
            if key in pdf.Root:
                del pdf.Root[key]
        page = pdf.pages[0]
        page.Annots = Array([])
        page.Contents = pdf.make_stream(_content(page))
        _add_structure(pdf, page)
        pdf.save(stored)
    return stored.getvalue()


def untag(pdf: pikepdf.Pdf) -> None:
    """Take the structure out of a PDF."""
    for key in ("/StructTreeRoot", "/MarkInfo"):
        if key in pdf.Root:
            del pdf.Root[key]


def drawn(page: Any, words: str) -> bytes:
    """Return the operators that show words in a font of the page which has them."""
    for name, font in page.resources.Font.items():
        codes = _codes(font) if "/ToUnicode" in font else {}
        if all(word in codes for word in words):
            shown = "".join(f"{codes[word]:04X}" for word in words)
            return f"BT {name} 12 Tf 100 400 Td <{shown}> Tj ET\n".encode()
    raise AssertionError(f"no font of the page has all of {words}")


def _codes(font: Any) -> dict[str, int]:
    pairs = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]{4})>", font.ToUnicode.read_bytes())
    return {chr(int(text, 16)): int(code, 16) for code, text in pairs}


def _content(page: Any) -> bytes:
    marked = b"".join(
        f"/{kind} <</MCID {at}>> BDC\n".encode() + drawn(page, WORDS) + b"EMC\n" for at, kind in enumerate(SEQUENCES)
    )
    return b"/Artifact BMC\nq 0 0 9 9 re f Q\nEMC\n" + marked


def _add_structure(pdf: pikepdf.Pdf, page: Any) -> None:
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = _element(pdf, "Document", root, None)
    table = _element(pdf, "Table", document, None)
    rows = [_element(pdf, "TR", table, None) for _ in range(2)]
    parents = {"TH": rows[0], "TD": rows[1]}
    leaves = [_element(pdf, kind, parents.get(kind, document), page.obj, at) for at, kind in enumerate(SEQUENCES)]
    h1, h2, paragraph, *_, figure, link = leaves
    figure.Alt = String("示例图")
    note = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=Array([100, 400, 200, 420]),
            Contents=String("示例链接"),
            StructParent=1,
            A=Dictionary(S=Name.URI, URI=String("https://example.org/")),
        )
    )
    page.Annots = Array([note])
    page.StructParents = 0
    link.K = Array([link.K, Dictionary(Type=Name.OBJR, Obj=note, Pg=page.obj)])
    rows[0].K, rows[1].K = Array(leaves[3:5]), Array(leaves[5:7])
    table.K = Array(rows)
    document.K = Array([h1, h2, paragraph, table, figure, link])
    root.K = Array([document])
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array([0, Array(leaves), 1, link])))
    pdf.Root.StructTreeRoot, pdf.Root.MarkInfo = root, Dictionary(Marked=True)


def _element(pdf: pikepdf.Pdf, kind: str, parent: Any, page: Any, id_: int | None = None) -> Any:
    element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{kind}"), P=parent))
    if page is not None:
        element.Pg, element.K = page, id_
    return element
