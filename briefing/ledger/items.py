"""The items of a batch in; how far each has come, kept in the ledger, out.

A batch has a name; an item of it is one briefing: a data set, a period, an audience, a language. There is one row for
each, which says how it went the last time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from briefing.ledger.store import Store, upsert  # isort: skip
from sqlalchemy import select

from briefing.ledger.model import ItemKey
from briefing.ledger.rows import clean, moment, written
from briefing.ledger.tables import items as table

if TYPE_CHECKING:
    from sqlalchemy import Connection, RowMapping


class Work(StrEnum):
    """How far an item of a batch has come."""

    WAITING = "waiting"
    BUILT = "built"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ItemResult:
    """How an item went. `sha256` is the digest of its outputs, `folder` is where they lie."""

    key: ItemKey
    state: Work
    message: str = ""
    seconds: float = 0.0
    sha256: str = ""
    folder: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """An item as the ledger has it; `changed` is when that was written."""

    key: ItemKey
    state: Work
    message: str
    seconds: float
    sha256: str
    folder: str
    owner: str
    changed: datetime


class Items:
    """The items of all batches: `ledger.items`. Every method is one transaction, however many rows it is about."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def begin(self, batch: str, keys: Iterable[ItemKey]) -> tuple[Item, ...]:
        """Return the items of a batch in the order of their keys; those that are new are written down as waiting.

        An item that is known stays as it is.
        """
        keys = tuple(dict.fromkeys(keys))
        with self._store.writing() as connection:
            known = _known(connection, batch)
            now = self._store.now(connection)
            fresh = [_row(batch, ItemResult(key, Work.WAITING), now) for key in keys if key not in known]
            if fresh:
                # Another may begin the same batch in the same moment; what is there first stays.
                upsert(connection, table, fresh, _KEYS, ())
                known = _known(connection, batch)
            return tuple(known[key] for key in keys)

    def record_many(self, batch: str, results: Iterable[ItemResult]) -> None:
        """Write down how items went; all of them, or none where that fails."""
        results = tuple(results)
        if results:
            with self._store.writing() as connection:
                now = self._store.now(connection)
                upsert(connection, table, [_row(batch, result, now) for result in results], _KEYS, _VALUES)

    def of(self, batch: str) -> tuple[Item, ...]:
        """Return all items that a batch of this name ever had, in the order of their keys."""
        with self._store.reading() as connection:
            return tuple(_known(connection, batch).values())


_KEYS = ("batch", "dataset", "period", "audience", "language")
_VALUES = ("state", "message", "seconds", "sha256", "folder", "owner", "changed")


def _known(connection: Connection, batch: str) -> dict[ItemKey, Item]:
    query = select(table).where(table.c.batch == batch).order_by(*(table.c[key] for key in _KEYS))
    items = (_item(row._mapping) for row in connection.execute(query))
    return {item.key: item for item in items}


def _item(row: RowMapping) -> Item:
    key = ItemKey(row["dataset"], row["period"], row["audience"], row["language"])
    changed = moment(row["changed"])
    assert changed is not None
    state = Work(row["state"])
    return Item(key, state, row["message"], row["seconds"], row["sha256"], row["folder"], row["owner"], changed)


def _row(batch: str, result: ItemResult, now: datetime) -> dict[str, Any]:
    key = result.key
    return {
        "batch": batch, "dataset": key.dataset, "period": key.period, "audience": key.audience,
        "language": key.language, "state": result.state, "message": clean(result.message), "seconds": result.seconds,
        "sha256": result.sha256, "folder": result.folder, "owner": result.owner, "changed": written(now),
    }  # fmt: skip
