"""An engine in; transactions that read or write it out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Table
from sqlalchemy.dialects import postgresql, sqlite

WRITES = "briefing_writes"
"""The option of a connection that writes: SQLite locks for it at once, so that it never has to give up half way."""


@dataclass(frozen=True, slots=True)
class Store:
    """The database of a ledger, and the clock by which things are written down."""

    engine: Engine
    clock: Callable[[], datetime]

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of things and holds nobody off."""
        with self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is done whole, or not at all where it raises."""
        with self.engine.connect() as connection:
            connection = connection.execution_options(**{WRITES: True})
            with connection.begin():
                yield connection


def upsert(
    connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], keys: Sequence[str], changed: Sequence[str]
) -> None:
    """Write rows, each in place of the one with its keys, of which only the `changed` columns are replaced."""
    made = postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)
    new = {name: made.excluded[name] for name in changed}
    statement = made.on_conflict_do_update(index_elements=keys, set_=new) if new else made.on_conflict_do_nothing()
    connection.execute(statement, list(rows))
