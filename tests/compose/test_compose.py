"""Claims about composed documents: what is said for data sets of quite different shapes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefing.blocks import Bullets, Chart, KeyFigures, Table, figures_of, plain
from briefing.build.job import Job, prepare
from briefing.build.workspace import find
from briefing.compose import compose
from briefing.document import Document, Section, figures
from briefing.errors import ProblemsFound
from briefing.template.load import builtin_templates
from tests.datasets import SHAPES, countries, monthly, single, targets, write

REPOSITORY = builtin_templates().parent


def document(
    root: Path, dataset: str | None = None, audience: str | None = None, period: str | None = None
) -> Document:
    ready = prepare(find(root), Job(dataset, audience, period))
    return compose(ready.loaded, ready.dataset, ready.period)


@pytest.fixture(scope="module")
def jiangbei() -> Document:
    return document(REPOSITORY, dataset="jiangbei")


def sections(of: Document) -> dict[str, Section]:
    return {section.path: section for section in of.sections}


def words(section: Section) -> Iterator[str]:
    yield plain(section.headline)
    for block in section.blocks:
        if isinstance(block, Bullets):
            yield from (plain(item) for item in block.items)


THEMES = ("project", "industry", "technology", "service", "party", "urban")


@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_has_a_message_key_figures_a_chart_points_and_a_source(jiangbei: Document, theme: str) -> None:
    page = sections(jiangbei)[f"{theme}/main"]
    kinds = [type(block) for block in page.blocks]
    assert kinds == [KeyFigures, Chart, Bullets]
    assert any(span.figure for span in page.headline), "a headline has its number"
    cards = page.blocks[0]
    assert isinstance(cards, KeyFigures)
    assert len(cards.items) >= 3
    assert page.source.startswith("公开报道")
    assert page.notes


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("industry/main", "规上工业产值比2017年增长23.8%"),
        ("technology/main", "研发投入占比位次比2017年上升31位、居全省第6位"),
        ("technology/main", "研发活动企业比2017年增长44.5%"),
        ("technology/main", "由2017年的163家增加到2019年的231家，年均增长19.0%"),
        ("industry/main", "净增162.4亿元，年均增长11.3%"),
        ("service/main", "涉及部门10余个"),
        ("project/main", "比2018年增长19%"),
        ("project/milestones", "49天作出房屋征收决定，57天完成集中签约"),
    ],
)
def test_what_the_jiangbei_pages_say(jiangbei: Document, path: str, said: str) -> None:
    assert any(said in line for line in words(sections(jiangbei)[path]))


def test_one_figure_is_one_string_everywhere(jiangbei: Document) -> None:
    printed: dict[str, set[str]] = {}
    for section in jiangbei.sections:
        spans = [*section.headline, *(span for note in section.notes for span in note)]
        found = [span.figure for span in spans if span.figure]
        found += [figure for block in section.blocks for figure in figures_of(block)]
        for figure in found:
            printed.setdefault(figure.id, set()).add(figure.text)
    assert {id_: sorted(strings) for id_, strings in printed.items() if len(strings) > 1} == {}


def test_every_figure_leads_back_to_a_file_and_a_row(jiangbei: Document) -> None:
    without = [figure.id for figure in figures(jiangbei) if not figure.origins and figure.metric != "count"]
    assert without == []


def test_the_appendix_lists_every_figure_that_is_printed(jiangbei: Document) -> None:
    table = next(
        b for b in sections(jiangbei)["appendix/observed"].blocks if isinstance(b, Table) and b.only == ("pdf",)
    )
    listed = {span.figure.id for row in table.rows for cell in row.cells for span in cell.text if span.figure}
    assert listed == {figure.id for figure in figures(jiangbei)}


def test_every_observation_of_the_data_set_is_in_the_appendix_or_a_table(jiangbei: Document) -> None:
    ready = prepare(find(REPOSITORY), Job(dataset="jiangbei"))
    shown = {figure.id.rpartition("/")[0] for figure in figures(jiangbei)}
    rows = {f"{o.indicator}/{o.entity}/{o.period.code}" for o in ready.dataset.observations}
    # An earlier value of a rank or an academy count may stand only in a sentence or nowhere, never a current one.
    current = {
        f"{i.id}/jiangbei/{ready.dataset.series(i.id, 'jiangbei')[-1].period.code}" for i in ready.dataset.indicators
    }
    assert current <= shown
    assert len(rows - shown) <= 1


@pytest.mark.parametrize("path", sorted((REPOSITORY / "templates").glob("*/*.yaml")), ids=lambda path: path.name)
def test_no_built_in_template_writes_a_number_by_hand(path: Path) -> None:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if re.match(r"\s*#", line):
            continue
        texts = re.findall(r'"(?!#[0-9A-F]{6}")([^"]*)"', line)
        literal = [re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", text) for text in texts]
        assert not re.search(r"\d", "".join(literal)), f"{path.name}:{number}: {line.strip()}"


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_the_generic_template_composes_any_data_set(tmp_path: Path, shape: Callable[[Path], Path]) -> None:
    made = document(shape(tmp_path))
    assert made.synthetic
    assert all(plain(section.headline) for section in made.sections)
    assert all(section.blocks for section in made.sections)


def test_a_single_number_is_said_once_and_gets_no_empty_table(tmp_path: Path) -> None:
    made = sections(document(single(tmp_path)))
    assert list(made) == ["overview/summary", "green/main", "appendix/observed"]
    assert plain(made["green/main"].headline) == "森林覆盖率达48.2%"


def test_months_of_sectors_become_lines_and_are_compared_with_the_year_before(tmp_path: Path) -> None:
    page = sections(document(monthly(tmp_path)))["power/main"]
    chart = next(block for block in page.blocks if isinstance(block, Chart))
    assert chart.kind == "line"
    assert "同比" in plain(page.headline)
    assert "比上年" not in plain(page.headline)


def test_countries_become_a_league_with_its_leader_as_the_message(tmp_path: Path) -> None:
    made = sections(document(countries(tmp_path)))
    assert plain(made["money/main"].headline) == "Country 141人均收入居首，达74673美元"
    chart = next(block for block in made["money/main"].blocks if isinstance(block, Chart))
    assert (chart.kind, len(chart.figures)) == ("bar", 12)
    table = next(block for block in made["people/league"].blocks if isinstance(block, Table))
    assert (len(table.rows), table.note) == (15, "按2007年预期寿命排列，共142个，列出前15个。")


def test_targets_bring_lights_and_a_page_of_problems(tmp_path: Path) -> None:
    made = sections(document(targets(tmp_path)))
    assert "固定资产投资完成目标的63.3%，落后序时进度11.7个百分点" in plain(made["economy/main"].headline)
    table = next(block for block in made["economy/indicators"].blocks if isinstance(block, Table))
    assert [cell.light.value for row in table.rows for cell in row.cells if cell.light] == ["红"]
    late = "红灯：一号产业园逾期107天。招商局牵头，原定2024年6月完成，目前进度40%。"
    assert any(late in line for line in words(made["problems/list"]))


def test_a_turn_of_sign_is_said_in_words(tmp_path: Path) -> None:
    made = sections(document(targets(tmp_path)))
    assert any(line.startswith("企业利润由负转正") for line in words(made["economy/main"]))


def test_a_preliminary_value_is_marked(tmp_path: Path) -> None:
    page = sections(document(targets(tmp_path)))["economy/main"]
    assert isinstance(page.blocks[0], KeyFigures)
    assert "企业利润（初步统计）" in [item.label for item in page.blocks[0].items]


@pytest.mark.parametrize(("published", "noted"), [("-2.0", True), ("5.1", False)])
def test_the_note_on_prices_is_printed_when_it_is_true_and_only_then(
    tmp_path: Path, published: str, noted: bool
) -> None:
    root = write(
        tmp_path,
        "prices",
        "title: 产值\nsynthetic: true\nthemes: [{id: industry, name: 产业}]\n",
        indicators=[("id", "name", "theme", "unit"), ("output", "产值", "industry", "亿元")],
        observations=[
            ("indicator", "period", "value", "growth"),
            ("output", "2023", "100", ""),
            ("output", "2024", "105", published),
        ],
    )
    notes = [plain(note) for note in document(root).endnotes]
    assert notes == (["绝对额按现价计算，增长速度按不变价计算。"] if noted else [])


def test_a_template_that_names_what_does_not_exist_is_refused_with_all_its_lines(tmp_path: Path) -> None:
    root = single(tmp_path)
    folder = root / "templates" / "mine"
    folder.mkdir(parents=True)
    (folder / "template.yaml").write_text(
        "name: 测试\n"
        "chapters:\n"
        "  a:\n"
        "    pages:\n"
        "      b:\n"
        "        label: 总体\n"
        '        headline: "{{ forset | value }}"\n'
        "        blocks:\n"
        "          cards: {kind: key_figures, indicators: [forest, tree]}\n",
        encoding="utf-8",
    )
    with pytest.raises(ProblemsFound) as caught:
        document(root, audience="mine")
    where = [problem.where for problem in caught.value.problems]
    assert where == ["templates/mine/template.yaml:9", "templates/mine/template.yaml:7"]
    assert all("forest" in problem.hint for problem in caught.value.problems)


def test_a_period_without_data_is_a_problem_that_lists_the_periods(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound) as caught:
        document(single(tmp_path), period="2001")
    assert "2024" in caught.value.problems[0].hint


def test_a_remark_about_another_figure_names_what_it_is_about(jiangbei: Document) -> None:
    tiles = next(block for block in sections(jiangbei)["overview/summary"].blocks if isinstance(block, KeyFigures))
    notes = {item.heading: plain(item.note) for item in tiles.items}
    assert notes["服务攻坚"] == "最多跑一次事项比例达100%"
    assert notes["党建攻坚"] == "战疫先锋团队86个"
