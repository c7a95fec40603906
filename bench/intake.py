"""Measures a million observations read, checked and with all metrics, against plain pandas, in one run.

    python bench/intake.py [--rows N] [--runs N] [--form csv|xlsx|parquet|postgresql] [--json]

The yardstick is `read_csv` (`read_excel` with calamine, `read_parquet`, `read_sql`) and `groupby().pct_change()`. Both
are processes of their own that run alternately; time is that of the whole process, memory its peak. A missed limit is
marked, not punished. What is not there (a form without a reader, PostgreSQL) is said, and so is a step that is missing.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
LIMIT = 3.0
FORMS = ("csv", "xlsx", "parquet", "postgresql")
_MEGABYTE = 1024


@dataclass(frozen=True, slots=True)
class Run:
    """One process: its seconds, its peak of memory in MB, and the seconds of its steps or why one was left out."""

    seconds: float
    megabytes: float
    steps: dict[str, float | str]


@dataclass(frozen=True, slots=True)
class Race:
    """The runs of the yardstick and of what is measured, pair by pair; `failed` says why there are none."""

    form: str
    yardstick: tuple[Run, ...] = ()
    measured: tuple[Run, ...] = ()
    failed: str = ""

    @property
    def time_ratio(self) -> float:
        pairs = zip(self.yardstick, self.measured, strict=True)
        return median(each.seconds / base.seconds for base, each in pairs)

    @property
    def memory_ratio(self) -> float:
        pairs = zip(self.yardstick, self.measured, strict=True)
        return median(each.megabytes / base.megabytes for base, each in pairs)


# What the processes do ------------------------------------------------------------------------------------------------


def plain_pandas(form: str, folder: Path) -> dict[str, float | str]:
    """Read and take the change from one period to the next, as a script would."""
    import pandas

    began = time.perf_counter()
    if form == "csv":
        table = pandas.read_csv(folder / "observations.csv")
    elif form == "xlsx":
        table = pandas.read_excel(folder / "data.xlsx", sheet_name="observations", engine="calamine")
    elif form == "parquet":
        table = pandas.read_parquet(folder / "observations.parquet")
    else:
        from sqlalchemy import create_engine

        url = (folder / "url").read_text(encoding="utf-8")
        table = pandas.read_sql("SELECT * FROM observations", create_engine(url))
    read = time.perf_counter()
    table["change"] = table.groupby(["indicator", "entity"])["value"].pct_change()
    return {"read": read - began, "pct_change": time.perf_counter() - read}


def briefing(form: str, folder: Path) -> dict[str, float | str]:
    """Read, check and measure; a step that is not there yet is named."""
    from briefing.sources import load

    began = time.perf_counter()
    dataset = load(folder, folder.parent.parent)
    steps: dict[str, float | str] = {"rows": float(len(dataset.observations)), "load": time.perf_counter() - began}
    for name, find in (("examine", _examine), ("measure", _measure)):
        step = find()
        began = time.perf_counter()
        if step is None:
            steps[name] = "还没有"
        else:
            step(dataset)
            steps[name] = time.perf_counter() - began
    return steps


def _examine() -> Callable[[Any], object] | None:
    from briefing.model import audit
    from briefing.model.audit.examine import CHECKS

    return (lambda dataset: tuple(audit.examine(dataset))) if CHECKS else None


def _measure() -> Callable[[Any], object] | None:
    try:
        from briefing.model import measures
    except ImportError:
        return None
    found: Callable[[Any], object] | None = getattr(measures, "measure", None)
    return found


def work(who: str, form: str, folder: Path) -> None:
    """Be one of the processes: do the work and print its steps and its peak of memory."""
    steps = {"pandas": plain_pandas, "briefing": briefing}[who](form, folder)
    print(json.dumps({"megabytes": _peak() / _MEGABYTE, "steps": steps}))


def _peak() -> float:
    """Return this process's peak of memory in KB."""
    status = Path("/proc/self/status")
    if status.is_file():
        # Not ru_maxrss: Linux counts into it what the process that started this one had.
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return float(line.split()[1])
    return float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


# What measures them ---------------------------------------------------------------------------------------------------


def timed(who: str, form: str, folder: Path) -> Run:
    """Run a process; RuntimeError with what it said if it fails."""
    command = [sys.executable, str(HERE / "intake.py"), "--work", who, "--form", form, "--folder", str(folder)]
    began = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    seconds = time.perf_counter() - began
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["?"]
        raise RuntimeError(f"{who}: {said[-1][:200]}")
    return Run(seconds, **json.loads(done.stdout.splitlines()[-1]))


