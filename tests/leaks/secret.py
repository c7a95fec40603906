"""A workspace with something to hide: every table, every visibility, withheld fields, rounded values. All invented.

What must not be found is written out here beside where it stands, so that a search can be held against it.
"""

from __future__ import annotations

import json
from pathlib import Path

from tests.datasets import write

ROWS = {
    "48213.77": "an internal indicator",
    "40111.19": "an internal indicator, the year before",
    "7391.537": "a leaders' indicator",
    "66123.25": "an indicator that the template withholds by name",
    "3187.916": "an internal value of one town",
    "2718.2818": "an internal value of an earlier year",
    "7392": "the leaders' indicator as it is printed",
    "3188": "the value of that town as it is printed",
    "2718": "the value of that year as it is printed",
    "涉密档案总数": "the name of an internal indicator",
    "领导专项经费": "the name of a leaders' indicator",
    "留存底稿份数": "the name of an indicator that is withheld by name",
    "玄武地下工程": "the name of an internal project",
    "5566.778": "the investment of an internal project",
    "密封验收节点": "a milestone of an internal project",
    "4473": "the days of that milestone",
    "摘得内部嘉奖令": "an internal highlight",
    "内情通报": "where an internal row was published",
}
FIELDS = {
    "9173.25": "a target that is withheld",
    "隐名统计处": "the department of an indicator",
    "37.619": "a published growth rate",
    "7457": "a published rank",
    "9193": "of how many",
    "隐名开发署": "the department of a project",
    "8642.135": "the investment of a project",
    "63.527": "the progress of a project",
    "2031年11月": "when a project is to be finished",
    "2031-11": "the same as it was written",
    "暗访获知": "the note of a milestone",
    "按在地原则统计": "the definition of an indicator",
}
EXACT = {
    "51274.683": "a value that is handed over as 51000",
    "51275": "the same as it is printed",
    "49112.764": "a value that is handed over as 49000",
    "49113": "the same as it is printed",
    "4.4%": "the growth rate of the two; worked out from 49000 and 51000 it would be 4.1 %",
}
ENGLISH = {
    "Classified files": "the English name of an internal indicator",
    "Special funds": "that of a leaders' indicator",
    "Drafts retained": "that of an indicator that is withheld by name",
    "Underground works": "that of an internal project",
    "Sealed acceptance": "that of a milestone of it",
    "Commended in private": "an internal highlight in English",
    "counted where it is made": "the definition of an indicator in English",
    "learnt on a secret visit": "the note of a milestone in English",
    "917.325": "a target in the English unit",
    "86.42135": "the investment of a project in the English unit",
    "31.87916": "an internal value of one town in the English unit",
    "48,213.77": "an internal indicator as English prints it",
    "51,275": "a value that is handed over as 51000, as English prints it",
}
SHOWN_IN_ENGLISH = ("Industrial output", "Named a national model", "Riverside Science Park", "51,000", "49,000")
PUBLIC = ("规上工业产值", "8321.64", "获评全国示范区", "滨江科创园", "51000", "49000", "热线办结率")

