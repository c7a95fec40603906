"""A small good data set, written as CSV files or as a workbook; tests change one thing and look at what is said."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from briefing.errors import Problem
from briefing.model.dataset import Dataset
from briefing.sources import check, load

Cell = str | int | float | date | None
Rows = list[list[Cell]]

YAML = """\
id: x
title: 三年行动总结
region: 江北区
entities:
  - {id: jiangbei, name: 江北区}
  - {id: haishu, name: 海曙区}
themes:
  - {id: industry, name: 产业攻坚, short: 产业, color: "#B06A00"}
  - {id: science-x, name: 科技攻坚, short: 科技}
"""
INDICATORS: Rows = [
    ["id", "name", "theme", "unit"],
    ["output", "规上工业产值", "industry", "亿元"],
    ["rd_rank", "研发位次", "科技", "位"],
    ["coverage", "覆盖率", "科技攻坚", "%"],
]
OBSERVATIONS: Rows = [
    ["indicator", "period", "value", "entity"],
    ["output", "2017", 681.4, "jiangbei"],
    ["output", "2019", 843.8, "江北区"],
    ["研发位次", "2019", 6, ""],
]


@dataclass
class Files:
    """The files of the data set `x`; `tables` are written as CSV, or as sheets where `as_workbook` is called."""

    root: Path
    yaml: str = YAML
    tables: dict[str, Rows] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        return self.root / "data" / "x"

    def write(self, name: str, data: bytes | str) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_bytes(data.encode() if isinstance(data, str) else data)

    def as_csv(self, encoding: str = "utf-8") -> Files:
        self.write("dataset.yaml", self.yaml)
        for name, rows in self.tables.items():
            self.write(f"{name}.csv", csv_bytes(rows, encoding))
        return self

    def as_workbook(self, change: Callable[..., None] | None = None) -> Files:
        """Write the tables as sheets; `change` may then touch the openpyxl workbook."""
        from openpyxl import Workbook

        self.write("dataset.yaml", self.yaml)
        book = Workbook()
        for name, rows in self.tables.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        book.remove(book.worksheets[0])
        if change:
            change(book)
        book.save(self.folder / "data.xlsx")
        return self

    def load(self) -> Dataset:
        return load(self.folder, self.root)

    def problems(self) -> list[Problem]:
        return list(check(self.folder, self.root)[1])

    def said(self) -> list[str]:
        return [str(problem) for problem in self.problems()]

    def places(self) -> list[str]:
        return [problem.where for problem in self.problems()]


def csv_bytes(rows: Rows, encoding: str = "utf-8") -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue().encode(encoding)


def good(root: Path) -> Files:
    """Return the good data set, not yet written."""
    return Files(
        root, tables={"indicators": [[*row] for row in INDICATORS], "observations": [[*r] for r in OBSERVATIONS]}
    )
