"""Tables of a document in; the columns in which one indicator has several numbers of decimals out.

What was published stays as it was published, so nothing is padded or cut: whoever has the data settles it.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefing.blocks import Table
from briefing.document import Document
from briefing.errors import Problem
from briefing.model.figure import Figure, decimals

_SHOWN = 4


def uneven(document: Document) -> Iterator[Problem]:
    """Yield a problem for each column whose values of one indicator and period have different numbers of decimals."""
    for section in document.sections:
        for block in section.blocks if not section.appendix else ():
            if isinstance(block, Table):
                yield from _of_table(block)


def _of_table(table: Table) -> Iterator[Problem]:
    for place, column in enumerate(table.columns):
        groups: dict[tuple[str, str, str], list[Figure]] = {}
        for row in table.rows:
            spans = row.cells[place].text if place < len(row.cells) else ()
            for figure in (span.figure for span in spans if span.figure and span.figure.metric == "value"):
                groups.setdefault((figure.id.partition("/")[0], figure.period, figure.unit), []).append(figure)
        for found in groups.values():
            if len({decimals(figure.rounded) for figure in found}) > 1:
                yield Problem(
                    table.path,
                    f"“{column.name}”一列里小数位数不一样（{_few(found)}）。",
                    f"照原数印的；要一致，请在指标表的“小数位”（precision）里写明，如{_most(found)}。",
                )


def _few(found: list[Figure]) -> str:
    names = list(dict.fromkeys(figure.number for figure in found))
    return "、".join(names[:_SHOWN]) + ("等" if len(names) > _SHOWN else "")


def _most(found: list[Figure]) -> int:
    return max(decimals(figure.rounded) for figure in found)