DESCRIBED = """\
id: secret
title: 分级示例
title_en: Levels of Secrecy
region_en: Sample District
synthetic: true
default_period: 2024
region: 示例区
rules: {sees: {capped: [public]}}
themes: [{id: economy, name: 经济, name_en: Economy}, {id: service, name: 服务, name_en: Services}]
entities:
  - {id: all, name: 全区, name_en: The District}
  - {id: a, name: 甲镇, name_en: Town A}
  - {id: b, name: 乙镇, name_en: Town B}
  - {id: c, name: 丙街道, name_en: Subdistrict C}
"""
INDICATORS = [
    ("id", "name", "theme", "unit", "kind", "target", "target_period", "department", "visibility", "definition",
     "name_en", "definition_en"),
    ("output", "规上工业产值", "economy", "亿元", "flow", 9173.25, 2024, "隐名统计处", "", "按在地原则统计",
     "Industrial output", "counted where it is made"),
    ("invest", "固定资产投资", "economy", "万元", "flow", "", "", "", "", "", "Fixed investment", ""),
    ("shops", "新开门店", "economy", "家", "count", "", "", "", "", "", "New shops", ""),
    ("power", "最高用电负荷", "economy", "兆瓦", "level", "", "", "", "", "", "Peak load", ""),
    ("files", "涉密档案总数", "service", "件", "count", "", "", "", "internal", "只在内部统计",
     "Classified files", "counted within alone"),
    ("funds", "领导专项经费", "service", "万元", "flow", "", "", "", "leaders", "", "Special funds", ""),
    ("drafts", "留存底稿份数", "service", "份", "count", "", "", "", "", "", "Drafts retained", ""),
    ("calls", "热线办结率", "service", "%", "rate", "", "", "", "", "", "Calls settled", ""),
]  # fmt: skip
OBSERVATIONS = [
    ("indicator", "entity", "period", "value", "growth", "rank", "rank_total", "visibility", "source"),
    ("output", "all", 2022, 2718.2818, "", "", "", "internal", "内情通报第3段"),
    ("output", "all", 2023, 7654.21, "", "", "", "", ""),
    ("output", "all", 2024, 8321.64, 37.619, 7457, 9193, "", ""),
    ("invest", "all", 2024, 9871.5, "", "", "", "", ""),
    ("invest", "a", 2024, 4012.3, "", "", "", "", ""),
    ("invest", "b", 2024, 3187.916, "", "", "", "internal", ""),
    ("invest", "c", 2024, 2671.3, "", "", "", "", ""),
    ("shops", "a", 2024, 412, "", "", "", "", ""),
    ("shops", "b", 2024, 377, "", "", "", "", ""),
    ("shops", "c", 2024, 291, "", "", "", "", ""),
    ("power", "all", 2023, 49112.764, "", "", "", "", ""),
    ("power", "all", 2024, 51274.683, "", "", "", "", ""),
    ("files", "all", 2023, 40111.19, "", "", "", "", ""),
    ("files", "all", 2024, 48213.77, "", "", "", "", ""),
    ("funds", "all", 2024, 7391.537, "", "", "", "", ""),
    ("drafts", "all", 2024, 66123.25, "", "", "", "", ""),
    ("calls", "all", 2024, 98.7, "", "", "", "", ""),
]
PROJECTS = [
    (
        "id",
        "theme",
        "name",
        "department",
        "status",
        "progress",
        "investment",
        "unit",
        "planned_finish",
        "visibility",
        "name_en",
    ),
    (
        "park",
        "economy",
        "滨江科创园",
        "隐名开发署",
        "in_progress",
        63.527,
        8642.135,
        "万元",
        "2031-11",
        "",
        "Riverside Science Park",
    ),
    ("under", "economy", "玄武地下工程", "", "in_progress", "", 5566.778, "万元", "", "internal", "Underground works"),
]
MILESTONES = [
    ("project", "name", "planned", "actual", "days", "note", "name_en", "note_en"),
    ("park", "公开开工", "", "2023-03", 33, "", "Groundbreaking", ""),
    ("park", "公开验收", "", "", "", "暗访获知后半年", "Open acceptance", "learnt on a secret visit"),
    ("park", "公开封顶", "", "2024-03", 44, "", "Topping out", ""),
    ("under", "密封验收节点", "", "2024-05", 4473, "", "Sealed acceptance", ""),
]
HIGHLIGHTS = [
    ("theme", "text", "level", "kind", "date", "visibility", "text_en"),
    ("service", "获评全国示范区", "national", "honour", "2024", "", "Named a national model"),
    ("service", "摘得内部嘉奖令", "district", "honour", "2024", "internal", "Commended in private"),
]
OPEN = """\
policy:
  sees: [public]
  withhold:
    indicators: [target, department, definition]
    observations: [growth, rank]
    projects: [department, investment, progress, planned_finish]
    milestones: [note]
  withhold_indicators: [drafts]
  round: {power: -3}
"""
ALL = "policy: {sees: [public, internal, leaders]}\n"
PAGES = """\
cover: {title: "{{ dataset.title }}", kicker: "{{ period.label }}"}
chapters:
  overview:
    pages:
      summary:
        blocks:
          words: {kind: paragraph, text: "产值{{ output | value }}，{{ output | change }}；负荷{{ power | change }}。"}
          tiles: {kind: key_figures, pick: themes, layout: tiles, limit: 12}
          points: {kind: bullets, limit: 20}
        notes:
          - "产值{{ output | value }}。"
          - "{% for p in projects %}{{ p.name }}{{ p.department }}{{ p.planned_finish }}；{% endfor %}"
          - "{% for h in highlights %}{{ h.text }}；{% endfor %}"
  themes:
    for_each: theme
    pages:
      main:
        blocks:
          cards: {kind: key_figures, limit: 12}
          chart: {kind: chart}
      more: {label: 指标, blocks: {table: {kind: table, of: indicators}}}
      league: {label: 位次, blocks: {table: {kind: table, of: league}}}
      board: {label: 项目, blocks: {table: {kind: table, of: projects}}}
      means: {label: 口径, blocks: {table: {kind: table, of: definitions}}}
  drawn:
    pages:
      bars: {label: 各镇, blocks: {chart: {kind: chart, chart: bar, indicators: [invest]}}}
      share: {label: 占比, blocks: {chart: {kind: chart, chart: share, indicators: [shops]}}}
      course:
        label: 负荷
        blocks: {chart: {kind: chart, chart: column, indicators: [power], annotate: [difference, growth]}}
      steps: {label: 节点, blocks: {chart: {kind: chart, of: milestones}}}
      lights: {label: 灯, blocks: {chart: {kind: chart, chart: heat, indicators: [power, calls]}}}
      plan: {label: 工期, blocks: {chart: {kind: chart, chart: gantt, of: projects}}}
      own: {label: 自绘, blocks: {chart: {kind: chart, chart: custom, spec: own.vl.json}}}
      called: {label: 函数, blocks: {chart: {kind: chart, chart: custom, function: "own.py:everything", alt: 全部数据}}}
  honours: {pages: {table: {label: 荣誉, blocks: {table: {kind: table, of: highlights}}}}}
  appendix: {pages: {all: {label: 附录, appendix: true, blocks: {table: {kind: table, of: figures}}}}}
"""
ENGLISH_PAGES = """\
chapters:
  overview:
    pages:
      summary:
        blocks: {words: {text: "Output was {{ output | value }}; the load {{ power | change }}."}}
        notes:
          - "Output was {{ output | value }}."
          - "{% for p in projects %}{{ p.name }}, {{ p.planned_finish }}; {% endfor %}"
          - "{% for h in highlights %}{{ h.text }}; {% endfor %}"
  themes:
    pages:
      more: {label: Indicators}
      league: {label: League}
      board: {label: Projects}
      means: {label: Definitions}
  drawn:
    pages:
      bars: {label: Towns}
      share: {label: Shares}
      course: {label: Load}
      steps: {label: Milestones}
      lights: {label: Lights}
      plan: {label: Schedule}
      own: {label: Own, blocks: {chart: {spec: own.en.vl.json}}}
      called: {label: Called, blocks: {chart: {alt: All data}}}
  honours: {pages: {table: {label: Honours}}}
  appendix: {pages: {all: {label: Appendix}}}
"""
SPEC = {
    "title": "全部数值",
    "description": "全部数值。",
    "data": {"name": "observations"},
    "layer": [
        {"mark": "bar"},
        {"mark": {"type": "text"}, "encoding": {"text": {"field": "text"}}},
        {"data": {"name": "projects"}, "mark": "text", "encoding": {"text": {"field": "name"}}},
    ],
    "encoding": {"x": {"field": "name", "type": "nominal"}, "y": {"field": "value", "type": "quantitative"}},
}
FUNCTION = """\
def everything(data):
    tables = [(name, key, value) for name, table in data.items() for row in table for key, value in row.items()]
    rows = [{"words": f"{name} {key}={value}"} for name, key, value in tables]
    y = {"field": "words", "type": "nominal", "axis": None}
    text = {"mark": "text", "encoding": {"text": {"field": "words"}, "y": y}}
    return {"data": {"values": rows}, "hconcat": [text | {"width": 300}, {"mark": "rule", "encoding": {"y": y}}]}
"""


def workspace(root: Path, **policies: str) -> Path:
    """Write the workspace, with a template of the same pages for each policy: `open` and `everyone`, or as given."""
    write(
        root, "secret", DESCRIBED, indicators=INDICATORS, observations=OBSERVATIONS, projects=PROJECTS,
        milestones=MILESTONES, highlights=HIGHLIGHTS,
    )  # fmt: skip
    (root / "briefing.yaml").write_text("dataset: secret\naudience: open\ntrusted_python: true\n", encoding="utf-8")
    for name, policy in (policies or {"open": OPEN, "everyone": ALL}).items():
        folder = root / "templates" / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "template.yaml").write_text(f"name: {name}\n{policy}{PAGES}", encoding="utf-8")
        (folder / "template.en.yaml").write_text(ENGLISH_PAGES, encoding="utf-8")
        english = SPEC | {"title": "All values", "description": "All values."}
        (folder / "own.en.vl.json").write_text(json.dumps(english), encoding="utf-8")
        (folder / "own.vl.json").write_text(json.dumps(SPEC, ensure_ascii=False), encoding="utf-8")
        (folder / "own.py").write_text(FUNCTION, encoding="utf-8")
    return root
