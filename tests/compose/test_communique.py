"""Paragraphs as a communiqué has them, made of the Jiangbei figures by a template in which no figure is typed."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from briefing.blocks import Paragraph, plain
from briefing.build.job import Job, prepare
from briefing.build.workspace import find
from briefing.compose import compose
from briefing.compose.lint import lint
from briefing.document import Document, figures
from briefing.template.load import builtin_templates

# Our own wording; every number, count and comparison is the data's.
PARAGRAPHS = {
    "industry": (
        "工业经济量质齐升。{{ industrial_output | sentence('全区') }}，{{ industrial_output | net_change }}，"
        "{{ industrial_output | mean_growth }}，{{ industrial_output | breakthrough(first=true) }}；"
        "{{ industrial_added_value | sentence(dated=false) }}，{{ industrial_added_value | mean_growth }}。"
    ),
    "technology": (
        "创新动能持续增强。{{ rd_share_rank | sentence }}，{{ rd_share.name }}为{{ rd_share | value }}。"
        "{{ rd_active_enterprises | sentence }}；{{ enterprise_rd_institutes | sentence(dated=false) }}。"
        "{{ valid_patents | sentence(dated=false) }}，{{ patents_per_10k | sentence(dated=false) }}。"
    ),
    "projects": (
        "项目建设提速增效。{{ key_projects_introduced | sentence }}，"
        "其中{{ global_projects_introduced.name }}{{ global_projects_introduced | value }}，"
        "{{ global_projects_introduced | share('key_projects_introduced', '全部') }}；"
        "{{ [projects_over_1bn_started | phrase, projects_over_500m_completed | phrase] | join_and }}。"
        "{{ cicheng_visitors | sentence }}。"
    ),
    "services": (
        "政务服务更加便捷。{{ approval_satisfaction_rank | sentence }}，"
        "{{ [one_visit_share | phrase, one_certificate_share | phrase, mobile_share | phrase] | join_and }}，"
        "{{ zero_visit_share | phrase }}，{{ life_cycle_coverage | phrase }}。"
    ),
    "homes": (
        "城乡面貌焕然一新。{{ urban_investment | sentence }}，{{ old_neighbourhoods_renewed | phrase }}，"
        "{{ households_benefited | phrase }}；{{ old_neighbourhoods_ongoing | sentence }}。"
    ),
    "summary": (
        "有可比基期的{{ [industrial_output, industrial_added_value, rd_active_enterprises, enterprise_rd_institutes,"
        " rd_share_rank] | ups_and_downs }}；{{ themes | map(attribute='name') | join_and }}"
        "{{ themes | count | chinese }}个方面协同推进。"
    ),
}
SAID = {
    "industry": (
        "工业经济量质齐升。2019年，全区规上工业产值843.8亿元，比2017年增长23.8%，净增162.4亿元，年均增长11.3%，"
        "首次突破800亿元；规上工业增加值132.3亿元，比2017年增长18.9%，年均增长9.0%。"
    ),
    "technology": (
        "创新动能持续增强。2018年，R&D占比居全省第6位，比2017年上升31位，R&D经费占GDP比重为3.4%。"
        "2019年，有R&D活动规上工业企业172家，比2017年增长44.5%；企业研发机构231家，比2017年增长41.7%。"
        "有效发明专利2860件，万人发明专利拥有量74.3件。"
    ),
    "projects": (
        "项目建设提速增效。2018—2020年，引进重点项目65个，其中世界500强及跨国公司项目20个，占全部的30.8%；"
        "10亿元以上产业项目开工10个和5亿元以上产业项目投用17个。2019年，慈城古县城景区游客86.1万人次，比2018年增长19%。"
    ),
    "services": (
        "政务服务更加便捷。2020年，审批服务满意度居全市第1位，最多跑一次事项比例达100%、一证通办事项比例达100%"
        "和政务服务掌上可办比例达99.6%，跑零次可办事项比例达98.7%，全生命周期事项覆盖率达93.31%。"
    ),
    "homes": (
        "城乡面貌焕然一新。2018—2019年，城乡争优五大板块投资226.4亿元，完成改造老旧小区9个，"
        "老旧小区改造受益户数3632户；2020年，在改老旧小区16个。"
    ),
    "summary": (
        "有可比基期的五项指标全部上升；项目攻坚、产业攻坚、科技攻坚、服务攻坚、党建攻坚和城乡攻坚六个方面协同推进。"
    ),
}


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Document:
    root = tmp_path_factory.mktemp("communique")
    shutil.copytree(builtin_templates().parent / "data" / "jiangbei", root / "data" / "jiangbei")
    (root / "briefing.yaml").write_text("audience: communique\n", encoding="utf-8")
    folder = root / "templates" / "communique"
    folder.mkdir(parents=True)
    blocks = "\n".join(f"          {key}: {{kind: paragraph, text: {words!r}}}" for key, words in _quoted().items())
    (folder / "template.yaml").write_text(
        "name: 公报\nchapters:\n  text:\n    pages:\n      main:\n        headline: 综合情况\n"
        f"        blocks:\n{blocks}\n",
        encoding="utf-8",
    )
    ready = prepare(find(root), Job("jiangbei", "communique"))
    return compose(ready.loaded, ready.dataset, ready.period)


def _quoted() -> dict[str, str]:
    # YAML doubles the quotes within quotes of one kind; the other kind is none of its business.
    return {key: words.replace("'", '"') for key, words in PARAGRAPHS.items()}


@pytest.mark.parametrize("key", SAID)
def test_a_paragraph_comes_out_of_the_data_word_for_word(document: Document, key: str) -> None:
    paragraphs = {block.path: block for section in document.sections for block in section.blocks}
    block = paragraphs[f"text/main/{key}"]
    assert isinstance(block, Paragraph)
    assert plain(block.text) == SAID[key]


@pytest.mark.parametrize("key", PARAGRAPHS)
def test_no_figure_is_typed_in_the_template(key: str) -> None:
    outside = re.sub(r"\{\{.*?\}\}", "", PARAGRAPHS[key])
    assert not re.search(r"[\d０-９%％〇零二两三四五六七八九十百千万亿]", outside)
    assert not re.search(r"'[^']*\d[^']*'", re.sub(r"'\w+'", "", PARAGRAPHS[key]))


def test_every_number_of_the_paragraphs_has_its_place_in_the_source(document: Document) -> None:
    printed = figures(document)
    assert len(printed) > 30
    assert all(figure.origins for figure in printed)
    rows: set[str] = {Path(origin.file).name for figure in printed for origin in figure.origins}
    assert rows == {"observations.csv", "indicators.csv"}


def test_an_editor_finds_nothing_to_mark(document: Document) -> None:
    assert lint(document) == ()
