"""The XML of one sheet in, piece by piece, walked cell by cell; the cells that need care out.

Values are read elsewhere. This is the way for sheets of any spelling; `scan` has a quick one for the usual spelling.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from briefing.sources.care import NO_RESULT, Care, Place, error, place_of
from briefing.sources.unusable import Unusable, damaged

_TRUE = frozenset({"1", "true"})


def walk(pieces: Iterable[bytes], percent_styles: frozenset[str]) -> Care:
    """Walk through the rows of a sheet; Unusable if its cells lie too far apart to be a table."""
    care = Care()
    row = -1
    columns: set[int] = set()
    try:
        for element in _elements(pieces):
            if element.tag.endswith("}col"):
                columns |= hidden_columns(element.get("min"), element.get("max"), element.get("hidden"))
                continue
            row = int(element.get("r") or row + 2) - 1
            _row(element, row, percent_styles, care)
    except (etree.XMLSyntaxError, ValueError):
        raise unreadable() from None
    care.hidden_columns = sorted(column for column in columns if column < care.columns)
    return care


def unreadable() -> Unusable:
    return Unusable("工作表的内容已损坏。", hint="请用 Excel 或 WPS 打开，另存为 .xlsx。")


def hidden_columns(first: str | None, last: str | None, hidden: str | None) -> set[int]:
    """Return the columns that a `col` element hides."""
    if hidden not in _TRUE or not first or not last:
        return set()
    return set(range(int(first) - 1, min(int(last), 16_384)))


def _elements(pieces: Iterable[bytes]) -> Iterator[etree._Element]:
    """Yield each `col` and each `row` of a sheet and free it afterwards."""
    parser = etree.XMLPullParser(
        ("end",), tag=("{*}row", "{*}col"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    for piece in pieces:
        parser.feed(piece)
        for _, element in parser.read_events():
            assert isinstance(element, etree._Element)  # there are "end" events only
            if element.getroottree().docinfo.internalDTD is not None:
                raise damaged()
            yield element
            element.clear()
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]
    parser.close()


def _row(element: etree._Element, row: int, percent_styles: frozenset[str], care: Care) -> None:
    column, filled = -1, False
    for cell in element:
        reference = cell.get("r")
        at, column = place_of(reference) if reference else (row, column + 1)
        if not len(cell):
            continue
        filled = True
        care.reach(at, column)
        style, kind = cell.get("s"), cell.get("t")
        if style in percent_styles and kind in (None, "n"):
            care.percent(at, column)
        if kind == "e" or str(cell[0].tag).endswith("}f"):
            _result(cell, kind, (at, column), care)
    if filled and element.get("hidden") in _TRUE:
        care.hidden_rows.append(row)


def _result(cell: etree._Element, kind: str | None, place: Place, care: Care) -> None:
    result = cell.findtext("{*}v") or ""
    if kind == "e":
        care.flaws[place] = error(result)
    elif not result and kind != "str":
        care.flaws[place] = NO_RESULT
