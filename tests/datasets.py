"""Data sets of quite different shapes, written as files: what a generic template has to cope with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

CONFIG = "audience: leadership\n"


def write(root: Path, name: str, described: str, **tables: Iterable[Sequence[object]]) -> Path:
    """Write a workspace with one data set of CSV tables, the first row of each being its heading."""
    folder = root / "data" / name
    folder.mkdir(parents=True, exist_ok=True)
    (root / "briefing.yaml").write_text(CONFIG, encoding="utf-8")
    (folder / "dataset.yaml").write_text(described, encoding="utf-8")
    for table, rows in tables.items():
        lines = [",".join("" if cell is None else str(cell) for cell in row) for row in rows]
        (folder / f"{table}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return root


def single(root: Path) -> Path:
    """One theme with one number."""
    return write(
        root,
        "single",
        "id: single\ntitle: 一个数\nsynthetic: true\nthemes: [{id: green, name: 绿色发展}]\n",
        indicators=[("id", "name", "theme", "unit"), ("forest", "森林覆盖率", "green", "%")],
        observations=[("indicator", "period", "value"), ("forest", "2024", "48.2")],
    )


def monthly(root: Path) -> Path:
    """Twenty-four months of twelve sectors, as twelve indicators of one unit."""
    sectors = ("电力", "钢铁", "石化", "汽车", "电子", "医药", "纺织", "食品", "建材", "机械", "家具", "造纸")
    months = [f"{year}-{month:02d}" for year in (2023, 2024) for month in range(1, 13)]
    values = [
        (f"s{i}", month, round(100 + 10 * i + (i - 5) * n * 0.3 + (n * (i + 3)) % 7, 1))
        for i in range(12)
        for n, month in enumerate(months)
    ]
    return write(
        root,
        "monthly",
        "id: monthly\ntitle: 行业用电月报\nsynthetic: true\ndefault_period: 2024-12\n"
        "themes: [{id: power, name: 用电}]\n",
        indicators=[
            ("id", "name", "theme", "unit", "kind"),
            *((f"s{i}", f"{name}用电量", "power", "万千瓦时", "flow") for i, name in enumerate(sectors)),
        ],
        observations=[("indicator", "period", "value"), *values],
    )


def countries(root: Path, count: int = 142) -> Path:
    """Many entities with three indicators over twelve years, in raw precision; no first entity that is the whole."""
    years = range(1952, 2008, 5)
    rows: list[tuple[object, ...]] = []
    for i in range(count):
        for n, year in enumerate(years):
            rows.append(("life", f"c{i}", year, round(40 + i * 0.2 + n * 1.7 + (i % 5) * 0.333, 3)))
            rows.append(("people", f"c{i}", year, 1_000_000 + i * 812_345 + n * 123_456))
            rows.append(("income", f"c{i}", year, round(500.123456 + i * 250.5 * (1 + n / 10), 6)))
    entities = ", ".join(f"{{id: c{i}, name: Country {i}}}" for i in range(count))
    return write(
        root,
        "world",
        "id: world\ntitle: Countries\nsynthetic: true\n"
        f"themes: [{{id: people, name: 人口与寿命}}, {{id: money, name: 收入}}]\nentities: [{entities}]\n",
        indicators=[
            ("id", "name", "theme", "unit", "kind"),
            ("life", "预期寿命", "people", "岁", "level"),
            ("people", "人口", "people", "人", "level"),
            ("income", "人均收入", "money", "美元", "level"),
        ],
        observations=[("indicator", "entity", "period", "value"), *rows],
    )


def targets(root: Path) -> Path:
    """A district with its towns: targets met, late and missed, projects due, a turn of sign, missing values."""
    entities = "[{id: all, name: 全区}, {id: a, name: 甲镇}, {id: b, name: 乙镇}, {id: c, name: 丙街道}]"
    shares = {"all": 1.0, "a": 0.5, "b": 0.3, "c": 0.2}
    rows: list[tuple[object, ...]] = []
    for entity, share in shares.items():
        for year, total in ((2023, 800), (2024, 950)):
            rows.append(("invest", entity, f"{year}-01..{year}-09", round(total * share, 1), "", ""))
    rows += [
        ("profit", "all", "2023-01..2023-09", -12.5, "", ""),
        ("profit", "all", "2024-01..2024-09", 8.4, "", "preliminary"),
        ("air", "all", "2024-01..2024-09", 71, -3.2, ""),
        ("parks", "all", "2024", 12, "", ""),
        ("parks", "all", "2023", 5, "", ""),
    ]
    return write(
        root,
        "targets",
        f"id: targets\ntitle: 目标进度\nsynthetic: true\nas_of: 2024-10-15\ndefault_period: 2024-01..2024-09\n"
        f"organization: 区发改局\nthemes: [{{id: economy, name: 经济, color: '#1F6FB5'}}, {{id: green, name: 绿色}}]\n"
        f"entities: {entities}\n",
        indicators=[
            ("id", "name", "theme", "unit", "kind", "target", "target_period", "direction"),
            ("invest", "固定资产投资", "economy", "亿元", "flow", 1500, 2024, ""),
            ("profit", "企业利润", "economy", "亿元", "flow", "", "", ""),
            ("air", "PM2.5浓度", "green", "微克/立方米", "level", 60, 2024, "lower"),
            ("parks", "新建公园", "green", "个", "count", 10, 2024, ""),
        ],
        observations=[("indicator", "entity", "period", "value", "growth", "status"), *rows],
        projects=[
            ("id", "theme", "name", "status", "progress", "planned_finish", "department", "investment", "unit"),
            ("p1", "economy", "一号产业园", "delayed", 40, "2024-06", "招商局", 12.5, "亿元"),
            ("p2", "economy", "二号产业园", "in_progress", 75, "2024-12", "招商局", 8, "亿元"),
            ("p3", "green", "滨河绿道", "completed", 100, "2024-03", "园林局", 1.2, "亿元"),
        ],
        milestones=[("project", "name", "planned", "actual", "days"), ("p1", "封顶", "2024-05", "", "")],
    )


SHAPES = {"single": single, "monthly": monthly, "countries": countries, "targets": targets}
