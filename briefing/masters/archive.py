"""The bytes of a .pptx or .potx in, its parts out; whatever is unsafe or unreadable is a Problem with a way out.

Everything is checked here before python-pptx sees the file: sizes, names, DOCTYPEs.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from zipfile import ZipFile, ZipInfo

from lxml import etree

from briefing.errors import Problem, ProblemsFound
from briefing.zips import LOCKED, UNREADABLE, is_bomb

Element = etree._Element
TYPES = "[Content_Types].xml"
_OLE = bytes.fromhex("d0cf11e0")
_MOST_ENTRIES = 10_000
_MOST_BYTES = 500_000_000
# Past this size a file is not to unfold to many times its own.
_FREE_BYTES = 50_000_000
_MOST_XML = 60_000_000
_RESAVE = "请用 PowerPoint 或 WPS 打开，另存为 .pptx 再用；打不开就向给文件的人再要一份。"
_UNTRUSTED = "这样的文件不是 PowerPoint 写的，不要打开；请向来源核实。"
_OTHERS = (("word/", "Word 文档"), ("xl/", "Excel 工作簿"), ("content.xml", "LibreOffice 的文件"))


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of a part: its kind (the last word of its type), its target, a part's name unless external."""

    id: str
    kind: str
    target: str
    external: bool


@dataclass(frozen=True)
class Package:
    """The parts of a presentation by name (`ppt/presentation.xml`), and what they are called in problems."""

    shown: str
    parts: dict[str, bytes]

    def at(self, part: str) -> str:
        return f"{self.shown}!{part}"

    @cached_property
    def trees(self) -> dict[str, Element]:
        """Return every XML part, parsed; ProblemsFound where one has a DOCTYPE or is not well-formed."""
        trees: dict[str, Element] = {}
        problems: list[Problem] = []
        for name, content in self.parts.items():
            if self._is_xml(name):
                found = parsed(content, self.at(name))
                if not isinstance(found, Problem):
                    trees[name] = found
                elif not name.lower().endswith(".vml"):
                    problems.append(found)
        if problems:
            raise ProblemsFound(problems)
        return trees

    def _is_xml(self, name: str) -> bool:
        """Return whether a part is XML, by its ending, in letters of any case, or its content type."""
        if name.lower().endswith((".xml", ".rels", ".vml")):
            return True
        kind = self._types.get(name.casefold()) or self._types.get(posixpath.splitext(name)[1].casefold(), "")
        # A vector picture is XML as well, but nobody's part to read.
        return kind.startswith("application/") and kind.endswith(("+xml", "/xml"))

    @cached_property
    def _types(self) -> dict[str, str]:
        """Return the content types of parts by name, and of all others by ending (`.xml`)."""
        root = parsed(self.parts.get(TYPES, b""), self.at(TYPES))
        if isinstance(root, Problem):
            return {}
        named = {each.get("PartName", "").lstrip("/"): each for each in root.iterchildren("{*}Override")}
        named |= {f".{each.get('Extension', '')}": each for each in root.iterchildren("{*}Default")}
        return {name.casefold(): each.get("ContentType", "") for name, each in named.items()}

    def reached(self, *starts: str, but: tuple[str, ...] = (), only: tuple[str, ...] = ()) -> Iterator[str]:
        """Yield the parts that these lead to, themselves left out, by relations of all kinds but some, or only some."""
        seen, waiting = set(starts), list(starts)
        while waiting:
            for relation in self.relations(waiting.pop()):
                followed = relation.kind not in but and (not only or relation.kind in only)
                if not relation.external and followed and relation.target not in seen:
                    seen.add(relation.target)
                    waiting.append(relation.target)
                    yield relation.target

    def relations(self, part: str) -> tuple[Relation, ...]:
        """Return the relations of a part in their order; of the package itself for an empty name."""
        root = self.trees.get(rels_of(part))
        return tuple(_relation(each, part) for each in root.iterchildren("{*}Relationship")) if root is not None else ()

    def related(self, part: str, kind: str) -> str:
        """Return the first part in the package that a part names by a relation of this kind; empty for none."""
        found = (each.target for each in self.relations(part) if each.kind == kind and not each.external)
        return next((name for name in found if name in self.parts), "")

    def by_id(self, part: str, id_: str) -> str:
        """Return the part that a relation's id stands for; empty for none."""
        found = (each.target for each in self.relations(part) if each.id == id_ and not each.external)
        return next((name for name in found if name in self.parts), "")


