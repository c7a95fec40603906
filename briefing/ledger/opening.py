"""A path or an URL in; a database with the ledger's tables, of the version that is known here, out.

SQLite keeps a log beside the file (WAL), so that who reads holds nobody off, and waits for the disk at every end of a
transaction. On a share of another machine its log does not work; there it keeps a rollback journal, which does but lets
one at a time in, and trusts the locks of the share. Several machines belong on PostgreSQL.
"""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from briefing.ledger import needed  # noqa: F401  # isort: skip
from sqlalchemy import URL, Connection, Engine, create_engine, event, insert, inspect, make_url, select, text
from sqlalchemy.exc import ArgumentError

from briefing.errors import BriefingError, cause
from briefing.events import tell
from briefing.extras import INSTALL
from briefing.ledger import tables
from briefing.ledger.faults import LedgerUnusable, told
from briefing.ledger.shares import share_of
from briefing.ledger.store import WRITES, Clock, Store

TIMEOUT = 10.0
_PAUSE = 0.05
_SERVERS = ("postgresql", "postgres")
_EXAMPLE = "写法如 .briefing/ledger.sqlite，或 postgresql://briefing@db.example/briefing。"


@contextmanager
def opened(place: str, root: Path, clock: Clock | None = None, timeout: float = TIMEOUT) -> Iterator[Store]:
    """Open the database of a ledger, make its tables where they are missing, and close it at the end."""
    store = _store(place, root, clock, timeout)
    try:
        _prepare(store)
        yield store
    finally:
        store.engine.dispose()


def file_of(place: str, root: Path) -> Path | None:
    """Return the file of a ledger; None where it is in a server."""
    if "://" not in place:
        return root / place
    url = _url(place)
    return root / (url.database or "") if url.get_backend_name() == "sqlite" else None


def _store(place: str, root: Path, clock: Clock | None, timeout: float) -> Store:
    path = file_of(place, root)
    if path:
        return Store(_file(path, timeout), str(path), clock, timeout)
    url = _url(place)
    where = f"postgresql://{url.host or ''}/{url.database or ''}"
    with told(where, timeout):
        return Store(_server(url, where, timeout), where, clock, timeout)


def _url(place: str) -> URL:
    try:
        url = make_url(place)
    except (ArgumentError, ValueError):
        # What was given may hold a password.
        raise BriefingError("台账的网址写得不对。", "台账", _EXAMPLE) from None
    if url.get_backend_name() not in (*_SERVERS, "sqlite"):
        raise BriefingError(
            f"台账不能放在 {url.get_backend_name()} 里。", "台账", f"请用 SQLite 文件或 PostgreSQL。{_EXAMPLE}"
        )
    return url


def _server(url: URL, where: str, timeout: float) -> Engine:
    from briefing.sources.sql.kinds import driver_of, settings

    options: dict[str, Any] = {"connect_args": settings(timeout), "isolation_level": "READ COMMITTED"}
    try:
        # A connection that was lost while nothing was to do is no fault.
        return create_engine(driver_of(url), pool_pre_ping=True, pool_recycle=1800, **options)
    except ImportError:
        hint = f"{INSTALL[:-1]} 'psycopg[binary]'。"
        raise LedgerUnusable("没有安装 PostgreSQL 的驱动 psycopg。", where, hint) from None


def _file(path: Path, timeout: float) -> Engine:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"台账所在的文件夹建不了（{cause(error)}）。"
        raise LedgerUnusable(message, str(path.parent), "请检查磁盘空间和写入权限。") from None
    share = share_of(path.parent.resolve())
    if share:
        message = f"台账在网络盘（{share}）上：不用 WAL，一次只让一个程序写。几台机器共用请改用 PostgreSQL。"
        tell("ledger.share", message, level=logging.WARNING, place=str(path))
    # The name is the file's own, whatever signs are in it.
    engine = create_engine("sqlite://", creator=lambda: _connected(path, bool(share), timeout), poolclass=_pool())
    event.listen(engine, "begin", _begin)
    return engine


def _pool() -> Any:
    from sqlalchemy import QueuePool

    return QueuePool


def _connected(path: Path, is_shared: bool, timeout: float) -> sqlite3.Connection:
    # The driver's own transactions begin too late and as readers.
    connection = sqlite3.connect(path, timeout=timeout, isolation_level=None, check_same_thread=False)
    try:
        wanted = "delete" if is_shared else "wal"
        has = _journal(connection, wanted, timeout)
        # Without WAL, EXTRA makes sure that the end of a transaction survives a loss of power.
        connection.execute(f"PRAGMA synchronous = {'FULL' if has == 'wal' else 'EXTRA'}")
    except BaseException:
        connection.close()
        raise
    return connection


def _journal(connection: sqlite3.Connection, wanted: str, timeout: float) -> str:
    """Ask for a journal of a kind, and return of which it is: a file that may only be read keeps its own."""
    until = time.monotonic() + timeout
    while True:
        try:
            return str(connection.execute(f"PRAGMA journal_mode = {wanted}").fetchone()[0])
        except sqlite3.OperationalError as error:
            name = error.sqlite_errorname
            if name.startswith("SQLITE_READONLY"):
                return str(connection.execute("PRAGMA journal_mode").fetchone()[0])
            # Two that open a new file at once: for this lock SQLite itself does not wait.
            if not name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")) or time.monotonic() > until:
                raise
            time.sleep(_PAUSE)


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _prepare(store: Store) -> None:
    """Make the tables where there are none. Raises where they are of another version."""
    with store.reading() as connection:
        version = _version(connection)
    if version is None:
        with store.writing() as connection:
            version = _made(store, connection)
    if version != tables.VERSION:
        newer = version > tables.VERSION
        message = f"台账是{'更新' if newer else '更旧'}的程序写的（第 {version} 版，这里用第 {tables.VERSION} 版）。"
        hint = "请升级：pip install -U gongjian-briefing。" if newer else "请把它移开再运行，会新建一份。"
        raise LedgerUnusable(message, store.where, f"没有改动它。{hint}")


def _version(connection: Connection) -> int | None:
    if not inspect(connection).has_table(tables.about.name):
        return None
    return connection.execute(select(tables.about.c.version)).scalar()


def _made(store: Store, connection: Connection) -> int:
    """Make the tables, unless another was quicker: one at a time."""
    if store.has_server:
        connection.execute(text("SELECT pg_advisory_xact_lock(7310261119)"))
    version = _version(connection)
    if version is not None:
        return version
    tables.METADATA.create_all(connection)
    connection.execute(insert(tables.about).values(version=tables.VERSION))
    return tables.VERSION
