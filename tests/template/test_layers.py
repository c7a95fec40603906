"""Claims about inheritance: what a layer says goes over what is below, key by key, and themes come last."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.model.language import Language
from briefing.model.period import Period
from briefing.template.load import bases, folders, load
from briefing.template.schema import BulletsSpec, KeyFiguresSpec, TableSpec, Template
from tests.template.layered import ROOT, faults, write

CHILD = "extends: root\nname: 我的\n"


def template(root: Path, dataset: str = "town", language: Language = "zh", period: str = "2020") -> Template:
    return load(root, "mine", dataset, Period.parse(period), language=language).template


def test_a_child_has_what_its_base_has_and_says_otherwise_key_by_key(tmp_path: Path) -> None:
    child = CHILD + "chapters: {themes: {pages: {main: {blocks: {points: {limit: 5}}}}}}\n"
    made = template(write(tmp_path, root=ROOT, mine=child))
    points = made.chapters["themes"].pages["main"].blocks["points"]
    assert isinstance(points, BulletsSpec)
    assert (made.name, points.limit, made.chapters["themes"].pages["main"].label) == ("我的", 5, "主页")
    assert list(made.chapters) == ["overview", "themes", "appendix"]


def test_null_takes_a_chapter_away(tmp_path: Path) -> None:
    made = template(write(tmp_path, root=ROOT, mine=CHILD + "chapters: {appendix: null}\n"))
    assert list(made.chapters) == ["overview", "themes"]


def test_null_for_what_is_not_there_is_a_problem_with_the_nearest_name(tmp_path: Path) -> None:
    found = faults(write(tmp_path, root=ROOT, mine=CHILD + "chapters:\n  apendix: null\n"))
    assert [(p.where, p.message, p.hint) for p in found] == [
        ("templates/mine/template.yaml:4", "这里没有“apendix”，去不掉。", "是不是想写：appendix？")
    ]


def test_replace_leaves_nothing_of_what_is_below(tmp_path: Path) -> None:
    child = CHILD + "chapters: {themes: {pages: {main: {replace: true, blocks: {only: {kind: table, of: league}}}}}}\n"
    page = template(write(tmp_path, root=ROOT, mine=child)).chapters["themes"].pages["main"]
    assert (list(page.blocks), page.label) == (["only"], None)


def test_a_block_of_another_kind_replaces_the_one_below_whole(tmp_path: Path) -> None:
    child = CHILD + "chapters: {themes: {pages: {main: {blocks: {points: {kind: key_figures}}}}}}\n"
    block = template(write(tmp_path, root=ROOT, mine=child)).chapters["themes"].pages["main"].blocks["points"]
    assert isinstance(block, KeyFiguresSpec)
    assert block.limit == 4


def test_order_puts_chapters_pages_and_blocks_in_order_and_the_others_after_them(tmp_path: Path) -> None:
    child = CHILD + (
        "order: [themes]\nchapters: {themes: {order: [table, main], pages: {main: {order: [points], blocks: {}}}}}\n"
    )
    made = template(write(tmp_path, root=ROOT, mine=child))
    assert list(made.chapters) == ["themes", "overview", "appendix"]
    assert list(made.chapters["themes"].pages) == ["table", "main"]
    assert list(made.chapters["themes"].pages["main"].blocks) == ["points", "chart"]


def test_an_unknown_name_in_order_is_a_problem_at_its_line(tmp_path: Path) -> None:
    found = faults(write(tmp_path, root=ROOT, mine=CHILD + "order:\n  - themes\n  - overveiw\n"))
    assert [(p.where, p.message, p.hint) for p in found] == [
        ("templates/mine/template.yaml:5", "order 里的“overveiw”不是这里的章。", "是不是想写：overview？")
    ]


def test_a_chinese_comma_in_order_is_told(tmp_path: Path) -> None:
    found = faults(write(tmp_path, root=ROOT, mine=CHILD + "order: [themes，overview]\n"))
    assert [problem.hint for problem in found] == ["列表里要用英文逗号隔开，后面空一格。"]


def test_order_that_is_no_list_is_a_problem(tmp_path: Path) -> None:
    found = faults(write(tmp_path, root=ROOT, mine=CHILD + "order: themes\n"))
    assert [(p.where, p.message) for p in found] == [("templates/mine/template.yaml:3", "order 应当是列表。")]


NEW = "{pages: {p: {blocks: {t: {kind: table, of: league}}}}"


@pytest.mark.parametrize(
    ("chapters", "expected"),
    [
        (f"{{a: {NEW}}}}}", ["overview", "themes", "appendix", "a"]),
        (f"{{a: {NEW}, after: overview}}}}", ["overview", "a", "themes", "appendix"]),
        (
            f"{{a: {NEW}, after: overview}}, b: {NEW}, after: overview}}}}",
            ["overview", "a", "b", "themes", "appendix"],
        ),
        (
            f"{{a: {NEW}, before: appendix}}, b: {NEW}, before: appendix}}}}",
            ["overview", "themes", "a", "b", "appendix"],
        ),
    ],
)
def test_new_chapters_go_to_the_end_or_where_they_say(tmp_path: Path, chapters: str, expected: list[str]) -> None:
    made = template(write(tmp_path, root=ROOT, mine=CHILD + f"chapters: {chapters}\n"))
    assert list(made.chapters) == expected


def test_a_neighbour_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    child = CHILD + "chapters:\n  themes:\n    pages:\n      more:\n        after: mian\n"
    child += "        blocks: {t: {kind: table, of: league}}\n"
    found = faults(write(tmp_path, root=ROOT, mine=child))
    assert [(p.where, p.message, p.hint) for p in found] == [
        ("templates/mine/template.yaml:7", "after 写的“mian”不在这里。", "是不是想写：main？")
    ]


def test_a_base_patch_for_the_data_set_is_inherited_and_lies_below_the_child(tmp_path: Path) -> None:
    patch = "chapters: {overview: {pages: {summary: {label: 镇里, headline: 镇里的标题}}}}\n"
    child = CHILD + "chapters: {overview: {pages: {summary: {label: 我的}}}}\n"
    own = "endnotes: [自己的]\n"
    made = template(write(tmp_path, root=ROOT, root__town=patch, mine=child, mine__town=own))
    page = made.chapters["overview"].pages["summary"]
    assert (page.label, page.headline, made.endnotes) == ("我的", "镇里的标题", ("自己的",))


def test_a_child_changes_the_pages_of_a_theme_that_a_base_patch_speaks_of(tmp_path: Path) -> None:
    patch = "themes: {industry: {main: {headline: 镇里的标题, blocks: {points: {items: [一]}}}}}\n"
    child = CHILD + (
        "chapters: {themes: {pages: {main: {label: 新, blocks: {more: {kind: table, of: league}}}, table: null}}}\n"
    )
    made = template(write(tmp_path, root=ROOT, root__town=patch, mine=child))
    pages = made.themes["industry"]
    assert list(pages) == ["main"]
    assert (pages["main"].label, pages["main"].headline) == ("新", "镇里的标题")
    assert list(pages["main"].blocks) == ["chart", "points", "more"]


def test_theme_parts_of_all_layers_are_laid_in_order(tmp_path: Path) -> None:
    below = "themes: {industry: {main: {headline: 底, label: 底}}}\n"
    above = "themes: {industry: {main: {label: 上}}}\n"
    made = template(write(tmp_path, root=ROOT, root__town=below, mine=CHILD, mine__town=above))
    assert (made.themes["industry"]["main"].headline, made.themes["industry"]["main"].label) == ("底", "上")


@pytest.mark.parametrize(
    "change",
    [
        "{pages: {main: {blocks: {points: null}}}}",
        "{pages: {main: {blocks: {points: {kind: table, of: league}}}}}",
        "{pages: {main: null}}",
    ],
)
def test_what_a_base_patch_says_of_something_that_a_child_removed_is_dropped(tmp_path: Path, change: str) -> None:
    patch = "themes: {industry: {table: {headline: 表}, main: {blocks: {points: {items: [一]}}}}}\n"
    made = template(write(tmp_path, root=ROOT, root__town=patch, mine=CHILD + f"chapters: {{themes: {change}}}\n"))
    assert made.themes["industry"]["table"].headline == "表"
    assert not any(
        isinstance(b, BulletsSpec) for page in made.themes["industry"].values() for b in page.blocks.values()
    )


@pytest.mark.parametrize(
    ("change", "headline", "points"),
    [
        ("{pages: {main: {replace: true, headline: 新, blocks: {points: {kind: bullets}}}}}", "新", None),
        ("{pages: {main: {blocks: {points: {replace: true, kind: bullets}}}}}", "底", None),
        ("{pages: {main: {headline: 新}}}", "底", ("一",)),
    ],
)
def test_a_page_or_block_that_a_child_replaces_has_nothing_of_a_base_patch(
    tmp_path: Path, change: str, headline: str, points: tuple[str, ...] | None
) -> None:
    patch = "themes: {industry: {main: {headline: 底, blocks: {points: {items: [一]}}}}}\n"
    child = CHILD + f"chapters: {{themes: {change}}}\n"
    made = template(write(tmp_path, root=ROOT, root__town=patch, mine=child))
    page = made.themes["industry"]["main"]
    block = page.blocks["points"]
    assert isinstance(block, BulletsSpec)
    assert (page.headline, block.items) == (headline, points)


def test_a_place_that_is_given_twice_is_a_problem(tmp_path: Path) -> None:
    child = CHILD + "chapters:\n  overview:\n    after: themes\n    before: appendix\n"
    found = faults(write(tmp_path, root=ROOT, mine=child))
    assert [problem.message for problem in found] == ["“overview”同时写了 after 和 before。"]


def test_a_policy_that_is_no_mapping_is_said_in_chinese(tmp_path: Path) -> None:
    found = faults(write(tmp_path, root=ROOT, mine=CHILD + "policy: all\n"))
    assert [problem.message for problem in found] == ["“policy”应当由“键: 值”组成。"]


def test_what_its_own_patch_says_of_a_removed_block_is_a_problem(tmp_path: Path) -> None:
    child = CHILD + "chapters: {themes: {pages: {main: {blocks: {points: null}}}}}\n"
    own = "themes:\n  industry:\n    main:\n      blocks:\n        points: {limit: 2}\n"
    found = faults(write(tmp_path, root=ROOT, mine=child, mine__town=own))
    assert [(p.where, p.message) for p in found] == [("templates/mine/town.yaml:5", "内容块缺少 kind。")]


def test_an_inherited_theme_part_is_dropped_where_the_child_has_no_chapter_for_themes(tmp_path: Path) -> None:
    patch = "themes: {industry: {main: {headline: 标题}}}\n"
    made = template(write(tmp_path, root=ROOT, root__town=patch, mine=CHILD + "chapters: {themes: null}\n"))
    assert made.themes == {}


def test_its_own_theme_part_without_such_a_chapter_is_a_problem(tmp_path: Path) -> None:
    own = "themes: {industry: {main: {headline: 标题}}}\n"
    found = faults(write(tmp_path, root=ROOT, mine=CHILD + "chapters: {themes: null}\n", mine__town=own))
    assert [(p.where, p.message) for p in found] == [
        ("templates/mine/town.yaml:1", "themes 只能用在有 for_each: theme 的模板里。")
    ]


def test_a_theme_may_have_its_pages_in_an_order_of_its_own(tmp_path: Path) -> None:
    own = "themes: {industry: {order: [table]}}\n"
    made = template(write(tmp_path, root=ROOT, mine=CHILD, mine__town=own))
    assert list(made.themes["industry"]) == ["table", "main"]
    assert list(made.chapters["themes"].pages) == ["main", "table"]


def test_periods_of_a_patch_hold_for_that_patch_alone(tmp_path: Path) -> None:
    below = "periods: [2020]\nendnotes: [底]\n"
    above = "periods: [2021]\nwords: {closing: 再见}\n"
    root = write(tmp_path, root=ROOT, root__town=below, mine=CHILD, mine__town=above)
    assert [(template(root, period=p).endnotes, template(root, period=p).words.closing) for p in ("2020", "2021")] == [
        (("底",), None),
        ((), "再见"),
    ]


ENGLISH = {
    "mine__template__en": "name: Mine\n",
    "mine__town__en": "chapters: {overview: {pages: {summary: {label: All}}}}\n",
}


def test_a_language_lies_over_the_template_and_has_a_patch_of_its_own(tmp_path: Path) -> None:
    patch = "chapters: {overview: {pages: {summary: {label: 全部, level: 3}}}}\n"
    root = write(tmp_path, root=ROOT, mine=CHILD, mine__town=patch, **ENGLISH)
    cases: tuple[tuple[Language, str, str, int | None], ...] = (("en", "Mine", "All", None), ("zh", "我的", "全部", 3))
    for language, name, label, level in cases:
        made = template(root, language=language)
        page = made.chapters["overview"].pages["summary"]
        assert (made.name, page.label, page.level) == (name, label, level)


def test_without_a_patch_in_its_language_a_template_goes_without_one(tmp_path: Path) -> None:
    patch = "chapters: {overview: {pages: {summary: {label: 全部}}}}\n"
    root = write(tmp_path, root=ROOT, root__town__en="endnotes: [Note]\n", mine=CHILD, mine__town=patch)
    made = template(root, language="en")
    assert (made.chapters["overview"].pages["summary"].label, made.endnotes) == ("总体", ("Note",))


def test_chinese_is_no_layer_of_its_own(tmp_path: Path) -> None:
    root = write(tmp_path, root=ROOT, mine=CHILD, mine__template__zh="name: 不用\n")
    assert template(root, language="zh").name == "我的"


def test_three_generations_lie_over_each_other(tmp_path: Path) -> None:
    root = write(
        tmp_path, root=ROOT, middle="extends: root\nname: 中\nendnotes: [中]\n", mine="extends: middle\nname: 我的\n"
    )
    loaded = load(root, "mine", "town")
    assert (loaded.template.name, loaded.template.endnotes) == ("我的", ("中",))
    assert [layer.name for layer in loaded.layers] == ["root", "middle", "mine"]


def test_a_workspace_template_of_a_built_in_name_may_extend_the_built_in_one(tmp_path: Path) -> None:
    root = write(tmp_path, leadership="extends: leadership\nname: 我的领导\n")
    loaded = load(root, "leadership", "town")
    assert loaded.template.name == "我的领导"
    assert "overview" in loaded.template.chapters
    assert loaded.source.where(("policy", "sees")).startswith("自带/templates/leadership/template.yaml:")


def test_a_workspace_base_hides_the_built_in_one_for_built_in_audiences_too(tmp_path: Path) -> None:
    root = write(tmp_path, _base='extends: _base\nstyle: {accent: "#0B5394"}\n')
    assert load(root, "leadership", "town").template.style.accent == "#0B5394"


def test_folders_that_begin_with_an_underscore_are_no_audience(tmp_path: Path) -> None:
    root = write(tmp_path, _house=ROOT, mine="extends: _house\nname: 我的\n")
    assert "_house" not in folders(root)
    assert {"_house", "_base", "mine"} <= bases(root).keys()
    assert load(root, "mine", "town").template.name == "我的"


def test_a_misspelt_key_of_a_base_is_found_in_the_base(tmp_path: Path) -> None:
    broken = ROOT.replace("for_each", "for_eech")
    found = faults(write(tmp_path, root=broken, mine=CHILD))
    assert [(p.where, p.message, p.hint) for p in found] == [
        ("templates/root/template.yaml:10", "不认识的键“for_eech”。", "是不是想写：for_each？")
    ]


@pytest.mark.parametrize(
    ("child", "line", "hint"),
    [
        ("extend: root\nname: 我的\n", 1, "extends"),
        (CHILD + "chapters:\n  themes:\n    ordr: [main]\n", 5, "order"),
        (CHILD + "chapters:\n  themes:\n    pages:\n      main:\n        blocks:\n          points:\n"
         "            aftr: chart\n", 9, "after"),
    ],
)  # fmt: skip
def test_a_misspelt_key_of_inheritance_suggests_the_right_one(tmp_path: Path, child: str, line: int, hint: str) -> None:
    found = [p for p in faults(write(tmp_path, root=ROOT, mine=child)) if p.message.startswith("不认识的键")]
    assert [(p.where, p.hint) for p in found] == [(f"templates/mine/template.yaml:{line}", f"是不是想写：{hint}？")]


def test_a_table_may_be_changed_in_part(tmp_path: Path) -> None:
    child = CHILD + "chapters: {appendix: {pages: {figures: {blocks: {figures: {limit: 7}}}}}}\n"
    block = template(write(tmp_path, root=ROOT, mine=child)).chapters["appendix"].pages["figures"].blocks["figures"]
    assert isinstance(block, TableSpec)
    assert (block.of, block.limit) == ("figures", 7)


CUSTOM = """\
    pages:
      map:
        blocks:
          map: {kind: chart, chart: custom, spec: FILE, title: 图, alt: 图}