def rels_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def opened(data: bytes, shown: str) -> Package:
    """Return the parts of a presentation; ProblemsFound for what is none, is locked, cut short or not safe to open."""
    if data.startswith(_OLE):
        raise ProblemsFound([_ole(data, shown)])
    try:
        archive = ZipFile(BytesIO(data))
    except UNREADABLE:
        raise ProblemsFound([_no_zip(data, shown)]) from None
    with archive:
        entries = archive.infolist()
        problems = list(_bounds(entries, len(data), shown)) or list(_names(entries, shown))
        if problems:
            raise ProblemsFound(problems)
        return Package(shown, _read(archive, entries, shown))


def _ole(data: bytes, shown: str) -> Problem:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Problem(
            shown, "母版有密码，读不出。", "请在 PowerPoint 里“文件－信息－保护演示文稿”去掉密码，另存一份。"
        )
    return Problem(shown, "这是旧的 .ppt 格式。", "请用 PowerPoint 或 WPS 打开，另存为 .pptx。")


def _no_zip(data: bytes, shown: str) -> Problem:
    if data.startswith(b"PK"):
        return Problem(shown, "文件不完整，打不开：可能没有下载完或复制完。", "请重新下载或复制一份。")
    return Problem(shown, "不是 PowerPoint 文件。", "母版应是 .pptx 或 .potx。")


def _bounds(entries: list[ZipInfo], packed: int, shown: str) -> Iterator[Problem]:
    size = sum(entry.file_size for entry in entries)
    if len(entries) > _MOST_ENTRIES or size > _MOST_BYTES or is_bomb(size, packed, _FREE_BYTES):
        message = f"母版解开后太大（{size // 1_000_000} MB，{len(entries)} 个部件）。"
        yield Problem(shown, message, "请删去不用的图片和幻灯片，另存一份；不是自己做的文件请向来源核实。")


def _names(entries: list[ZipInfo], shown: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for entry in entries:
        name = entry.filename
        if _leads_out(name):
            yield Problem(f"{shown}!{name}", "部件的路径指向包外。", _UNTRUSTED)
        # Part names that differ in case only are the same (ECMA-376-2, 6.2.2.3).
        if name.casefold() in seen:
            yield Problem(f"{shown}!{name}", "包里有两个同名的部件。", _UNTRUSTED)
        seen.add(name.casefold())


def _leads_out(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]


def _read(archive: ZipFile, entries: list[ZipInfo], shown: str) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    problems: list[Problem] = []
    for entry in entries:
        if entry.is_dir():
            continue
        if entry.flag_bits & LOCKED:
            raise ProblemsFound([Problem(shown, "母版有密码，读不出。", "请去掉密码，另存一份。")])
        try:
            found[entry.filename] = archive.read(entry)
        except UNREADABLE:
            problems.append(Problem(f"{shown}!{entry.filename}", "这个部件已损坏，读不出。", _RESAVE))
    if problems:
        raise ProblemsFound(problems)
    if TYPES not in found or not any(name.startswith("ppt/") for name in found):
        kind = next((kind for start, kind in _OTHERS if any(name.startswith(start) for name in found)), "")
        message = f"这是{kind}，不是 PowerPoint 文件。" if kind else "不是 PowerPoint 文件。"
        raise ProblemsFound([Problem(shown, message, "母版应是 .pptx 或 .potx；别的格式请先另存为 .pptx。")])
    return found


def parsed(content: bytes, where: str) -> Element | Problem:
    if len(content) > _MOST_XML:
        return Problem(where, f"XML 太大（{len(content) // 1_000_000} MB）。", _UNTRUSTED)
    if b"<!DOCTYPE" in content:
        return Problem(where, "XML 里有 DOCTYPE。", _UNTRUSTED)
    try:
        root = etree.fromstring(content, _parser())
    except (etree.XMLSyntaxError, ValueError):
        return Problem(where, "XML 格式不对。", _RESAVE)
    # One in another encoding than UTF-8 is seen only here.
    if root.getroottree().docinfo.internalDTD is not None:
        return Problem(where, "XML 里有 DOCTYPE。", _UNTRUSTED)
    return root


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )


def _relation(element: Element, part: str) -> Relation:
    target, external = element.get("Target", ""), element.get("TargetMode") == "External"
    if not external:
        base = posixpath.dirname(part)
        target = posixpath.normpath(posixpath.join("/", base, target)).lstrip("/")
    return Relation(element.get("Id", ""), element.get("Type", "").rsplit("/", 1)[-1], target, external)
