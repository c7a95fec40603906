"""A PostgreSQL of the test session's own: Debian's programs, a scratch cluster, a free port on loopback.

Where the programs are missing the tests are skipped, saying so; with BRIEFING_REQUIRE_RENDERED, as in CI, they fail.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

OWNER, OWNER_PASSWORD = "owner", "owner-scratch"
READER, READER_PASSWORD = "reader", "s3cret/密@:%"
# Nothing of it outlives the session, so nothing need reach the disk.
_SETTINGS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=127.0.0.1")


@dataclass(frozen=True, slots=True)
class Server:
    """A running server; `run` executes statements as its owner."""

    port: int

    @property
    def url(self) -> str:
        return f"postgresql+psycopg://{READER}@127.0.0.1:{self.port}/stat"

    @property
    def shown(self) -> str:
        return "postgresql:///stat"

    @contextmanager
    def connected(self, database: str = "stat") -> Iterator[Any]:
        import psycopg

        with psycopg.connect(
            host="127.0.0.1",
            port=self.port,
            user=OWNER,
            password=OWNER_PASSWORD,
            dbname=database,
            autocommit=True,
        ) as connection:
            yield connection

    def run(self, *statements: str, database: str = "stat") -> None:
        with self.connected(database) as connection:
            for statement in statements:
                connection.execute(statement)

    def value(self, query: str) -> Any:
        with self.connected() as connection:
            return connection.execute(query).fetchone()[0]


def program(name: str) -> str:
    """Return the path of a program of PostgreSQL's; without it the test is skipped, or fails where CI asks for it."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: path.parent.name.zfill(4))
    asked = [Path(folder) for folder in [_asked()] if folder]
    found = next((str(f / name) for f in [*reversed(folders), *asked] if (f / name).is_file()), shutil.which(name))
    if found is None and os.environ.get("BRIEFING_REQUIRE_RENDERED"):
        pytest.fail(f"PostgreSQL's {name} is missing")
    if found is None:
        pytest.skip(f"PostgreSQL's {name} is not installed, so no server can be asked")
    return found


def _asked() -> str:
    config = shutil.which("pg_config")
    return subprocess.run([config, "--bindir"], capture_output=True, text=True).stdout.strip() if config else ""


@contextmanager
def server() -> Iterator[Server]:
    """Make a cluster, start it, and take it down with all it holds."""
    initdb, control = program("initdb"), program("pg_ctl")
    # A short path: a socket's may not be longer than 107 bytes.
    with TemporaryDirectory(prefix="briefing-pg-") as name:
        folder = Path(name)
        user = _user(folder)
        secret = folder / "password"
        secret.write_text(OWNER_PASSWORD)
        secret.chmod(0o644)
        data, port = folder / "data", _free_port()
        options = ["-U", OWNER, "--pwfile", str(secret), "-A", "scram-sha-256", "-E", "UTF8", "--no-locale", "-N"]
        _run([initdb, "-D", str(data), *options], user)
        flags = " ".join(
            f"-c {setting}" for setting in (*_SETTINGS, f"port={port}", f"unix_socket_directories={folder}")
        )
        _run([control, "-D", str(data), "-w", "-t", "60", "-l", str(folder / "log"), "-o", flags, "start"], user)
        try:
            made = Server(port)
            made.run("CREATE DATABASE stat", database="postgres")
            made.run(f"CREATE ROLE {READER} LOGIN PASSWORD '{READER_PASSWORD}'")
            made.run("GRANT pg_read_all_data TO reader")
            yield made
        finally:
            _run([control, "-D", str(data), "-m", "immediate", "-w", "stop"], user)


def _user(folder: Path) -> str | None:
    """Return whom to run as, and let him have the folder: the server refuses to run as root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(folder, found.pw_uid, found.pw_gid)
        return name
    pytest.skip("there is nobody but root to run PostgreSQL as")
    return None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(command: list[str], user: str | None) -> None:
    # pg_ctl leaves the server with its own output: a pipe would never end.
    environment = {**os.environ, "LC_ALL": "C"}
    subprocess.run(
        command, user=user, cwd="/", env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
