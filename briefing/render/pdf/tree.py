"""A PDF of ReportLab's and the structure that was drawn in; the same file with its structure tree appended out.

The tree is written as text in one go: a node a cell makes 50 000 objects of an appendix of 10⁴ rows, and the objects of
a library take ten times as long. The section that is appended (ISO 32000-1, 7.5.6) is merged when the file is finished.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from briefing.render.pdf.fonts import PdfDocument
from briefing.render.pdf.structure import Details, Kid, Kind, Structure

_TRAILER = re.compile(rb"trailer\s*<<(.*?)>>\s*startxref\s*(\d+)\s*%%EOF\s*$", re.DOTALL)
_SIZE = re.compile(rb"/Size\s+(\d+)")
# The trailer stands in the last bytes of a file.
_TAIL = 2000


@dataclass(frozen=True, slots=True)
class Places:
    """The object numbers of what the tree refers to: pages, links by page, and the first number of its own."""

    pages: Sequence[int]
    links: Sequence[Sequence[int]]
    first: int

    def node(self, number: int) -> int:
        """Return the object number of a node; the root of the tree and the parent tree come before them."""
        return self.first + 2 + number


def page_key(page: int) -> int:
    """Return the key of a page in the parent tree; links have the odd ones."""
    return 2 * page


def link_key(link: int) -> int:
    return 2 * link + 1


def with_tree(data: bytes, document: PdfDocument, structure: Structure) -> tuple[BytesIO, int]:
    """Append the tree to a file that ReportLab has written from `document`; return it with the number of its root."""
    found = _TRAILER.search(data[-_TAIL:])
    if not found:
        raise ValueError("this file does not end with the trailer that ReportLab writes")
    size = _SIZE.search(found[1])
    assert size
    places = _places(document, structure, int(size[1]))
    file = BytesIO()
    file.write(data)
    file.write(b"\n")
    _append(file, _objects(structure, places), places.first, found[1], int(found[2]))
    file.seek(0)
    return file, places.first


def _places(document: PdfDocument, structure: Structure, first: int) -> Places:
    numbers = document.idToObjectNumberAndVersion
    # The page after the last was begun, but holds nothing.
    pages = [numbers[f"Page{page}"][0] for page in range(1, len(structure.mcids))]
    links, at = [], 0
    for page in structure.links:
        links.append([numbers[f"Annot.NUMBER{at + place}"][0] for place in range(1, len(page) + 1)])
        at += len(page)
    return Places(pages, links, first)


def _append(file: BytesIO, objects: Iterator[bytes], first: int, trailer: bytes, before: int) -> None:
    offsets = array("Q")
    for content in objects:
        offsets.append(file.tell())
        file.write(b"%d 0 obj\n%s\nendobj\n" % (first + len(offsets) - 1, content))
    at = file.tell()
    file.write(b"xref\n%d %d\n" % (first, len(offsets)))
    for offset in offsets:
        file.write(b"%010d 00000 n \n" % offset)
    trailer = _SIZE.sub(b"/Size %d" % (first + len(offsets)), trailer)
    file.write(b"trailer\n<<%s /Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (trailer, before, at))


def _objects(structure: Structure, places: Places) -> Iterator[bytes]:
    yield b"<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R>>" % (places.node(0), places.first + 1)
    yield _parent_tree(structure, places)
    for number, kids in structure.nodes():
        yield _node(structure, places, number, kids)


def _parent_tree(structure: Structure, places: Places) -> bytes:
    """Return the number tree that leads from content and links back to their elements (14.7.4.4)."""
    entries: dict[int, bytes] = {}
    for page, owners in enumerate(structure.mcids[: len(places.pages)]):
        listed = b" ".join(b"%d 0 R" % places.node(owner) for owner in owners)
        entries[page_key(page)] = b"[%s]" % listed
    linked = (owner for page in structure.links for owner in page)
    for link, owner in enumerate(linked):
        entries[link_key(link)] = b"%d 0 R" % places.node(owner)
    return b"<</Nums[%s]>>" % b" ".join(b"%d %s" % (key, entries[key]) for key in sorted(entries))


def _node(structure: Structure, places: Places, number: int, kids: Sequence[Kid]) -> bytes:
    kind, above = structure.kinds[number], structure.parents[number]
    parent = places.first if above < 0 else places.node(above)
    said = b"<</S/%s/P %d 0 R" % (kind.encode(), parent)
    said += _attributes(kind, structure.details.get(number, Details()))
    if kind == "Note":
        # ISO 14289-1, 7.9: every note has an id of its own.
        said += b"/ID(note-%d)" % number
    if not kids:
        return said + b">>"
    page = _only_page(kids)
    # Said once of the element, the page need not be said of each piece of its content.
    said += b"/Pg %d 0 R" % places.pages[page] if page is not None else b""
    written = b" ".join(_written(kid, places, told=page is not None) for kid in kids)
    return said + (b"/K %s>>" if len(kids) == 1 else b"/K[%s]>>") % written


def _only_page(kids: Sequence[Kid]) -> int | None:
    """Return the page on which all content of an element stands; None where there are several, or no content."""
    pages = {kid.page for kid in kids if kid.kind == "content"}
    return pages.pop() if len(pages) == 1 else None


def _written(kid: Kid, places: Places, *, told: bool) -> bytes:
    if kid.kind == "node":
        return b"%d 0 R" % places.node(kid.number)
    if kid.kind == "content" and told:
        return b"%d" % kid.number
    if kid.kind == "content":
        return b"<</Type/MCR/Pg %d 0 R/MCID %d>>" % (places.pages[kid.page], kid.number)
    return b"<</Type/OBJR/Pg %d 0 R/Obj %d 0 R>>" % (places.pages[kid.page], places.links[kid.page][kid.number])


def _attributes(kind: Kind, details: Details) -> bytes:
    """Return what an element says of itself: a figure's words and place, a cell's span, whose head a header cell is."""
    said = b"/Alt<FEFF%s>" % details.alt.encode("utf-16-be").hex().encode() if details.alt else b""
    span = b"/ColSpan %d" % details.columns if details.columns > 1 else b""
    if kind == "TH":
        return said + b"/A<</O/Table/Scope/Column%s>>" % span
    if span:
        return said + b"/A<</O/Table%s>>" % span
    if details.box:
        return said + b"/A<</O/Layout/Placement/Block/BBox[%.2f %.2f %.2f %.2f]>>" % details.box
    return said
