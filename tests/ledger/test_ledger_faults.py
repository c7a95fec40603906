"""Claims about a ledger that cannot be used: what is said, and that nothing is lost or half written."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from briefing.errors import BriefingError
from briefing.ledger import opening
from briefing.ledger.faults import LedgerUnusable
from briefing.ledger.items import ItemResult, Work
from briefing.ledger.ledger import Ledger
from briefing.ledger.model import ItemKey, State
from briefing.ledger.shares import share_of
from tests.ledger.children import claimed, die_within, ended, fill, lock, ready, start
from tests.ledger.conftest import AT
from tests.sources.postgres import OWNER, OWNER_PASSWORD, Server

KEY = "monthly@2026-10"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger with one run, of which one step is written."""
    path = tmp_path / "ledger.sqlite"
    with Ledger.open(str(path), tmp_path) as ledger:
        ledger.begin("monthly", "2026-10", AT)
        claim = claimed(ledger, KEY)
        claim.record("first", "原来的")
        claim.release()
    return path


def steps(path: Path) -> list[str]:
    with Ledger.open(str(path), path.parent) as ledger:
        return [event.step for event in ledger.events(KEY)]


def said(place: str, root: Path, timeout: float = 10.0) -> str:
    with pytest.raises(BriefingError) as caught, Ledger.open(place, root, timeout=timeout) as ledger:
        ledger.begin("monthly", "2026-11", AT)
    assert "Traceback" not in str(caught.value)
    assert caught.value.hint
    return str(caught.value)


def test_a_ledger_that_another_has_locked_is_waited_for_and_then_said_to_be_busy(path: Path) -> None:
    with Ledger.open(str(path), path.parent, timeout=0.05) as ledger:
        claim = claimed(ledger, KEY)
        child = start(lock.__name__, str(path))
        assert ready(child) == "locked"
        with pytest.raises(LedgerUnusable) as caught:
            claim.record("second", state=State.SENT)
        assert str(caught.value).startswith(f"{path}: 台账正被另一个程序占用，等了 0.05 秒还没有空出来。请等那边做完")
        assert claim.run.state is State.DUE
        ended(child)
        claim.record("third")
    assert steps(path) == ["first", "third"]


def test_who_waits_for_a_lock_writes_as_soon_as_it_is_free(path: Path) -> None:
    child = start(lock.__name__, str(path))
    assert ready(child) == "locked"
    assert child.stdin is not None
    child.stdin.write("\n")
    child.stdin.flush()
    with Ledger.open(str(path), path.parent, timeout=60) as ledger:
        claimed(ledger, KEY).record("second")
    ended(child)
    assert steps(path) == ["first", "second"]


def test_who_only_reads_is_not_held_off_by_who_writes(path: Path) -> None:
    with Ledger.open(str(path), path.parent, timeout=0) as ledger:
        with ledger._store.writing():
            assert [run.key for run in ledger.runs()] == [KEY]
        assert ledger.run(KEY) is not None


def test_a_process_that_is_killed_in_the_middle_of_a_transaction_leaves_none_of_it(place: str, tmp_path: Path) -> None:
    with Ledger.open(place, tmp_path) as ledger:
        ledger.begin("monthly", "2026-10", AT)
        child = start(die_within.__name__, place, KEY)
        assert child.wait() == -9
        child.communicate()
        claim = claimed(ledger, KEY)
        assert (claim.run.state, claim.run.message) == (State.DUE, "")
        assert claim.record("build", state=State.BUILT).state is State.BUILT


