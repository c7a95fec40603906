"""The entries of an Open XML package in, its parts with their types, trees and relations out (ECMA-376, part 2)."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from briefing.inspect.findings import Findings
from briefing.inspect.trees import Element, NotRead, local, parsed

TYPES = "[Content_Types].xml"
RESAVE = "请用 PowerPoint 打开，另存一份；PowerPoint 说要修复时，请重新生成。"
_LEFT_OVER = "请用 PowerPoint 打开，另存一份，多余的内容就会去掉。"
_SPLIT = "请把文件拆成几个。"
_MOST_XML = 200_000_000
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_REFERENCES = etree.XPath("//@r:*", namespaces={"r": _RELATIONSHIPS})
# What the kinds of relation lead to (ECMA-376-1, 13.3 and 14.2).
_KINDS = {
    "slide": "slide+xml",
    "slideLayout": "slideLayout+xml",
    "slideMaster": "slideMaster+xml",
    "notesSlide": "notesSlide+xml",
    "notesMaster": "notesMaster+xml",
    "theme": "theme+xml",
    "chart": "chart+xml",
    "chartUserShapes": "chartshapes+xml",
}


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of a part: its kind (the last word of its type) and its target, a part's name unless external."""

    id: str
    kind: str
    target: str
    external: bool


@dataclass(frozen=True, slots=True)
class Package:
    """A package; parts are named without the leading slash, and the package itself is the part of no name."""

    parts: Mapping[str, bytes]
    types: Mapping[str, str]
    trees: Mapping[str, Element]
    relations: Mapping[str, tuple[Relation, ...]]

    def related(self, part: str, kind: str) -> tuple[str, ...]:
        """Return the parts that a part is related to in a way, in the order written."""
        found = (each.target for each in self.relations.get(part, ()) if each.kind == kind and not each.external)
        return tuple(target for target in found if target)

    def target(self, part: str, id_: str) -> str:
        """Return the part that a relation of a part leads to; empty where there is none."""
        found = (each.target for each in self.relations.get(part, ()) if each.id == id_ and not each.external)
        return next(found, "")


def opened(entries: Mapping[str, bytes], findings: Findings) -> Package:
    """Return the package of a zip's entries, and tell of all that does not fit together."""
    parts = {name: content for name, content in entries.items() if name != TYPES}
    types = _types(entries, parts, findings)
    trees = _trees(parts, types, findings)
    index = {name.casefold(): name for name in parts}
    relations = {
        _source(name): tuple(_relations(name, tree, index, findings))
        for name, tree in trees.items()
        if is_relations(name)
    }
    package = Package(parts, types, trees, relations)
    _check_kinds(package, findings)
    _check_references(package, findings)
    _check_reached(package, findings)
    return package


def is_relations(name: str) -> bool:
    return name.endswith(".rels")


def _types(entries: Mapping[str, bytes], parts: Collection[str], findings: Findings) -> dict[str, str]:
    """Return the content type of each part."""
    if TYPES not in entries:
        findings.add(TYPES, "缺少内容类型表，这不是完整的文件。", RESAVE)
        return {}
    try:
        root = parsed(entries[TYPES])
    except NotRead as error:
        findings.add(TYPES, str(error), RESAVE)
        return {}
    own = _overrides(root, parts, findings)
    defaults = {
        each.get("Extension", "").lower(): each.get("ContentType", "") for each in root if local(each) == "Default"
    }
    found: dict[str, str] = {}
    for name in parts:
        extension = posixpath.basename(name).rpartition(".")[2].lower()
        kind = own.get(name.casefold(), defaults.get(extension, ""))
        if not kind:
            findings.add(name, "内容类型表里没有这个部件。", RESAVE)
        found[name] = kind
    return found


