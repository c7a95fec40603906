"""Printed figures in; whether parts miss a total by rounding out: then, and only then, a note says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import chain

from briefing.blocks import Medium
from briefing.document import Section, figures_in
from briefing.model.book import Book
from briefing.model.figure import Figure
from briefing.model.metrics import HUNDRED
from briefing.model.records import Observation
from briefing.model.sums import adds_up, of_entities, ruled

Printed = Mapping[str, Figure]


def shown(sections: Iterable[Section], medium: Medium) -> tuple[Figure, ...]:
    """Return the figures that one medium prints; on paper there are no notes for the speaker."""
    kept: list[Section] = []
    for section in sections:
        blocks = tuple(block for block in section.blocks if not block.only or medium in block.only)
        if blocks or not section.blocks:
            kept.append(replace(section, blocks=blocks, notes=section.notes if medium == "pptx" else ()))
    return figures_in(kept)


def misses(book: Book, figures: Iterable[Figure]) -> bool:
    """Whether the figures of a document hold a total with all its parts, and do not add up as printed.

    Totals are those that the data set's rules name, the first entity where it is the whole of the others, sums over
    stacked columns, and 100 % of shares in any of these or in one chart. What does not add up before rounding is no
    matter of rounding.
    """
    printed = {figure.id: figure for figure in figures}
    return any(chain(_totals(book, printed), _sums(printed), _shares(printed)))


def _totals(book: Book, printed: Printed) -> Iterator[bool]:
    """Yield for each total of the data whether its printed parts, or their printed shares in it, miss it."""
    data = book.dataset
    for found in chain(ruled(data), of_entities(data) if book.has_total else ()):
        whole = printed.get(_id(found.whole, "value"))
        parts = [printed.get(_id(row, "value")) for row in found.parts] if whole else []
        portion = f"share|of:{found.whole.indicator}/{found.whole.entity}"
        shares = [printed.get(_id(row, portion)) for row in found.parts]
        if (whole and _differ(whole.rounded, whole.unit, parts)) or _differ(HUNDRED, "%", shares):
            yield adds_up(data, found)


def _id(row: Observation, kind: str) -> str:
    return f"{row.indicator}/{row.entity}/{row.period.code}/{kind}"


def _sums(printed: Printed) -> Iterator[bool]:
    for id_, whole in printed.items():
        if id_.endswith("/total"):
            names, _, period = id_.removesuffix("/total").rpartition("/")
            parts = [printed.get(f"{name}/{period}/value") for name in names.split("+")]
            yield _differ(whole.rounded, whole.unit, parts)


def _differ(whole: Decimal, unit: str, parts: list[Figure | None]) -> bool:
    known = [part for part in parts if part and part.unit == unit]
    return len(known) == len(parts) > 1 and sum((part.rounded for part in known), Decimal(0)) != whole


def _shares(printed: Printed) -> Iterator[bool]:
    """Yield for the shares in one whole, where all of them stand in the document, whether they miss 100 %."""
    groups: dict[tuple[str, str], list[Figure]] = {}
    for id_, figure in printed.items():
        _, share, parts = id_.partition("/share:")
        if share:
            groups.setdefault((figure.period, parts), []).append(figure)
    for (_, parts), figures in groups.items():
        whole = len(figures) == parts.count("+") + 1
        yield whole and sum((figure.rounded for figure in figures), Decimal(0)) != HUNDRED
