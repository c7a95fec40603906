"""What is read of a real PostgreSQL, and what is said where it does not answer as asked."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from briefing.model.records import Origin
from tests.sources.databases import described, line_of, statements
from tests.sources.files import Files
from tests.sources.postgres import READER_PASSWORD, Server

VARIABLE = "STAT_DB_PASSWORD"


@pytest.fixture
def stat(postgres: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """The server with the good tables, and the reader's password in the environment."""
    monkeypatch.setenv(VARIABLE, READER_PASSWORD)
    postgres.run(*statements())
    yield postgres
    # A session that hangs would hold its tables.
    postgres.run("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'reader'")
    postgres.run("DROP SCHEMA public CASCADE", "CREATE SCHEMA public", "GRANT USAGE ON SCHEMA public TO PUBLIC")


def asking(files: Files, server: Server, *lines: str) -> Files:
    return described(files, f"url: {server.url}", f"password_env: {VARIABLE}", *lines)


def only(files: Files) -> str:
    """Return the only thing that is said; never the password, in any spelling."""
    said = files.said()
    assert len(said) == 1, said
    for secret in (READER_PASSWORD, "s3cret", "%E5%AF%86", "reader@"):
        assert secret not in said[0]
    return said[0]


def test_tables_that_bear_their_own_names_are_read(files: Files, stat: Server) -> None:
    dataset = asking(files, stat).load()
    assert [(row.indicator, row.period.code, str(row.value)) for row in dataset.observations] == [
        ("output", "2017", "681.4"),
        ("output", "2019", "843.8"),
        ("rd_rank", "2019", "6"),
    ]


def test_a_row_is_known_by_database_table_and_key(files: Files, stat: Server) -> None:
    rows = asking(files, stat).load().observations
    assert rows[0].origin == Origin(stat.shown, "observations", "output jiangbei 2017")
    assert str(rows[2].origin) == f"{stat.shown}:observations!研发位次 2019"


def test_a_view_with_chinese_columns_is_read_by_the_name_that_is_told(files: Files, stat: Server) -> None:
    stat.run(
        'CREATE VIEW "月度;数据 100% :a" AS SELECT indicator AS "指标", \'2020年1—9月\' AS "期间", 1.50 AS "数值",'
        " entity AS 地区 FROM observations WHERE period = '2017'"
    )
    dataset = asking(files, stat, 'tables: {数据: "月度;数据 100% :a", indicators: public.indicators}').load()
    row = dataset.observations[0]
    assert (row.period.code, str(row.value)) == ("2020-01..2020-09", "1.50")
    assert str(row.origin) == f"{stat.shown}:月度;数据 100% :a!output jiangbei 2020年1—9月"


def test_a_query_over_several_lines_with_comments_and_signs_is_run_as_written(files: Files, stat: Server) -> None:
    query = (
        "      select indicator, period,  -- 期间\n      value /* ; */ as 数值\n      from observations"
        "\n      where 'a :b %s;' <> period and period::int = 2017;"
    )
    asking(files, stat, "tables: {indicators: indicators}", "queries:", f"  observations: |\n{query}")
    assert str(files.load().observations[0].origin) == f"{stat.shown}:observations!output 2017"


def test_a_query_that_says_its_order_keeps_it_and_no_other_order_matters(files: Files, stat: Server) -> None:
    query = '"select indicator, period, value from observations order by period desc, value"'
    found = asking(files, stat, "tables: {indicators: indicators}", f"queries: {{observations: {query}}}").load()
    assert [str(row.value) for row in found.observations] == ["6", "843.8", "681.4"]
    before = asking(files, stat).load().files
    stat.run("CREATE TABLE other AS SELECT * FROM observations ORDER BY value", "DROP TABLE observations")
    stat.run("ALTER TABLE other RENAME TO observations")
    assert files.load().files == before


def test_the_files_list_a_hash_of_the_rows_that_changes_with_them(files: Files, stat: Server) -> None:
    before = dict(asking(files, stat).load().files)
    stat.run("UPDATE observations SET value = 843.9 WHERE period = '2019' AND value > 800")
    after = dict(files.load().files)
    changed = [name for name in before if before[name] != after[name]]
    assert changed == [f"{stat.shown}:observations"]
    assert sorted(before) == ["data/x/dataset.yaml", f"{stat.shown}:indicators", f"{stat.shown}:observations"]


