"""Measures `due` over many jobs with a year of runs each, against APScheduler's next fire times of the same rules.

    python bench/due.py [--jobs N] [--runs N] [--json]

The yardstick asks APScheduler's CronTrigger once a job when it fires next, which is what its scheduler keeps and what
`due` needs at the least. Both run alternately: a first `due` that has seen no rule yet, then one a minute later. Half
of the jobs go by cron, half by workdays of the legal calendar; the yardstick has cron lines only.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parent.parent
RULES = 50
LIMIT = 1.0
"""Seconds of the processor that a first look at all jobs may take."""
NOW = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)
_ZONE = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of the processor, run by run: of the yardstick, of a first look, and of one a minute later."""

    case: str
    jobs: int
    rules: int
    runs: int
    yardstick: tuple[float, ...]
    first: tuple[float, ...]
    later: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """The median of a first look in costs of the yardstick of the same run."""
        return median(each / base for base, each in zip(self.yardstick, self.first, strict=True))

    @property
    def later_ratio(self) -> float:
        return median(each / base for base, each in zip(self.yardstick, self.later, strict=True))


def line(number: int) -> str:
    """Return a cron line of its own for each number below 40 320."""
    return f"{number % 60} {number // 60 % 24} {number // 1440 % 28 + 1} * *"


def spoken(number: int) -> str:
    """Return a workday rule of its own for each number below 21 600."""
    return f"每月第{number // 1440 % 15 + 1}个工作日 {number // 60 % 24:02d}:{number % 60:02d}"


def jobs_of(count: int, rules: int) -> list[Any]:
    """Return so many jobs of so many different rules, half of each kind."""
    from briefing.schedule.keys import rule
    from briefing.schedule.model import Calendar, Job

    # A prime stride strews minutes, hours and days.
    texts = [(spoken if n % 2 else line)(n * 7919 % 20_000) for n in range(rules)]
    made = [rule(text, Calendar()) for text in texts]
    audiences = ("leadership",)
    return [
        Job(f"job-{n}", "data", audiences, made[n % rules], texts[n % rules], _ZONE, "last_month") for n in range(count)
    ]


def standing_of(jobs: Sequence[Any]) -> Any:
    """Return a ledger in which every job has been done for a year."""
    from briefing.ledger.model import Run, Standing, State
    from briefing.schedule.due import occurrences

    since, runs = NOW - timedelta(days=365), {}
    for job in jobs:
        for at, period in occurrences(job, since, NOW):
            run = Run(job.id, period.code, at, State.SENT)
            runs[run.key] = run
    return Standing(dict.fromkeys((job.id for job in jobs), since), runs)


def measure(case: str, count: int, rules: int, rounds: int) -> Cost:
    """Measure one case."""
    from apscheduler.triggers.cron import CronTrigger

    from briefing.schedule.calendar import workdays
    from briefing.schedule.due import due, meant
    from briefing.schedule.times import following

    jobs = jobs_of(count, rules)
    standing = standing_of(jobs)
    triggers = [CronTrigger.from_crontab(line(n * 7919 % 20_000), _ZONE) for n in range(rules)]
    local, found = NOW.astimezone(_ZONE), []
    for _ in range(rounds):
        for cached in (following, meant, workdays):
            cached.cache_clear()
        base = _timed(lambda: [triggers[n % rules].get_next_fire_time(None, local) for n in range(count)])
        first = _timed(lambda: due(jobs, standing, NOW))
        found.append((base, first, _timed(lambda: due(jobs, standing, NOW + timedelta(minutes=1)))))
    return Cost(case, count, rules, len(standing.runs), *zip(*found, strict=True))


def _timed(step: Callable[[], Any]) -> float:
    began = time.process_time()
    step()
    return time.process_time() - began


def print_costs(costs: Sequence[Cost]) -> None:
    """Print the costs for people."""
    print("到期判断（秒，中位数）: APScheduler 的下次时间 | 第一次、倍数 | 一分钟后、倍数")
    for each in costs:
        base, first, later = map(median, (each.yardstick, each.first, each.later))
        verdict = "达标" if first <= LIMIT else "超限"
        print(
            f"{each.jobs} 个作业、{each.rules} 种时间、台账 {each.runs} 条: {base:.3f} | {first:.3f} {each.ratio:.2f}"
            f" | {later:.3f} {each.later_ratio:.2f}  {verdict}（上限 {LIMIT:.0f} 秒）"
        )


def main() -> None:
    """Measure both cases and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jobs", type=int, default=10_000, help="几个作业（默认 10000）")
    parser.add_argument("--runs", type=int, default=3, help="跑几次（默认 3）")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    given = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    rules = {"few": min(RULES, given.jobs), "many": given.jobs}
    costs = [measure(case, given.jobs, number, given.runs) for case, number in rules.items()]
    if given.json:
        shown = [asdict(each) | {"ratio": each.ratio, "later_ratio": each.later_ratio} for each in costs]
        print(json.dumps({"due": shown, "limit": LIMIT}, ensure_ascii=False, indent=1))
    else:
        print_costs(costs)


if __name__ == "__main__":
    main()
