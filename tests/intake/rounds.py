"""A small data set that departments report to, and people who fill in its forms as people do."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from briefing.intake.collect import files
from briefing.intake.issue import Asked, issue
from briefing.intake.merge import Merged, Merging, merge
from briefing.intake.paper import MARK, SIGN_KEY
from briefing.model.dataset import Dataset
from briefing.model.period import Period
from briefing.sources import load
from tests.datasets import write

NOW = datetime(2021, 1, 5, 9, 30, tzinfo=UTC)
YAML = """\
id: town
title: 江湾镇月报（示例）
region: 江湾镇
organization: 镇党政办
synthetic: true
default_period: 2020-01
themes:
  - {id: industry, name: 产业争先}
  - {id: livelihood, name: 民生争优, department: 民政办}
"""
INDICATORS: list[tuple[object, ...]] = [
    ("id", "name", "theme", "unit", "kind", "department", "definition", "frequency"),
    ("output", "规上工业产值", "industry", "亿元", "flow", "经发办", "规模以上工业企业", "month"),
    ("rd_rank", "研发投入位次", "industry", "位", "rank", "经发办", "", "month"),
    ("satisfaction", "群众满意率", "livelihood", "%", "rate", "", "电话访问", "month"),
    ("households", "改造受益户数", "livelihood", "户", "count", "", "", "month"),
    ("visitors", "游客人数", "industry", "万人次", "flow", "文旅办", "", "month"),
]
OBSERVATIONS: list[tuple[object, ...]] = [
    ("indicator", "period", "value", "growth", "rank", "status", "x_memo"),
    ("output", "2019-12", "20.0", "5.1", "", "", "老数"),
    ("rd_rank", "2019-12", "6", "", "", "", ""),
    ("satisfaction", "2019-12", "96.1", "", "3", "", ""),
    ("households", "2019-12", "100", "", "", "", ""),
    ("visitors", "2019-12", "8.5", "", "", "", ""),
]
PROJECTS: list[tuple[object, ...]] = [
    ("id", "theme", "name", "department", "status", "progress", "planned_finish", "actual_finish"),
    ("road", "industry", "滨江路改造", "经发办", "in_progress", "40", "2020-12", ""),
    ("hall", "livelihood", "便民大厅", "民政办", "completed", "100", "2019-06", "2019-06-30"),
]
Fill = Mapping[str, Mapping[str, object]]


@dataclass
class Round:
    """A workspace with the data set, and folders for forms that go out and come back."""

    root: Path
    name: str = "town"
    by: str = "王分析"
    tables: dict[str, Sequence[Sequence[object]]] = field(
        default_factory=lambda: {"indicators": INDICATORS, "observations": OBSERVATIONS, "projects": PROJECTS}
    )

    def set_up(self) -> Round:
        write(self.root, self.name, YAML, **self.tables)
        return self

    @property
    def folder(self) -> Path:
        return self.root / "data" / self.name

    def back(self, period: str = "2020-01") -> Path:
        made = self.root / "back" / period
        made.mkdir(parents=True, exist_ok=True)
        return made

    def issue(self, period: str = "2020-01", department: str | None = None, **more: Any) -> dict[str, Path]:
        asked = Asked(Period.parse(period), department, **more)
        return dict(issue(self.folder, self.root, asked, self.root / "out", NOW).files)

    def merge(self, folder: Path | None = None, *accept: str, **more: Any) -> Merged:
        found, notices = files(folder or self.back(), more.pop("leave", ()))
        period = more.pop("period", None)
        merging = Merging(
            Period.parse(period) if period else None, accept, self.by, more.pop("now", NOW), more.pop("prefer", ())
        )
        return merge(self.folder, self.root, found, merging, notices)

    def load(self) -> Dataset:
        return load(self.folder, self.root)

    def value(self, indicator: str, period: str = "2020-01") -> str | None:
        dataset = self.load()
        rows = dataset.series(indicator, dataset.default_entity)
        found = next((row for row in rows if row.period == Period.parse(period)), None)
        return None if found is None or found.value is None else format(found.value, "f")


def fill(form: Path, to: Path, cells: Fill, by: str = "张三", change: Callable[[Workbook], None] | None = None) -> Path:
    """Fill in a form as a person does in a spreadsheet: `cells` maps a row's first id to values by column."""
    book = load_workbook(form)
    for sheet in book.worksheets:
        if not str(sheet["A3"].value).startswith(MARK):
            continue
        columns = {str(cell.value): cell.column for cell in sheet[3] if cell.value}
        for row in sheet.iter_rows(min_row=5):
            key = str(row[0].value or "")
            if key == SIGN_KEY and by:
                first = min(c.column for c in row if c.value == "填报人：")
                sheet.cell(row[0].row or 0, first + 1).value = by
            for column, value in cells.get(key.partition("|")[0], {}).items():
                if key.partition("|")[0] in cells and column in columns:
                    sheet.cell(row[0].row or 0, columns[column]).value = value  # type: ignore[assignment]  # wrong ones too
    if change:
        change(book)
    to.parent.mkdir(parents=True, exist_ok=True)
    book.save(to)
    return to


def sheet_of(book: Workbook, title: str = "指标数据") -> Any:
    return book[title]


def saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def found(done: Merged) -> list[tuple[str, str, str]]:
    """Return the items that ask for something, as rule, weight and subject."""
    return [(item.rule, item.weight, item.subject) for item in done.items if item.weight != "note"]
