"""Measures many briefings at once: two processes against one, and a warm process against a loop written by hand.

    python bench/batch.py [--count N] [--only workers|loop] [--json]

Counties are invented (`counties.py`), no chart of one is a chart of another, and the cache of charts starts empty. The
loop by hand makes the same two kinds of file of each, with the same charts, tables and words. A missed limit is marked,
not punished. Seconds of processors count children; they and the wall are both shown, since other work on the machine
lengthens the one and not the other.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import IO, Any

import counties
from run import Counts, counted
from warm import Taken

HERE = Path(__file__).resolve().parent
WORKERS_LIMIT, LOOP_LIMIT, MEMORY_LIMIT = 1.8, 2.0, 1.10
_EARLY, _WARM = 20, 2


@dataclass(frozen=True, slots=True)
class Measure:
    """One ratio and its limit; `least` tells on which side of it one has to be."""

    name: str
    yardstick: float
    measured: float
    ratio: float
    limit: float
    least: bool

    @property
    def within(self) -> bool:
        return self.ratio >= self.limit if self.least else self.ratio <= self.limit


@dataclass(frozen=True, slots=True)
class Place:
    """Where a run has its workspace, the drafts of the script by hand, and what is built."""

    root: Path

    @property
    def workspace(self) -> Path:
        return self.root / "workspace"

    @property
    def contents(self) -> Path:
        return self.root / "contents"

    def environment(self, cache: str) -> dict[str, str]:
        """Return an environment with a cache of charts of its own, empty at first."""
        own = {"BRIEFING_CACHE_DIR": str(self.root / cache), "PYTHONPATH": str(HERE.parent)}
        return {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"} | own


class Warm:
    """A process of `warm.py`, from its readiness to its end."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._read()

    def make(self, name: str) -> Taken:
        """Have one briefing made."""
        print(name, file=_pipe(self._process.stdin), flush=True)
        return Taken(**self._read())

    def _read(self) -> dict[str, Any]:
        line = _pipe(self._process.stdout).readline()
        if not line:
            raise RuntimeError("a warm process ended early; its error stands above")
        answer: dict[str, Any] = json.loads(line)
        return answer


def _pipe(stream: IO[str] | None) -> IO[str]:
    assert stream is not None
    return stream


