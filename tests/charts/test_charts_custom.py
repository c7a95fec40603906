"""Claims about charts of a template's own: which files are read, what is bound, what is refused. All data invented."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from briefing.blocks import Chart
from briefing.build.job import Job, build, prepare
from briefing.build.workspace import find
from briefing.charts import custom
from briefing.charts.addresses import refuse_urls
from briefing.charts.grammar import unlawful
from briefing.compose import compose
from briefing.document import Document
from briefing.errors import BriefingError, ProblemsFound
from tests.datasets import targets

BAR = {
    "title": "投资（示例数据）",
    "description": "各镇投资。",
    "data": {"name": "rows"},
    "transform": [{"filter": "datum.entity != 'all'"}],
    "layer": [
        {"mark": "bar"},
        {"mark": {"type": "text", "dy": -8}, "encoding": {"text": {"field": "label"}}},
    ],
    "encoding": {"x": {"field": "entity_name", "type": "nominal"}, "y": {"field": "value", "type": "quantitative"}},
}
BLOCK = "{kind: chart, chart: custom, spec: own.vl.json, indicators: [invest], periods: ['2024-01..2024-09']}"


def workspace(tmp_path: Path, block: str = BLOCK, settings: str = "", **files: str) -> Path:
    """Write a workspace whose template has one block, and the files beside it (`own_json` is `own.vl.json`)."""
    root = targets(tmp_path)
    (root / "briefing.yaml").write_text(f"audience: mine\nformats: [pdf]\n{settings}", encoding="utf-8")
    folder = root / "templates" / "mine"
    folder.mkdir(parents=True)
    page = f"headline: 一页\n        blocks:\n          own: {block}\n"
    text = f"name: 自己的\nchapters:\n  one:\n    pages:\n      page:\n        {page}"
    text += "          words: {kind: table, of: indicators}\n"
    (folder / "template.yaml").write_text(text, encoding="utf-8")
    names = {"own_json": "own.vl.json", "own_py": "own.py"}
    for name, content in ({"own_json": json.dumps(BAR, ensure_ascii=False)} | files).items():
        (folder / names[name]).write_text(content, encoding="utf-8")
    return root


def composed(root: Path) -> Document:
    ready = prepare(find(root), Job())
    return compose(ready.loaded, ready.dataset, ready.period)


def chart(root: Path) -> Chart:
    blocks = (block for section in composed(root).sections for block in section.blocks)
    return next(block for block in blocks if isinstance(block, Chart))


def problems(root: Path) -> list[tuple[str, str]]:
    with pytest.raises(ProblemsFound) as caught:
        composed(root)
    return [(problem.where, f"{problem.message}{problem.hint}") for problem in caught.value.problems]


def test_a_file_of_the_template_draws_the_rows_of_the_block(tmp_path: Path) -> None:
    made = chart(workspace(tmp_path))
    assert (made.kind, made.title, made.alt) == ("custom", "投资（示例数据）", "各镇投资。")
    rows = made.spec["datasets"]["rows"]
    assert [(row["entity_name"], row["value"], row["label"], row["unit"]) for row in rows] == [
        ("全区", 950.0, "950.0", "亿元"),
        ("甲镇", 475.0, "475.0", "亿元"),
        ("乙镇", 285.0, "285.0", "亿元"),
        ("丙街道", 190.0, "190.0", "亿元"),
    ]
    assert (rows[0]["period"], rows[0]["start"], rows[0]["end"]) == ("2024年1—9月", "2024-01-01", "2024-09-30")


def test_labels_that_a_chart_prints_are_figures_of_the_document(tmp_path: Path) -> None:
    assert [figure.bare for figure in chart(workspace(tmp_path)).figures] == ["950.0", "475.0", "285.0", "190.0"]


def test_the_title_is_the_caption_and_is_not_drawn_again(tmp_path: Path) -> None:
    assert "title" not in chart(workspace(tmp_path)).spec
    titled = chart(workspace(tmp_path / "b", BLOCK.replace("{kind", "{title: '各镇投资（亿元）', alt: 甲镇最多, kind")))
    assert (titled.title, titled.alt) == ("各镇投资（亿元）", "甲镇最多")


def test_a_custom_chart_is_set_in_the_pdf_and_its_file_is_an_input(tmp_path: Path) -> None:
    built = build(find(workspace(tmp_path)), Job(cached=False))
    manifest = json.loads((built.folder / "manifest.json").read_text(encoding="utf-8"))
    assert "templates/mine/own.vl.json" in [entry["file"] for entry in manifest["inputs"]]


def test_names_bind_at_any_depth_and_own_data_sets_stay() -> None:
    spec: dict[str, Any] = {
        "datasets": {"mine": [{"a": 1}]},
        "hconcat": [
            {"data": {"name": "mine"}, "mark": "point"},
            {
                "data": {"name": "rows"},
                "transform": [{"lookup": "a", "from": {"data": {"name": "projects"}, "key": "a"}}],
            },
        ],
    }
    bound = custom.bound(spec, {"rows": [{"b": 2}], "projects": [{"c": 3}], "milestones": [{"d": 4}]}, "x.json")
    assert bound["datasets"] == {"mine": [{"a": 1}], "rows": [{"b": 2}], "projects": [{"c": 3}]}
    assert spec["datasets"] == {"mine": [{"a": 1}]}


def test_a_table_that_does_not_exist_is_a_problem_of_the_file(tmp_path: Path) -> None:
    wrong = json.dumps(BAR | {"data": {"name": "project"}})
    assert problems(workspace(tmp_path, own_json=wrong)) == [
        ("templates/mine/own.vl.json", "数据集没有“project”这个表。是不是想写：projects？")
    ]


@pytest.mark.parametrize("name", ["../own.vl.json", "/etc/own.vl.json", "a/../../own.vl.json", "C:own.json"])
def test_no_path_leaves_the_folder(tmp_path: Path, name: str) -> None:
    ((where, message),) = problems(workspace(tmp_path, BLOCK.replace("own.vl.json", f"'{name}'")))
    assert where == "templates/mine/template.yaml:8"
    assert "文件夹外面" in message


def test_a_link_that_leads_out_is_refused(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    outside = tmp_path / "outside.json"
    outside.write_text(json.dumps(BAR), encoding="utf-8")
    file = root / "templates" / "mine" / "own.vl.json"
    file.unlink()
    file.symlink_to(outside)
    ((_, message),) = problems(root)
    assert "链接" in message


def test_a_name_too_long_for_a_file_and_a_link_to_itself_are_problems(tmp_path: Path) -> None:
    long = workspace(tmp_path / "a", BLOCK.replace("own.vl.json", f"{'a' * 5000}.json"))
    root = workspace(tmp_path / "b", BLOCK.replace("own.vl.json", "loop.json"))
    (root / "templates" / "mine" / "loop.json").symlink_to("loop.json")
    assert [(where, "不是文件名" in said) for where, said in (*problems(long), *problems(root))] == [
        ("templates/mine/template.yaml:8", True),
        ("templates/mine/template.yaml:8", True),
    ]


def test_a_missing_file_and_a_wrong_ending_are_problems(tmp_path: Path) -> None:
    assert "没有“none.json”" in problems(workspace(tmp_path, BLOCK.replace("own.vl.json", "none.json")))[0][1]
    assert "扩展名" in problems(workspace(tmp_path / "b", BLOCK.replace("own.vl.json", "own.yaml")))[0][1]


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ("{kind: chart, chart: custom}", "其中一个"),
        ("{kind: chart, chart: custom, spec: a.json, function: 'a.py:b'}", "其中一个"),
        ("{kind: chart, chart: custom, spec: ''}", "其中一个"),
        ("{kind: chart, chart: custom, function: own.py}", "文件.py:函数名"),
        ("{kind: chart, chart: bar, spec: a.json}", "只用于 chart: custom"),
    ],
)
def test_a_block_names_one_file_and_says_custom(tmp_path: Path, block: str, said: str) -> None:
    assert said in problems(workspace(tmp_path, block))[0][1]


def test_bad_json_is_placed_by_line_and_column(tmp_path: Path) -> None:
    ((where, message),) = problems(workspace(tmp_path, own_json='{"mark": "bar",\n "data": }'))
    assert where == "templates/mine/own.vl.json:2:10"
    assert "JSON" in message


def test_a_key_that_vega_lite_does_not_know_is_named_with_its_place(tmp_path: Path) -> None:
    wrong = json.dumps(BAR | {"encoding": {"x": {"field": "name", "type": "nominal", "axis": {"labelAngl": 0}}}})
    assert problems(workspace(tmp_path, own_json=wrong)) == [
        (
            "templates/mine/own.vl.json#encoding.x.axis",
            "Vega-Lite 没有“labelAngl”这个键。是不是想写：labelAngle、labelAlign？",
        )
    ]


def test_a_field_that_no_row_has_is_a_problem_of_the_file_with_its_place(tmp_path: Path) -> None:
    wrong = BAR | {"encoding": {"x": {"field": "entty_name", "type": "nominal"}}}
    assert problems(workspace(tmp_path, own_json=json.dumps(wrong))) == [
        (
            "templates/mine/own.vl.json#encoding.x.field",
            "数据里没有“entty_name”这个字段。是不是想写：entity_name、entity？",
        )
    ]


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ({"transform": [{"filter": "datum.value >"}]}, "表达式没有写完"),
        ({"transform": [{"filter": "datum.value > 1e9"}]}, "没有"),
        ({"title": "a\u0001"}, "U+0001"),
    ],
)
def test_what_cannot_be_drawn_is_found_by_a_check_as_a_problem_of_the_file(
    tmp_path: Path, part: dict[str, Any], said: str
) -> None:
    ((where, message),) = problems(workspace(tmp_path, own_json=json.dumps(BAR | part)))
    assert where == "templates/mine/own.vl.json"
    assert said in message


def test_a_key_that_stands_twice_is_a_problem(tmp_path: Path) -> None:
    text = json.dumps(BAR)[:-1] + ', "title": "另一个"}'
    ((where, message),) = problems(workspace(tmp_path, own_json=text))
    assert (where, "“title”写了2次" in message) == ("templates/mine/own.vl.json", True)


@pytest.mark.parametrize("version", [4, 5, 6])
def test_versions_4_to_6_are_taken(version: int) -> None:
    assert unlawful({**BAR, "$schema": f"https://vega.github.io/schema/vega-lite/v{version}.json"}, "x") == ()


@pytest.mark.parametrize("schema", ["vega-lite/v3.json", "vega/v5.json"])
def test_other_versions_and_languages_are_refused(schema: str) -> None:
    (problem,) = unlawful({**BAR, "$schema": f"https://vega.github.io/schema/{schema}"}, "x")
    assert "Vega" in problem.message


PYTHON = """
import altair as alt
def own(tables):
    rows = [row for row in tables["rows"] if row["entity"] != "all"]
    chart = alt.Chart(alt.InlineData(values=rows), title="一共%d个" % len(rows))
    return chart.mark_bar().encode(x="value:Q", y="entity_name:N")
