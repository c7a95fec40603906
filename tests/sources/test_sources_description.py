"""What is said about dataset.yaml, and on which line."""

from __future__ import annotations

import pytest

from tests.sources.files import YAML, Files

FILE = "data/x/dataset.yaml"


def only(files: Files) -> str:
    said = files.as_csv().said()
    assert len(said) == 1, said
    return said[0]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("titel: 错", ":10: 不认识的键“titel”。是不是想写：title"),
        ("region: 江北", ":10: 键“region”重复，第 3 行已经写过。请只留一处。"),
        ("as_of: 2020-09", ":10: as_of：“2020-09”不是日期。请写全年、月、日，如 2020-09-30。"),
        ("as_of: [2020]", ":10: as_of：应该是日期，如 2020-09-30。"),
        ("default_period: 去年", ":10: default_period：“去年”不是期间。"),
        ("synthetic: maybe", ":10: synthetic：应该写 true 或 false，写的却是“maybe”。"),
        ("organization: {a: b}", ":10: organization：应该是一段文字。"),
        ("language: '../x'", ":10: language：“../x”不合写法。"),
        ("lights: {yellow: 很多}", ":10: lights.yellow：应该是数字。"),
        ("lights: {yellow: 20, red: 10}", ":10: lights：yellow 大于 red。"),
        ("lights: {yelow: 1}", ":10: 不认识的键“lights.yelow”。是不是想写：yellow？"),
        ("lights: {red: .inf}", ":10: lights.red：应该是数字。"),
        ("campaign: 六争\ue001攻坚", ":10: 含有不能显示的字符 U+E001。"),
        ("campaign: a\x01b", ":10: 含有不能显示的控制字符。"),
        ("campaign: a: b", ":10: YAML 写法有误（"),
        ("\tcampaign: x", ":10: YAML 写法有误（"),
    ],
)
def test_a_bad_line(files: Files, line: str, said: str) -> None:
    files.yaml = YAML + line + "\n"
    assert only(files).startswith(FILE + said)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("#B06A00", "red", ":8: themes.1.color：“red”不合写法。颜色写成 #RRGGBB"),
        ("id: haishu", "id: ../haishu", ":6: entities.2.id：“../haishu”不合写法。"),
        ("id: haishu", "id: jiangbei", ":6: entities 里 id “jiangbei”重复，第 5 行已经写过。"),
        ("name: 科技攻坚", "name: 产业攻坚", ":9: themes 里 name “产业攻坚”重复，第 8 行已经写过。"),
        ("short: 科技", "shrot: 科技", ":9: 不认识的键“themes.2.shrot”。是不是想写：short？"),
        ("name: 海曙区", "name_en: Haishu", ":6: 缺少键 entities.2.name。"),
        ("id: x\n", "id: y\n", ":1: 编号“y”与文件夹“x”不同名。"),
        ("id: x\n", "id: ../x\n", ":1: id：“../x”不合写法。"),
        ("title: 三年行动总结\n", "", ": 缺少键 title。"),
        ("title: 三年", "titel: 三年", ":2: 不认识的键“titel”。是不是想写：title、title_en？"),
    ],
)
def test_a_bad_value(files: Files, old: str, new: str, said: str) -> None:
    files.yaml = YAML.replace(old, new)
    files.tables["indicators"] = files.tables["indicators"][:2]
    files.tables["observations"] = files.tables["observations"][:2]
    assert only(files).startswith(FILE + said)


def test_the_id_may_be_left_to_the_folder(files: Files) -> None:
    files.yaml = YAML.replace("id: x\n", "")
    assert files.as_csv().load().id == "x"


def test_what_looks_like_a_number_or_a_truth_value_stays_a_text(files: Files) -> None:
    files.yaml = YAML.replace("三年行动总结", "2020").replace("region: 江北区", "region: no")
    dataset = files.as_csv().load()
    assert (dataset.title, dataset.region) == ("2020", "no")


@pytest.mark.parametrize(
    ("themes", "said"),
    [
        ("", "缺少键 themes。"),
        ("themes: []\n", "themes：是空的，至少要写一项。"),
        ("themes: 产业\n", "themes：应该是列表"),
        ("themes: [产业]\n", "themes.1：应该是一组“键: 值”。"),
    ],
)
def test_without_themes_only_that_is_said(files: Files, themes: str, said: str) -> None:
    files.yaml = "title: 总结\nentities: [{id: jiangbei, name: 江北区}]\n" + themes
    assert said in only(files)


def test_aliases_of_aliases_are_stopped(files: Files) -> None:
    bomb = "x_a: &a [1,1,1,1,1,1,1,1,1]\n"
    for old, new in zip("abcdefg", "bcdefgh", strict=True):
        bomb += f"x_{new}: &{new} [{','.join([f'*{old}'] * 9)}]\n"
    files.yaml = YAML + bomb
    said = files.as_csv().said()
    assert said
    assert all("不支持 YAML 的引用" in line for line in said)


@pytest.mark.parametrize("deep", ["[" * 5000 + "]" * 5000, "&a [*a]", "[" * 20 + "]" * 20])
def test_nesting_without_end_is_stopped(files: Files, deep: str) -> None:
    files.yaml = YAML + f"rules: {deep}\n"
    assert only(files).startswith(FILE)


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "文件是空的。"), ("- a\n", "内容应该是一行一个“键: 值”。"), ("a: 1\n---\nb: 2\n", "YAML 写法有误")],
)
def test_a_file_that_is_no_mapping_is_refused(files: Files, text: str, said: str) -> None:
    files.yaml = text
    assert said in only(files)


def test_a_file_that_is_not_there_is_missing(files: Files) -> None:
    files.as_csv()
    (files.folder / "dataset.yaml").unlink()
    assert files.said() == [f"{FILE}: 缺少文件 dataset.yaml（数据集说明）。请新建一个，至少写 title 和 themes。"]


def test_gb18030_is_read_too(files: Files) -> None:
    files.as_csv()
    files.write("dataset.yaml", YAML.encode("gb18030"))
    assert files.load().title == "三年行动总结"