def _overrides(root: Element, parts: Collection[str], findings: Findings) -> dict[str, str]:
    """Return the types that are listed by part."""
    names = {name.casefold() for name in parts}
    own: dict[str, str] = {}
    for each in root:
        name = each.get("PartName", "").lstrip("/")
        if local(each) != "Override":
            continue
        if name.casefold() in own:
            findings.add(TYPES, f"内容类型表里，部件“{name}”登记了两次。", RESAVE)
        if name.casefold() not in names:
            findings.add(TYPES, f"内容类型表里登记的部件“{name}”不存在。", RESAVE)
        own[name.casefold()] = each.get("ContentType", "")
    return own


def _trees(parts: Mapping[str, bytes], types: Mapping[str, str], findings: Findings) -> dict[str, Element]:
    """Return the trees of the XML parts, as far as they are bounded: a tree is many times as large as its text."""
    found: dict[str, Element] = {}
    size = 0
    for name, content in parts.items():
        if not name.endswith((".xml", ".rels")) and not types.get(name, "").endswith(("+xml", "/xml")):
            continue
        size += len(content)
        if size > _MOST_XML:
            findings.add(name, f"XML 合起来太大（超过 {_MOST_XML // 1_000_000} MB），没有检查。", _SPLIT)
            break
        try:
            found[name] = parsed(content)
        except NotRead as error:
            findings.add(name, str(error), RESAVE)
    return found


def _source(name: str) -> str:
    """Return the part whose relations an entry holds: `ppt/_rels/presentation.xml.rels` is of the presentation."""
    folder, file = posixpath.split(name)
    return posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))


def _relations(name: str, root: Element, index: Mapping[str, str], findings: Findings) -> Iterator[Relation]:
    source, seen = _source(name), set[str]()
    if source and source.casefold() not in index:
        findings.add(name, f"关系表所属的部件“{source}”不存在。", RESAVE)
    for each in root:
        id_, kind, target = each.get("Id", ""), each.get("Type", "").rpartition("/")[2], each.get("Target", "")
        if not id_ or id_ in seen:
            findings.add(name, f"关系编号“{id_}”缺失或重复。", RESAVE)
        seen.add(id_)
        if each.get("TargetMode") == "External":
            yield Relation(id_, kind, target, True)
            continue
        resolved = _resolved(source, target)
        found = index.get(resolved.casefold(), "")
        if not found and not (kind == "hyperlink" and target.startswith("#")):
            findings.add(name, f"关系“{id_}”（{kind}）指向的部件“{resolved}”不存在。", RESAVE)
        yield Relation(id_, kind, found, False)


def _resolved(source: str, target: str) -> str:
    path = unquote(target.partition("#")[0])
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(source), path)).lstrip("/")


def _check_kinds(package: Package, findings: Findings) -> None:
    """Tell of parts whose content type is not what a relation takes them for."""
    for relations in package.relations.values():
        for each in relations:
            kind = package.types.get(each.target, "")
            wanted = _KINDS.get(each.kind, "")
            if each.target and kind and not kind.endswith(wanted):
                findings.add(each.target, f"这个部件登记的类型（{kind}）与用处（{each.kind}）不符。", RESAVE)


def _check_references(package: Package, findings: Findings) -> None:
    """Tell of relation ids that a part's XML uses and its relations do not have."""
    for name, root in package.trees.items():
        known = {each.id for each in package.relations.get(name, ())}
        # An action such as “next slide” has an empty id.
        used = {str(value) for value in _references(root)} - known - {""}
        for id_ in sorted(used):
            findings.add(name, f"用到的关系编号“{id_}”不存在。", RESAVE)


def _references(root: Element) -> list[object]:
    found = _REFERENCES(root)
    return list(found) if isinstance(found, list) else []


def _check_reached(package: Package, findings: Findings) -> None:
    """Tell of parts that nothing leads to: nobody sees them, and they may hold what was to be taken out."""
    reached, waiting = {""}, [""]
    while waiting:
        for each in package.relations.get(waiting.pop(), ()):
            if not each.external and each.target not in reached:
                reached.add(each.target)
                waiting.append(each.target)
    for name in package.parts:
        if not is_relations(name) and name not in reached:
            findings.add(name, "没有任何部件用到它，是多余的内容。", _LEFT_OVER)
