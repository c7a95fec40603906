"""Claims about what a process that was killed leaves behind, and who removes it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from briefing.build.files import write_all
from briefing.processes import is_gone, own_mark

KILLED = """\
import os, sys
from pathlib import Path
from briefing.build import files
os.replace = lambda *_: os._exit(9)
files.write_all(Path(sys.argv[1]), {"a.csv": b"half"})
"""


def test_this_process_is_there_and_marks_of_others_or_of_elsewhere_are_not_judged() -> None:
    assert not is_gone(own_mark())
    assert not is_gone("00000000-1")
    assert not is_gone("")


@pytest.mark.skipif(sys.platform == "win32", reason="there a process cannot be asked for")
def test_what_a_killed_process_left_half_written_is_swept_by_the_next_write(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False)
    (left,) = tmp_path.iterdir()
    assert left.name.endswith(".writing")
    write_all(tmp_path, {"b.csv": b"whole"})
    assert [path.name for path in tmp_path.iterdir()] == ["b.csv"]
