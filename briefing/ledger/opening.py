"""A path or an URL in; a database with the ledger's tables out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event

from briefing.ledger import tables


def engine_of(place: str, root: Path) -> Engine:
    """Open the database of a ledger and make its tables where they are missing."""
    url = place if "://" in place else f"sqlite:///{_path(place, root)}"
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up)
        event.listen(engine, "begin", _begin)
    tables.METADATA.create_all(engine)
    return engine


def _path(place: str, root: Path) -> Path:
    path = root / place
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _set_up(connection: Any, _record: object) -> None:
    # The driver's own transactions begin too late and as readers.
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA busy_timeout = 10000")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
