"""A ledger in each of the databases, and a clock that only a test moves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest

from briefing.ledger.ledger import Ledger
from tests.sources.postgres import OWNER, OWNER_PASSWORD, Server, server

AT = datetime(2026, 11, 6, 0, 30, tzinfo=UTC)
_numbers = count(1)


class Clock:
    def __init__(self) -> None:
        self.now = AT

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A server of this worker's own."""
    with server() as made:
        yield made


@pytest.fixture
def database(request: pytest.FixtureRequest) -> str:
    """The URL of an empty schema on the server, with the password in it."""
    made: Server = request.getfixturevalue("postgres")
    name = f"ledger{next(_numbers)}"
    made.run(f"CREATE SCHEMA {name}")
    return f"postgresql://{OWNER}:{OWNER_PASSWORD}@127.0.0.1:{made.port}/stat?options=-csearch_path%3D{name}"


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a new ledger may be: a file, then a server."""
    return str(request.getfixturevalue("database")) if request.param == "postgresql" else str(tmp_path / "台账.sqlite")


@pytest.fixture
def ledger(place: str, tmp_path: Path, clock: Clock) -> Iterator[Ledger]:
    with Ledger.open(place, tmp_path, clock) as opened:
        yield opened
