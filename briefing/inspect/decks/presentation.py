"""A package in, its slides in their order out; what does not fit together between slides, layouts and notes is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefing.inspect.decks.package import RESAVE, Package
from briefing.inspect.decks.paragraphs import StyleBook, Styles
from briefing.inspect.decks.shapes import Shape, shapes
from briefing.inspect.findings import Findings
from briefing.inspect.trees import Element, P, R, number

_LEAST_SLIDE_ID, _LEAST_MASTER_ID, _MOST_ID = 256, 2**31, 2**32
_STRICT = "http://purl.oclc.org/ooxml/"
_REWRITE = "请用 PowerPoint 打开，另存为普通的 .pptx。"


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide with its number and its shapes, and its layout and master, which it takes what it does not say from."""

    number: int
    part: str
    root: Element
    layout: Element | None
    master: Element | None
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Presentation:
    """The main part of a deck, the size of its slides in EMU, the slides, and its list styles.

    `default` are those of text that takes after no placeholder.
    """

    part: str
    root: Element
    width: float
    height: float
    slides: tuple[Slide, ...]
    default: tuple[Element, ...]
    book: StyleBook

    @property
    def styles(self) -> Styles:
        """What holds for text that takes after no placeholder."""
        return self.book.of(self.default)


def presentation(package: Package, findings: Findings) -> Presentation | None:
    """Return the presentation; None where there is no main part that could be read."""
    part = next(iter(package.related("", "officeDocument")), "")
    root = package.trees.get(part)
    if root is None:
        findings.add(part or "_rels/.rels", "找不到演示文稿的主部件。", RESAVE)
        return None
    if root.tag != f"{P}presentation":
        strict = str(root.tag).startswith("{" + _STRICT)
        message = "这是“Strict Open XML”格式，检查不了。" if strict else "主部件不是演示文稿。"
        findings.add(part, message, _REWRITE)
        return None
    size = root.find(f"{P}sldSz")
    slides = tuple(_slides(package, part, root, findings))
    _check_masters(package, part, root, findings)
    _check_sections(part, root, findings)
    width, height = number(size, "cx") or 9144000, number(size, "cy") or 6858000
    default = root.find(f"{P}defaultTextStyle")
    return Presentation(part, root, width, height, slides, (default,) if default is not None else (), StyleBook())


def _slides(package: Package, part: str, root: Element, findings: Findings) -> Iterator[Slide]:
    listed, ids = list[str](), set[str]()
    for at, each in enumerate(root.iterfind(f"{P}sldIdLst/{P}sldId"), 1):
        id_, target = each.get("id", ""), package.target(part, each.get(f"{R}id", ""))
        if not _LEAST_SLIDE_ID <= (number(each, "id") or 0) < _LEAST_MASTER_ID or id_ in ids:
            findings.add(part, f"第{at}张幻灯片的编号“{id_}”重复或不在允许的范围内。", RESAVE)
        ids.add(id_)
        if not target or target in listed:
            findings.add(part, f"第{at}张幻灯片没有自己的部件。", RESAVE)
            continue
        listed.append(target)
        if target in package.trees:
            yield _slide(package, at, target, findings)
    for target in package.related(part, "slide"):
        if target not in listed:
            findings.add(target, "这张幻灯片不在放映的顺序里，是多余的内容。", RESAVE)


def _slide(package: Package, at: int, part: str, findings: Findings) -> Slide:
    layouts = package.related(part, "slideLayout")
    if len(layouts) != 1:
        findings.add(part, f"第{at}张幻灯片应有一个版式，现有{len(layouts)}个。", RESAVE)
    layout = layouts[0] if layouts else ""
    master = next(iter(package.related(layout, "slideMaster")), "") if layout else ""
    _check_notes(package, at, part, findings)
    root = package.trees[part]
    return Slide(at, part, root, package.trees.get(layout), package.trees.get(master), tuple(shapes(root)))


def _check_notes(package: Package, at: int, part: str, findings: Findings) -> None:
    """Tell of notes that do not lead back to their slide, or have no master."""
    notes = package.related(part, "notesSlide")
    if len(notes) > 1:
        findings.add(part, f"第{at}张幻灯片有{len(notes)}份备注。", RESAVE)
    for each in notes:
        if package.related(each, "slide") != (part,):
            findings.add(each, f"这份备注没有指回第{at}张幻灯片。", RESAVE)
        if len(package.related(each, "notesMaster")) != 1:
            findings.add(each, "这份备注没有备注母版。", RESAVE)


def _check_masters(package: Package, part: str, root: Element, findings: Findings) -> None:
    """Tell of masters and layouts whose ids meet, and of layouts that their master does not list."""
    ids: set[str] = set()
    for each in root.iterfind(f"{P}sldMasterIdLst/{P}sldMasterId"):
        _check_id(each, part, ids, findings)
        name = package.target(part, each.get(f"{R}id", ""))
        if name in package.trees:
            _check_master(package, name, ids, findings)
    if not ids:
        findings.add(part, "演示文稿没有母版。", RESAVE)


def _check_master(package: Package, name: str, ids: set[str], findings: Findings) -> None:
    listed = set[str]()
    for each in package.trees[name].iterfind(f"{P}sldLayoutIdLst/{P}sldLayoutId"):
        _check_id(each, name, ids, findings)
        listed.add(package.target(name, each.get(f"{R}id", "")))
    for layout in listed - {""}:
        if package.related(layout, "slideMaster") != (name,):
            findings.add(layout, "这个版式没有指回它的母版。", RESAVE)
    for layout in package.related(name, "slideLayout"):
        if layout not in listed:
            findings.add(layout, "母版没有列出这个版式。", RESAVE)
    if len(package.related(name, "theme")) != 1:
        findings.add(name, "母版应有一个主题。", RESAVE)


def _check_id(each: Element, part: str, ids: set[str], findings: Findings) -> None:
    id_ = each.get("id", "")
    # PowerPoint itself writes masters without an id.
    if id_ and (not _LEAST_MASTER_ID <= (number(each, "id") or 0) < _MOST_ID or id_ in ids):
        findings.add(part, f"母版或版式的编号“{id_}”重复或不在允许的范围内。", RESAVE)
    ids.add(id_)


def _check_sections(part: str, root: Element, findings: Findings) -> None:
    """Tell of sections (节) that list slides which are not there, or one twice."""
    slides = {each.get("id") for each in root.iterfind(f"{P}sldIdLst/{P}sldId")}
    listed = [each.get("id") for each in root.iterfind(".//{*}section/{*}sldIdLst/{*}sldId")]
    if len(set(listed)) < len(listed) or set(listed) - slides:
        findings.add(part, "分节里有不存在或重复的幻灯片。", RESAVE)
