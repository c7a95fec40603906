"""A chart part in, findings out: axes that meet, caches that hold what they say, and equal the workbook behind them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isclose

from briefing.inspect.decks.package import Package
from briefing.inspect.decks.presentation import Presentation
from briefing.inspect.decks.references import Cell, cells, columns
from briefing.inspect.decks.shapes import shapes
from briefing.inspect.decks.workbook import Value, Workbook, workbook
from briefing.inspect.findings import Findings
from briefing.inspect.trees import A, C, Element, R, finite, local, number

_REDRAW = "请在 PowerPoint 里选“编辑数据”，让图表重新读一次数据后另存；不行就重新插入图表。"
_AXES = ("catAx", "valAx", "dateAx", "serAx")
_PLOTS_WITHOUT_AXES = frozenset(("pieChart", "doughnutChart", "ofPieChart", "pie3DChart"))
_MOST_AXIS_ID = 2**32
_LEAST_SIZE = 10.0
_LARGER = f"图表里的字号请不小于{_LEAST_SIZE:.0f}磅。"


def check_charts(package: Package, deck: Presentation, findings: Findings) -> int:
    """Tell of what is wrong with the charts that slides show; return how many there are."""
    found = dict(_charts(package, deck))
    for part, numbered in found.items():
        root = package.trees.get(part)
        if root is None or root.tag != f"{C}chartSpace":
            continue
        place = Place(part, f"第{numbered}张的图表：", findings)
        _check_axes(root, place)
        _check_series(root, place)
        _check_sizes(root, place)
        _check_caches(root, _behind(package, part, root, place), place)
    return len(found)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a chart is told about."""

    part: str
    lead: str
    findings: Findings

    def tell(self, message: str, hint: str = _REDRAW) -> None:
        self.findings.add(self.part, self.lead + message, hint)


def _charts(package: Package, deck: Presentation) -> Iterator[tuple[str, int]]:
    """Yield the chart parts with the numbers of their slides."""
    for slide in deck.slides:
        for shape in shapes(slide.root):
            kind, relation = shape.linked
            part = package.target(slide.part, relation) if kind == "chart" else ""
            if part:
                yield part, slide.number


def _check_axes(root: Element, place: Place) -> None:
    """Tell of axes with bad ids, of plots without their axes, and of axes that do not cross."""
    area = root.find(f"{C}chart/{C}plotArea")
    if area is None:
        place.tell("没有绘图区。")
        return
    axes = [(local(each), _id(each, "axId"), _id(each, "crossAx")) for each in area if local(each) in _AXES]
    ids = Counter(id_ for _, id_, _ in axes)
    for id_, count in ids.items():
        if not _is_id(id_):
            place.tell(f"坐标轴的编号“{id_}”不是正整数，PowerPoint 可能要求修复。")
        if count > 1:
            place.tell(f"有{count}根坐标轴的编号都是{id_}。")
    crossed = {id_: cross for _, id_, cross in axes}
    used = set[str]()
    for plot in area:
        if local(plot).endswith("Chart"):
            used |= _check_plot(plot, ids, place)
    for kind, id_, cross in axes:
        # The third axis of a chart in depth crosses one of a pair.
        if cross not in ids or cross == id_ or (kind != "serAx" and crossed[cross] != id_):
            place.tell(f"坐标轴{id_}没有与另一根轴相交。")
        if id_ not in used:
            place.tell(f"坐标轴{id_}没有图形使用。")


def _check_plot(plot: Element, ids: Counter[str], place: Place) -> set[str]:
    """Return the axes that a plot names."""
    named = [each.get("val", "") for each in plot.iterfind(f"{C}axId")]
    wanted = (0,) if local(plot) in _PLOTS_WITHOUT_AXES else (2, 3)
    if len(named) not in wanted or len(set(named)) != len(named):
        place.tell(f"{local(plot)} 应有{wanted[0]}根坐标轴，写了{len(named)}根。")
    for id_ in named:
        if id_ not in ids:
            place.tell(f"{local(plot)} 用的坐标轴{id_}不存在。")
    return set(named)


def _id(axis: Element, name: str) -> str:
    found = axis.find(f"{C}{name}")
    return found.get("val", "") if found is not None else ""


def _is_id(id_: str) -> bool:
    return id_.isascii() and id_.isdigit() and 0 < int(id_[:12]) < _MOST_AXIS_ID


def _check_series(root: Element, place: Place) -> None:
    """Tell of series with one number, and of series longer than their categories."""
    for name in ("idx", "order"):
        counts = Counter(_id(each, name) for each in root.iter(f"{C}ser"))
        if any(count > 1 for count in counts.values()):
            place.tell(f"有两个系列的编号（{name}）相同。")
    for at, series in enumerate(root.iter(f"{C}ser"), 1):
        for first, second in (("cat", "val"), ("xVal", "yVal")):
            names, values = (_points(series.find(f"{C}{each}")) for each in (first, second))
            if names is not None and values is not None and values > names:
                place.tell(f"第{at}个系列有{values}个数，类别只有{names}个。")


def _points(data: Element | None) -> int | None:
    """Return how many points a set of values says it has."""
    counts = data.iter(f"{C}ptCount") if data is not None else ()
    return next((int(count) for each in counts if (count := number(each, "val")) is not None), None)


def _check_sizes(root: Element, place: Place) -> None:
    sizes = (number(each, "sz") for each in root.iter(f"{A}rPr", f"{A}defRPr"))
    small = [size / 100 for size in sizes if size is not None and size < _LEAST_SIZE * 100]
    if small:
        place.tell(f"字太小（{min(small):g}磅）。", _LARGER)


def _behind(package: Package, part: str, root: Element, place: Place) -> Workbook | None:
    """Return the workbook that the chart is drawn from."""
    outer = root.find(f"{C}externalData")
    name = package.target(part, outer.get(f"{R}id", "")) if outer is not None else ""
    if not name:
        place.tell("没有内嵌的工作簿，数据不能编辑。")
        return None
    return workbook(package.parts[name], name, place.findings)


def _check_caches(root: Element, behind: Workbook | None, place: Place) -> None:
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
    count = _points(cache)
    for at, level in enumerate(levels):
        column = named[wide - 1 - at :: wide]
        if count != len(column):
            place.tell(f"类别有{count}个，引用的却有{len(column)}行。")
        _check_points(level, column, behind, place)


def _check_cache(cache: Element, named: Sequence[Cell] | None, behind: Workbook | None, place: Place) -> None:
    count = _points(cache)
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
