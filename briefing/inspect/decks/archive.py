"""The bytes of a zip in, its entries out, each once; what it would unfold to is known before anything is unfolded."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile, ZipInfo

from briefing.inspect.findings import Findings
from briefing.zips import LOCKED, UNREADABLE, is_bomb

_MOST_ENTRIES = 20_000
_MOST_BYTES = 600_000_000
# Past this size a file is not to unfold to many times its own.
_FREE_BYTES = 50_000_000
_RESAVE = "请用 PowerPoint 打开，另存一份；打不开就请重新生成。"
_UNTRUSTED = "这样的文件不是 PowerPoint 写的，不要打开；请向来源核实。"


def unzip(data: bytes, findings: Findings, place: str = "") -> dict[str, bytes] | None:
    """Return the entries by name, without folders; None where the zip cannot be read or would unfold to too much.

    `place` is the part that holds the zip, for a workbook within a deck.
    """
    archive = opened_zip(data)
    if archive is None:
        findings.add(place, "压缩包已损坏，打不开。", _RESAVE)
        return None
    with archive:
        entries = archive.infolist()
        if not _is_bounded(entries, len(data), findings, place):
            return None
        _check_names(entries, findings, place)
        return _read(archive, entries, findings, place)


def opened_zip(data: bytes) -> ZipFile | None:
    """Return a zip that begins where the file begins; None for any other.

    What is left of a deck that was cut short may end in a workbook of its own, and would pass for that.
    """
    try:
        archive = ZipFile(BytesIO(data))
    except UNREADABLE:
        return None
    if min((entry.header_offset for entry in archive.infolist()), default=0):
        archive.close()
        return None
    return archive


def unfolded(data: bytes) -> int:
    """Return how much a zip says that it unfolds to; 0 for what is none."""
    archive = opened_zip(data)
    if archive is None:
        return 0
    with archive:
        return sum(entry.file_size for entry in archive.infolist())


def _is_bounded(entries: list[ZipInfo], packed: int, findings: Findings, place: str) -> bool:
    # An entry never gives more than its header declares: zipfile stops there.
    size = sum(entry.file_size for entry in entries)
    too_much = size > _MOST_BYTES or is_bomb(size, packed, _FREE_BYTES)
    if len(entries) > _MOST_ENTRIES or too_much:
        findings.add(place, f"压缩包解开后太大（{size // 1_000_000} MB，{len(entries)}个文件）。", _UNTRUSTED)
        return False
    return True


def _check_names(entries: list[ZipInfo], findings: Findings, place: str) -> None:
    seen: set[str] = set()
    for entry in entries:
        name = entry.filename
        if _leads_out(name):
            findings.add(_at(place, name), "压缩包里的路径指向包外。", _UNTRUSTED)
        # Part names that differ in case only are the same (ECMA-376-2, 6.2.2.3).
        if name.casefold() in seen:
            findings.add(_at(place, name), "压缩包里有两个同名的文件。", _UNTRUSTED)
        seen.add(name.casefold())


def _leads_out(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]


def _read(archive: ZipFile, entries: list[ZipInfo], findings: Findings, place: str) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for entry in _files(entries):
        if entry.flag_bits & LOCKED:
            findings.add(_at(place, entry.filename), "这个部件有密码，读不出。", "请去掉密码，另存一份。")
            continue
        try:
            found.setdefault(entry.filename, archive.read(entry))
        except UNREADABLE:
            findings.add(_at(place, entry.filename), "这个部件已损坏，读不出。", _RESAVE)
    return found


def _files(entries: list[ZipInfo]) -> Iterator[ZipInfo]:
    return (entry for entry in entries if not entry.is_dir())


def _at(place: str, name: str) -> str:
    return f"{place}!{name}" if place else name
