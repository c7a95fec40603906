"""The bytes of a chart's workbook in, its cells out; what makes it more than a table of values is told.

The sheets are read as XML rather than by a reader of workbooks: formulas and links are to be seen, and dates are to
stay the numbers they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefing.inspect.decks.archive import unfolded, unzip
from briefing.inspect.decks.package import Package, opened
from briefing.inspect.decks.references import position
from briefing.inspect.findings import Findings
from briefing.inspect.trees import Element, R, S, finite, text_of

Value = float | str
_REWRITE = "请在 PowerPoint 里选“编辑数据”，改好后另存；打不开就请重新生成图表。"
PLAIN = "请在“编辑数据”里只留数值：复制后“选择性粘贴—数值”，并去掉链接。"
_WHOLE = "请重新插入图表，只带数值，不带链接和宏；不是自己做的文件请向来源核实。"
SMALLER = "请减少图表背后的数据，只留图上用到的。"
_MOST_BYTES = 300_000_000
_OUTER = frozenset(("externalLink", "externalLinkPath", "connections", "queryTable", "attachedTemplate", "oleObject"))


@dataclass(frozen=True, slots=True)
class Workbook:
    """The values of each sheet by column and row, counted from 1; an empty cell has none."""

    sheets: Mapping[str, Mapping[tuple[int, int], Value]]


class Shelf:
    """The workbooks of a deck; all of them together unfold to no more than a bound."""

    def __init__(self, package: Package, findings: Findings) -> None:
        self.package, self._findings, self._left = package, findings, _MOST_BYTES

    def workbook(self, part: str) -> Workbook | None:
        """Return the workbook in a part of the deck; None where it cannot be read."""
        data = self.package.parts[part]
        self._left -= unfolded(data)
        if self._left < 0:
            self._findings.add(part, "图表的工作簿合起来太大，没有检查。", SMALLER)
            return None
        return _workbook(data, part, self._findings)


def _workbook(data: bytes, place: str, findings: Findings) -> Workbook | None:
    inner = Findings(f"{findings.where}:{place}")
    entries = unzip(data, inner)
    if entries is None:
        findings.add(place, "图表的工作簿打不开，不能编辑数据。", _REWRITE)
        return None
    package = opened(entries, inner)
    part = next(iter(package.related("", "officeDocument")), "")
    root = package.trees.get(part)
    for problem in inner.problems():
        inside = problem.where.removeprefix(inner.where).lstrip(":")
        findings.add(f"{place}!{inside}" if inside else place, problem.message, _REWRITE)
    if root is None or root.tag != f"{S}workbook":
        findings.add(place, "图表的工作簿不是 .xlsx，不能编辑数据。", _REWRITE)
        return None
    _check_plain(package, place, findings)
    shared = _shared_strings(package, part)
    found = {each.get("name", ""): package.target(part, each.get(f"{R}id", "")) for each in root.iter(f"{S}sheet")}
    return Workbook({name: _values(package.trees.get(target), shared) for name, target in found.items()})


def _check_plain(package: Package, place: str, findings: Findings) -> None:
    """Tell of formulas, links and what is fetched from elsewhere: a label that begins with = may have become one."""
    for name, root in package.trees.items():
        for cell in root.iter(f"{S}c"):
            if cell.find(f"{S}f") is not None:
                findings.add(f"{place}!{cell.get('r', '')}", "图表的工作簿里有公式。", PLAIN)
        for link in root.iter(f"{S}hyperlink"):
            findings.add(f"{place}!{link.get('ref', '')}", "图表的工作簿里有链接。", PLAIN)
        for each in package.relations.get(name, ()):
            if each.kind in _OUTER or (each.external and each.kind != "hyperlink"):
                findings.add(place, f"图表的工作簿引用了别处的内容（{each.kind}）。", _WHOLE)
    if any("macroEnabled" in kind or "vbaProject" in kind for kind in package.types.values()):
        findings.add(place, "图表的工作簿里有宏。", _WHOLE)


def _shared_strings(package: Package, part: str) -> Sequence[str]:
    name = next(iter(package.related(part, "sharedStrings")), "")
    root = package.trees.get(name)
    return [_string(each) for each in root.iterfind(f"{S}si")] if root is not None else []


def _string(element: Element) -> str:
    """Return a text of one or several runs; how it is read aloud (rPh) is not part of it."""
    runs = (each for child in element for each in _texts(child))
    return "".join(text_of(each) for each in runs)


def _texts(child: Element) -> Iterator[Element]:
    if child.tag == f"{S}t":
        yield child
    elif child.tag == f"{S}r":
        yield from child.iterfind(f"{S}t")


def _values(root: Element | None, shared: Sequence[str]) -> dict[tuple[int, int], Value]:
    found: dict[tuple[int, int], Value] = {}
    for cell in root.iter(f"{S}c") if root is not None else ():
        place, value = position(cell.get("r", "")), _value(cell, shared)
        if place and value is not None:
            found[place] = value
    return found


def _value(cell: Element, shared: Sequence[str]) -> Value | None:
    kind, value = cell.get("t", "n"), cell.find(f"{S}v")
    if kind == "inlineStr":
        inner = cell.find(f"{S}is")
        return _string(inner) if inner is not None else None
    if value is None or value.text is None:
        return None
    if kind == "s":
        at = finite(value.text)
        return shared[int(at)] if at is not None and 0 <= at < len(shared) else None
    plain = finite(value.text) if kind == "n" else None
    return value.text if plain is None else plain
