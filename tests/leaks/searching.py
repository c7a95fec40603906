"""A file in; every text that anybody could get out of it, however it is packed."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pdfplumber
import pikepdf
import pypdfium2

Found = tuple[str, str]
"""Where a text stands (`briefing.pptx!ppt/embeddings/x.xlsx!xl/worksheets/sheet1.xml`), and the text."""


def texts(folder: Path) -> Iterator[Found]:
    """Yield the texts of all files below a folder, and their names."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield f"name of {path.name}", path.relative_to(folder).as_posix()
            yield from of_bytes(path.name, path.read_bytes())


def of_bytes(name: str, data: bytes) -> Iterator[Found]:
    """Yield the bytes themselves in each encoding, and what is packed in them."""
    yield from ((f"{name} ({encoding})", data.decode(encoding, "ignore")) for encoding in ("utf-8", "utf-16-le"))
    yield f"{name} (gb18030)", data.decode("gb18030", "ignore")
    if data[:4] == b"PK\x03\x04":
        yield from _of_zip(name, data)
    elif data[:5] == b"%PDF-":
        yield from _of_pdf(name, data)
    elif data[:8] == b"\x89PNG\r\n\x1a\n":
        yield from _of_png(name, data)
    elif (b"<" in data[:200] and b"xml" in data[:200]) or data[:4] == b"<svg":
        yield from _of_xml(name, data.decode("utf-8", "ignore"))
    elif data[:1] in b"{[":
        yield f"{name} (json)", json.dumps(json.loads(data), ensure_ascii=False)


def _of_zip(name: str, data: bytes) -> Iterator[Found]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield f"{name} comment", archive.comment.decode("utf-8", "ignore")
        for each in archive.infolist():
            yield f"{name}!{each.filename}", f"{each.filename} {each.comment!r} {each.extra!r}"
            yield from of_bytes(f"{name}!{each.filename}", archive.read(each))


def _of_xml(name: str, text: str) -> Iterator[Found]:
    """Yield characters behind entities, and runs joined: half of a name may stand in one and half in the next."""
    yield f"{name} (unescaped)", html.unescape(text)
    for paragraph in re.split(r"</a:p>|</text>|</si>|</row>", text):
        yield f"{name} (joined)", html.unescape(re.sub(r"<[^>]*>", "", paragraph))


def _of_png(name: str, data: bytes) -> Iterator[Found]:
    at = 8
    while at + 8 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        body = data[at + 8 : at + 8 + size]
        if kind in (b"tEXt", b"iTXt", b"zTXt", b"eXIf"):
            yield f"{name} {kind.decode()}", body.decode("utf-8", "ignore")
            for start in (index for index, byte in enumerate(body) if byte == 0):
                try:
                    yield f"{name} {kind.decode()}", zlib.decompress(body[start + 2 :]).decode("utf-8", "ignore")
                except zlib.error:
                    continue
        at += 12 + size


def _of_pdf(name: str, data: bytes) -> Iterator[Found]:
    """Yield every string and stream of every object, and the text of the pages as two readers extract it."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for number, each in enumerate(pdf.objects):
            yield from ((f"{name} object {number}", text) for text in _of_object(each, 0))
            if isinstance(each, pikepdf.Stream):
                try:
                    yield from of_bytes(f"{name} stream {number}", each.read_bytes())
                except pikepdf.PdfError:
                    yield from of_bytes(f"{name} stream {number}", each.read_raw_bytes())
        yield f"{name} info", " ".join(f"{key} {value}" for key, value in pdf.docinfo.items())
        for key, attached in pdf.attachments.items():
            yield from of_bytes(f"{name} attachment {key}", attached.get_file().read_bytes())
    with pdfplumber.open(io.BytesIO(data)) as read:
        for page in read.pages:
            yield f"{name} page {page.page_number}", re.sub(r"\s", "", page.extract_text())
            yield f"{name} page {page.page_number} (as drawn)", "".join(char["text"] for char in page.chars)
    document = pypdfium2.PdfDocument(data)
    for number in range(len(document)):
        yield f"{name} page {number + 1} (pdfium)", re.sub(r"\s", "", document[number].get_textpage().get_text_range())


def _of_object(value: object, depth: int) -> Iterator[str]:
    if isinstance(value, pikepdf.String | pikepdf.Name):
        yield str(value)
    elif isinstance(value, pikepdf.Array) and depth < 8:
        for item in value:
            yield from () if getattr(item, "is_indirect", False) else _of_object(item, depth + 1)
    elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream) and depth < 8:
        for key in value.keys():  # noqa: SIM118 - pikepdf's streams are no mappings
            held = value.get(key)
            yield str(key)
            yield from () if getattr(held, "is_indirect", False) else _of_object(held, depth + 1)


def is_in(secret: str, text: str) -> bool:
    """Return whether a text holds a name, or a number that stands on its own."""
    if secret not in text:
        return False
    if not re.fullmatch(r"[\d.]+%?", secret):
        return True
    # Hashes have digits enough for any number.
    return re.search(rf"(?<![\w.]){re.escape(secret)}(?![0-9A-Za-z]|\.\d)", text, re.ASCII) is not None
