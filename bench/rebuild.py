"""Measures what need not be done again: an unchanged rebuild against a cold build, a second audience against the first.

    python bench/rebuild.py [--runs N] [--json]

Rebuilds are whole processes, run alternately with cold ones. Audiences are built in one fresh process, without the
cache of charts on disk: the first with all that is loaded and started for it, the second with what is left to do then.
A missed limit is marked, not punished. A command that fails ends the run.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from run import _BRIEFING, _ENVIRONMENT, ROOT, Race, _verdict, race

REBUILD_LIMIT, SECOND_LIMIT = 0.1, 0.35
_BUILD = (*_BRIEFING, "build", "-d", "jiangbei", "-a", "leadership", "-p", "2018..2020")
_TIMED = """\
import sys, time
began = time.perf_counter()
from pathlib import Path
from briefing.build.request import Job
from briefing.build.several import build_several
from briefing.build.workspace import find

starts = []
jobs = [Job("jiangbei", name, "2018..2020", output=Path(sys.argv[1]), cached=False) for name in sys.argv[2:]]
for result in build_several(find(Path.cwd()), jobs, lambda step: starts.append(time.perf_counter())
                            if step == "读取数据和模板" else None):
    assert not isinstance(result, Exception), result
ends = [*starts[1:], time.perf_counter()]
print([end - start for start, end in zip([began, *starts[1:]], ends)])
"""


def rebuilt(scratch: Path, runs: int) -> Race:
    """Race a rebuild of which nothing changed against a cold build of the same files."""
    kept = [*_BUILD, "--json", "--output", str(scratch / "kept")]
    cold = [*_BUILD, "--no-cache", "--output", str(scratch / "cold")]
    made = race("没有变化的重新生成 ÷ 不用缓存的生成", cold, kept, runs, REBUILD_LIMIT)
    told = subprocess.run(kept, cwd=ROOT, env=_ENVIRONMENT, check=True, capture_output=True)
    if not json.loads(told.stdout)["unchanged"]:
        raise SystemExit("the rebuild was a build")
    return made


def audiences(scratch: Path, names: Sequence[str], runs: int) -> Race:
    """Time the first and the second audience of one process."""
    pairs: list[list[float]] = []
    for _ in range(runs + 1):
        command = [sys.executable, "-c", _TIMED, str(scratch / "several"), *names]
        done = subprocess.run(command, cwd=ROOT, env=_ENVIRONMENT, check=True, capture_output=True, text=True)
        pairs.append(json.loads(done.stdout))
    # The first run fills the caches of the disk and of byte code.
    first, second = zip(*pairs[1:], strict=True)
    return Race(f"第二个模板 {names[1]} ÷ 第一个 {names[0]}", first, second, SECOND_LIMIT)


def measure(runs: int) -> list[Race]:
    """Run all races."""
    with TemporaryDirectory() as scratch:
        pairs = (("leadership", "department"), ("leadership", "public"))
        return [rebuilt(Path(scratch), runs), *(audiences(Path(scratch), names, runs) for names in pairs)]


def print_table(races: Sequence[Race]) -> None:
    """Print the measurements for people."""
    from rich.console import Console
    from rich.table import Table

    table = Table("项目", "基准（秒）", "实测（秒）", "倍数", "上限", "", title="不重做的：中位数（最小值）")
    for each in races:
        yardstick, measured = (f"{median(s):.2f}（{min(s):.2f}）" for s in (each.yardstick, each.measured))
        verdict = _verdict(each.ratio <= each.limit)
        table.add_row(each.name, yardstick, measured, f"{each.ratio:.3f}", f"{each.limit:.2f}", verdict)
    Console().print(table)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="量没有变化的重新生成和第二个模板各省多少。")
    parser.add_argument("--runs", type=int, default=3, help="每项跑几次（默认 3）")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    given = parser.parse_args()
    races = measure(given.runs)
    if given.json:
        told = [asdict(each) | {"ratio": each.ratio, "within": each.ratio <= each.limit} for each in races]
        print(json.dumps({"races": told}, ensure_ascii=False, indent=1))
    else:
        print_table(races)


if __name__ == "__main__":
    main()
