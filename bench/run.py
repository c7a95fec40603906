"""Measures a cold `briefing build`, without the cache of charts, against the same files written by hand, in one run.

    python bench/run.py [--runs N] [--json]

Every figure is a ratio to a yardstick that ran alternately with it; sizes are absolute. A missed limit is marked, not
punished: this is a measurement. A command that fails ends the run.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
BUILD_LIMIT, CACHE_LIMIT, HELP_LIMIT = 1.3, 1.0, 1.0
PDF_LIMIT, DECK_LIMIT = 1_000_000, 1_500_000
_BRIEFING = (sys.executable, "-m", "briefing")
_BUILT = Path("jiangbei", "2018_2020", "leadership")
_FORMATS = ("--format", "pdf", "--format", "pptx")
_BUILD = (*_BRIEFING, "build", "-d", "jiangbei", "-a", "leadership", "-p", "2018..2020", *_FORMATS)
# Installed packages come with their byte code; a working copy gets its own in the first, untimed run.
_ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}


@dataclass(frozen=True, slots=True)
class Race:
    """Seconds of the yardstick and of what is measured, run by run, and the limit of their ratio."""

    name: str
    yardstick: tuple[float, ...]
    measured: tuple[float, ...]
    limit: float

    @property
    def ratio(self) -> float:
        """The median of the ratios of each pair of runs: a machine that slows down slows both of a pair."""
        return median(each / base for base, each in zip(self.yardstick, self.measured, strict=True))


@dataclass(frozen=True, slots=True)
class Counts:
    """What a pair of files holds, so that a reader sees that both hold the same."""

    slides: int
    charts: int
    table_rows: int
    deck_characters: int
    pages: int
    pdf_bytes: int
    deck_bytes: int


def timed(command: Sequence[str]) -> float:
    """Run a command as a process of its own and return its seconds; CalledProcessError if it fails."""
    began = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=_ENVIRONMENT, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def race(name: str, yardstick: Sequence[str], measured: Sequence[str], runs: int, limit: float) -> Race:
    """Run two commands alternately, after one run of each that fills the caches of the disk and of byte code."""
    timed(yardstick), timed(measured)
    pairs = [(timed(yardstick), timed(measured)) for _ in range(runs)]
    first, second = zip(*pairs, strict=True)
    return Race(name, first, second, limit)


def counted(folder: Path) -> Counts:
    """Count what the deck and the PDF of a folder hold."""
    import pikepdf
    from pptx import Presentation

    deck, pdf = folder / "briefing.pptx", folder / "briefing.pdf"
    slides = list(Presentation(str(deck)).slides)
    shapes = [shape for slide in slides for shape in slide.shapes]
    tables = [shape.table for shape in shapes if shape.has_table]
    texts = [shape.text_frame.text for shape in shapes if shape.has_text_frame]
    texts += [cell.text for table in tables for row in table.rows for cell in row.cells]
    with pikepdf.open(pdf) as opened:
        pages = len(opened.pages)
    charts = sum(shape.has_chart for shape in shapes)
    rows = sum(len(table.rows) for table in tables)
    sizes = (pdf.stat().st_size, deck.stat().st_size)
    return Counts(len(slides), charts, rows, sum(map(len, texts)), pages, *sizes)


def measure(runs: int) -> tuple[list[Race], Mapping[str, Counts]]:
    """Run all races and count what was built."""
    with TemporaryDirectory() as scratch:
        content, by_hand, built = (Path(scratch, name) for name in ("content.json", "by_hand", "built"))
        timed([sys.executable, str(HERE / "content.py"), str(content)])
        script = [sys.executable, str(HERE / "handwritten.py"), str(content), str(by_hand)]
        # Forced: files that are already there are none to measure (see rebuild.py).
        kept = [*_BUILD, "--force", "--output", str(built)]
        fresh = [*kept, "--no-cache"]
        races = [
            race("briefing build（不用缓存）÷ 手写脚本", script, fresh, runs, BUILD_LIMIT),
            race("briefing build ÷ 不用缓存", fresh, kept, runs, CACHE_LIMIT),
            race(
                "briefing --help ÷ import pandas",
                [sys.executable, "-c", "import pandas"],
                [*_BRIEFING, "--help"],
                runs,
                HELP_LIMIT,
            ),
        ]
        return races, {"手写脚本": counted(by_hand), "briefing": counted(built / _BUILT)}


def as_json(races: Sequence[Race], counts: Mapping[str, Counts]) -> dict[str, Any]:
    """Return the measurements as plain values."""
    return {
        "races": [asdict(each) | {"ratio": each.ratio, "within": each.ratio <= each.limit} for each in races],
        "counts": {name: asdict(each) for name, each in counts.items()},
        "size_limits": {"pdf_bytes": PDF_LIMIT, "deck_bytes": DECK_LIMIT},
    }


def print_table(races: Sequence[Race], counts: Mapping[str, Counts]) -> None:
    """Print the measurements for people."""
    from rich.console import Console
    from rich.table import Table

    times = Table("项目", "基准（秒）", "实测（秒）", "倍数", "上限", "", title="耗时：中位数（最小值）")
    for each in races:
        yardstick, measured = (f"{median(s):.2f}（{min(s):.2f}）" for s in (each.yardstick, each.measured))
        verdict = _verdict(each.ratio <= each.limit)
        times.add_row(each.name, yardstick, measured, f"{each.ratio:.2f}", f"{each.limit:.1f}", verdict)
    built = counts["briefing"]
    sizes = Table("文件", "KB", "上限", "", title="大小")
    for name, size, limit in (("PDF", built.pdf_bytes, PDF_LIMIT), ("PPTX", built.deck_bytes, DECK_LIMIT)):
        sizes.add_row(name, f"{size / 1000:.0f}", f"{limit / 1000:.0f}", _verdict(size < limit))
    held = Table("", "幻灯片", "图表", "表格行", "幻灯片字数", "PDF页", title="内容对照")
    for name, each_count in counts.items():
        shown = (each_count.slides, each_count.charts, each_count.table_rows, each_count.deck_characters)
        held.add_row(name, *map(str, shown), str(each_count.pages))
    console = Console()
    for table in (times, sizes, held):
        console.print(table)


def _verdict(within: bool) -> str:
    return "达标" if within else "超限"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="量一次冷启动生成与手写脚本的倍数。")
    parser.add_argument("--runs", type=int, default=5, help="每个命令跑几次（默认 5）")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    given = parser.parse_args()
    races, counts = measure(given.runs)
    if given.json:
        print(json.dumps(as_json(races, counts), ensure_ascii=False, indent=1))
    else:
        print_table(races, counts)


if __name__ == "__main__":
    main()
