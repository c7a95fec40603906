"""Claims about the lock of a data set: lack of rights is no lock that another holds."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from briefing.errors import BriefingError
from briefing.intake.lock import LOCK
from tests.intake.rounds import Round, fill


@pytest.fixture
def town(tmp_path: Path) -> Round:
    town = Round(tmp_path).set_up()
    fill(town.issue()["经发办"], town.back() / "a.xlsx", {"output": {"value": 21.3}})
    return town


def test_a_folder_that_may_not_be_written_to_is_called_so_even_where_a_lock_was_left(
    town: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    (town.folder / LOCK).touch()
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(BriefingError, match="没有写入权限"):
        town.merge()
