"""Databases that are files, what dataset.yaml may ask of any, and what is refused before one is asked."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

import pytest

from briefing.sources.fields import Unreadable
from briefing.sources.sql.faults import Secrets, fault
from briefing.sources.sql.statement import checked, is_ordered, quoted, selection
from tests.sources.databases import described, line_of, sqlite, statements
from tests.sources.files import Files


def only(files: Files) -> str:
    said = files.said()
    assert len(said) == 1, said
    return said[0]


def values(files: Files) -> list[tuple[str, str, str]]:
    return [(row.indicator, row.period.code, str(row.value)) for row in files.load().observations]


GOOD = [("output", "2017", "681.4"), ("output", "2019", "843.8"), ("rd_rank", "2019", "6")]


def duckdb(path: Path, *more: str) -> None:
    import duckdb

    path.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(path)) as connection:
        for statement in (*statements(), *more):
            connection.execute(statement.replace("value numeric", "value decimal(12, 3)"))


@pytest.mark.parametrize("name", ["data.sqlite", "data.db", "统计 月报.sqlite3"])
def test_the_one_sqlite_file_of_a_folder_is_read_without_a_word_in_the_description(files: Files, name: str) -> None:
    files.write("dataset.yaml", files.yaml)
    sqlite(files.folder / name)
    assert values(files) == GOOD
    assert str(files.load().observations[0].origin) == f"data/x/{name}:observations!output jiangbei 2017"


def test_a_file_that_only_ends_like_a_database_is_nobodys_business(files: Files) -> None:
    files.as_csv().write("Thumbs.db", bytes.fromhex("d0cf11e0a1b11ae1"))
    assert files.problems() == []


def test_two_sqlite_files_are_one_too_many_unless_one_is_named(files: Files) -> None:
    files.write("dataset.yaml", files.yaml)
    for name in ("a.sqlite", "b.sqlite"):
        sqlite(files.folder / name)
    assert only(files) == "data/x: 有 2 个数据库文件：a.sqlite、b.sqlite。请只留一个，或在 database.url 里写明。"
    assert values(described(files, "url: sqlite:///b.sqlite")) == GOOD


def test_reading_leaves_a_sqlite_file_and_its_folder_as_they_were(files: Files) -> None:
    files.write("dataset.yaml", files.yaml)
    sqlite(files.folder / "data.sqlite")
    before = (files.folder / "data.sqlite").read_bytes()
    files.load()
    assert (files.folder / "data.sqlite").read_bytes() == before
    assert sorted(path.name for path in files.folder.iterdir()) == ["data.sqlite", "dataset.yaml"]


def test_a_sqlite_file_may_stand_beside_tables_in_files(files: Files) -> None:
    files.tables = {"indicators": files.tables["indicators"]}
    files.as_csv()
    sqlite(files.folder / "data.sqlite", "DROP TABLE indicators", "ALTER TABLE observations RENAME TO 数据")
    assert values(files) == GOOD


def test_floats_of_a_database_are_read_by_fifteen_digits(files: Files) -> None:
    query = "select 'output' as indicator, '2020' as period, 0.1 + 0.2 as value"
    described(
        files, "url: sqlite:///data.sqlite", "tables: {indicators: indicators}", f'queries: {{observations: "{query}"}}'
    )
    sqlite(files.folder / "data.sqlite")
    assert values(files) == [("output", "2020", "0.3")]


def test_values_of_several_types_in_one_column_are_read_each_as_it_is(files: Files) -> None:
    files.write("dataset.yaml", files.yaml)
    more = [
        f"INSERT INTO observations VALUES ('output', {year}, {value}, NULL)"
        for year, value in ((2011, "'1,234.5 亿元'"), (2012, "2.50"), (2013, "7"), (2014, "'—'"))
    ]
    sqlite(files.folder / "data.sqlite", "DELETE FROM observations", *more)
    said = files.said()
    assert said == [
        "data/x/data.sqlite:observations!output 2014: 没有数值，也没有同比和位次。请填上一个；没有数据就删去这一行。"
    ]
    sqlite(files.folder / "data.sqlite", "DELETE FROM observations WHERE period = '2014'", plain=False)
    assert [value for _, _, value in values(files)] == ["1234.5", "2.5", "7"]


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("sqlite:///gone.sqlite", "没有数据库文件 gone.sqlite。请把它放进数据集文件夹。"),
        ("sqlite:///../other/data.sqlite", "数据库文件要放在数据集文件夹里。"),
        ("sqlite:////etc/data.sqlite", "数据库文件要放在数据集文件夹里。"),
        ("sqlite:///../../x.sqlite?a=@d.sqlite", "数据库文件要放在数据集文件夹里。"),
        ("sqlite:////tmp/x@/d.sqlite", "数据库文件要放在数据集文件夹里。"),
        ("duckdb:///:memory:", "没有数据库文件 :memory:。"),
        ("sqlite://", "数据库文件要放在数据集文件夹里。"),
        ("mysql://reader@db.example/stat", "没有安装 mysql 的驱动。请运行 pip install pymysql。"),
        ("postgres9://db.example/stat", "不认识的数据库“postgres9”。是不是想写：postgres、postgresql？"),
    ],
)
def test_a_database_that_cannot_be_opened_is_told_at_its_url(files: Files, url: str, said: str) -> None:
    assert only(described(files, f'url: "{url}"')).startswith(f"{line_of(files, 'url:')}: {said}")


def test_a_file_behind_a_link_out_of_the_folder_is_refused(files: Files, tmp_path: Path) -> None:
    described(files, "url: sqlite:///data.sqlite")
    sqlite(tmp_path / "elsewhere.sqlite")
    (files.folder / "data.sqlite").symlink_to(tmp_path / "elsewhere.sqlite")
    assert "数据库文件要放在数据集文件夹里。" in only(files)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://reader:hunter2@db.example/stat",
        "postgresql+psycopg://reader:hunt/er2@db.example/stat",
        "postgresql://db.example/stat?user=reader&password=hunter2",
        "postgresql://:hunter2@db.example/stat",
    ],
)
def test_a_password_in_the_url_is_refused_and_not_repeated(files: Files, url: str) -> None:
    said = only(described(files, f"url: {url}"))
    assert said.startswith(f"{line_of(files, 'url:')}: database.url：网址里写了密码。请从网址里删去密码")
    assert "hunt" not in said


def test_all_slips_of_the_key_are_told_at_once_each_on_its_line(files: Files) -> None:
    described(
        files,
        "url: db.example",
        "pasword_env: A",
        "password_env: A-B",
        "timeout: 0",
        "tables: [a]",
    )
    assert [said.split(": ", 1)[1].split("。")[0] for said in files.said()] == [
        "database.url：不是数据库的网址",
        "database.password_env：“A-B”不合写法",
        "database.tables：应该是一组“键: 值”",
        "database.timeout：应该大于 0",
        "不认识的键“database.pasword_env”",
    ]


def test_names_and_queries_that_cannot_stand_are_told_before_anybody_is_asked(files: Files) -> None:
    described(
        files,
        "url: sqlite:///data.sqlite",
        "tables: {obsevations: v, indicators: indicators}",
        "queries:",
        '  指标: "select 1"',
        '  observations: "delete from observations"',
    )
    sqlite(files.folder / "data.sqlite")
    said = files.said()
    assert [each.split(": ", 1)[1].split("。")[0] for each in said[:3]] == [
        "database.tables：“obsevations”不是表的名字",
        "database.queries：指标表写了两次",
        "database.queries：只能查询，不能用“delete”语句",
    ]


def test_without_the_extra_it_is_said_how_to_get_it(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    said = only(described(files, "url: postgresql://reader@db.example/stat"))
    assert said.endswith("读数据库要先安装 SQLAlchemy。请运行 pip install 'gongjian-briefing[sql]'。")


def test_without_its_driver_it_is_said_how_to_get_it(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    monkeypatch.setitem(sys.modules, "psycopg.types", None)
    monkeypatch.setitem(sys.modules, "psycopg.types.string", None)
    said = only(described(files, "url: postgresql://reader@db.example/stat"))
    assert said.endswith("没有安装 postgresql 的驱动。请运行 pip install 'gongjian-briefing[sql]'。")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"SQLite format 3\x00" + bytes(range(1, 200)) * 20, "不是能读的数据库文件，或已损坏、加了密。"),
        (b"nothing of the kind, at some length" * 100, "不是能读的数据库文件，或已损坏、加了密。"),
    ],
)
def test_a_broken_sqlite_file_is_told(files: Files, data: bytes, said: str) -> None:
    files.write("dataset.yaml", files.yaml)
    files.write("data.sqlite", data)
    assert only(files).startswith(f"data/x/data.sqlite: {said}")


def test_a_sqlite_file_that_is_locked_is_told_after_the_limit(files: Files) -> None:
    described(files, "url: sqlite:///data.sqlite", "tables: {observations: observations}", "timeout: 0.1")
    files.write("indicators.csv", "id,name,theme,unit\noutput,产值,industry,亿元\nrd_rank,研发位次,science-x,位\n")
    sqlite(files.folder / "data.sqlite")
    holder = sqlite3.connect(files.folder / "data.sqlite", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    try:
        said = only(files)
    finally:
        holder.close()
    assert "数据库文件正被别的程序占用。" in said or "还没有读完" in said


_ENDLESS = "with recursive n(i) as (select 1 union all select i + 1 from n) select 'output' as indicator, i as period, "
_FOREVER = {
    "sqlite": _ENDLESS + "sum(i) as value from n",
    "duckdb": "select 'output' as indicator, '2020' as period, sum(a.range * b.range) as value"
    " from range(100000000) a, range(100000000) b",
}


@pytest.mark.parametrize("kind", ["sqlite", "duckdb"])
def test_a_query_without_an_end_is_stopped(files: Files, kind: str) -> None:
    make = {"sqlite": sqlite, "duckdb": duckdb}[kind]
    described(
        files,
        f"url: {kind}:///data.{kind}",
        "timeout: 0.3",
        "tables: {indicators: indicators}",
        f'queries: {{observations: "{_FOREVER[kind]}"}}',
    )
    make(files.folder / f"data.{kind}")
    assert "observations：超过 0.3 秒还没有读完，已停止。" in only(files)


def test_a_duckdb_file_is_read_by_columns_without_the_zeros_of_its_scale(files: Files) -> None:
    described(files, "url: duckdb:///data.duckdb")
    duckdb(files.folder / "data.duckdb", "CREATE VIEW 备查 AS SELECT 1 AS a")
    assert values(files) == GOOD
    assert str(files.load().observations[2].origin) == "data/x/data.duckdb:observations!研发位次 2019"
    assert [name for name, _ in files.load().files] == [
        "data/x/data.duckdb:indicators",
        "data/x/data.duckdb:observations",
        "data/x/dataset.yaml",
    ]


def test_the_same_rows_have_the_same_hash_in_whatever_order_they_lie(files: Files) -> None:
    files.write("dataset.yaml", files.yaml)
    sqlite(files.folder / "data.sqlite")
    before = files.load().files
    turned = "CREATE TABLE t AS SELECT * FROM observations ORDER BY value"
    sqlite(
        files.folder / "data.sqlite",
        turned,
        "DROP TABLE observations",
        "ALTER TABLE t RENAME TO observations",
        plain=False,
    )
    assert files.load().files == before


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("select * from read_csv('/etc/hostname')", "查询想读数据库以外的文件。"),
        ("select value from observations where nope = 1", "没有查询里写的列。"),
        ("select * from nowhere", "没有查询里写的表。"),
        ("select from where", "查询的写法不对。"),
    ],
)
def test_what_a_duckdb_query_may_not_or_cannot_do_is_told(files: Files, query: str, said: str) -> None:
    described(
        files, "url: duckdb:///data.duckdb", "tables: {indicators: indicators}", f'queries: {{observations: "{query}"}}'
    )
    duckdb(files.folder / "data.duckdb")
    assert only(files).startswith(f"{line_of(files, 'queries')}: observations：{said}")


def test_a_table_nearly_named_like_one_is_pointed_out(files: Files) -> None:
    files.write("dataset.yaml", files.yaml)
    sqlite(files.folder / "data.sqlite", "ALTER TABLE observations RENAME TO observation")
    assert files.said()[0] == ("data/x/data.sqlite:observation: “observation”不是表的名字。是不是想写：observations？")


@pytest.mark.parametrize(
    ("query", "run"),
    [
        ("select 1", "select 1"),
        ("  SELECT ';' as a -- ; drop\n ; ", "SELECT ';' as a -- ; drop"),
        ("with a as (select 1) select * from a", "with a as (select 1) select * from a"),
        ("/* ; */ select $x$ ; $x$, E'\\';', \"a;b\"", "/* ; */ select $x$ ; $x$, E'\\';', \"a;b\""),
        ("(select 1) union (select 2)", "(select 1) union (select 2)"),
        ("select update_time, deleted from t", "select update_time, deleted from t"),
    ],
)
def test_one_statement_that_reads_is_let_through(query: str, run: str) -> None:
    assert checked(query) == run


@pytest.mark.parametrize(
    "query",
    [
        "select 1; drop table a",
        "select 1; select 2",
        "drop table a",
        "-- select\nupdate a set b = 1",
        "with gone as (delete from a returning *) select * from gone",
        "with made as (insert into a values (1) returning *) select * from made",
        "select * into b from a",
        "attach 'x' as y",
        "copy a to 'b'",
        "pragma writable_schema = 1",
        "",
        ";",
        "select 'a; drop table b",
    ],
)
def test_anything_else_is_refused(query: str) -> None:
    with pytest.raises(Unreadable):
        checked(query)


@pytest.mark.parametrize(
    ("query", "ordered"),
    [
        ("select 1 order by 1", True),
        ("select 1 ORDER  BY 1", True),
        ("select * from (select 1 order by 1) a", False),
        ("select rank() over (order by a) from b", False),
        ("select 'order by'", False),
    ],
)
def test_only_an_order_of_the_whole_query_counts(query: str, ordered: bool) -> None:
    assert is_ordered(query) is ordered


def test_a_name_is_quoted_whatever_stands_in_it() -> None:
    assert quoted('a"; drop table b; --') == '"a""; drop table b; --"'
    assert quoted("a`b", ("`", "`")) == "`a``b`"
    assert quoted("a]b", ("[", "]")) == "[a]]b]"
    assert selection(("stat", "月度"), ("指标", "value")) == 'SELECT "指标", "value" FROM "stat"."月度"'


def test_words_of_a_driver_lose_the_password_in_every_spelling() -> None:
    error = RuntimeError("odd: postgresql://reader:p%40ss%2F@db/stat and p@ss/ again")
    said = str(fault(error, Secrets("p@ss/", "reader")))
    assert said == "数据库报错：odd: postgresql://db/stat and *** again。请问数据库管理员。"


def test_names_with_signs_of_other_languages_in_them_are_names(files: Files) -> None:
    described(files, "url: sqlite:///data.sqlite", 'tables: {observations: "100% :a?", indicators: indicators}')
    sqlite(files.folder / "data.sqlite", 'ALTER TABLE observations RENAME TO "100% :a?"')
    assert values(files) == GOOD


@pytest.mark.parametrize(
    "said",
    [
        "the connection is closed", "the connection is lost", "connection socket closed",
        "consuming input failed: server closed the connection unexpectedly",
        "sending query failed: another command is already in progress", "flushing failed: the connection is closed",
    ],
)  # fmt: skip
def test_a_connection_that_is_lost_is_told_as_such_however_the_driver_puts_it(said: str) -> None:
    assert str(fault(OSError(said), Secrets())) == "与数据库的连接断了。请检查网络，稍后再试。"