@pytest.mark.parametrize(
    ("expression", "read"),
    [
        ("681.40", "681.40"),
        ("cast(681.4 as numeric(12, 4))", "681.4"),
        ("cast(1200 as numeric(12, 0))", "1200"),
        ("cast(123456789012345678901.25 as numeric)", "123456789012345678901.25"),
        ("cast(0.1 as float8) + cast(0.2 as float8)", "0.3"),
        ("cast(5 as bigint)", "5"),
        ("'１,２３４.5 亿元'", "1234.5"),
    ],
)
def test_numbers_come_as_they_were_stored(files: Files, stat: Server, expression: str, read: str) -> None:
    query = f"select 'output' as indicator, date '2020-09-01' as period, {expression} as value"
    asking(files, stat, "tables: {indicators: indicators}", f'queries: {{observations: "{query}"}}')
    row = files.load().observations[0]
    assert (row.period.code, str(row.value)) == ("2020-09", read)


def test_null_is_an_empty_cell_and_days_are_days(files: Files, stat: Server) -> None:
    stat.run(
        "CREATE TABLE projects (id text, theme text, name text, start date, planned_finish timestamp, progress float8)",
        "INSERT INTO projects VALUES ('port', '产业', '文创港', '2019-03-01', '2020-09-30 12:00', NULL)",
    )
    project = asking(files, stat).load().projects[0]
    assert (project.start, project.planned_finish, project.progress) == ("2019-03-01", "2020-09-30", None)
    assert str(project.origin) == f"{stat.shown}:projects!port"


def test_many_rows_come_by_columns_with_the_same_values(files: Files, stat: Server) -> None:
    stat.run(
        "TRUNCATE observations",
        "INSERT INTO observations SELECT 'output', (1000 + i % 8000)::text, i * 0.5, 'E' || i / 8000"
        " FROM generate_series(0, 39999) i",
    )
    files.yaml = files.yaml.replace("entities:\n", "x_entities:\n")
    rows = asking(files, stat).load().observations
    assert (len(rows), rows[39_999].entity, str(rows[39_999].value)) == (40_000, "E4", "19999.5")
    assert rows[1].origin == Origin(stat.shown, "observations", "output E0 1001")


def test_some_tables_may_come_from_files_each_from_one_place(files: Files, stat: Server) -> None:
    asking(files, stat, "tables: {observations: observations}")
    files.write("indicators.csv", "id,name,theme,unit\noutput,产值,industry,亿元\nrd_rank,研发位次,science-x,位\n")
    assert [row.name for row in files.load().indicators] == ["产值", "研发位次"]
    files.write("observations.csv", "indicator,period,value\noutput,2020,1\n")
    said = (
        f"{stat.shown}:observations: 与 data/x/observations.csv 是同一张表（数据）。每张表只能有一个来处，请只留一个。"
    )
    assert only(files) == said


def test_a_wrong_password_is_said_without_printing_it(
    files: Files, stat: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "wrong-one")
    assert only(asking(files, stat)).startswith(f"{line_of(files, 'url:')}: 用户名或密码不对。")


def test_without_its_variable_nothing_is_asked(files: Files, stat: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE)
    assert f"环境变量 {VARIABLE} 没有设置" in only(asking(files, stat))


def test_a_server_that_is_down_is_told(files: Files) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # taken, and nobody listens
        described(files, f"url: postgresql://127.0.0.1:{taken.getsockname()[1]}/stat")
        said = only(files)
    assert said.startswith(f"{line_of(files, 'url:')}: 连不上：主机在，但数据库没有应答。")


def test_a_server_that_never_answers_is_given_up(files: Files) -> None:
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        described(files, f"url: postgresql://127.0.0.1:{mute.getsockname()[1]}/stat", "timeout: 0.5")
        assert only(files).startswith(f"{line_of(files, 'url:')}: 连不上：等了很久没有回音。")


