"""What tests have other processes do with a ledger. Run as `python -m tests.ledger.children NAME PLACE …`."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from briefing.ledger.claim import Claim
from briefing.ledger.ledger import Ledger
from briefing.ledger.model import State
from briefing.processes import own_mark
from tests.ledger.conftest import AT

ROOT = Path(__file__).parents[2]


def start(name: str, *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.ledger.children", name, *words]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )


def ready(child: subprocess.Popen[str]) -> str:
    """Wait until a child says something, and return what."""
    assert child.stdout is not None
    return child.stdout.readline().strip()


def go(child: subprocess.Popen[str]) -> None:
    assert child.stdin is not None
    child.stdin.write("\n")
    child.stdin.flush()


def ended(child: subprocess.Popen[str]) -> str:
    """Let a child go on, and return what else it says when it is done."""
    said, _ = child.communicate("\n")
    assert child.returncode == 0
    return said.strip()


def _say(word: str) -> None:
    print(word, flush=True)


def _wait() -> None:
    sys.stdin.readline()


def claimed(ledger: Ledger, key: str) -> Claim:
    claim = ledger.claim(key, own_mark())
    assert claim is not None
    return claim


def open_it(place: str) -> None:
    """Open the ledger in the same moment as others."""
    _say("ready")
    _wait()
    with Ledger.open(place, ROOT) as ledger:
        _say(str(len(ledger.runs())))


def hold(place: str, key: str) -> None:
    """Hold a run until it is told to end."""
    with Ledger.open(place, ROOT) as ledger:
        claimed(ledger, key)
        _say("held")
        _wait()


def lock(place: str) -> None:
    """Lock a file for itself until it is told to end."""
    import sqlite3

    with closing(sqlite3.connect(place, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        _say("locked")
        _wait()
        connection.execute("ROLLBACK")


def number(place: str, names: str, times: str) -> None:
    """Number runs of jobs of its own, each job in a thread, in the same moment as others."""
    from concurrent.futures import ThreadPoolExecutor

    def numbered(ledger: Ledger, name: str) -> list[int]:
        given = []
        for each in range(int(times)):
            ledger.begin(name, f"p{each}", AT)
            claim = claimed(ledger, f"{name}@p{each}")
            given.append(claim.number("简报", 2026, 5))
            claim.record("build", "坏了", state=State.FAILED)
            claim.release()
        return given

    jobs = names.split(",")
    with Ledger.open(place, ROOT, timeout=60) as ledger, ThreadPoolExecutor(len(jobs)) as threads:
        _say("ready")
        _wait()
        given = [number for found in threads.map(lambda name: numbered(ledger, name), jobs) for number in found]
    _say(" ".join(map(str, given)))


def race(place: str, times: str) -> None:
    """Try for each of some runs, in the same moment as others; say which it got."""
    with Ledger.open(place, ROOT) as ledger:
        got = []
        for each in range(int(times)):
            ledger.begin("monthly", f"p{each}", AT)
            _say("ready")
            _wait()
            if ledger.claim(f"monthly@p{each}", own_mark()):
                got.append(each)
        _say("done")
        _wait()
        _say(" ".join(map(str, got)))


def die_within(place: str, key: str) -> None:
    """Be killed in the middle of a transaction that has written already."""
    with Ledger.open(place, ROOT) as ledger:
        claim = claimed(ledger, key)
        with claim._held() as connection:
            claim._set(connection, {"state": State.SENT, "message": "half"})
            os.kill(os.getpid(), signal.SIGKILL)


def fill(place: str, limit: str) -> None:
    """Write until a file may grow no more; say what the error says."""
    import resource

    from briefing.errors import BriefingError

    with Ledger.open(place, ROOT) as ledger:
        ledger.begin("monthly", "2026-10", AT)
        claim = claimed(ledger, "monthly@2026-10")
        claim.record("first", "x")
        if limit != "0":
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
        try:
            for each in range(1000):
                claim.record(f"{each}", "x" * 1000)
        except BriefingError as error:
            _say(str(error))


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
