"""A made-up district with its towns, in Chinese with English names: targets, lights, ranks, projects, honours."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

from tests.datasets import write

TEMPLATES = Path(__file__).parent
DESCRIBED = """\
title: 江湾区2024年1—9月工作简报
title_en: Riverside District Briefing
region: 全区
organization: 江湾区政府办公室
organization_en: Riverside District Government Office
source: 江湾区统计局
source_en: Riverside District Bureau of Statistics
synthetic: true
as_of: 2024-09-30
default_period: 2024-01..2024-09
themes:
  - {id: economy, name: 经济, name_en: Economy, color: "#B06A00"}
  - {id: living, name: 民生, name_en: Living, color: "#2E7D5B"}
  - {id: secret, name: 没有英文的主题}
entities:
  - {id: all, name: 全区, name_en: Riverside District}
  - {id: a, name: 甲镇, name_en: Town A}
  - {id: b, name: 乙镇, name_en: Town B}
  - {id: c, name: 丙街道, name_en: Town C}
  - {id: d, name: 丁街道}
"""
SHARES = {"all": 1.0, "a": 0.5, "b": 0.3, "c": 0.2}
INDICATORS = (
    ("id", "name", "name_en", "theme", "unit", "direction", "kind", "baseline", "target", "target_period", "unit_en",
     "definition", "definition_en"),
    ("invest", "固定资产投资", "Investment", "economy", "亿元", "higher", "flow", "", "1500", "2024", "",
     "口径", "Projects of 5 million yuan or more"),
    ("output", "工业产值", "Industrial output", "economy", "亿元", "higher", "flow", "", "700", "2024", "", "", ""),
    ("profit", "利润总额", "Profits", "economy", "亿元", "higher", "flow", "", "", "", "", "", ""),
    ("trips", "游客", "Visitors", "economy", "万人次", "higher", "flow", "", "", "", "visitors", "", ""),
    ("firms", "新增企业", "New firms", "economy", "家", "higher", "count", "", "40", "2024", "firms", "", ""),
    ("air", "细颗粒物", "PM2.5 concentration", "living", "微克/立方米", "lower", "level", "", "30", "2024", "", "", ""),
    ("rank", "满意度全市位次", "City rank of satisfaction", "living", "位", "lower", "rank", "", "", "", "", "", ""),
    ("cover", "参保率", "Insurance coverage", "living", "%", "higher", "rate", "", "", "", "", "", ""),
    ("green", "绿地率", "Green space share", "living", "%", "higher", "rate", "", "", "", "", "", ""),
    ("hidden", "只有中文名", "", "living", "%", "higher", "rate", "", "", "", "", "", ""),
    ("odd", "单位生僻", "Odd unit", "living", "甪", "higher", "level", "", "", "", "", "", ""),
)  # fmt: skip
NINE, BEFORE = "2024-01..2024-09", "2023-01..2023-09"


def _observations() -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = [
        ("indicator", "entity", "period", "value", "growth", "rank", "qualifier", "status")
    ]
    for entity, share in SHARES.items():
        totals = [("invest", BEFORE, 950), ("invest", NINE, 1140), ("output", BEFORE, 380), ("output", NINE, 410)]
        totals += [("output", str(year), 400 + 45 * (year - 2019)) for year in range(2019, 2024)]
        rows += [(id_, entity, period, round(total * share, 1), "", "", "", "") for id_, period, total in totals]
    return [
        *rows,
        ("profit", "all", BEFORE, -12.5, "", "", "", ""),
        ("profit", "all", NINE, 8.4, "", "", "", "preliminary"),
        ("trips", "all", BEFORE, 40.2, "", "", "", ""),
        ("trips", "all", NINE, 96.5, "", "", "超", ""),
        ("firms", "all", NINE, 1, "", "", "", ""),
        ("air", "all", BEFORE, 33, "", "", "", ""),
        ("air", "all", NINE, 36, "", "", "", ""),
        ("rank", "all", BEFORE, 37, "", "", "", ""),
        ("rank", "all", NINE, 2, "", "", "", ""),
        ("cover", "all", BEFORE, 98.1, "", "", "", ""),
        ("cover", "all", NINE, 98.4, "", "", "", ""),
        ("green", "all", BEFORE, 38.1, "", "", "", ""),
        ("green", "all", NINE, 38.1, "", "3", "", ""),
        ("hidden", "all", NINE, 12, "", "", "", ""),
        ("odd", "all", NINE, 12, "", "", "", ""),
        ("invest", "d", NINE, 12, "", "", "", ""),
    ]


def workspace(root: Path) -> Path:
    """Write the workspace with this data set and the template `public`."""
    write(
        root,
        "riverside",
        DESCRIBED,
        indicators=INDICATORS,
        observations=_observations(),
        projects=[
            ("id", "theme", "name", "name_en", "status", "investment", "unit", "progress", "start", "planned_finish",
             "actual_finish", "department"),
            ("bridge", "economy", "大桥", "River bridge", "in_progress", "12.5", "亿元", 60, "2023-03",
             "2024-12", "", "交通局"),
            ("park", "living", "公园", "Riverside Park", "delayed", "8000", "万元", 40, "2023-06-15", "2024-06",
             "", ""),
            ("school", "living", "学校", "New school", "completed", "", "", 100, "2023-01", "2024-09",
             "2024-08-20", ""),
            ("nameless", "living", "没有英文名的项目", "", "planned", "", "", "", "", "", "", ""),
        ],
        milestones=[
            ("project", "name", "name_en", "planned", "actual", "days", "note", "note_en"),
            ("bridge", "开工", "Start", "2023-03", "2023-03", "", "半年", "half a year"),
            ("bridge", "封顶", "Deck closed", "2024-05", "", "49", "", ""),
            ("bridge", "通车", "Opening", "2024-12", "", "1", "", ""),
        ],
        highlights=[
            ("theme", "text", "text_en", "level", "kind", "date"),
            ("living", "全国试点", "Chosen for a national pilot of home care", "national", "pilot", "2024-05-01"),
            ("economy", "全省首创", "First “one-day” permit – the province’s fastest…", "provincial", "first", "2024"),
            ("economy", "没有英文的亮点", "", "city", "honour", ""),
        ],
    )  # fmt: skip
    for audience in ("public", "charts"):
        copytree(TEMPLATES / audience, root / "templates" / audience)
    (root / "briefing.yaml").write_text("audience: public\nsystem_fonts: false\n", encoding="utf-8")
    return root
