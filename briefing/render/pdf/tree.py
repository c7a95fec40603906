"""A PDF of ReportLab's and the structure that was drawn in; the same file with its structure tree appended out.

The tree is written as text in one go: a node a cell makes 50 000 objects of an appendix of 10⁴ rows, and a library's own
objects take ten times as long. The section that is appended (ISO 32000-1, 7.5.6) is merged when the file is finished.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.render.pdf.fonts import PdfDocument
from briefing.render.pdf.structure import Node, Structure

_TRAILER = re.compile(rb"trailer\s*<<(.*?)>>\s*startxref\s*(\d+)\s*%%EOF\s*$", re.DOTALL)
_SIZE = re.compile(rb"/Size\s+(\d+)")


@dataclass(frozen=True, slots=True)
class Places:
    """The object numbers of what the tree refers to: pages, links by page, and the first number of its own."""

    pages: Sequence[int]
    links: Sequence[Sequence[int]]
    first: int

    def node(self, number: int) -> int:
        """Return the object number of a node; the root of the tree and the parent tree come before them."""
        return self.first + 2 + number


@dataclass(frozen=True, slots=True)
class Treed:
    """The bytes with the tree, and the object number of its root."""

    data: bytes
    root: int


def page_key(page: int) -> int:
    """Return the key of a page in the parent tree; links have the odd ones."""
    return 2 * page


def link_key(link: int) -> int:
    return 2 * link + 1


def with_tree(data: bytes, document: PdfDocument, structure: Structure) -> Treed:
    """Append the tree to a file that ReportLab has written from `document`."""
    found = _TRAILER.search(data)
    if not found:
        raise ValueError("this file does not end with the trailer that ReportLab writes")
    size = _SIZE.search(found[1])
    assert size
    places = _places(document, structure, int(size[1]))
    objects = [_root(places), _parent_tree(structure, places), *_nodes(structure, places)]
    return Treed(_appended(data, objects, places.first, found[1], int(found[2])), places.first)


def _places(document: PdfDocument, structure: Structure, first: int) -> Places:
    numbers = {name: number for name, (number, _) in document.idToObjectNumberAndVersion.items()}
    # The page after the last was begun, but holds nothing.
    pages = [numbers[f"Page{page}"] for page in range(1, len(structure.mcids))]
    links, at = [], 0
    for page in structure.links:
        links.append([numbers[f"Annot.NUMBER{at + place}"] for place in range(1, len(page) + 1)])
        at += len(page)
    return Places(pages, links, first)


def _appended(data: bytes, objects: Sequence[bytes], first: int, trailer: bytes, before: int) -> bytes:
    pieces, offsets, at = [data, b"\n"], [], len(data) + 1
    for number, content in enumerate(objects, first):
        piece = b"%d 0 obj\n%s\nendobj\n" % (number, content)
        offsets.append(at)
        at += len(piece)
        pieces.append(piece)
    pieces.append(b"xref\n%d %d\n" % (first, len(objects)))
    pieces += [b"%010d 00000 n \n" % offset for offset in offsets]
    trailer = _SIZE.sub(b"/Size %d" % (first + len(objects)), trailer)
    pieces.append(b"trailer\n<<%s /Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (trailer, before, at))
    return b"".join(pieces)


def _root(places: Places) -> bytes:
    return b"<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R>>" % (places.node(0), places.first + 1)


def _parent_tree(structure: Structure, places: Places) -> bytes:
    """Return the number tree that leads from content and links back to their elements (14.7.4.4)."""
    entries: dict[int, bytes] = {}
    for page, owners in enumerate(structure.mcids[: len(places.pages)]):
        listed = b" ".join(b"%d 0 R" % places.node(owner) for owner in owners)
        entries[page_key(page)] = b"[%s]" % listed
    owners = [owner for page in structure.links for owner in page]
    for link, owner in enumerate(owners):
        entries[link_key(link)] = b"%d 0 R" % places.node(owner)
    return b"<</Nums[%s]>>" % b" ".join(b"%d %s" % (key, entries[key]) for key in sorted(entries))


def _nodes(structure: Structure, places: Places) -> Iterator[bytes]:
    for number, node in enumerate(structure.nodes):
        parent = places.first if node.parent < 0 else places.node(node.parent)
        said = b"<</Type/StructElem/S/%s/P %d 0 R%s" % (node.kind.encode(), parent, _attributes(node))
        if node.kind == "Note":
            said += b"/ID(note-%d)" % number
        kids = list(_kids(node, places))
        yield said + (b"/K[%s]>>" % b" ".join(kids) if kids else b">>")


def _kids(node: Node, places: Places) -> Iterator[bytes]:
    for kid in node.kids:
        if isinstance(kid, int):
            yield b"%d 0 R" % places.node(kid)
        elif len(kid) == 2:
            yield b"<</Type/MCR/Pg %d 0 R/MCID %d>>" % (places.pages[kid[0]], kid[1])
        else:
            yield b"<</Type/OBJR/Pg %d 0 R/Obj %d 0 R>>" % (places.pages[kid[0]], places.links[kid[0]][kid[1]])


def _attributes(node: Node) -> bytes:
    """Return what an element says of itself: a figure's words and place, a cell's span, whose head a header cell is."""
    said = b"/Alt<FEFF%s>" % node.alt.encode("utf-16-be").hex().encode() if node.alt else b""
    span = b"/ColSpan %d" % node.columns if node.columns > 1 else b""
    if node.kind == "TH":
        return said + b"/A<</O/Table/Scope/Column%s>>" % span
    if span:
        return said + b"/A<</O/Table%s>>" % span
    if node.box:
        return said + b"/A<</O/Layout/Placement/Block/BBox[%.2f %.2f %.2f %.2f]>>" % node.box
    return said
