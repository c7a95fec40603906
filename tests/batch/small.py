"""A workspace of small data sets: one theme with one number each, and a matrix of all of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from briefing.batch.matrix import read
from briefing.batch.model import Item
from briefing.build.workspace import Workspace, find
from tests.datasets import write


def workspace(root: Path, names: Iterable[str] = "abcde") -> Workspace:
    """Write a workspace with a data set of each name."""
    for number, name in enumerate(names):
        write(
            root,
            name,
            f"id: {name}\ntitle: {name.upper()}县\nsynthetic: true\nthemes: [{{id: green, name: 绿色发展}}]\n",
            indicators=[("id", "name", "theme", "unit"), ("forest", "森林覆盖率", "green", "%")],
            observations=[("indicator", "period", "value"), ("forest", "2024", f"{48 + number}.2")],
        )
    settings = "audience: public\nperiod: 2024\nformats: [pptx]\nsystem_fonts: false\n"
    (root / "briefing.yaml").write_text(settings, encoding="utf-8")
    (root / "all.yaml").write_text('datasets: "*"\n', encoding="utf-8")
    return find(root)


def items(here: Workspace) -> tuple[Item, ...]:
    return read(here.root / "all.yaml", here)


def spoil(here: Workspace, name: str) -> None:
    """Put a word where a number should be."""
    table = here.root / "data" / name / "observations.csv"
    table.write_text("indicator,period,value\nforest,2024,很多\n", encoding="utf-8")


def files(folder: Path) -> dict[str, str]:
    """Return the digest of every file below a folder."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}
