"""What a matrix says, and all that can be wrong in it, at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.batch.matrix import read
from briefing.batch.model import Item
from briefing.build import workspace as workspaces
from briefing.build.workspace import Workspace, find
from briefing.errors import BriefingError, ProblemsFound, UsageError

NAMES = ("ninghai", "xiangshan", "cixi", "yuyao")


@pytest.fixture
def here(tmp_path: Path) -> Workspace:
    for name in NAMES:
        (tmp_path / "data" / name).mkdir(parents=True)
    (tmp_path / "briefing.yaml").write_text("audience: public\nformats: [pdf]\n", encoding="utf-8")
    return find(tmp_path)


def items(here: Workspace, text: str, name: str = "m.yaml", encoding: str = "utf-8") -> tuple[Item, ...]:
    path = here.root / name
    path.write_bytes(text.encode(encoding))
    return read(path, here)


def problems(here: Workspace, text: str, name: str = "m.yaml") -> list[str]:
    with pytest.raises(ProblemsFound) as caught:
        items(here, text, name)
    return [str(problem) for problem in caught.value.problems]


def test_lists_are_multiplied_in_their_order(here: Workspace) -> None:
    found = items(here, "datasets: [cixi, yuyao]\nperiods: [2020, 2019]\naudiences: [public, leadership]\n")
    assert [(each.dataset, each.period, each.audience) for each in found] == [
        ("cixi", "2020", "public"), ("cixi", "2020", "leadership"), ("cixi", "2019", "public"),
        ("cixi", "2019", "leadership"), ("yuyao", "2020", "public"), ("yuyao", "2020", "leadership"),
        ("yuyao", "2019", "public"), ("yuyao", "2019", "leadership"),
    ]  # fmt: skip


def test_what_is_not_written_is_what_the_settings_say(here: Workspace) -> None:
    assert items(here, "datasets: [cixi]\nperiods: [2020年1—9月]\n") == (
        Item("cixi", "2020-01..2020-09", "public", "", ("pdf",)),
    )


@pytest.mark.parametrize(("pattern", "found"), [('"*"', sorted(NAMES)), ('"*i"', ["cixi", "ninghai"])])
def test_a_star_stands_for_data_sets(here: Workspace, pattern: str, found: list[str]) -> None:
    assert [each.dataset for each in items(here, f"datasets: {pattern}\nperiods: [2020]\n")] == found


def test_an_exception_names_what_it_means_and_leaves_the_rest(here: Workspace) -> None:
    text = (
        "datasets: [cixi, yuyao]\nperiods: [2020, 2019]\naudiences: [public, leadership]\nskip:\n"
        "- {dataset: yuyao, period: 2019年}\n- {audience: leadership, dataset: 'c*'}\n"
    )
    assert [str(each.key) for each in items(here, text)] == [
        "cixi 2020 public", "cixi 2019 public", "yuyao 2020 public", "yuyao 2020 leadership",
    ]  # fmt: skip


def test_rows_have_what_is_shared_unless_they_say_otherwise(here: Workspace) -> None:
    text = (
        "formats: [pdf, pptx]\noutput: 成品\nrows:\n- {dataset: cixi, period: 2020}\n"
        "- {dataset: yuyao, period: 2020, audience: leadership, formats: [pptx], language: en, output: 英文}\n"
    )
    assert items(here, text) == (
        Item("cixi", "2020", "public", "", ("pdf", "pptx"), "成品"),
        Item("yuyao", "2020", "leadership", "en", ("pptx",), "英文"),
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_a_table_is_read_in_the_encodings_of_a_chinese_excel(here: Workspace, encoding: str) -> None:
    text = "数据集,期间,模板,格式,语言,输出\r\ncixi,2020年1—9月,leadership,pdf、pptx,,成品\r\n,,,,,\r\n"
    assert items(here, text, "m.csv", encoding) == (
        Item("cixi", "2020-01..2020-09", "leadership", "", ("pdf", "pptx"), "成品"),
    )


def test_a_table_may_have_english_headings_in_any_order_and_columns_of_its_own(here: Workspace) -> None:
    text = "Period,x_负责人,dataset,formats\n2020,张三,yuyao,pptx\n"
    assert items(here, text, "m.csv") == (Item("yuyao", "2020", "public", "", ("pptx",)),)


def test_a_hash_is_no_comment_in_a_table(here: Workspace) -> None:
    assert problems(here, "dataset,period\n#cixi,2020\n", "m.csv") == [
        "m.csv:2: 没有“#cixi”这个数据集。是不是想写：cixi？"
    ]


def test_all_problems_of_a_table_come_at_once_with_their_lines(here: Workspace) -> None:
    text = (
        "dataset,period,audience,format,language,output\n"
        "cixii,2020,public,,,\n"
        "cixi,上个月,publik,word,fr,\n"
        "yuyao,2020,,,,../外面\n"
        "yuyao,2020,,,,data/cixi/成品\n"
        "yuyao,2020,,,,/tmp\n"
        "yuyao,,,,,\n"
        "yuyao,2020,,,,\n"
        "yuyao,2020,public,pdf,,别处\n"
        "yuyao,2020,,,en,\n"
        "ninghai,2020,,pdf,,,pptx\n"
    )
    assert problems(here, text, "m.csv") == [
        "m.csv:11: 这一行比标题多出1格。含有逗号的一格要用英文双引号括起来。",
        "m.csv:2: 没有“cixii”这个数据集。是不是想写：cixi？",
        "m.csv:3: “上个月”不是期间。写法如 2019、2020Q3、2020-01..2020-09、2018..2020。",
        "m.csv:3: 没有“publik”这个模板。是不是想写：public？",
        "m.csv:3: 不会写“fr”这种语言。可用的有：zh、en。",
        "m.csv:3: 不支持“word”格式。可用的有：pdf、pptx。",
        "m.csv:4: “../外面”不在工作文件夹里。请写工作文件夹里的相对路径；要写到别处，用 --output。",
        "m.csv:5: “data/cixi/成品”是放数据的文件夹，不往里写。请写到 data 以外的地方。",
        "m.csv:6: “/tmp”不在工作文件夹里。请写工作文件夹里的相对路径；要写到别处，用 --output。",
        "m.csv:7: 没有写期间。请补上，或在 briefing.yaml 里写 period。",
        "m.csv:9: “yuyao 2020 public”已经在 m.csv:8 写过了。同一份简报只写一次，请删去一处。",
        "m.csv:10: 与 m.csv:8 是同一份，一处写了语言，一处没有写。"
        "不写语言就是数据集自己的语言；几种语言都要时，请每一行都写明。",
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "m.csv: 表是空的。第一行写 数据集、期间、模板、格式、语言、输出，每行一份简报。"),
        ("dataset,period\n", "m.csv: 只有标题行，没有一份简报。请从第二行起每行写一份。"),
        ("cixi,2020\n", "m.csv:1: 缺少“数据集”这一列。第一行是标题：数据集、期间、模板。"),
        ("dataset,数据集\ncixi,cixi\n", "m.csv:1: 标题“数据集”重复。请只留一列。"),
        ("dataset,perod\ncixi,2020\n", "m.csv:1: 不认识的标题“perod”。"),
        (
            'dataset,period\n"cixi,2020\n',
            "m.csv:2: 从这一行起，英文双引号没有成对。请补上另一半引号；引号本身写成两个引号。",
        ),
    ],
)
def test_a_table_that_is_none_says_why(here: Workspace, text: str, found: str) -> None:
    assert any(each.startswith(found) for each in problems(here, text, "m.csv"))


def test_all_problems_of_a_product_come_at_once_with_their_lines(here: Workspace) -> None:
    text = (
        "dataset: [cixi]\n"
        "datasets:\n- cixi\n- cixxi\n- cixi\n- 'z*'\n- {a: b}\n"
        "periods: [2020, 月底]\n"
        "languages: [zh, zh-CN]\n"
        "formats: {a: b}\n"
        "skip:\n- {dataset: cixi, perod: 2020}\n- yuyao\n- {dataset: yuyao}\n- {}\n"
    )
    assert problems(here, text) == [
        "m.yaml:1: 不认识的键“dataset”。是不是想写：datasets？",
        "m.yaml:10: formats 的写法不对。这里只能写一个值。",
        "m.yaml:4: 没有“cixxi”这个数据集。是不是想写：cixi？",
        "m.yaml:5: “cixi”写了两次。请删去一处。",
        "m.yaml:6: 没有一个数据集与“z*”相符。可用的有：cixi、ninghai、xiangshan、yuyao。",
        "m.yaml:7: 这里只能写一个值。写法如 datasets: [jiangbei]、periods: [2018..2020]、audiences: [leadership]。",
        "m.yaml:8: “月底”不是期间。写法如 2019、2020Q3、2020-01..2020-09、2018..2020。",
        "m.yaml:9: “zh”写了两次。请删去一处。",
        "m.yaml:12: 不认识的键“perod”。是不是想写：period？",
        "m.yaml:13: 每一项应该写成“键: 值”。写法如 - {dataset: jiangbei, period: 2020}。",
        "m.yaml:15: 这一条例外什么也没有写。可写：dataset、period、audience、language。",
        "m.yaml:14: 这一条例外没有去掉任何一份。请检查写法，或删去这一条。",
    ]


def test_exceptions_that_leave_nothing_are_told(here: Workspace) -> None:
    assert problems(here, "datasets: [cixi]\nperiods: [2020]\nskip:\n- {dataset: cixi}\n") == [
        "m.yaml:3: 例外去掉了全部简报，一份也没有剩下。请检查 skip。"
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("periods: [2020]\n", "m.yaml: 没有写 datasets。"),
        ("datasets: []\n", "m.yaml:1: datasets 是空的。"),
        ("datasets: [cixi]\nperiods: [2020]\nrows: []\n", "m.yaml:1: datasets 和 rows 只能写一样。"),
        ("rows: cixi\n", "m.yaml:1: rows 应该是一个列表。"),
        ("rows:\n- {dataset: cixi, peroid: 2020}\n", "m.yaml:2: 不认识的键“peroid”。是不是想写：period？"),
        ("rows:\n- dataset: cixi\n  period: 2020\n  output: ..\\外面\n", "m.yaml:4: “..\\外面”不在工作文件夹里。"),
        ("rows:\n- {dataset: cixi, period: [2020, 2019]}\n", "m.yaml:2: period 的写法不对。"),
    ],
)
def test_a_matrix_that_is_none_says_why(here: Workspace, text: str, found: str) -> None:
    assert any(each.startswith(found) for each in problems(here, text))


def test_a_folder_that_leads_out_by_a_link_is_refused(
    here: Workspace, tmp_path_factory: pytest.TempPathFactory
) -> None:
    (here.root / "出口").symlink_to(tmp_path_factory.mktemp("outside"))
    assert "不在工作文件夹里" in problems(here, "dataset,period,output\ncixi,2020,出口/x\n", "m.csv")[0]


def test_a_file_of_another_kind_or_none_is_told(here: Workspace) -> None:
    with pytest.raises(UsageError, match="清单写成"):
        read(here.root / "m.xlsx", here)
    with pytest.raises(BriefingError, match="没有这个文件"):
        read(here.root / "none.csv", here)


def test_the_data_sets_of_a_long_matrix_are_listed_once(here: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[str] = []
    listed = Workspace.datasets

    def datasets(self: Workspace) -> tuple[str, ...]:
        counted.append("listed")
        return listed(self)

    monkeypatch.setattr(workspaces.Workspace, "datasets", datasets)
    rows = "".join(f"cixi,{year}-{month:02d},\n" for year in range(1900, 2100) for month in range(1, 13))
    found = items(here, "dataset,period,audience\n" + rows, "m.csv")
    assert (len(found), counted) == (2400, ["listed"])