def race(form: str, folder: Path, runs: int) -> Race:
    """Run both alternately."""
    try:
        pairs = [(timed("pandas", form, folder), timed("briefing", form, folder)) for _ in range(runs)]
    except RuntimeError as error:
        return Race(form, failed=str(error))
    first, second = zip(*pairs, strict=True)
    return Race(form, first, second)


def measure(rows: int, runs: int, forms: Sequence[str]) -> list[Race]:
    """Write the data in each form and race over it."""
    import intake_data as data
    import scratch_database

    tables = {"indicators": data.indicators(), "observations": data.observations(rows)}
    races = []
    with TemporaryDirectory(prefix="briefing-intake-") as scratch:
        for form in forms:
            folder = Path(scratch, "data", form)
            try:
                with written(form, folder, tables):
                    races.append(race(form, folder, runs))
            except scratch_database.Missing as why:
                races.append(Race(form, failed=str(why)))
    return races


@contextmanager
def written(form: str, folder: Path, tables: Any) -> Iterator[None]:
    """Write the tables in a form, and keep the database up while it is needed."""
    import intake_data as data
    import scratch_database

    if form != "postgresql":
        data.describe(folder)
        data.FILES[form](folder, tables)
        yield
        return
    with scratch_database.server() as place:
        data.fill_database(place, tables)
        url = f"postgresql+psycopg:{place}"
        data.describe(folder, f'database: {{url: "{url}"}}')
        (folder / "url").write_text(url, encoding="utf-8")
        yield


def as_json(races: Sequence[Race], rows: int) -> dict[str, Any]:
    """Return the measurements as plain values."""
    told = []
    for each in races:
        ratios = {} if each.failed else {"time_ratio": each.time_ratio, "memory_ratio": each.memory_ratio}
        within = not each.failed and max(each.time_ratio, each.memory_ratio) <= LIMIT
        told.append(asdict(each) | ratios | {"within": within})
    return {"rows": rows, "limit": LIMIT, "races": told}


def print_table(races: Sequence[Race], rows: int) -> None:
    """Print the measurements for people."""
    from rich.console import Console
    from rich.table import Table

    title = f"{rows:,} 个数：读入、检查、算全部指标 ÷ pandas（上限 {LIMIT:.0f}）"
    table = Table("形式", "pandas 秒/MB", "briefing 秒/MB", "各步（秒）", "时间", "内存", "", title=title)
    for each in races:
        if each.failed:
            table.add_row(each.form, "", "", each.failed, "", "", "没有量")
            continue
        base, mine = (_middle(runs) for runs in (each.yardstick, each.measured))
        within = max(each.time_ratio, each.memory_ratio) <= LIMIT
        ratios = (f"{each.time_ratio:.2f}", f"{each.memory_ratio:.2f}")
        table.add_row(each.form, base, mine, _steps(each.measured[-1]), *ratios, "达标" if within else "超限")
    Console(width=130).print(table)


def _middle(runs: Sequence[Run]) -> str:
    return f"{median(run.seconds for run in runs):.2f} / {median(run.megabytes for run in runs):.0f}"


def _steps(run: Run) -> str:
    steps = {name: told for name, told in run.steps.items() if name != "rows"}
    return "，".join(f"{name} {told if isinstance(told, str) else f'{told:.2f}'}" for name, told in steps.items())


def main() -> None:
    """Measure and print, or be one of the measured processes."""
    parser = argparse.ArgumentParser(description="量一次读入、检查和计算与 pandas 的倍数。")
    parser.add_argument("--rows", type=int, default=1_000_000, help="多少个数，一万的倍数（默认一百万）")
    parser.add_argument("--runs", type=int, default=2, help="每种形式跑几次（默认 2）")
    parser.add_argument("--form", choices=FORMS, action="append", help="只量这种形式，可重复")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.add_argument("--work", choices=("pandas", "briefing"), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    sys.path[:0] = [str(ROOT), str(HERE)]
    if given.work:
        work(given.work, given.form[0], given.folder)
        return
    if given.rows < 10_000 or given.rows % 10_000:
        parser.error("--rows 要是一万的倍数")
    races = measure(given.rows, given.runs, given.form or FORMS)
    if given.json:
        print(json.dumps(as_json(races, given.rows), ensure_ascii=False, indent=1))
    else:
        print_table(races, given.rows)


if __name__ == "__main__":
    main()