def named():
    return alt.Chart(alt.NamedData("rows")).mark_bar().encode(x="value:Q", y="entity_name:N")
def broken(tables):
    return tables["nothing"]
def other():
    return 7
"""
TRUSTED = "trusted_python: true\n"


def python(name: str) -> str:
    return BLOCK.replace("spec: own.vl.json", f"function: 'own.py:{name}'")


def test_python_draws_in_a_trusted_workspace(tmp_path: Path) -> None:
    made = chart(workspace(tmp_path, python("own"), TRUSTED, own_py=PYTHON))
    assert made.title == "一共3个"
    assert len(chart(workspace(tmp_path / "b", python("named"), TRUSTED, own_py=PYTHON)).spec["datasets"]["rows"]) == 4


def test_python_does_not_run_elsewhere_and_the_problem_says_how_to_allow_it(tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    root = workspace(tmp_path, python("own"), own_py=f"open({str(ran)!r}, 'w')\n{PYTHON}")
    ((where, message),) = problems(root)
    assert where == "templates/mine/template.yaml:8"
    assert "trusted_python: true" in message
    assert not ran.exists()


def test_an_error_in_python_is_a_problem_with_its_line(tmp_path: Path) -> None:
    ((where, message),) = problems(workspace(tmp_path, python("broken"), TRUSTED, own_py=PYTHON))
    assert where == "templates/mine/own.py:10"
    assert "KeyError" in message
    assert "不是图表" in problems(workspace(tmp_path / "b", python("other"), TRUSTED, own_py=PYTHON))[0][1]
    assert "own" in problems(workspace(tmp_path / "c", python("owm"), TRUSTED, own_py=PYTHON))[0][1]


def test_python_that_ends_the_program_or_prints_ends_and_prints_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = f"import sys\nprint('loud')\n{PYTHON}\ndef leave():\n    sys.exit(0)\n"
    ((where, message),) = problems(workspace(tmp_path, python("leave"), TRUSTED, own_py=source))
    assert where.startswith("templates/mine/own.py:")
    assert "SystemExit" in message
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    "part",
    [
        {"data": {"url": "http://example.org/a.csv"}},
        {"data": {"url": "local.csv"}},
        {"transform": [{"lookup": "a", "from": {"data": {"url": "//h/a.json"}, "key": "a"}}]},
        {"mark": "image"},
        {"layer": [{"mark": {"type": "image", "url": "data:,"}}]},
        {"repeat": ["a"], "spec": {"hconcat": [{"mark": {"type": "image"}}]}},
        {"encoding": {"url": {"field": "a"}}},
        {"mark": {"type": "bar", "cursor": "url(http://example.org/c.png)"}},
        {"encoding": {"color": {"value": "url(https://example.org/p.svg#a)"}}},
        {"config": {"mark": {"color": "URL( 'http://example.org/p.svg#a' )"}}},
    ],
)
def test_every_way_to_an_address_is_refused(part: dict[str, Any]) -> None:
    with pytest.raises(BriefingError, match="外部地址"):
        refuse_urls({"mark": "bar", **part})


@pytest.mark.parametrize(
    "part",
    [
        {"$schema": "https://vega.github.io/schema/vega-lite/v5.json"},
        {"data": {"values": [{"url": "http://example.org", "mark": "image"}]}},
        {"datasets": {"url": [{"url": "x"}]}, "data": {"name": "url"}},
        {"encoding": {"x": {"field": "url", "type": "nominal"}, "y": {"field": "image", "type": "nominal"}}},
        {"encoding": {"href": {"field": "link"}}},
        {"data": {"values": [], "format": {"parse": {"url": "string"}}}},
        {"params": [{"name": "p", "value": [{"url": "x"}], "select": "point"}]},
        {"encoding": {"fill": {"value": "url(#a)"}}},
        {"usermeta": {"url": "x"}},
    ],
)
def test_fields_called_url_and_links_are_no_addresses(part: dict[str, Any]) -> None:
    refuse_urls({"mark": "bar", **part})
