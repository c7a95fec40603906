"""Ways to break a good file in just one place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pikepdf
from lxml import etree

from briefing.errors import Problem

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
Edit = Callable[[Any], object]


def entries(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Iterable[tuple[str, bytes]]) -> bytes:
    stored = BytesIO()
    with ZipFile(stored, "w", ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return stored.getvalue()


def changed(data: bytes, parts: Mapping[str, bytes | None]) -> bytes:
    """Return the zip with parts put in place of its own or added; one of None is taken out."""
    whole: dict[str, bytes | None] = {**entries(data), **parts}
    return packed((name, content) for name, content in whole.items() if content is not None)


def edited(data: bytes, part: str, edit: Edit) -> bytes:
    """Return the zip with the tree of a part edited."""
    root = etree.fromstring(entries(data)[part])
    edit(root)
    return changed(data, {part: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)})


def swapped(data: bytes, part: str, old: str, new: str) -> bytes:
    """Return the zip with the first place of a text in a part written anew."""
    content = entries(data)[part]
    assert old.encode() in content
    return changed(data, {part: content.replace(old.encode(), new.encode(), 1)})


def in_workbook(data: bytes, change: Callable[[bytes], bytes], part: str) -> bytes:
    """Return the deck with one of its workbooks changed."""
    return changed(data, {part: change(entries(data)[part])})


def rewritten(data: bytes, edit: Callable[[pikepdf.Pdf], object]) -> bytes:
    """Return the PDF edited and written anew."""
    stored = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        edit(pdf)
        pdf.save(stored)
    return stored.getvalue()


def with_content(data: bytes, page: int, content: bytes) -> bytes:
    """Return the PDF with something more drawn on a page."""
    return rewritten(data, lambda pdf: pdf.pages[page].contents_add(pdf.make_stream(content)))


def told(problems: Iterable[Problem]) -> list[str]:
    """Return problems as place and message, without the way out."""
    return [f"{problem.where}: {problem.message}" for problem in problems]
