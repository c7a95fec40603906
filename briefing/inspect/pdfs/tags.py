"""A tagged PDF with how its pages are marked in, findings on its structure out (ISO 14289-1, 7; ISO 32000-1, 14.8)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pikepdf

from briefing.inspect.findings import Findings
from briefing.inspect.pdfs.content import Marks
from briefing.inspect.pdfs.objects import Object, get, is_dictionary, items, key_of, name, text, tree, whole
from briefing.inspect.pdfs.structure import Claim, Element, Structure, attributes, owners, structure

_RETAG = "读屏软件会读错或漏读。请在生成 PDF 的软件里重新导出带标签的 PDF。"
_DESCRIBE = "请给它写一句替换文字，说明它表示什么。"
_ORDER = "标题请逐级使用，不要跳级。"
_EVEN = "表格每行的格数（算上合并的）要一样多。"
_LINKED = "请给链接写上说明文字（Contents）。"
_ROWS = frozenset(("THead", "TBody", "TFoot"))
_MOST_SPAN = 1000


def is_tagged(pdf: pikepdf.Pdf) -> bool:
    return get(pdf.Root, "/StructTreeRoot") is not None or bool(get(get(pdf.Root, "/MarkInfo"), "/Marked"))


def check_tags(pdf: pikepdf.Pdf, pages: Sequence[tuple[Object, Marks]], findings: Findings) -> Structure | None:
    """Tell of what is wrong with tags; `pages` are the pages, then the forms drawn on them, with their marks.

    Return the tree, or None where there is none.
    """
    root = get(pdf.Root, "/StructTreeRoot")
    if not is_dictionary(root):
        findings.add("", "说是带标签的 PDF，却没有结构树。", _RETAG)
        return None
    found = structure(root)
    for flaw in found.flaws:
        findings.add("", f"{flaw}。", _RETAG)
    numbers = {key_of(page.obj): at for at, page in enumerate(pdf.pages, 1)}
    _check_marks(root, found, pages, numbers, findings)
    _check_elements(found.root, numbers, findings)
    return found


def _check_marks(
    root: Object,
    found: Structure,
    pages: Sequence[tuple[Object, Marks]],
    numbers: Mapping[tuple[int, int] | None, int],
    findings: Findings,
) -> None:
    """Hold what pages mark against what the tree claims, both ways, and against the parent tree."""
    held, parents = owners(found.root), dict(tree(get(root, "/ParentTree"), "/Nums"))
    marked = set[Claim]()
    for holder, marks in pages:
        key = key_of(holder)
        place = f"第{numbers[key]}页" if key in numbers else "图形"
        if marks.unmarked and key in numbers:
            findings.add(place, f"有{marks.unmarked}处内容既没有标签，也没有标为装饰。", _RETAG)
        if marks.mixed:
            findings.add(place, "标签和装饰互相套在一起。", _RETAG)
        if len(set(marks.ids)) < len(marks.ids):
            findings.add(place, "有两处内容的标签编号（MCID）相同。", _RETAG)
        row = parents.get(whole(get(holder, "/StructParents")))
        listed = list(row) if isinstance(row, pikepdf.Array) else []
        for id_ in marks.ids:
            claim = (key or (0, 0), id_)
            marked.add(claim)
            owner = held.get(claim)
            parent = listed[id_] if 0 <= id_ < len(listed) else None
            if owner is None or key_of(parent) != key_of(owner.object):
                findings.add(place, f"内容{id_}（MCID）从结构树找不到，或父级表与结构树不一致。", _RETAG)
    for claim in sorted(held.keys() - marked):
        findings.add(f"第{numbers.get(claim[0], '?')}页", f"结构树里的内容{claim[1]}（MCID）在页面上不存在。", _RETAG)


def _check_elements(root: Element, numbers: Mapping[tuple[int, int] | None, int], findings: Findings) -> None:
    last = 0
    for element in root.walk():
        level = _level(element.kind)
        for message, hint in _flaws(element, level, last):
            findings.add(_place(element, numbers), message, hint)
        last = level or last


def _flaws(element: Element, level: int, last: int) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with an element and the way out; `last` is the level of the heading before it."""
    if element.kind in ("Figure", "Formula") and not element.alt.strip():
        yield "有图没有替换文字。", _DESCRIBE
    if level > last + 1:
        above = f"前一个是 H{last}" if last else "前面没有标题"
        yield f"标题跳级：这里是 H{level}，{above}。", _ORDER
    if element.kind == "Table":
        counts = _row_lengths(element)
        if len(set(counts)) != 1:
            yield f"表格各行的格数不同（{_short(counts)}）。", _EVEN


def _level(kind: str) -> int:
    return int(kind[1:]) if kind[:1] == "H" and kind[1:].isdigit() and len(kind) == 2 else 0


def _place(element: Element, numbers: Mapping[tuple[int, int] | None, int]) -> str:
    """Return the page of an element's first content; empty where it is on none."""
    page = numbers.get(key_of(get(element.object, "/Pg")))
    claimed = next((numbers.get(each.claims[0][0]) for each in element.walk() if each.claims), None)
    shown = page or claimed
    return f"第{shown}页" if shown else ""


def _row_lengths(table: Element) -> list[int]:
    """Return how many columns each row of a table fills, cells that reach down from rows above among them."""
    lengths: list[int] = []
    reaching: dict[int, int] = {}
    for row in _rows(table):
        taken = {column for column, rows in reaching.items() if rows}
        reaching = {column: rows - 1 for column, rows in reaching.items() if rows > 1}
        at = 0
        for cell in (each for each in row.children if each.kind in ("TH", "TD")):
            wide, tall = (_span(each) for each in attributes(cell, "/ColSpan", "/RowSpan"))
            for _ in range(wide):
                while at in taken:
                    at += 1
                taken.add(at)
                if tall > 1:
                    reaching[at] = tall - 1
        lengths.append(len(taken))
    return lengths


def _rows(table: Element) -> Iterator[Element]:
    for child in table.children:
        if child.kind == "TR":
            yield child
        elif child.kind in _ROWS:
            yield from (each for each in child.children if each.kind == "TR")


def _span(value: Object) -> int:
    return min(max(whole(value) or 1, 1), _MOST_SPAN)


def _short(counts: Sequence[int]) -> str:
    return "、".join(map(str, sorted(set(counts)))) if counts else "没有行"


def check_links(page: Object, place: str, findings: Findings) -> None:
    """Tell of links of a tagged page that say nothing, or stand outside of the structure."""
    for note in items(get(page, "/Annots")):
        if name(get(note, "/Subtype")) != "Link":
            continue
        if not text(get(note, "/Contents")).strip():
            findings.add(place, "有链接没有说明文字。", _LINKED)
        if whole(get(note, "/StructParent")) is None:
            findings.add(place, "有链接不在结构树里。", _RETAG)
