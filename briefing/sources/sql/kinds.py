"""What is known of each kind of database: how to connect read-only, how to limit a statement, how to stop one."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from briefing.sources.sql import fetch

if TYPE_CHECKING:
    import pyarrow
    from sqlalchemy import URL, Connection, Engine
    from sqlalchemy.engine import ExceptionContext


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of database.

    `open` makes an engine of a URL and a limit in seconds; `prepare` begins a transaction that cannot write; `stop`
    ends, from another thread, what the driver's connection is at, `grace` seconds after the server should have done so.
    """

    open: Callable[[URL, float], Engine]
    prepare: Callable[[Connection, float], None]
    stop: Callable[[Any], None]
    fetch: Callable[[Connection, str], pyarrow.Table] = fetch.by_rows
    grace: float = 0.0


def _sqlite(url: URL, limit: float) -> Engine:
    import sqlite3

    from sqlalchemy import NullPool, create_engine

    def connect() -> sqlite3.Connection:
        place = quote(Path(url.database or "").as_posix())
        return sqlite3.connect(f"file:{place}?mode=ro", uri=True, timeout=limit, check_same_thread=False)

    return create_engine("sqlite://", creator=connect, poolclass=NullPool)


def _duckdb(url: URL, limit: float) -> Engine:
    from sqlalchemy import NullPool, create_engine

    # A query may read the database, and no other file nor the variables of this program.
    config = {"enable_external_access": False, "python_enable_replacements": False, "lock_configuration": True}
    arguments = {"read_only": True, "config": config}
    return create_engine(url.set(drivername="duckdb"), poolclass=NullPool, connect_args=arguments)


def driver_of(url: URL) -> URL:
    """Return a PostgreSQL URL that names psycopg 3 where it names no driver."""
    return url.set(drivername="postgresql+psycopg") if url.drivername in ("postgres", "postgresql") else url


def settings(limit: float) -> dict[str, Any]:
    """Return how psycopg connects to PostgreSQL, and how long it waits for an answer of the network."""
    return {
        "connect_timeout": ceil(limit),
        "client_encoding": "utf8",
        "application_name": "briefing",
        "tcp_user_timeout": str(ceil(limit * 1000)),
    }


def _postgresql(url: URL, limit: float) -> Engine:
    import psycopg
    from psycopg.types.string import TextLoader
    from sqlalchemy import NullPool, create_engine, event

    engine = create_engine(driver_of(url), poolclass=NullPool, connect_args=settings(limit))

    @event.listens_for(engine, "connect")
    def _texts(connection: Any, _record: Any) -> None:
        # A number as the server writes it is exact, and faster than by way of Decimal.
        connection.adapters.register_loader("numeric", TextLoader)

    @event.listens_for(engine, "handle_error")
    def _close(context: ExceptionContext) -> None:
        # The first try to close the cursor of a lost connection fails; without it, that would be SQLAlchemy's only one.
        if context.execution_context is not None:
            with suppress(psycopg.Error):
                context.execution_context.cursor.close()

    return engine


def _other(url: URL, limit: float) -> Engine:
    from sqlalchemy import NullPool, create_engine

    return create_engine(url, poolclass=NullPool)


def _read_only(connection: Connection, limit: float) -> None:
    # All tables are read as they stood at one moment.
    connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    connection.exec_driver_sql(f"SET LOCAL statement_timeout = {ceil(limit * 1000)}")


def _nothing(*_: Any) -> None:
    """Do nothing: the connection is read-only as it is opened, or nothing is known that helps."""


def _interrupt(driver: Any) -> None:
    driver.interrupt()


def _hang_up(driver: Any) -> None:
    """Shut the connection: the server did not keep to the limit, so nothing can be asked of it."""
    # The duplicate is closed here, the connection's own descriptor stays the driver's.
    with socket.socket(fileno=os.dup(driver.fileno())) as line:
        line.shutdown(socket.SHUT_RDWR)


_SERVER = Kind(_postgresql, _read_only, _hang_up, grace=1.0)
KINDS: Mapping[str, Kind] = {
    "sqlite": Kind(_sqlite, _nothing, _interrupt),
    "duckdb": Kind(_duckdb, _nothing, _interrupt, fetch.by_arrow),
    "postgresql": _SERVER,
    "postgres": _SERVER,
}
# Not tried by tests: only a SELECT is let through and it is rolled back, and what is too slow is told when it ends.
OTHER = Kind(_other, _nothing, _nothing)
PACKAGES: Mapping[str, str] = {
    "postgresql": "psycopg[binary]",
    "postgres": "psycopg[binary]",
    "duckdb": "duckdb-engine",
    "mysql": "pymysql",
    "mariadb": "pymysql",
    "oracle": "oracledb",
    "mssql": "pyodbc",
    "dm": "dmSQLAlchemy",
}
