"""A view of coloured cells in, a table out."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.charts.native.evaluated import axes, looks, texts
from briefing.charts.native.evaluated.classify import role
from briefing.charts.native.evaluated.keys import Key, key_of, names
from briefing.charts.native.model import NativeCell, NativeTable, NotNative
from briefing.charts.scene import Item, View

MOST_COLUMNS, MOST_ROWS = 31, 40
_SMALL = 1e-6
_BLANK = NativeCell("")


def heat(view: View) -> NativeTable:
    """Return the table of a heat map; NotNative where it has too many cells for one, or several at a place."""
    cells = [mark for mark in view.marks if mark.type == "rect" and role(mark, view) == "cell"]
    others = [mark for mark in view.marks if mark not in cells and mark.type != "text"]
    if len(cells) > 1 or others:
        raise NotNative("热力图上叠了别的图形")
    shown = cells or view.marks
    columns, rows = names(view, shown, "x"), names(view, shown, "y")
    if not _even(columns.keys) or not _even(rows.keys):
        raise NotNative("格子大小不一")
    if len(columns.keys) > MOST_COLUMNS or len(rows.keys) > MOST_ROWS:
        raise NotNative("热力图的格子太多")
    words = texts.texts(view)
    found: dict[tuple[Key, Key], NativeCell] = {}
    items = [item for mark in shown for item in mark.items]
    for item in items:
        place = (key_of(item, "x"), key_of(item, "y"))
        if place in found:
            raise NotNative("同一格有不止一个数")
        found[place] = _cell(item, [each for each in words if _inside(each, item) or each.item is item])
    turned = _upwards(view, rows.keys, items)
    keys = tuple(reversed(rows.keys)) if turned else rows.keys
    said = tuple(reversed(rows.words)) if turned else rows.words
    corner = next((axis.title for axis in view.axes if axis.orient in ("left", "right")), "")
    return NativeTable(
        corner, columns.words, said, tuple(tuple(found.get((c, r), _BLANK) for c in columns.keys) for r in keys)
    )


def _even(keys: Sequence[Key]) -> bool:
    """Return whether the bins among some keys are of one width."""
    ends = [[axes.number(end) or 0.0 for end in key] for key in keys if isinstance(key, tuple)]
    widths = [high - low for low, high in ends]
    return not widths or max(widths) - min(widths) <= _SMALL * max(widths)


def _cell(item: Item, words: Sequence[texts.Words]) -> NativeCell:
    value = next((v for n in ("fill", "opacity", "stroke") if isinstance(v := item.values.get(n), int | float)), None)
    said = "".join(each.text for each in words)
    if not said and isinstance(value, int | float):
        said = f"{value:.6g}"
    color = looks.ink(words[0].item) if words else ""
    strong = bool(words) and looks.bold(words[0].item.look)
    ground = looks.paint(item.look, "fill") if "text" not in item.look else ""
    return NativeCell(said, ground, color, value, strong)


def _inside(words: texts.Words, item: Item) -> bool:
    x, y = words.x + words.dx, words.y + words.dy
    return item.x <= x <= item.x + item.width and item.y <= y <= item.y + item.height


def _upwards(view: View, keys: Sequence[Key], items: Sequence[Item]) -> bool:
    """Return whether the first key stands at the foot, as numbers on a vertical axis do."""
    places = {key_of(item, "y"): item.y for item in items}
    there = [places[key] for key in keys if key in places]
    return len(there) > 1 and there[0] > there[-1]
