"""A workspace with a total of three parts and a template that prints what a test asks for."""

from __future__ import annotations

from pathlib import Path

from briefing.build.job import Job, prepare
from briefing.build.workspace import find
from briefing.compose import compose
from briefing.document import Document
from tests.datasets import write

NAMES = ("gdp", "farm", "plant", "trade")
NOTE = "部分数据因四舍五入的原因，存在总计与分项合计不等的情况。"
ALL = "全区生产总值{{ gdp | value }}，其中{{ farm | value }}、{{ plant | value }}、{{ trade | value }}。"
TOTALS = "rules: {totals: [{total: gdp, parts: [farm, plant, trade]}]}\n"


def workspace(
    root: Path, *values: str, blocks: str = "", head: str = "", totals: str = TOTALS, precision: str = "0"
) -> Path:
    """Write values of 2020 of the total and its parts, and the template `mine` with a paragraph or other blocks."""
    given = values or ("100.0", "33.4", "33.3", "33.3")
    titles = ("生产总值", "第一产业", "第二产业", "第三产业")
    write(
        root,
        "sums",
        f"title: 合计\nsynthetic: true\nthemes: [{{id: economy, name: 经济}}]\n{totals}",
        indicators=[
            ("id", "name", "theme", "unit", "precision"),
            *((name, title, "economy", "亿元", precision) for name, title in zip(NAMES, titles, strict=True)),
        ],
        observations=[
            ("indicator", "period", "value"),
            *((name, "2020", value) for name, value in zip(NAMES, given, strict=False)),
        ],
    )
    folder = root / "templates" / "mine"
    folder.mkdir(parents=True)
    body = blocks or f"said: {{kind: paragraph, text: '{ALL}'}}"
    (folder / "template.yaml").write_text(
        f"name: 测试\n{head}chapters: {{a: {{pages: {{b: {{label: 总体, headline: 情况, blocks: {{{body}}}}}}}}}}}\n",
        encoding="utf-8",
    )
    return root


def composed(root: Path, audience: str = "mine", language: str | None = None) -> Document:
    ready = prepare(find(root), Job(audience=audience, language=language))
    return compose(ready.loaded, ready.dataset, ready.period)