def test_an_unknown_host_is_told(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert "找不到这台主机。请核对网址里的主机名。" in only(
        described(files, "url: postgresql://reader@db.example/stat")
    )


def test_an_unknown_database_is_told(files: Files, stat: Server) -> None:
    asking(files, stat)
    files.write("dataset.yaml", (files.folder / "dataset.yaml").read_text("utf-8").replace("/stat", "/stad"))
    assert "服务器上没有这个数据库。" in only(files)


def test_a_table_that_is_not_there_is_told_with_the_nearest_name(files: Files, stat: Server) -> None:
    stat.run("CREATE VIEW v_monthly AS SELECT * FROM observations")
    asking(files, stat, "tables:", "  indicators: indicators", "  observations: v_montly")
    assert only(files) == (
        f"{line_of(files, 'v_montly')}: observations：数据库里没有表或视图“v_montly”。是不是想写：v_monthly？".replace(
            "observations：", "v_montly："
        )
    )


def test_a_required_table_that_nobody_has_is_told(files: Files, stat: Server) -> None:
    said = only(asking(files, stat, "tables: {indicators: indicators}"))
    assert said.startswith(f"{line_of(files, 'url:')}: 数据库和文件夹里都没有 observations（数据）表。")


def test_columns_that_are_missing_or_unknown_are_told_with_the_query_that_mends_it(files: Files, stat: Server) -> None:
    stat.run("ALTER TABLE observations RENAME value TO 完成情况")
    said = asking(files, stat).said()
    assert said[0].startswith(f"{stat.shown}:observations!完成情况: 不认识的列“完成情况”。")
    assert said[1].startswith(f"{stat.shown}:observations: 缺少列 value（数值）。可以在 database.queries 里写一条查询")
    assert len(said) == 2


@pytest.mark.parametrize("kind", ["bytea", "json", "time", "int[]"])
def test_a_column_that_is_no_cell_is_told(files: Files, stat: Server, kind: str) -> None:
    literal = {"bytea": "\\\\x00", "json": "{}", "time": "12:00", "int[]": "{1}"}[kind]
    query = f"select indicator, period, cast('{literal}' as {kind}) as value from observations"
    asking(files, stat, "tables: {indicators: indicators}", "queries:", f"  observations: |\n      {query}")
    assert "列“value”里的值是" in only(files)


def test_a_cell_that_is_no_number_is_at_its_key(files: Files, stat: Server) -> None:
    stat.run(
        "ALTER TABLE observations ALTER value TYPE text", "UPDATE observations SET value = '约六' WHERE period = '2017'"
    )
    assert only(asking(files, stat)).startswith(
        f"{stat.shown}:observations!output jiangbei 2017: value（数值）：应该是数字"
    )


def test_a_slow_query_is_stopped_on_the_server_too(files: Files, stat: Server) -> None:
    query = '"select indicator, period, value from observations, pg_sleep(600)"'
    asking(files, stat, "tables: {indicators: indicators}", f"queries: {{observations: {query}}}", "timeout: 0.3")
    assert "超过 0.3 秒还没有读完，已停止。" in only(files)
    assert stat.value("select count(*) from pg_stat_activity where usename = 'reader' and state = 'active'") == 0


def test_a_server_that_does_not_keep_to_the_limit_is_hung_up_on(files: Files, stat: Server) -> None:
    lifting = "select id, name, theme, unit from indicators, set_config('statement_timeout', '0', true)"
    slow = "select 'output' as indicator, '2019' as period, 1 as value from pg_sleep(600)"
    asking(files, stat, "timeout: 0.2", "queries:", f'  indicators: "{lifting}"', f'  observations: "{slow}"')
    assert "observations：超过 0.2 秒还没有读完，已停止。" in only(files)


def test_a_connection_that_is_lost_midway_is_told(files: Files, stat: Server) -> None:
    # Whoever may end his own sessions does so in the middle of his own query.
    query = '"select indicator, period, pg_terminate_backend(pg_backend_pid()) as value from observations"'
    said = only(asking(files, stat, "tables: {indicators: indicators}", f"queries: {{observations: {query}}}"))
    assert said.startswith(f"{line_of(files, 'queries')}: observations：")
    assert "连接" in said
    assert "断了" in said


@pytest.mark.parametrize(
    "query",
    [
        "with gone as (select nextval('counter') as n) select indicator, period, n as value from observations, gone",
        "select indicator, period, setval('counter', 9) as value from observations",
    ],
)
def test_a_query_that_would_write_is_refused_by_the_server(files: Files, stat: Server, query: str) -> None:
    stat.run("CREATE SEQUENCE counter", "GRANT ALL ON counter TO reader", "GRANT ALL ON observations TO reader")
    asking(files, stat, "tables: {indicators: indicators}", f'queries: {{observations: "{query}"}}')
    assert "查询想改数据，没有执行。" in only(files)


def test_what_a_server_lets_a_query_write_is_rolled_back(files: Files, stat: Server) -> None:
    query = "select 'output' as indicator, '2020' as period, lo_create(0) as value"
    asking(files, stat, "tables: {indicators: indicators}", f'queries: {{observations: "{query}"}}').said()
    assert stat.value("select count(*) from pg_largeobject_metadata") == 0


def test_one_bad_query_does_not_hide_the_next_problem(files: Files, stat: Server) -> None:
    asking(files, stat, "queries:", '  indicators: "select nothing from indicators"', '  observations: "select 1 +"')
    said = files.said()
    assert [place.split(": ")[0] for place in said] == [line_of(files, "nothing"), line_of(files, "1 +")]
    assert "没有查询里写的列" in said[0]
    assert "查询的写法不对" in said[1]


def test_a_reader_without_the_right_is_told(files: Files, stat: Server) -> None:
    stat.run("REVOKE pg_read_all_data FROM reader")
    try:
        assert "这个用户没有权限读。" in "".join(asking(files, stat).said())
    finally:
        stat.run("GRANT pg_read_all_data TO reader")
