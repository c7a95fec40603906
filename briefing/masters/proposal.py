"""A house master in, the layout proposed for each kind of slide out, each with its reason.

A layout's Open XML kind tells most, then its name in Chinese or English, then its placeholders and what is free on it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from briefing.masters.model import HouseMaster, Layout
from briefing.masters.space import contents_of, free, title_of

# A layout of the right kind, or by the right name, goes before any that merely has room.
_BY_KIND, _BY_NAME, _BY_HOLDER = 100.0, 90.0, 30.0
_PLAIN = 28.0
# Places for content beyond the one that is used would stand empty.
_EXTRA = 12.0
# The pages of one deck should look alike: a layout of another master must be better by this much.
_SAME = 15.0
_APART = ("cover", "chapter", "closing")
# A title on a photograph or a mosaic cannot be relied on to be legible.
_BUSY, _LEAST_CALM = 20.0, 0.5
_NONE = "没有带（横排）标题的版式"
_COVERS = ("标题幻灯片", "封面", "首页", "title slide", "cover")
_CHAPTERS = ("节标题", "章节", "过渡", "转场", "section header", "section", "divider")
_CONTENTS = ("目录", "contents", "agenda", "outline")
_CLOSINGS = ("结束", "致谢", "谢谢", "封底", "尾页", "closing", "thank", "end slide", "back cover")
_OPEN = ("仅标题", "只有标题", "title only")
_TEXTS = ("标题和内容", "标题与内容", "正文", "title and content", "title, content")


@dataclass(frozen=True, slots=True)
class Proposed:
    """The layout for a kind of slide, None where none can serve, and why."""

    layout: Layout | None
    reason: str

    @property
    def label(self) -> str | None:
        return self.layout.label if self.layout else None


@dataclass(frozen=True, slots=True)
class _Fit:
    """How well a layout serves: the more points the better; `reason` is the greatest of what speaks for it."""

    points: float
    reason: str


def propose(house: HouseMaster) -> Mapping[str, Proposed]:
    """Return a layout for each kind of slide; those that cannot be told apart by name are not proposed."""
    able = [layout for layout in house.layouts if title_of(layout) and not layout.duplicate]
    if not able:
        return {kind: Proposed(None, _NONE) for kind in _FITS}
    figure = _best(able, house, _open, "")
    master = figure.layout.master if figure.layout else ""
    return {kind: _best(able, house, fit, "" if kind in _APART else master) for kind, fit in _FITS.items()}


def _best(
    layouts: list[Layout], house: HouseMaster, fit: Callable[[Layout, HouseMaster], _Fit], master: str
) -> Proposed:
    """Return the layout that fits best, the first of equals; those of the master that bears the charts go before."""
    fits = [fit(layout, house) for layout in layouts]
    points = [each.points + _SAME * (layout.master == master) for each, layout in zip(fits, layouts, strict=True)]
    best = max(range(len(layouts)), key=lambda at: (round(points[at], 3), -at))
    return Proposed(layouts[best], fits[best].reason)


def _cover(layout: Layout, house: HouseMaster) -> _Fit:
    busy = _BUSY if layout.calm < _LEAST_CALM else 0
    if layout.kind == "title":
        return _Fit(_BY_KIND - busy, "类型是标题幻灯片")
    if _is_named(layout, _COVERS):
        return _Fit(_BY_NAME - busy, "名称是标题幻灯片或封面")
    if any(holder.type in ("ctrTitle", "subTitle") for holder in layout.holders):
        return _Fit(_BY_HOLDER - busy, "有居中标题或副标题")
    return _Fit(_share(layout, house), "没有专门的封面，取空白最大的")


def _chapter(layout: Layout, house: HouseMaster) -> _Fit:
    if layout.kind == "secHead":
        return _Fit(_BY_KIND, "类型是节标题")
    if _is_named(layout, _CHAPTERS):
        return _Fit(_BY_NAME, "名称是节标题")
    other = _cover(layout, house)
    return _Fit(other.points / 2, "没有专门的节标题，同封面")


def _closing(layout: Layout, house: HouseMaster) -> _Fit:
    if _is_named(layout, _CLOSINGS):
        return _Fit(_BY_KIND, "名称是结束页")
    other = _cover(layout, house)
    return _Fit(other.points / 2, "没有专门的结束页，同封面")


def _contents(layout: Layout, house: HouseMaster) -> _Fit:
    if _is_named(layout, _CONTENTS):
        return _Fit(2 * _BY_KIND, "名称是目录")
    return _open(layout, house)


def _open(layout: Layout, house: HouseMaster) -> _Fit:
    """Charts and tables are placed by what is free: a title and nothing else is best."""
    share = _share(layout, house)
    points, reason = share * 100 * layout.calm, f"标题下空白占页面的{share:.0%}"
    if layout.kind == "titleOnly" or _is_named(layout, _OPEN):
        return _Fit(points + _PLAIN, f"只有标题，{reason}")
    if layout.kind in ("title", "secHead"):
        points -= _PLAIN
    return _Fit(points - _EXTRA * max(len(contents_of(layout)) - 1, 0), reason)


def _text(layout: Layout, house: HouseMaster) -> _Fit:
    bodies = [each for each in contents_of(layout) if each.type in ("body", "obj") and not each.vertical]
    if not bodies:
        return _Fit(_share(layout, house) * 10, "没有正文占位符，取空白最大的")
    area = max(each.place.w * each.place.h for each in bodies) / (house.width * house.height)
    points, reason = area * 100 * layout.calm, f"正文占位符占页面的{area:.0%}"
    points -= _EXTRA * (len(contents_of(layout)) - 1)
    if layout.kind in ("obj", "tx") and len(bodies) == 1:
        points += _PLAIN
    if _is_named(layout, _TEXTS):
        return _Fit(points + _PLAIN, f"名称是标题和内容，{reason}")
    return _Fit(points, reason)


def _share(layout: Layout, house: HouseMaster) -> float:
    place = free(layout, house)
    return place.w * place.h / (house.width * house.height)


def _is_named(layout: Layout, words: tuple[str, ...]) -> bool:
    name = layout.name.casefold()
    return any(word in name for word in words)


_FITS: dict[str, Callable[[Layout, HouseMaster], _Fit]] = {
    "cover": _cover,
    "contents": _contents,
    "overview": _open,
    "figure": _open,
    "table": _open,
    "text": _text,
    "chapter": _chapter,
    "closing": _closing,
}
