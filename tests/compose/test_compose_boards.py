"""Claims about boards, due items, leagues and targets of the data set in `tests/compose/boards.py`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from briefing.blocks import Bullets, Cell, Chart, KeyFigures, Table, figures_of, plain
from briefing.build.job import Job, prepare
from briefing.build.workspace import find
from briefing.compose import compose
from briefing.document import Section
from briefing.errors import ProblemsFound
from briefing.model.policy import Kind
from tests.compose.boards import boards
from tests.datasets import write

PAGE = """\
name: 测试
chapters:
  a:
    pages:
      b:
        label: 总体
        blocks:
          t: {%s}
"""


def page(root: Path, block: str, **about: list[str]) -> Section:
    ready = prepare(find(boards(root, PAGE % block, gaps=about.get("gaps", []))), Job("demo", "board"))
    return compose(ready.loaded, ready.dataset, ready.period).sections[0]


def table(of: Section) -> Table:
    found = of.blocks[0]
    assert isinstance(found, Table)
    return found


def said(cell: Cell) -> str:
    return ("●" if cell.light else "") + plain(cell.text)


def lines(of: Table) -> list[str]:
    return [" ".join(said(cell) for cell in row.cells) for row in of.rows]


def test_a_board_shows_progress_against_pace_with_lights_and_words(tmp_path: Path) -> None:
    found = table(page(tmp_path, "kind: table, of: projects"))
    assert [column.name for column in found.columns] == [
        "项目", "主题", "地区", "牵头单位", "投资", "进度", "计划完成", "进度灯", "状态",
    ]  # fmt: skip
    assert lines(found) == [
        "一号产业园 产业攻坚 甲镇 招商局 12.5亿元 40% 6月 ●红 逾期107天",
        "二号产业园 产业攻坚 乙镇 招商局 8亿元 75% 12月 ●黄 落后4.0个百分点",
        "滨河绿道 城乡攻坚 甲镇 园林局 1.2亿元 100% 3月 ●绿 2月20日建成投用",
        "湿地公园 城乡攻坚 — — — — 2026年12月 — 计划实施",
        "污水厂 城乡攻坚 丙街道 水利局 3亿元 20% — ●红 进度滞后",
    ]
    bars = [cell.progress for cell in (row.cells[5] for row in found.rows)]
    assert [(bar.done, bar.mark) if bar else None for bar in bars] == [
        (0.4, 1.0), (0.75, 0.79), (1.0, None), None, (0.2, None),
    ]  # fmt: skip
    assert "截至2024年10月15日" in found.note


def test_the_headline_of_a_board_counts_its_lights_red_first(tmp_path: Path) -> None:
    words = plain(page(tmp_path, "kind: table, of: projects").headline)
    assert words == "项目5个：2个红灯（逾期1个）、1个黄灯、1个绿灯、1个未亮灯"


@pytest.mark.parametrize(
    ("of", "kind", "words"),
    [
        ("projects", "project", "列出项目5个：2个红灯（逾期1个）、1个黄灯、1个绿灯、1个未亮灯"),
        ("projects, status: [planned]", "project", "所列1个项目：1个计划实施"),
        ("due", "milestone", "列出未来一个月到期1项，逾期2项"),
        ("due, within: 1", "milestone", "列出逾期2项"),
        ("lights", "indicator", "列出4项有目标的指标：2项黄灯、2项红灯"),
    ],
)
def test_where_not_all_rows_are_shown_a_headline_counts_what_is_listed(
    tmp_path: Path, of: str, kind: Kind, words: str
) -> None:
    ready = prepare(find(boards(tmp_path, PAGE % f"kind: table, of: {of}")), Job("demo", "board"))
    gaps = replace(ready.dataset.gaps, partial=frozenset({kind}))
    section = compose(ready.loaded, replace(ready.dataset, gaps=gaps), ready.period).sections[0]
    assert plain(section.headline) == words


@pytest.mark.parametrize(
    ("keys", "names", "headline"),
    [
        ("lights: [red]", ["一号产业园", "污水厂"], "红灯项目2个，其中逾期1个"),
        ("lights: [yellow, green]", ["二号产业园", "滨河绿道"], "项目2个：1个黄灯、1个绿灯"),
        ("sort: light", ["一号产业园", "污水厂", "二号产业园", "滨河绿道", "湿地公园"], None),
        ("sort: finish", ["滨河绿道", "一号产业园", "二号产业园", "湿地公园", "污水厂"], None),
        ("sort: finish, limit: 2", ["滨河绿道", "一号产业园"], None),
    ],
)
def test_a_board_is_filtered_and_sorted_as_asked(
    tmp_path: Path, keys: str, names: list[str], headline: str | None
) -> None:
    found = page(tmp_path, f"kind: table, of: projects, {keys}")
    assert [plain(row.cells[0].text) for row in table(found).rows] == names
    assert headline is None or plain(found.headline) == headline


@pytest.mark.parametrize(
    ("group", "headings"),
    [
        ("department", ["招商局　项目2个，1个红灯，1个黄灯", "园林局　项目1个", "牵头单位未注明　项目1个",
                        "水利局　项目1个，1个红灯"]),
        ("theme", ["产业攻坚　项目2个，1个红灯，1个黄灯", "城乡攻坚　项目3个，1个红灯"]),
        ("entity", ["甲镇　项目2个，1个红灯", "乙镇　项目1个，1个黄灯", "地区未注明　项目1个",
                    "丙街道　项目1个，1个红灯"]),
    ],
)  # fmt: skip
def test_groups_of_a_board_count_their_projects_and_lights(tmp_path: Path, group: str, headings: list[str]) -> None:
    found = table(page(tmp_path, f"kind: table, of: projects, group: {group}"))
    assert [plain(row.cells[0].text) for row in found.rows if row.group] == headings
    assert {"theme": "主题", "department": "牵头单位", "entity": "地区"}[group] not in [c.name for c in found.columns]


def test_due_items_stand_under_overdue_and_coming(tmp_path: Path) -> None:
    found = page(tmp_path, "kind: table, of: due")
    assert plain(found.headline) == "未来一个月到期1项，逾期2项"
    assert lines(table(found)) == [
        "已逾期2项",
        "封顶 一号产业园 招商局 2024年5月 逾期137天",
        "项目完工 一号产业园 招商局 2024年6月 逾期107天",
        "未来一个月到期1项",
        "验收 二号产业园 招商局 2024年11月10日 还有26天",
    ]


def test_one_looks_further_ahead_on_demand(tmp_path: Path) -> None:
    found = page(tmp_path, "kind: table, of: due, within: 90")
    assert plain(found.headline) == "未来90天到期2项，逾期2项"
    assert lines(table(found))[-1] == "项目完工 二号产业园 招商局 2024年12月 还有77天"


def test_a_league_has_moves_ties_lights_and_who_is_missing(tmp_path: Path) -> None:
    found = page(tmp_path, "kind: table, of: league, indicators: [served, sorted]", gaps=["d"])
    assert [column.name for column in table(found).columns] == [
        "位次", "名称", "群众满意率（%）", "变化（环比）", "位次变化（较上月）", "完成目标", "进度灯",
        "垃圾分类达标率（%）",
    ]  # fmt: skip
    assert lines(table(found)) == [
        "1 乙镇 97 +1个百分点 ↑1位 102.1% ●绿 88",
        "并列2 甲镇 94 −3个百分点 ↓1位 98.9% ●黄 91",
        "并列2 丙街道 94 −1个百分点 ↑1位 98.9% ●黄 70",
    ]
    assert table(found).note.startswith("按2024年9月群众满意率排列。无数据、不排位：丁街道。进度灯：")
    assert plain(found.headline) == "乙镇群众满意率居首，达97%，较上月上升1位"


def test_after_a_tie_the_next_rank_is_skipped(tmp_path: Path) -> None:
    found = table(page(tmp_path, "kind: table, of: league, indicators: [served]"))
    assert [plain(row.cells[0].text) for row in found.rows] == ["1", "并列2", "并列2", "4"]


def test_a_target_of_the_whole_district_is_not_held_against_its_towns(tmp_path: Path) -> None:
    found = table(page(tmp_path, "kind: table, of: league, indicators: [invest]"))
    assert "完成目标" not in [column.name for column in found.columns]
    assert lines(found) == [
        "1 甲镇 500 +25.0% 持平",
        "并列2 乙镇 200 −20.0% 持平",
        "并列2 丙街道 200 +33.3% ↑1位",
        "4 丁街道 50 持平 持平",
    ]


def test_the_best_or_the_worst_three_of_a_league_are_stressed(tmp_path: Path) -> None:
    found = table(page(tmp_path, "kind: table, of: league, indicators: [sorted], highlight: worst"))
    strong = [plain(row.cells[1].text) for row in found.rows if row.cells[1].text[0].strong]
    assert strong == ["丁街道", "乙镇", "丙街道"]
    assert "加粗为后3位。" in found.note


def test_an_indicator_without_peers_makes_no_league_but_a_problem(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound) as caught:
        page(tmp_path, "kind: table, of: league, indicators: [air]")
    assert [problem.message for problem in caught.value.problems] == [
        "“PM2.5浓度”同一期间不足3个地区有数，排不出位次。"
    ]


def test_targets_stand_against_their_pace(tmp_path: Path) -> None:
    found = page(tmp_path, "kind: table, of: lights, group: theme")
    assert plain(found.headline) == "4项有目标的指标：2项黄灯、2项红灯"
    assert lines(table(found)) == [
        "产业攻坚　指标2项，1项红灯，1项黄灯",
        "固定资产投资 亿元 1500 950 63.3% 75.0% 落后11.7 ●红",
        "群众满意率 % 95 92 96.8% 100.0% 落后3.2 ●黄",
        "城乡攻坚　指标2项，1项红灯，1项黄灯",
        "垃圾分类达标率 % 90 85 94.4% 100.0% 落后5.6 ●黄",
        "PM2.5浓度 微克/立方米 60 71 84.5% 100.0% 差11微克/立方米 ●红",
    ]


def test_all_indicators_stand_under_their_themes(tmp_path: Path) -> None:
    found = table(page(tmp_path, "kind: table, of: indicators, group: theme"))
    assert [plain(row.cells[0].text) for row in found.rows] == [
        "产业攻坚　指标2项，1项红灯，1项黄灯", "固定资产投资", "群众满意率",
        "城乡攻坚　指标2项，1项红灯，1项黄灯", "垃圾分类达标率", "PM2.5浓度",
    ]  # fmt: skip


def test_the_board_of_lights_has_a_row_a_town_and_a_column_an_indicator(tmp_path: Path) -> None:
    found = page(tmp_path, "kind: chart, chart: heat, of: entities", gaps=["d"]).blocks[0]
    assert isinstance(found, Chart)
    cells = {(row["series"], row["category"]): row["printed"] for row in _rows(found)}
    assert cells["丙街道", "垃圾分类达标率"] == "■ 77.8%"
    assert cells["乙镇", "群众满意率"] == "● 102.1%"
    assert cells["丁街道", "群众满意率"] == "—"
    assert {series for series, _ in cells} == {"甲镇", "乙镇", "丙街道", "丁街道"}
    # The district's investment is a sum: its target is none for a town.
    assert {category for _, category in cells} == {"群众满意率", "垃圾分类达标率"}


def _rows(chart: Chart) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = chart.spec["data"]["values"]
    return rows


def test_a_board_of_lights_refuses_an_indicator_that_lights_no_town(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound) as caught:
        page(tmp_path, "kind: chart, chart: heat, of: entities, indicators: [invest, served]")
    assert "“固定资产投资”没有各地区都适用的目标" in caught.value.problems[0].message


def test_problems_are_said_with_their_light_department_and_days(tmp_path: Path) -> None:
    found = page(tmp_path, "kind: bullets, pick: problems, limit: 9").blocks[0]
    assert isinstance(found, Bullets)
    assert [plain(item) for item in found.items] == [
        "红灯：固定资产投资完成目标的63.3%，落后序时进度11.7个百分点。2024年1—9月为950亿元，目标1500亿元，同比增长11.8%。",
        "红灯：PM2.5浓度比目标高11微克/立方米。2024年9月为71微克/立方米，目标60微克/立方米。",
        "红灯：一号产业园逾期107天。招商局牵头，原定2024年6月完成，目前进度40%。",
        "红灯：污水厂进度滞后。水利局牵头，目前进度20%。",
        "黄灯：垃圾分类达标率低于目标5个百分点。2024年9月为85%，目标90%。",
        "黄灯：群众满意率低于目标3个百分点。2024年9月为92%，目标95%，环比持平。",
        "黄灯：二号产业园落后4.0个百分点。招商局牵头，原定2024年12月完成，目前进度75%。",
    ]


def test_what_comes_next_is_said_with_its_date_and_department(tmp_path: Path) -> None:
    found = page(tmp_path, "kind: bullets, pick: next, within: 90").blocks[0]
    assert isinstance(found, Bullets)
    assert [plain(item) for item in found.items] == [
        "2024年11月10日：二号产业园验收（招商局）。",
        "2024年12月：二号产业园完工（招商局）。",
    ]


@pytest.mark.parametrize(
    ("block", "spoken"),
    [
        ("kind: table, of: projects", "亮红灯的是一号产业园、污水厂。"),
        ("kind: table, of: league, indicators: [invest]", "表中所列包括甲镇、乙镇、丙街道等。"),
        ("kind: table, of: due, within: 90", "表中所列包括一号产业园封顶、一号产业园项目完工、二号产业园验收等。"),
    ],
)
def test_the_speaker_names_what_the_table_is_about(tmp_path: Path, block: str, spoken: str) -> None:
    assert plain(page(tmp_path, block).notes[-1]) == spoken


@pytest.mark.parametrize(
    ("block", "source"),
    [
        ("kind: paragraph, text: 这里没有数", ""),
        ("kind: bullets, items: [只有话]", ""),
        ("kind: bullets, pick: next, within: 90", "区督查室"),
        ("kind: table, of: due", "区督查室"),
    ],
)
def test_words_of_the_template_alone_have_no_source(tmp_path: Path, block: str, source: str) -> None:
    text = PAGE.replace("label: 总体", 'label: 总体\n        headline: "说明"')
    ready = prepare(find(boards(tmp_path, text % block)), Job("demo", "board"))
    assert compose(ready.loaded, ready.dataset, ready.period).sections[0].source == source


def test_a_hero_says_how_its_figure_came_about(tmp_path: Path) -> None:
    found = page(tmp_path, "kind: key_figures, layout: hero, indicators: [invest, served]").blocks[0]
    assert isinstance(found, KeyFigures)
    assert [plain(item.note) for item in found.items] == [
        "同比增长11.8%，由2023年1—9月的850亿元增加到2024年1—9月的950亿元。",
        "环比持平",
    ]


@pytest.mark.parametrize(
    ("block", "message"),
    [
        ("kind: key_figures, layout: hero, limit: 6", "hero 最多放5个数"),
        ("kind: table, of: league, within: 30", "within 只用于 of: due"),
        ("kind: bullets, pick: problems, within: 30", "within 只用于 pick: next"),
        ("kind: table, of: indicators, group: entity", "group: entity 只用于 of: projects"),
        ("kind: chart, chart: bar, of: entities", "of: entities 只用于 chart: heat"),
    ],
)
def test_a_key_that_a_block_does_not_read_is_a_problem(tmp_path: Path, block: str, message: str) -> None:
    with pytest.raises(ProblemsFound) as caught:
        page(tmp_path, block)
    assert any(message in problem.message for problem in caught.value.problems)


def test_one_figure_of_a_board_is_one_string_wherever_it_stands(tmp_path: Path) -> None:
    blocks = """{kind: table, of: projects}
          u: {kind: table, of: projects, lights: [red], group: theme}
          v: {kind: table, of: due}
          w: {kind: bullets, pick: problems, limit: 9}
          x: {kind: table, of: lights, group: department}
          y: {kind: table, of: league}"""
    ready = prepare(find(boards(tmp_path, PAGE.replace("{%s}", blocks))), Job("demo", "board"))
    section = compose(ready.loaded, ready.dataset, ready.period).sections[0]
    printed: dict[str, set[str]] = {}
    for block in section.blocks:
        for figure in figures_of(block):
            printed.setdefault(figure.id, set()).add(figure.text)
    assert {id_: words for id_, words in printed.items() if len(words) > 1} == {}


def test_a_chart_of_progress_says_how_many_targets_its_limit_leaves_out(tmp_path: Path) -> None:
    found = page(tmp_path, "kind: chart, chart: progress, limit: 3").blocks[0]
    assert isinstance(found, Chart)
    assert found.title == "目标完成进度（%，4项中的3项）"


def test_what_a_list_of_problems_has_no_room_for_is_counted(tmp_path: Path) -> None:
    found = page(tmp_path, "kind: bullets, pick: problems, limit: 3").blocks[0]
    assert isinstance(found, Bullets)
    assert [plain(item)[:3] for item in found.items] == ["红灯：", "红灯：", "红灯：", "共7项"]
    assert plain(found.items[-1]) == "共7项，列出前3项。"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (("30", "20", "15"), "8月甲镇销售额居首，达30亿元"),
        (("30", "30", "10"), "8月甲镇、乙镇销售额并列居首，达30亿元"),
    ],
)
def test_the_headline_of_a_league_of_the_month_before_says_its_month(
    tmp_path: Path, values: Sequence[str], said: str
) -> None:
    towns = "[{id: a, name: 甲镇}, {id: b, name: 乙镇}, {id: c, name: 丙镇}]"
    write(
        tmp_path,
        "towns",
        f"title: 三镇\nsynthetic: true\nthemes: [{{id: economy, name: 经济}}]\nentities: {towns}\n",
        indicators=[
            ("id", "name", "theme", "unit", "kind"),
            ("sales", "销售额", "economy", "亿元", "flow"),
            ("jobs", "就业", "economy", "人", "flow"),
        ],
        observations=[
            ("indicator", "entity", "period", "value"),
            *(("sales", entity, "2026-08", value) for entity, value in zip("abc", values, strict=True)),
            ("jobs", "a", "2026-09", "7"),
        ],
    )
    folder = tmp_path / "templates" / "mine"
    folder.mkdir(parents=True)
    (folder / "template.yaml").write_text(
        "name: 测试\nchapters: {a: {pages: {b: {label: 位次, blocks: {t: {kind: table, of: league, "
        "indicators: [sales]}}}}}}\n",
        encoding="utf-8",
    )
    ready = prepare(find(tmp_path), Job("towns", "mine", "2026-09"))
    (section,) = compose(ready.loaded, ready.dataset, ready.period).sections
    assert plain(section.headline) == said
