"""The XML of one sheet in; the cells that need care out, by looking at the bytes of many rows at a time.

Only where a row is spelt as spreadsheet programs spell it; anything else makes the whole sheet be walked instead. A
sheet of a million rows is scanned in a tenth of the time that walking takes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from briefing.sources.care import NO_RESULT, Care, error, fits, place_of
from briefing.sources.sheet import hidden_columns, walk
from briefing.sources.unusable import damaged

Pieces = Callable[[], Iterable[bytes]]

_MOST_HEAD, _MOST_ROW = 1 << 20, 1 << 24
_DIGITS, _LETTERS = b"0123456789", b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ROOT = re.compile(
    rb'\s*(?:<\?xml(?: version="1.0")?(?: encoding="(?i:utf-8)")?(?: standalone="\w+")?\s*\?>)?\s*<worksheet[\s>]'
)
_REFERENCE = re.compile(rb'<c r="([A-Z]{1,3}[1-9][0-9]{0,6})"')
_ODD = (b"<!", b"='", b" =", b"= ", b"<?", b"\t", b'"r=')
_PREFIXED = re.compile(rb":(?:c|row|f)\b")
_FORMULA = re.compile(
    rb'<c r="([A-Z]{1,3}[0-9]{1,7})"([^<>]*)><f(?:[^<>]*/>|(?:\s[^<>]*)?>[^<>]*</f>)(?:<v>([^<>]*)</v>|<v ?/>)?</c>'
)
_ERROR = re.compile(
    rb'<c r="([A-Z]{1,3}[0-9]{1,7})"[^<>]* t="e"[^<>]*>(?:<f[^<>]*/>|<f[^<>]*>[^<>]*</f>)?<v>([^<>]*)</v>'
)
_HIDDEN_ROW = re.compile(rb'<row [^<>]*\bhidden="(?:1|true)"[^<>]*><c [^<>]*?r="[A-Z]+([0-9]+)"')
_TYPE = re.compile(rb'\st="([^"]*)"')
_WRITTEN_OUT = re.compile(rb"<c [^<>]*&")
_COLUMN = re.compile(rb"<col [^<>]*>")


class _Unusual(Exception):
    """The sheet is spelt in a way that only a walk can read."""


def scan(pieces: Pieces, percent_styles: frozenset[str]) -> Care:
    """Look through a sheet; Unusable if its cells lie too far apart to be a table."""
    try:
        return _scanned(pieces(), percent_styles)
    except _Unusual:
        return walk(pieces(), percent_styles)


def _scanned(pieces: Iterable[bytes], percent_styles: frozenset[str]) -> Care:
    care = Care()
    chunks = _chunks(pieces)
    columns = _hidden(next(chunks, b""))
    percent = _percent(percent_styles)
    for chunk in chunks:
        _extent(chunk, care)
        _formulas(chunk, care)
        _errors(chunk, care)
        if percent is not None:
            _percents(chunk, percent, care)
        if b"hidden=" in chunk:
            care.hidden_rows += (int(match[1]) - 1 for match in _HIDDEN_ROW.finditer(chunk))
    care.hidden_columns = sorted(column for column in columns if column < care.columns)
    return care


def _chunks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield what stands before the rows, then whole rows, many at a time; what follows them is passed over."""
    held, head, tail = b"", True, False
    for piece in pieces:
        if tail:
            continue  # The part is read to its end, since only there is it known to be as large as it should be.
        held += piece
        if head:
            before, tag, after = held.partition(b"<sheetData")
            if not tag and len(held) > _MOST_HEAD:
                raise _Unusual
            if not tag:
                continue
            yield _proper(before)
            held, head = after, False
        before, tag, _ = held.partition(b"</sheetData>")
        if tag:
            tail = True
            yield before
            continue
        rows, tag, held = held.rpartition(b"</row>")
        if tag:
            yield rows
        elif len(held) > _MOST_ROW:
            raise _Unusual
    if not tail:
        raise _Unusual


def _proper(head: bytes) -> bytes:
    if b"<!DOCTYPE" in head:
        raise damaged()
    if not _ROOT.match(head.removeprefix(b"\xef\xbb\xbf")) or b"<!" in head:
        raise _Unusual
    return head


def _hidden(head: bytes) -> set[int]:
    found: set[int] = set()
    for match in _COLUMN.finditer(head):
        told = dict(re.findall(r'(\w+)="(\w+)"', match[0].decode("ascii", "replace")))
        found |= hidden_columns(told.get("min"), told.get("max"), told.get("hidden"))
    return found


def _percent(styles: frozenset[str]) -> re.Pattern[bytes] | None:
    """Return what matches a cell whose style shows a number as a percentage, whatever else is said of the cell."""
    if not styles:
        return None
    either = "|".join(sorted(map(re.escape, styles))).encode()
    return re.compile(rb'<c r="([A-Z]{1,3}[0-9]{1,7})"([^<>]*\ss="(?:' + either + rb')"[^<>]*)>(?!</c>)')


def _percents(chunk: bytes, percent: re.Pattern[bytes], care: Care) -> None:
    for match in percent.finditer(chunk):
        told = match[2]
        if not told.endswith(b"/") and _is_number(told):
            care.percent(*place_of(match[1].decode()))


def _is_number(told: bytes) -> bool:
    kind = _TYPE.search(told)
    return kind is None or kind[1] == b"n"


def _extent(chunk: bytes, care: Care) -> None:
    """Take note of how far the cells reach; whatever is not spelt as expected could hide one."""
    found = _REFERENCE.findall(chunk)
    if len(found) != chunk.count(b"<c") or any(odd in chunk for odd in _ODD) or _PREFIXED.search(chunk):
        raise _Unusual
    if b"&#" in chunk and _WRITTEN_OUT.search(chunk):
        raise _Unusual
    if not found:
        return
    care.rows = max(care.rows, *(int(row) for row in {name.lstrip(_LETTERS) for name in found}))
    columns = {name.rstrip(_DIGITS) for name in found}
    care.columns = max(care.columns, *(place_of(f"{name.decode()}1")[1] + 1 for name in columns))
    if not fits(care.rows, care.columns):
        raise _Unusual  # it may be but styled cells without content that lie so far


def _formulas(chunk: bytes, care: Care) -> None:
    if b"<f" not in chunk:
        return
    matches = list(_FORMULA.finditer(chunk))
    if len(matches) != chunk.count(b"<f"):
        raise _Unusual
    for match in matches:
        if not match[3] and b' t="str"' not in match[2] and b' t="e"' not in match[2]:
            care.flaws[place_of(match[1].decode())] = NO_RESULT


def _errors(chunk: bytes, care: Care) -> None:
    if b't="e"' not in chunk:
        return
    matches = list(_ERROR.finditer(chunk))
    if len(matches) != chunk.count(b't="e"'):
        raise _Unusual
    for match in matches:
        care.flaws[place_of(match[1].decode())] = error(match[2].decode())
