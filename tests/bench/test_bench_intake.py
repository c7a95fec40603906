"""The benchmark of reading reads the same rows both ways, and says what it could not measure."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_both_sides_read_the_same_rows_and_each_step_is_told() -> None:
    command = [sys.executable, "bench/intake.py", "--rows", "20000", "--runs", "1", "--form", "csv", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    (race,) = json.loads(done.stdout)["races"]
    assert race["failed"] == ""
    assert set(race["yardstick"][0]["steps"]) == {"read", "pct_change"}
    steps = race["measured"][0]["steps"]
    assert (set(steps), steps["rows"]) == ({"rows", "load", "examine", "measure"}, 20_000)
    assert race["memory_ratio"] > 0
