"""The charts of a deck in, findings out: axes that meet, series within their categories, and what `caches` tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from briefing.inspect.decks.caches import Place, check_caches, points
from briefing.inspect.decks.package import Package
from briefing.inspect.decks.presentation import Presentation
from briefing.inspect.decks.workbook import Shelf, Workbook
from briefing.inspect.findings import Findings
from briefing.inspect.trees import A, C, Element, R, local, number

_AXES = ("catAx", "valAx", "dateAx", "serAx")
_PLOTS_WITHOUT_AXES = frozenset(("pieChart", "doughnutChart", "ofPieChart", "pie3DChart"))
_MOST_AXIS_ID = 2**32
_LEAST_SIZE = 10.0
LARGER = f"图表里的字号请不小于{_LEAST_SIZE:.0f}磅。"


def check_charts(package: Package, deck: Presentation, findings: Findings) -> int:
    """Tell of what is wrong with the charts that slides show; return how many there are."""
    found, shelf = dict(_charts(package, deck)), Shelf(package, findings)
    for part, numbered in found.items():
        root = package.trees.get(part)
        if root is None or root.tag != f"{C}chartSpace":
            continue
        place = Place(part, f"第{numbered}张的图表：", findings)
        _check_axes(root, place)
        _check_series(root, place)
        _check_sizes(root, place)
        check_caches(root, _behind(shelf, part, root, place), place)
    return len(found)


def _charts(package: Package, deck: Presentation) -> Iterator[tuple[str, int]]:
    """Yield the chart parts with the numbers of their slides."""
    for slide in deck.slides:
        for shape in slide.shapes:
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
            names, values = (points(series.find(f"{C}{each}")) for each in (first, second))
            if names is not None and values is not None and values > names:
                place.tell(f"第{at}个系列有{values}个数，类别只有{names}个。")


def _check_sizes(root: Element, place: Place) -> None:
    sizes = (number(each, "sz") for each in root.iter(f"{A}rPr", f"{A}defRPr"))
    small = [size / 100 for size in sizes if size is not None and size < _LEAST_SIZE * 100]
    if small:
        place.tell(f"字太小（{min(small):g}磅）。", LARGER)


def _behind(shelf: Shelf, part: str, root: Element, place: Place) -> Workbook | None:
    """Return the workbook that the chart is drawn from."""
    outer = root.find(f"{C}externalData")
    name = shelf.package.target(part, outer.get(f"{R}id", "")) if outer is not None else ""
    if not name:
        place.tell("没有内嵌的工作簿，数据不能编辑。")
        return None
    return shelf.workbook(name)
