"""Claims about boards and leagues of which the lights go by rules of the data: places, the mean, other limits."""

from __future__ import annotations

from pathlib import Path

from briefing.blocks import Chart, Table, plain
from briefing.build.job import Job, prepare
from briefing.build.workspace import find
from briefing.compose import compose
from briefing.document import Section
from tests.compose.boards import boards
from tests.compose.test_compose_boards import PAGE, lines

PLACES = "lights: {rules: [{indicators: [invest], by: rank, first: 1, last: 4}]}\n"
MEAN = "lights: {rules: [{indicators: [sorted], by: mean}, {indicators: [served], yellow: 5, red: 30}]}\n"


def page(root: Path, block: str, rules: str, *, gaps: tuple[str, ...] = ()) -> Section:
    ready = prepare(find(boards(root, PAGE % block, rules=rules, gaps=gaps)), Job("demo", "board"))
    return compose(ready.loaded, ready.dataset, ready.period).sections[0]


def table(of: Section) -> Table:
    found = of.blocks[0]
    assert isinstance(found, Table)
    return found


def test_a_league_without_a_target_for_each_has_lights_by_place(tmp_path: Path) -> None:
    found = table(page(tmp_path, "kind: table, of: league, indicators: [invest]", PLACES))
    assert [line.rsplit(" ", 1)[-1] for line in lines(found)] == ["●绿", "●黄", "●黄", "●红"]
    assert [column.name for column in found.columns][-1] == "进度灯"
    assert found.note.endswith("进度灯：绿＝前1位；黄＝第2—3位；红＝第4位及以后。")


def test_a_league_against_the_mean_has_two_colours_beside_its_targets(tmp_path: Path) -> None:
    found = table(page(tmp_path, "kind: table, of: league, indicators: [sorted]", MEAN))
    assert lines(found) == [
        "1 甲镇 91 101.1% ●绿", "2 丁街道 89 98.9% ●绿", "3 乙镇 88 97.8% ●绿", "4 丙街道 70 77.8% ●红",
    ]  # fmt: skip
    assert found.note.endswith("进度灯：绿＝达到或好于平均水平；红＝差于平均水平。")


def test_a_board_of_lights_shows_values_where_no_target_is_for_each(tmp_path: Path) -> None:
    found = page(tmp_path, "kind: chart, chart: heat, of: entities", PLACES, gaps=("d",)).blocks[0]
    assert isinstance(found, Chart)
    cells = {(row["series"], row["category"]): row["printed"] for row in found.spec["data"]["values"]}
    assert [cells[town, "固定资产投资"] for town in ("甲镇", "乙镇", "丁街道")] == [
        "● 500亿元",
        "▲ 200亿元",
        "■ 50亿元",
    ]
    assert cells["乙镇", "群众满意率"] == "● 102.1%"
    assert cells["丁街道", "群众满意率"] == "—"
    assert found.title == "各地区亮灯情况"


def test_a_table_says_of_each_rule_what_it_is_for(tmp_path: Path) -> None:
    found = table(page(tmp_path, "kind: table, of: lights, indicators: [invest, served, air]", MEAN))
    assert [line.rsplit(" ", 1)[-1] for line in lines(found)] == ["●红", "●绿", "●红"]
    assert found.note == (
        "进度灯（固定资产投资、PM2.5浓度）：绿＝达到或快于序时进度；黄＝落后10个百分点以内；红＝落后超过10个百分点。"
        "进度灯（群众满意率）：绿＝落后不超过5个百分点；黄＝落后30个百分点以内；红＝落后超过30个百分点。竖线为序时进度。"
        "与序时比，未注单位的为百分点。"
    )


def test_a_headline_counts_those_with_a_target_but_no_light(tmp_path: Path) -> None:
    # By place the district itself has none, and it is the mean of its towns.
    both = PLACES.replace("]}", ", {indicators: [sorted], by: mean}]}")
    found = page(tmp_path, "kind: table, of: lights", both)
    assert plain(found.headline) == "4项有目标的指标：1项黄灯、1项红灯、2项未亮灯"


def test_who_is_the_mean_itself_has_no_light_against_it(tmp_path: Path) -> None:
    found = table(page(tmp_path, "kind: table, of: indicators, indicators: [sorted, served]", MEAN))
    assert [line.rsplit(" ", 1)[-1] for line in lines(found)] == ["—", "●绿"]
