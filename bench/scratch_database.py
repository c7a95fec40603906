"""A PostgreSQL for one measurement: a cluster of its own in a scratch folder, on a free port of loopback."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

_NAME = "briefing"
_SETTINGS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=127.0.0.1")


class Missing(Exception):
    """PostgreSQL cannot be started here; the message says why."""


@contextmanager
def server() -> Iterator[str]:
    """Start a server and yield the URL of its database, without a driver; Missing where that cannot be."""
    initdb, control = _program("initdb"), _program("pg_ctl")
    with TemporaryDirectory(prefix="briefing-pg-") as name:
        folder, port = Path(name), _free_port()
        user, data = _user(folder), folder / "data"
        _run([initdb, "-D", str(data), "-U", _NAME, "-A", "trust", "-E", "UTF8", "--no-locale", "-N"], user)
        settings = (*_SETTINGS, f"port={port}", f"unix_socket_directories={folder}")
        flags = " ".join(f"-c {setting}" for setting in settings)
        _run([control, "-D", str(data), "-w", "-t", "60", "-l", str(folder / "log"), "-o", flags, "start"], user)
        try:
            yield f"//{_NAME}@127.0.0.1:{port}/postgres"
        finally:
            _run([control, "-D", str(data), "-m", "immediate", "-w", "stop"], user)


def _program(name: str) -> str:
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: path.parent.name.zfill(4))
    found = next((str(f / name) for f in reversed(folders) if (f / name).is_file()), shutil.which(name))
    if found is None:
        raise Missing(f"没有装 PostgreSQL（找不到 {name}）")
    return found


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
    raise Missing("只有 root 用户，PostgreSQL 不肯以 root 运行")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(command: Sequence[str], user: str | None) -> None:
    environment = {**os.environ, "LC_ALL": "C"}
    try:
        # pg_ctl leaves the server with its own output: a pipe would never end.
        subprocess.run(
            command, user=user, cwd="/", env=environment, check=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
    except subprocess.CalledProcessError:
        raise Missing(f"PostgreSQL 的 {Path(command[0]).name} 没有成功") from None
