"""`python -m tests.demo_monthly` writes the tables of data/demo-monthly anew; dataset.yaml is kept by hand."""

from __future__ import annotations

from pathlib import Path

from tests.demo_monthly.tables import tables

FOLDER = Path(__file__).resolve().parents[2] / "data" / "demo-monthly"

if __name__ == "__main__":
    for name, text in tables().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
        print(FOLDER / name)