def test_a_file_that_may_grow_no_more_is_a_full_disk_and_what_was_written_stays(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    child = start(fill.__name__, str(path), "200000")
    assert ended(child) == f"{path}: 读写台账时磁盘出错。请检查磁盘或网络盘和它们的空间，再重新运行。"
    assert steps(path)[:3] == ["first", "0", "1"]
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "small"
    folder.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(folder)], capture_output=True)
    if made.returncode:
        pytest.skip("nothing can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.skipif(sys.platform != "linux", reason="a small disk is mounted as Linux does it")
def test_on_a_full_disk_it_is_said_to_be_full_and_what_was_written_stays(small_disk: Path) -> None:
    path = small_disk / "ledger.sqlite"
    child = start(fill.__name__, str(path), "0")
    assert ended(child) == (
        f"{path}: 磁盘满了，没有写进去；以前的记录都在。请腾出空间后重新运行，会从断开的地方接着做。"
    )
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        found = [step for (step,) in connection.execute("SELECT step FROM briefing_events ORDER BY id")]
    assert found == ["first", *map(str, range(len(found) - 1))]
    assert len(found) > 3


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="nothing keeps an administrator from writing")
def test_a_file_that_may_only_be_read_is_read_and_said_to_be_so(path: Path) -> None:
    path.chmod(stat.S_IRUSR)
    assert steps(path) == ["first"]
    assert "台账只能读，写不进去。" in said(str(path), path.parent)


def test_a_database_that_may_only_be_read_is_said_to_be_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = opening._connected

    def only_read(*words: object) -> sqlite3.Connection:
        connection = real(*words)  # type: ignore[arg-type]  # handed on as they come
        connection.execute("PRAGMA query_only = 1")
        return connection

    monkeypatch.setattr(opening, "_connected", only_read)
    assert said(str(path), path.parent) == f"{path}: 台账只能读，写不进去。请检查台账文件和它所在文件夹的写入权限。"


def test_a_file_that_is_no_ledger_or_a_damaged_one_is_said_to_be_so(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite"
    other.write_bytes(b"no database at all, but long enough to look at" * 100)
    assert said(str(other), tmp_path).startswith(f"{other}: 台账文件已损坏，或不是台账。请用备份换回来")
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    assert said(str(path), tmp_path).startswith(f"{path}: 台账文件已损坏，或不是台账。")


def test_a_folder_that_cannot_be_made_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert said("file/deep/ledger.sqlite", tmp_path).startswith(
        f"{tmp_path / 'file' / 'deep'}: 台账所在的文件夹建不了（路径中间有一段不是文件夹）。"
    )


def test_a_folder_where_the_file_should_be_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite").mkdir()
    assert "打不开台账文件。" in said("ledger.sqlite", tmp_path)


def test_signs_in_the_name_of_a_file_are_nothing_but_its_name(tmp_path: Path) -> None:
    name = "台账 ?mode=ro#1%20.sqlite"
    with Ledger.open(name, tmp_path) as ledger:
        ledger.begin("monthly", "2026-10", AT)
    assert (tmp_path / name).is_file()


def test_a_ledger_of_a_newer_version_is_refused_and_left_as_it_is(place: str, tmp_path: Path) -> None:
    with Ledger.open(place, tmp_path) as ledger, ledger._store.writing() as connection:
        connection.exec_driver_sql("UPDATE briefing_ledger SET version = 7")
    assert said(place, tmp_path).endswith(
        "台账是更新的程序写的（第 7 版，这里用第 1 版）。没有改动它。请升级：pip install -U gongjian-briefing。"
    )
    assert OWNER_PASSWORD not in said(place, tmp_path)


def test_where_one_of_many_rows_is_refused_none_is_written(ledger: Ledger) -> None:
    keys = [ItemKey("江北", "2026-10", "leadership"), ItemKey("江南", "2026-10", "leadership")]
    ledger.items.begin("全县", keys)
    broken = ItemResult(keys[1], None)  # type: ignore[arg-type]  # stands for whatever the database refuses
    with pytest.raises(LedgerUnusable):
        ledger.items.record_many("全县", [ItemResult(keys[0], Work.BUILT), broken])
    assert [item.state for item in ledger.items.of("全县")] == [Work.WAITING, Work.WAITING]


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("postgresql://u:geheim@127.0.0.1:1/stat", "postgresql://127.0.0.1/stat: 连不上：主机在，但数据库没有应答。"),
        ("mysql://u:geheim@127.0.0.1/stat", "台账: 台账不能放在 mysql 里。"),
        ("postgresql://u:geheim@127.0.0.1:port/stat", "台账: 台账的网址写得不对。"),
        ("://geheim", "台账: 台账的网址写得不对。"),
    ],
)
def test_an_address_where_nothing_answers_is_said_without_its_password(url: str, words: str, tmp_path: Path) -> None:
    found = said(url, tmp_path, timeout=5)
    assert found.startswith(words)
    assert "geheim" not in found


