"""Claims about the lock of a data set: one that a dead process left holds nobody off, and lack of rights is no lock."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from briefing.errors import BriefingError
from briefing.intake.commit import LOCK
from tests.intake.rounds import Round, fill


@pytest.fixture
def town(tmp_path: Path) -> Round:
    town = Round(tmp_path).set_up()
    fill(town.issue()["经发办"], town.back() / "a.xlsx", {"output": {"value": 21.3}})
    return town


@pytest.mark.skipif(sys.platform == "win32", reason="there a process cannot be asked for")
def test_the_lock_of_a_merge_that_was_killed_holds_nobody_off(town: Round) -> None:
    mark = "from briefing.build.processes import own_mark; print(own_mark())"
    gone = subprocess.run([sys.executable, "-c", mark], check=True, capture_output=True, text=True).stdout.strip()
    (town.folder / LOCK).write_text(gone)
    assert town.merge().files
    assert not (town.folder / LOCK).exists()


def test_a_folder_that_may_not_be_written_to_is_called_so_even_where_a_lock_was_left(
    town: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    (town.folder / LOCK).touch()
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(BriefingError, match="没有写入权限"):
        town.merge()