"""


def custom(name: str) -> str:
    return "chapters:\n  maps:\n" + CUSTOM.replace("FILE", name)


def test_files_are_looked_for_in_the_folder_that_names_them(tmp_path: Path) -> None:
    child = CHILD + custom("map.json").replace("maps:", "more:")
    root = write(tmp_path, root=ROOT + custom("map.json").removeprefix("chapters:\n"), mine=child)
    for folder in ("root", "mine"):
        (root / "templates" / folder / "map.json").write_text(f'{{"from": "{folder}"}}', encoding="utf-8")
    loaded = load(root, "mine", "town")
    assert {place[1]: (file.shown, file.text) for place, file in loaded.customs.items()} == {
        "maps": ("templates/root/map.json", '{"from": "root"}'),
        "more": ("templates/mine/map.json", '{"from": "mine"}'),
    }
    assert (
        loaded.folder_of(("chapters", "maps", "pages", "map", "blocks", "map", "spec")) == root / "templates" / "root"
    )


def test_a_child_does_not_reach_into_the_folder_of_its_base(tmp_path: Path) -> None:
    root = write(tmp_path, root=ROOT, mine=CHILD + custom("../root/map.json"))
    (root / "templates" / "root" / "map.json").write_text("{}", encoding="utf-8")
    assert [(p.where, p.message) for p in faults(root)] == [
        ("templates/mine/template.yaml:8", "“../root/map.json”指到了模板文件夹外面。")
    ]


def test_a_font_of_the_base_is_found_in_the_base(tmp_path: Path) -> None:
    root = write(tmp_path, root=ROOT + "pdf: {fonts: {body: {file: song.ttf}}}\n", mine=CHILD)
    font = root / "templates" / "root" / "song.ttf"
    font.write_bytes(b"font")
    assert load(root, "mine", "town").font_files == {"body": str(font)}


def test_all_files_that_were_read_are_listed_under_names_of_their_own(tmp_path: Path) -> None:
    root = write(tmp_path, leadership="extends: leadership\nname: 我的\n", leadership__town="endnotes: [注]\n")
    loaded = load(root, "leadership", "town")
    assert [loaded.shown(path) for path in loaded.files] == [
        "templates/leadership/template.yaml",
        "templates/leadership/town.yaml",
        "自带/templates/leadership/template.yaml",
        "templates/_base/template.yaml",
    ]