@contextmanager
def warmed(place: Place, kind: str) -> Iterator[Warm]:
    """Start a warm process and end it."""
    script = [sys.executable, str(HERE / "warm.py"), kind]
    given = [*script, str(place.workspace), str(place.contents), str(place.root / kind)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(given, text=True, env=place.environment(f"cache-{kind}"), **pipes) as process:
        try:
            yield Warm(process)
        finally:
            _pipe(process.stdin).close()


def draft(place: Place, names: Sequence[str]) -> None:
    """Write what a person would have in a draft of each county, in a process of its own."""
    place.contents.mkdir()
    program = (
        "import sys, json; from pathlib import Path; sys.path.insert(0, sys.argv[1])\n"
        "from content import Job, content\n"
        "for name in sys.argv[4:]:\n"
        "    made = content(Path(sys.argv[2]), Job(name))\n"
        "    Path(sys.argv[3], f'{name}.json').write_text(json.dumps(made, ensure_ascii=False), encoding='utf-8')\n"
    )
    given = [sys.executable, "-c", program, str(HERE), str(place.workspace), str(place.contents), *names]
    subprocess.run(given, check=True, env=place.environment("cache-drafts"))


def loop(place: Place, names: Sequence[str]) -> tuple[list[Measure], dict[str, Any]]:
    """Build each county by hand and with the package, in turn, and compare what the two took."""
    draft(place, names)
    with warmed(place, "by_hand") as by_hand, warmed(place, "briefing") as ours:
        pairs = [(by_hand.make(name), ours.make(name)) for name in names]
    counted = pairs[_WARM:]
    measures = [
        _loop_measure("每核产量，按处理器时间", [(hand.cpu, own.cpu) for hand, own in counted]),
        _loop_measure("一个进程的产量，按实际时间", [(hand.seconds, own.seconds) for hand, own in counted]),
    ]
    memory = [own.memory for _, own in pairs]
    return [*measures, *_memory(memory)], {
        "counts": {name: asdict(each) for name, each in contents(place, names[-1]).items()},
        "memory_mb": memory,
        "by_hand": [asdict(hand) for hand, _ in counted],
        "briefing": [asdict(own) for _, own in counted],
    }


def contents(place: Place, name: str) -> Mapping[str, Counts]:
    """Count what both pairs of files of a county hold, so that a reader sees that they hold the same."""
    built = place.root / "briefing" / name / counties.PERIOD.replace("..", "_") / counties.AUDIENCE
    return {"手写循环": counted(place.root / "by_hand" / name), "briefing": counted(built)}


def _loop_measure(name: str, pairs: Sequence[tuple[float, float]]) -> Measure:
    """Compare seconds a briefing; the ratio is the median over the pairs, each of which ran within one stretch."""
    hand, own = (median(each) for each in zip(*pairs, strict=True))
    ratio = median(first / second for first, second in pairs)
    return Measure(f"{name}：briefing ÷ 手写循环", hand, own, ratio, LOOP_LIMIT, True)


def _memory(memory: Sequence[float]) -> list[Measure]:
    """Compare the memory at the end with that at the 20th; peaks of one county are evened out over three."""
    if len(memory) <= _EARLY + 2:
        return []
    early, late = median(memory[_EARLY - 2 : _EARLY + 1]), median(memory[-3:])
    name = f"内存（MB）：第{len(memory)}份 ÷ 第{_EARLY}份"
    return [Measure(name, early, late, late / early, MEMORY_LIMIT, False)]


def workers(place: Place, names: Sequence[str]) -> list[Measure]:
    """Build all counties by `briefing batch` with one process and with two."""
    matrix = place.root / "matrix.csv"
    rows = "".join(f"{name},{counties.PERIOD},{counties.AUDIENCE}\n" for name in names)
    matrix.write_text("dataset,period,audience\n" + rows, encoding="utf-8")
    one, two = (_batch(place, matrix, count) for count in (1, 2))
    name = f"briefing batch {len(names)} 份：一个进程 ÷ 两个进程"
    return [Measure(name, one, two, one / two, WORKERS_LIMIT, True)]


def _batch(place: Place, matrix: Path, count: int) -> float:
    """Return the seconds of one batch, each with a cache and a folder of its own."""
    output = place.root / f"batch-{count}"
    given = ["batch", str(matrix), "--workers", str(count), "--output", str(output), "--force"]
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "briefing", *given],
        cwd=place.workspace,
        check=True,
        env=place.environment(f"cache-batch-{count}"),
        stdout=subprocess.DEVNULL,
    )
    return time.perf_counter() - began


def measure(count: int, only: str | None) -> tuple[list[Measure], Mapping[str, Any]]:
    """Make the counties, measure, and return the measures with what they are made of."""
    measures: list[Measure] = []
    details: dict[str, Any] = {}
    with TemporaryDirectory() as scratch:
        place = Place(Path(scratch))
        names = counties.make(place.workspace, count)
        if only != "workers":
            found, details = loop(place, names)
            measures += found
        if only != "loop":
            measures += workers(place, names)
    return measures, details


def print_table(measures: Sequence[Measure], counts: Mapping[str, Mapping[str, int]]) -> None:
    """Print the measures for people."""
    from rich.console import Console
    from rich.table import Table

    table = Table("项目", "基准", "实测", "倍数", "限", "", title="批量生成")
    for each in measures:
        limit = f"{'≥' if each.least else '≤'} {each.limit:.2f}"
        values = (f"{each.yardstick:.2f}", f"{each.measured:.2f}", f"{each.ratio:.2f}")
        table.add_row(each.name, *values, limit, "达标" if each.within else "超限")
    console = Console()
    console.print(table)
    if counts:
        held = Table("", *next(iter(counts.values())), title="内容对照：最后一个县")
        for name, each_count in counts.items():
            held.add_row(name, *map(str, each_count.values()))
        console.print(held)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="量批量生成：两个进程与一个，热进程与手写循环，内存。")
    parser.add_argument("--count", type=int, default=200, help="多少个县（默认 200）")
    parser.add_argument("--only", choices=("workers", "loop"), help="只量一样")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    given = parser.parse_args()
    measures, details = measure(given.count, given.only)
    if given.json:
        found = [asdict(each) | {"within": each.within} for each in measures]
        print(json.dumps({"count": given.count, "measures": found, **details}, ensure_ascii=False, indent=1))
    else:
        print_table(measures, details.get("counts", {}))


if __name__ == "__main__":
    main()
