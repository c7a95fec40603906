"""Measures a long appendix set by `briefing.render.pdf` against plain ReportLab's `LongTable`, in one run.

    python bench/pages.py [--rows 10000] [--runs 3] [--json]

Both print the same rows of four columns on A4 in 9 pt, Chinese and figures, with a header repeated on each page.
ReportLab's own cells are strings on one line, its fastest way; ours break lines, are tagged, and stand in a PDF/A-2a
file. Each run is a process of its own, so that its peak memory is its own. A missed limit is marked, not punished: this
is a measurement.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent
LIMIT = 1.5


@dataclass(frozen=True, slots=True)
class Run:
    """One run: seconds of setting and drawing, pages, peak memory in MB, size of the file in MB."""

    seconds: float
    pages: int
    memory: float
    size: float

    @property
    def speed(self) -> float:
        """Pages a second."""
        return self.pages / self.seconds


def measured(which: str, rows: int) -> Run:
    """Run one way in a process of its own; CalledProcessError if it fails."""
    command = [sys.executable, str(HERE / "appendix.py"), which, str(rows)]
    said = subprocess.run(command, cwd=HERE.parent, check=True, capture_output=True, text=True).stdout
    return Run(**json.loads(said))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    pairs = [(measured("plain", given.rows), measured("briefing", given.rows)) for _ in range(given.runs)]
    # Seconds a page, so that a denser page is no advantage.
    ratio = median(plain.speed / ours.speed for plain, ours in pairs)
    plain, ours = pairs[-1]
    if given.json:
        print(json.dumps({"ratio": ratio, "limit": LIMIT, "plain": asdict(plain), "briefing": asdict(ours)}))
        return
    for name, run in (("LongTable", plain), ("briefing", ours)):
        print(
            f"{name:10} {run.seconds:6.2f} s  {run.pages:5} pages  {run.speed:6.1f} pages/s  "
            f"{run.memory:6.0f} MB peak  {run.size:5.2f} MB file"
        )
    print(f"seconds a page, briefing ÷ LongTable: {ratio:.2f} (limit {LIMIT}){'' if ratio <= LIMIT else '  MISSED'}")


if __name__ == "__main__":
    main()
