"""A table in, the widths of its columns out, and the parts into which a table too wide for a slide is divided.

A column is measured once, in em: what it asks for on one line, and its least width, at which no number and no Latin
word is cut. Below the least width nothing is squeezed: the table is divided by columns instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from briefing.blocks import Cell, Row, Table, plain
from briefing.render.pptx.sizes import LEAST_TABLE
from briefing.render.pptx.text import whole_width, width

PAD = 7.0
BAR, LEAST_BAR = 96.0, 40.0
_LAMP = "● "
# Narrower than four characters a column of words is a tower of them; wider than a dozen, a piece may be cut.
_FEWEST, _LONGEST_WHOLE = 4.0, 12.0
# In a table that is divided anyway, a column gets what it asks for up to this width in points.
_COMFORTABLE = 120.0
_LEAD_SHARE = 0.35
# A second column of so few em belongs to the names in the first: 单位.
_SHORT = 6.0
_LAYOUT_ERROR = 0.01


@dataclass(frozen=True, slots=True)
class Measures:
    """What a column asks for: its widest cell on one line and its least width, in em; and points for a bar."""

    natural: float
    least: float
    bar: float = 0
    least_bar: float = 0

    def wanted(self, size: float) -> float:
        return self.natural * size + self.bar + 2 * PAD

    def minimum(self, size: float) -> float:
        return self.least * size + self.least_bar + 2 * PAD


def measured(table: Table, spare: float = 0) -> tuple[Measures, ...]:
    """Return what each column of a table asks for, with so many em to spare."""
    asked = (_measured(table, at) for at in range(len(table.columns)))
    return tuple(replace(each, natural=each.natural + spare, least=each.least + spare) for each in asked)


def shared(
    asked: Sequence[Measures], weights: Sequence[float], size: float, room: float
) -> Iterator[tuple[float, ...]]:
    """Yield the ways to share out a width that are worth trying, each as the widths of the columns.

    Where nothing wraps there is one: what is left over goes by weight. Else the widest columns are cut to one width, or
    all give way in proportion to what they ask for beyond their least.
    """
    natural = [each.wanted(size) for each in asked]
    rest = room - sum(natural)
    if rest >= 0:
        yield tuple(want + rest * weight / sum(weights) for want, weight in zip(natural, weights, strict=True))
        return
    least = [min(each.minimum(size), want) for each, want in zip(asked, natural, strict=True)]
    spare = room - sum(least)
    if spare <= 0:
        yield tuple(low * room / sum(least) for low in least)
        return
    yield _capped(natural, least, room)
    beyond = [want - low for want, low in zip(natural, least, strict=True)]
    yield tuple(low + spare * more / sum(beyond) for low, more in zip(least, beyond, strict=True))


def parts(table: Table, room: float, spare: float = 0) -> tuple[Table, ...]:
    """Return the table whole where the least widths of its columns fit, else divided by columns.

    The first column stands in every part, and the second with it where that is a short one of words.
    """
    asked = measured(table, spare)
    if sum(each.minimum(LEAST_TABLE) for each in asked) <= room + _LAYOUT_ERROR:
        return (table,)
    lead = _lead(table, asked)
    comfortable = [_comfortable(each, room) for each in asked]
    free = room - min(sum(comfortable[:lead]), _LEAD_SHARE * room)
    groups = _evenly(comfortable[lead:], free)
    starts = [lead + sum(groups[:at]) for at in range(len(groups))]
    return tuple(
        _picked(table, (*range(lead), *range(start, start + count)))
        for start, count in zip(starts, groups, strict=True)
    )


def _measured(table: Table, at: int) -> Measures:
    column = table.columns[at]
    cells = [row.cells[at] for row in table.rows if not row.group and at < len(row.cells)]
    natural = width(column.name, 1, strong=True)
    least = whole_width(column.name, min(natural, _FEWEST), strong=True)
    for cell in cells:
        words, strong = plain(cell.text), any(span.strong for span in cell.text)
        lamp = width(_LAMP, 1) if cell.light else 0
        wide = width(words, 1, strong=strong) + lamp
        natural = max(natural, wide)
        if wide > least:
            least = whole_width(words, max(least, min(wide, _FEWEST)) - lamp, strong=strong) + lamp
    bars = any(cell.progress for cell in cells)
    return Measures(natural, min(least, _LONGEST_WHOLE), BAR + PAD if bars else 0, LEAST_BAR + PAD if bars else 0)


def _capped(natural: Sequence[float], least: Sequence[float], room: float) -> tuple[float, ...]:
    """Cut the widest columns to one width so that all of them fit, none below its least."""
    low, high = 0.0, max(natural)
    for _ in range(40):
        cap = (low + high) / 2
        fits = sum(max(each, min(want, cap)) for want, each in zip(natural, least, strict=True)) <= room
        low, high = (cap, high) if fits else (low, cap)
    widths = [max(each, min(want, low)) for want, each in zip(natural, least, strict=True)]
    return tuple(wide * room / sum(widths) for wide in widths)


def _comfortable(asked: Measures, room: float) -> float:
    least = asked.minimum(LEAST_TABLE)
    return min(room, max(least, min(asked.wanted(LEAST_TABLE), _COMFORTABLE + asked.bar)))


def _lead(table: Table, asked: Sequence[Measures]) -> int:
    """Return how many columns name a row: the first, and a second that is short and not set as figures are."""
    second = len(asked) > 2 and table.columns[1].align != "right" and asked[1].natural <= _SHORT and not asked[1].bar
    return 2 if second else 1


def _evenly(widths: Sequence[float], room: float) -> list[int]:
    """Return how many columns each part has: as few parts as will do, about equally wide."""
    groups = _filled(widths, room)
    even = sum(widths) / len(groups)
    while even < room:
        tried = _filled(widths, even)
        if len(tried) <= len(groups):
            return tried
        even += 6
    return groups


def _filled(widths: Sequence[float], room: float) -> list[int]:
    groups: list[int] = []
    used = room
    for wide in widths:
        if used + wide > room + _LAYOUT_ERROR:
            groups.append(0)
            used = 0.0
        groups[-1] += 1
        used += wide
    return groups


def _picked(table: Table, columns: Sequence[int]) -> Table:
    """Return a table with some of the columns; a group row stays as it is."""
    rows = tuple(
        row if row.group else Row(tuple(row.cells[at] if at < len(row.cells) else Cell(()) for at in columns))
        for row in table.rows
    )
    return replace(table, columns=tuple(table.columns[at] for at in columns), rows=rows)
