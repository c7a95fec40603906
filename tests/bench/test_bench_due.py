"""Claims about what bench/due.py measures: different rules, a full year of runs, and nothing left to do."""

from __future__ import annotations

from bench.due import NOW, jobs_of, line, measure, spoken, standing_of
from briefing.schedule.due import due


def test_every_rule_of_the_benchmark_is_another() -> None:
    assert len({job.rule for job in jobs_of(500, 500)}) == 500
    assert len({line(n) for n in range(20_000)} | {spoken(n) for n in range(20_000)}) == 40_000


def test_the_ledger_of_the_benchmark_has_a_year_of_runs_and_leaves_nothing_to_do() -> None:
    jobs = jobs_of(20, 7)
    standing = standing_of(jobs)
    assert len(standing.runs) == 20 * 12
    assert list(due(jobs, standing, NOW)) == []


def test_a_case_tells_as_many_times_as_it_has_rounds() -> None:
    cost = measure("few", 20, 7, 2)
    assert (cost.jobs, cost.rules, cost.runs) == (20, 7, 240)
    assert [len(times) for times in (cost.yardstick, cost.first, cost.later)] == [2, 2, 2]
