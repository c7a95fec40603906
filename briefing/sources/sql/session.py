"""A URL and its password in; a connection that only reads, within a limit of time, out."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefing.errors import suggest
from briefing.sources.fields import Unreadable
from briefing.sources.sql import fetch
from briefing.sources.sql.database import Database
from briefing.sources.sql.faults import Secrets, fault, too_slow
from briefing.sources.sql.kinds import KINDS, OTHER, PACKAGES, Kind
from briefing.sources.text import shown
from briefing.sources.unusable import Unusable

if TYPE_CHECKING:
    import pyarrow
    from sqlalchemy import URL, Connection

_INSTALL = "请运行 pip install 'gongjian-briefing[sql]'。"


@dataclass(frozen=True, slots=True)
class Session:
    """A connection that only reads. Its methods raise Unusable, in words for the user."""

    connection: Connection
    kind: Kind
    secrets: Secrets
    timeout: float

    @property
    def marks(self) -> tuple[str, str]:
        """What stands before and after a quoted name."""
        preparer = self.connection.dialect.identifier_preparer
        return preparer.initial_quote, preparer.final_quote

    def names(self) -> list[str]:
        """Return the names of the tables and views of the default schema."""
        from sqlalchemy import inspect

        with self._within():
            found = inspect(self.connection)
            views = [*found.get_view_names(), *_materialized(found)]
            return sorted({*found.get_table_names(), *views})

    def columns(self, statement: str) -> list[str]:
        """Return the columns that a statement would give, without a row."""
        # Not through the dialect: what it makes of names differs from one to the next.
        empty = f"{statement} WHERE 1 = 0"
        with self._within(), self.connection.exec_driver_sql(empty, execution_options=fetch.PLAIN) as result:
            return list(result.keys())

    def fetch(self, statement: str) -> pyarrow.Table:
        """Return all rows of a statement."""
        with self._within():
            return self.kind.fetch(self.connection, statement)

    @contextmanager
    def _within(self) -> Iterator[None]:
        """Stop what runs past the limit; put what the driver raises into words, and begin anew after it."""
        late = threading.Event()
        driver = self.connection.connection.driver_connection
        watch = threading.Timer(self.timeout + self.kind.grace, self._stop, (driver, late))
        watch.daemon = True
        watch.start()
        try:
            yield
        except (Unreadable, Unusable) as error:
            self._begin_anew()
            raise Unusable(error.message, hint=error.hint) from None
        except _errors() as error:
            self._begin_anew()
            slow = late.is_set() or getattr(getattr(error, "orig", error), "sqlstate", "") == "57014"
            raise too_slow(self.timeout) if slow else fault(error, self.secrets) from None
        finally:
            watch.cancel()
        if late.is_set():
            raise too_slow(self.timeout)

    def _stop(self, driver: Any, late: threading.Event) -> None:
        late.set()
        try:
            self.kind.stop(driver)
        except Exception:
            # The connection may be gone already, whatever its driver then raises; a thread has nobody to tell.
            return

    def _begin_anew(self) -> None:
        try:
            self.connection.rollback()
            self.kind.prepare(self.connection, self.timeout)
        except _errors():
            # The connection is lost; the next statement says so.
            return


def _errors() -> tuple[type[Exception], ...]:
    """Return what a statement may raise: DuckDB its own past SQLAlchemy, and a dialect that meets a cousin of its
    database an AssertionError.
    """
    from sqlalchemy.exc import SQLAlchemyError

    duckdb = sys.modules.get("duckdb")
    own: tuple[type[Exception], ...] = (duckdb.Error,) if duckdb else ()
    return (SQLAlchemyError, ArithmeticError, AssertionError, ValueError, RuntimeError, OSError, *own)


def _materialized(found: Any) -> list[str]:
    try:
        return list(found.get_materialized_view_names())
    except NotImplementedError:
        # A kind of database that has none.
        return []


@contextmanager
def opened(database: Database) -> Iterator[Session]:
    """Connect, and hang up at the end; nothing is ever committed. Raises Unusable where that is not possible."""
    url, secrets = _url(database)
    kind = KINDS.get(url.get_backend_name(), OTHER)
    connection = _connected(url, kind, secrets, database.timeout)
    try:
        yield Session(connection, kind, secrets, database.timeout)
    finally:
        # A connection that was lost cannot be ended properly, and everything has been said of it.
        with suppress(*_errors()):
            connection.rollback()
            connection.close()


def _url(database: Database) -> tuple[URL, Secrets]:
    try:
        from sqlalchemy import make_url
        from sqlalchemy.exc import ArgumentError
    except ImportError:
        raise Unusable("读数据库要先安装 SQLAlchemy。", hint=_INSTALL) from None
    try:
        url = make_url(database.url)
    except (ArgumentError, ValueError):
        raise Unusable("数据库的网址写得不对。", hint="写法如 postgresql://reader@db.example/stat。") from None
    password = _password(database.password_env)
    return (url.set(password=password) if password else url), Secrets(password, url.username or "")


def _password(name: str) -> str:
    if name and name not in os.environ:
        raise Unusable(
            f"环境变量 {name} 没有设置，没有密码。",
            hint=f"请在运行前设好：Linux、macOS 用 export {name}=…，Windows 用 set {name}=…。",
        )
    return os.environ[name] if name else ""


def _connected(url: URL, kind: Kind, secrets: Secrets, timeout: float) -> Connection:
    from sqlalchemy.exc import NoSuchModuleError

    backend = url.get_backend_name()
    try:
        connection = kind.open(url, timeout).connect()
        kind.prepare(connection, timeout)
    except NoSuchModuleError:
        raise _unknown(backend) from None
    except ImportError:
        raise _no_driver(backend) from None
    except _errors() as error:
        raise fault(error, secrets) from None
    return connection


def _unknown(backend: str) -> Unusable:
    if backend in PACKAGES:
        return _no_driver(backend)
    return Unusable(f"不认识的数据库“{shown(backend)}”。", hint=suggest(backend, [*KINDS, *PACKAGES]))


def _no_driver(backend: str) -> Unusable:
    if backend in KINDS:
        return Unusable(f"没有安装 {backend} 的驱动。", hint=_INSTALL)
    package = PACKAGES.get(backend)
    hint = f"请运行 pip install {package}。" if package else "请安装它的 SQLAlchemy 驱动。"
    return Unusable(f"没有安装 {backend} 的驱动。", hint=hint)
