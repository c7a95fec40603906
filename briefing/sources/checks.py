"""Records in; what only a look at several rows can find becomes a problem: duplicates, and tables without rows."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

from briefing.errors import Problems
from briefing.model.observations import Observations
from briefing.model.records import Indicator, Observation, Origin, Project

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


def check_observations(observations: Sequence[Observation], problems: Problems) -> None:
    def report(row: Observation, first: Observation) -> None:
        what = f"{row.indicator} {row.entity} {row.period.label}"
        message = f"{what}重复，{_place(first.origin)}已经有一个数。"
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


def _place(origin: Origin) -> str:
    return f"{origin.cell} 格" if not origin.cell.isdigit() else f"第 {origin.cell} 行"