def test_a_wrong_password_is_said_to_be_wrong_and_not_shown(database: str, tmp_path: Path) -> None:
    found = said(database.replace(OWNER_PASSWORD, "geheim%40"), tmp_path)
    assert "用户名或密码不对。" in found
    assert not [word for word in ("geheim", OWNER + ":", OWNER_PASSWORD, "password_env") if word in found]


def test_a_user_that_may_not_make_tables_is_said_to_be_one(database: str, postgres: Server, tmp_path: Path) -> None:
    name = database.rpartition("%3D")[2]
    postgres.run(f"CREATE ROLE poor_{name} LOGIN PASSWORD 'x'", f"GRANT USAGE ON SCHEMA {name} TO poor_{name}")
    poor = database.replace(f"{OWNER}:{OWNER_PASSWORD}", f"poor_{name}:x")
    assert "这个用户没有权限建台账的表或写进去。" in said(poor, tmp_path)


def test_a_connection_that_the_server_ended_is_made_anew(database: str, postgres: Server, tmp_path: Path) -> None:
    with Ledger.open(database, tmp_path) as ledger:
        ledger.begin("monthly", "2026-10", AT)
        ours = "application_name = 'briefing' AND pid <> pg_backend_pid()"
        postgres.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {ours}")
        assert [run.key for run in ledger.runs()] == [KEY]


def test_a_row_that_another_holds_too_long_is_said_to_be_busy(database: str, tmp_path: Path) -> None:
    with Ledger.open(database, tmp_path) as first, Ledger.open(database, tmp_path, timeout=0.05) as second:
        first.begin("monthly", "2026-10", AT)
        claim = claimed(first, KEY)
        with claim._held(), pytest.raises(LedgerUnusable, match="台账正被另一个程序占用"):
            second.claim(KEY, "b")


def test_without_sqlalchemy_it_is_said_what_to_install() -> None:
    code = (
        "import sys, importlib.util as util; find = util.find_spec;"
        "util.find_spec = lambda name, *more: None if name == 'sqlalchemy' else find(name, *more);"
        "from briefing.errors import BriefingError\n"
        "try: import briefing.ledger.ledger\n"
        "except BriefingError as error: print(error, 'sqlalchemy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.decode().strip() == (
        "台账: 台账要先安装 SQLAlchemy。请运行 pip install 'gongjian-briefing[schedule]'。 False"
    )


MOUNTS = "/dev/sda / ext4 rw 0 0\nsrv:/x /mnt/共享\\040盘 nfs4 rw 0 0\ntmpfs /mnt/共享\\040盘/tmp tmpfs rw 0 0\n"


@pytest.mark.skipif(os.name != "posix", reason="elsewhere drives are asked for")
@pytest.mark.parametrize(
    ("folder", "kind"),
    [("/home", ""), ("/mnt/共享 盘/a", "nfs4"), ("/mnt/共享 盘/tmp/a", ""), ("/mnt/共享 盘子", "")],
)
def test_a_share_is_told_by_what_is_mounted_nearest(folder: str, kind: str) -> None:
    assert share_of(Path(folder), MOUNTS) == kind


def test_on_a_share_the_ledger_keeps_no_log_beside_it_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(opening, "share_of", lambda _: "cifs")
    with Ledger.open("ledger.sqlite", tmp_path) as ledger:
        ledger.begin("monthly", "2026-10", AT)
        assert [path.name for path in tmp_path.iterdir()] == ["ledger.sqlite"]
        with ledger._store.reading() as connection:
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "delete"
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 3
    assert "几台机器共用请改用 PostgreSQL" in caplog.text


def test_on_a_disk_of_its_own_the_ledger_keeps_a_log_and_waits_for_the_disk(path: Path) -> None:
    with Ledger.open(str(path), path.parent) as ledger, ledger._store.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
