"""The wheel carries what it needs: unpacked outside the checkout it makes a workspace and builds it."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

from briefing.template.load import builtin_templates

REPOSITORY = builtin_templates().parent


def test_the_wheel_works_on_its_own(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(REPOSITORY)]
    subprocess.run(build, check=True, capture_output=True)
    unpacked = tmp_path / "unpacked"
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        wheel.extractall(unpacked)
    environment = os.environ | {"PYTHONPATH": str(unpacked)}

    def briefing(folder: Path, *words: str) -> str:
        command = [sys.executable, "-m", "briefing", *words]
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    where = "import briefing; print(briefing.__file__)"
    found = subprocess.run([sys.executable, "-c", where], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert found.stdout.startswith(str(unpacked))
    briefing(tmp_path, "init", "work")
    assert "briefing.pptx" in briefing(tmp_path / "work", "build")
    assert (tmp_path / "work" / "templates" / "leadership" / "template.yaml").is_file()
