"""Records in; what only a look at several rows can find becomes a problem: duplicates, and tables without rows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from briefing.errors import Problems
from briefing.model.observations import Observations
from briefing.model.records import Indicator, Observation, Origin, Project

if TYPE_CHECKING:
    from briefing.sources.rows import Known

T = TypeVar("T")


def check_indicators(indicators: Iterable[Indicator], problems: Problems) -> None:
    def report(row: Indicator, first: Indicator) -> None:
        message = f"指标编号 {row.id} 重复，{_place(first.origin)}已经用过。"
        problems.add(str(row.origin), message, "每个指标的编号只能用一次。")

    _each_duplicate((i for i in indicators if i.id), lambda i: i.id, report)


def check_projects(projects: Iterable[Project], problems: Problems) -> None:
    def report(row: Project, first: Project) -> None:
        message = f"项目编号 {row.id} 重复，{_place(first.origin)}已经用过。"
        problems.add(str(row.origin), message, "每个项目的编号只能用一次。")

    _each_duplicate((p for p in projects if p.id), lambda p: p.id, report)


def check_observations(
    observations: Sequence[Observation], problems: Problems, known: Known | None = None, copies: Collection[str] = ()
) -> None:
    """Report figures that are given twice; `copies` are the places of those that are given as 上年同期."""
    names, units = (known.names, known.units) if known else ({}, {})

    def whose(row: Observation) -> str:
        entity = f"（{names[row.entity]}）" if row.entity in names else ""
        return f"{names.get(row.indicator, row.indicator)}{entity}{row.period.label}"

    def report(row: Observation, first: Observation) -> None:
        copy, other = (first, row) if str(first.origin) in copies else (row, first)
        figures = [_figure(each, units.get(each.indicator, "")) for each in (copy, other)]
        there = _place(other.origin)
        if str(copy.origin) in copies:
            message = f"{whose(row)}：这里的上年同期是{figures[0]}，{there}是{figures[1]}，对不上。"
            problems.add(str(copy.origin), message, "请核对，把两处改成一样；去年的数后来修订过的，改上年同期这一格。")
        else:
            message = f"{whose(row)}重复：这里是{figures[0]}，{there}已经有一个数，是{figures[1]}。"
            problems.add(str(row.origin), message, "同一指标、地区和期间只留一行。")

    if isinstance(observations, Observations):
        for row, first in observations.repeated():
            report(row, first)
    else:
        _each_duplicate(observations, lambda o: (o.indicator, o.entity, o.period), report)


def _each_duplicate(rows: Iterable[T], key: Callable[[T], Hashable], report: Callable[[T, T], None]) -> None:
    first: dict[Hashable, T] = {}
    for row in rows:
        earlier = first.setdefault(key(row), row)
        if earlier is not row:
            report(row, earlier)


def _figure(row: Observation, unit: str) -> str:
    """Return what a row gives: its value, or else its growth or rank."""
    if row.value is not None:
        return f"{row.qualifier}{row.value:f}{unit}"
    return f"同比 {row.growth:f}%" if row.growth is not None else f"第 {row.rank} 位"


def _place(origin: Origin) -> str:
    return f"{origin.cell} 格" if not origin.cell.isdigit() else f"第 {origin.cell} 行"
