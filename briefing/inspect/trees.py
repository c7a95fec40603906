"""The bytes of an XML part in, its tree out: no entity is resolved, nothing fetched, and no DOCTYPE is read."""

from __future__ import annotations

import re
from math import isfinite

from lxml import etree

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

Element = etree._Element
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
MOST_BYTES = 80_000_000


class NotRead(Exception):
    """A part that is not read as XML; the message is for the user."""


def parsed(content: bytes) -> Element:
    """Return the root of a part; NotRead where it is not well-formed, has a DOCTYPE or is too large."""
    if len(content) > MOST_BYTES:
        raise NotRead(f"XML 太大（{len(content) // 1_000_000} MB），没有检查。")
    if b"<!DOCTYPE" in content:
        raise NotRead("XML 里有 DOCTYPE。")
    try:
        root = etree.fromstring(content, _parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotRead(f"XML 格式不对（{_short(error)}）。") from error
    # One in another encoding than UTF-8 is seen only here.
    if root.getroottree().docinfo.internalDTD is not None:
        raise NotRead("XML 里有 DOCTYPE。")
    return root


def number(element: Element | None, name: str) -> float | None:
    """Return an attribute as a number; None where it is missing or none."""
    return finite(element.get(name, "")) if element is not None else None


def finite(words: str) -> float | None:
    """Return words as a finite number as XML writes it; None for anything else."""
    # Most are whole, and plain digits need no pattern.
    if not (words.isascii() and words.isdigit()) and not _NUMBER.fullmatch(words.strip()):
        return None
    value = float(words)
    return value if isfinite(value) else None


def share(element: Element, name: str = "val") -> float | None:
    """Return a percentage as a share: `90000`, or `90%` as ISO/IEC 29500 Strict writes it."""
    value = element.get(name, "")
    shown = finite(value.removesuffix("%"))
    return None if shown is None else shown / (100 if value.endswith("%") else 100_000)


def local(element: Element) -> str:
    """Return an element's name without its namespace; empty for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def text_of(element: Element) -> str:
    return "".join(str(piece) for piece in element.itertext())


def _parser() -> etree.XMLParser:
    # Comments and instructions are no content, and would stand between the elements looked for.
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )


def _short(error: Exception) -> str:
    return str(error).split("\n")[0][:120]
