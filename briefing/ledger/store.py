"""An engine in; transactions that read or write it, and what time it is by the ledger's clock, out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from briefing.ledger.faults import told  # isort: skip
from sqlalchemy import Connection, Engine, Table, func, select, text
from sqlalchemy.dialects import postgresql, sqlite

WRITES = "briefing_writes"
"""The option of a connection that writes: SQLite locks for it at once, so that it never has to give up half way."""
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Store:
    """The database of a ledger. `where` is its place as messages show it; `timeout` is how long to wait for a lock.

    Without a clock of its own it goes by the server's, or by the machine's where there is no server.
    """

    engine: Engine
    where: str
    clock: Clock | None = None
    timeout: float = 10.0

    @property
    def has_server(self) -> bool:
        return self.engine.dialect.name == "postgresql"

    def now(self, connection: Connection) -> datetime:
        """Return the time by the one clock of the ledger, aware and in UTC."""
        if self.clock:
            return self.clock()
        if not self.has_server:
            return datetime.now(UTC)
        # Not now(), which is when the transaction began: it may have waited for a lock since.
        found: datetime = connection.execute(select(func.clock_timestamp())).scalar_one()
        return found.astimezone(UTC)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that holds nobody off."""
        with told(self.where, self.timeout), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is done whole, or not at all where it raises."""
        with told(self.where, self.timeout), self.engine.connect() as bare:
            connection = bare.execution_options(**{WRITES: True})
            with connection.begin():
                if self.has_server:
                    connection.execute(text(f"SET LOCAL lock_timeout = {int(self.timeout * 1000)}"))
                yield connection

    def alone(self, connection: Connection, table: Table) -> None:
        """Let nobody else write to a table until the end of the transaction; SQLite's hold the whole file anyway."""
        if self.has_server:
            connection.execute(text(f"LOCK TABLE {table.name} IN SHARE ROW EXCLUSIVE MODE"))


def upsert(
    connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], keys: Sequence[str], changed: Sequence[str]
) -> None:
    """Write rows, each in place of the one with its keys, of which only the `changed` columns are replaced."""
    made = postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)
    new = {name: made.excluded[name] for name in changed}
    statement = made.on_conflict_do_update(index_elements=keys, set_=new) if new else made.on_conflict_do_nothing()
    connection.execute(statement, list(rows))
