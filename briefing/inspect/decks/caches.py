"""What a chart keeps of its workbook in, findings out: caches that hold what they say, and equal the cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import isclose

from briefing.inspect.decks.references import Cell, cells, columns
from briefing.inspect.decks.workbook import Value, Workbook
from briefing.inspect.findings import Findings
from briefing.inspect.trees import C, Element, finite, local, number

REDRAW = "请在 PowerPoint 里选“编辑数据”，让图表重新读一次数据后另存；不行就重新插入图表。"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a chart is told about."""

    part: str
    lead: str
    findings: Findings

    def tell(self, message: str, hint: str = REDRAW) -> None:
        self.findings.add(self.part, self.lead + message, hint)


def points(data: Element | None) -> int | None:
    """Return how many points a set of values says it has."""
    counts = data.iter(f"{C}ptCount") if data is not None else ()
    return next((int(count) for each in counts if (count := number(each, "val")) is not None), None)


def check_caches(root: Element, behind: Workbook | None, place: Place) -> None:
    """Tell of what a chart keeps that is not well, or not what the workbook behind it has."""
    for each in root.iter(f"{C}numLit", f"{C}strLit"):
        _check_cache(each, None, None, place)
    for each in root.iter(f"{C}numRef", f"{C}strRef", f"{C}multiLvlStrRef"):
        _check_reference(each, behind, place)


def _check_reference(reference: Element, behind: Workbook | None, place: Place) -> None:
    formula = reference.findtext(f"{C}f") or ""
    named = cells(formula)
    if named is None:
        # Without a workbook a reference is only a word, and that is told already.
        if behind is not None:
            place.tell(f"引用“{formula[:60]}”不是图表工作簿里的一块单元格，无法核对。")
        return
    caches = [each for each in reference if local(each).endswith("Cache")]
    if not caches:
        place.tell(f"引用“{formula}”没有缓存的值，打开时是空的。")
    for cache in caches:
        levels = list(cache.iterfind(f"{C}lvl"))
        if local(cache) == "multiLvlStrCache":
            _check_levels(cache, levels, named, behind, place)
        else:
            _check_cache(cache, named, behind, place)


def _check_levels(
    cache: Element, levels: Sequence[Element], named: Sequence[Cell], behind: Workbook | None, place: Place
) -> None:
    """Hold the levels of categories against their columns; the innermost stands first, and at the right."""
    wide = columns(tuple(named))
    if wide != len(levels):
        place.tell(f"类别有{len(levels)}级，引用的却有{wide}列。")
        return
    count = points(cache)
    for at, level in enumerate(levels):
        column = named[wide - 1 - at :: wide]
        if count != len(column):
            place.tell(f"类别有{count}个，引用的却有{len(column)}行。")
        _check_points(level, column, behind, place)


def _check_cache(cache: Element, named: Sequence[Cell] | None, behind: Workbook | None, place: Place) -> None:
    count = points(cache)
    if count is None or (named is not None and count != len(named)):
        spans = "" if named is None else f"，引用的却有{len(named)}格（{named[0].name}起）"
        place.tell(f"缓存说有{count or '不知多少'}个数{spans}。")
        return
    numeric = local(cache).startswith("num")
    indices = Counter(each.get("idx", "") for each in cache.iterfind(f"{C}pt"))
    for idx, times in indices.items():
        if times > 1 or not idx.isdigit() or int(idx[:9]) >= count:
            place.tell(f"缓存里的序号{idx}重复，或不在{count}个数之内。")
    for point in cache.iterfind(f"{C}pt") if numeric else ():
        words = point.findtext(f"{C}v") or ""
        if finite(words) is None:
            place.tell(f"数值的缓存里有“{words[:20]}”，它不是有限的数。")
    if named is not None:
        _check_points(cache, named, behind, place)


def _check_points(cache: Element, named: Sequence[Cell], behind: Workbook | None, place: Place) -> None:
    """Hold the points against their cells; the first that differs is told."""
    if behind is None:
        return
    cached = {each.get("idx", ""): each.findtext(f"{C}v") or "" for each in cache.iterfind(f"{C}pt")}
    for at, cell in enumerate(named):
        if cell.sheet not in behind.sheets:
            place.tell(f"引用的工作表“{cell.sheet}”不存在。")
            return
        shown, kept = cached.get(str(at)), behind.sheets[cell.sheet].get((cell.column, cell.row))
        if not _is_same(shown, kept):
            words = f"图里是“{_short(shown)}”，工作簿的 {cell.name} 是“{_short(kept)}”"
            place.tell(f"缓存与工作簿不一致：{words}。")
            return


def _is_same(shown: str | None, kept: Value | None) -> bool:
    """Return whether a cached value is the cell's: numbers as numbers, texts letter by letter but for white space."""
    if shown is None or kept is None:
        return not shown and kept in (None, "")
    if isinstance(kept, float):
        value = finite(shown)
        return value is not None and isclose(value, kept, rel_tol=1e-12)
    return "".join(shown.split()) == "".join(kept.split())


def _short(value: Value | None) -> str:
    return "空" if value is None else str(value)[:20]
