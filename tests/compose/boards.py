"""A small data set for boards: a district with four towns, targets, projects late and on time, and due steps."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.datasets import write

TOWNS = ("甲镇", "乙镇", "丙街道", "丁街道")
THEMES = "[{id: economy, name: 产业攻坚, color: '#1F6FB5'}, {id: green, name: 城乡攻坚}]"
INDICATORS = (
    ("id", "name", "theme", "unit", "kind", "target", "target_period", "direction", "department"),
    ("invest", "固定资产投资", "economy", "亿元", "flow", 1500, 2024, "", "发改局"),
    ("served", "群众满意率", "economy", "%", "rate", 95, 2024, "", "民政局"),
    ("sorted", "垃圾分类达标率", "green", "%", "rate", 90, 2024, "", "执法局"),
    ("air", "PM2.5浓度", "green", "微克/立方米", "level", 60, 2024, "lower", "环境局"),
)
PROJECTS = (
    ("id", "theme", "name", "status", "progress", "start", "planned_finish", "actual_finish", "department",
     "investment", "unit", "entity"),
    ("p1", "economy", "一号产业园", "in_progress", 40, "2023-01", "2024-06", "", "招商局", 12.5, "亿元", "a"),
    ("p2", "economy", "二号产业园", "in_progress", 75, "2024-01", "2024-12", "", "招商局", 8, "亿元", "b"),
    ("p3", "green", "滨河绿道", "completed", 100, "2023-03", "2024-03", "2024-02-20", "园林局", 1.2, "亿元", "a"),
    ("p4", "green", "湿地公园", "planned", "", "2025-01", "2026-12", "", "", "", "", ""),
    ("p5", "green", "污水厂", "delayed", 20, "", "", "", "水利局", 3, "亿元", "c"),
)  # fmt: skip
STEPS = (
    ("project", "name", "planned", "actual"),
    ("p1", "封顶", "2024-05", ""),
    ("p2", "验收", "2024-11-10", ""),
    ("p2", "桩基", "2024-03", "2024-03"),
)


def boards(root: Path, template: str, *, gaps: Sequence[str] = (), rules: str = "") -> Path:
    """Write the workspace with one template; `gaps` are entities without the last satisfaction, `rules`
    further lines of the description."""
    rows: list[tuple[object, ...]] = [("indicator", "entity", "period", "value")]
    for period, shares in (("2023-01..2023-09", (400, 250, 150, 50)), ("2024-01..2024-09", (500, 200, 200, 50))):
        rows += [("invest", entity, period, share) for entity, share in zip("abcd", shares, strict=True)]
        rows.append(("invest", "all", period, sum(shares)))
    for period, values in (("2024-08", (97, 96, 95, 92)), ("2024-09", (94, 97, 94, 80))):
        rows += [("served", e, period, v) for e, v in zip("abcd", values, strict=True) if (period, e) not in
                 {("2024-09", gap) for gap in gaps}]  # fmt: skip
        rows.append(("served", "all", period, 92))
    rows += [("sorted", e, "2024-09", v) for e, v in zip(("all", *"abcd"), (85, 91, 88, 70, 89), strict=True)]
    rows.append(("air", "all", "2024-09", 71))
    entities = "[{id: all, name: 全区}, " + ", ".join(
        f"{{id: {id_}, name: {name}}}" for id_, name in zip("abcd", TOWNS, strict=True)
    )
    described = (
        "id: demo\ntitle: 推进会\nsynthetic: true\nas_of: 2024-10-15\ndefault_period: 2024-01..2024-09\n"
        f"organization: 区督查室\nthemes: {THEMES}\nentities: {entities}]\n{rules}"
    )
    folder = root / "templates" / "board"
    folder.mkdir(parents=True)
    (folder / "template.yaml").write_text(template, encoding="utf-8")
    return write(
        root, "demo", described,
        indicators=INDICATORS, observations=rows, projects=PROJECTS, milestones=STEPS,
    )  # fmt: skip
