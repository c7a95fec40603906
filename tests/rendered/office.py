"""A deck in, the PDF that LibreOffice prints of it out; and the way to the programs that rendered tests need."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

_TIME = 300
# Without 微软雅黑 LibreOffice takes DejaVu for Latin and whatever has Chinese for the rest. With this file it takes the
# face that the plan measured with, so that what differs is the layout and not the face.
_ALIASES = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  {matches}
</fontconfig>
"""
_MATCH = (
    '<match target="pattern"><test name="family"><string>{name}</string></test>'
    '<edit name="family" mode="assign" binding="strong"><string>Noto Sans CJK SC</string></edit></match>'
)


def tool(name: str) -> str:
    """Return the path of a program; without it the test is skipped, or fails where CI asks for it."""
    found = shutil.which(name)
    if found is None and os.environ.get("BRIEFING_REQUIRE_RENDERED"):
        pytest.fail(f"{name} is missing")
    if found is None:
        pytest.skip(f"{name} is not installed, so no page can be looked at")
    return found


def printed(deck: Path, folder: Path, *, faces: tuple[str, ...] = ()) -> Path:
    """Print a deck to PDF; each of `faces` is taken for the face that the plan measures with."""
    folder.mkdir(parents=True, exist_ok=True)
    environment = dict(os.environ)
    if faces:
        aliases = folder / "fonts.conf"
        aliases.write_text(_ALIASES.format(matches="".join(_MATCH.format(name=name) for name in faces)), "utf-8")
        environment["FONTCONFIG_FILE"] = str(aliases)
    command = [tool("soffice"), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(folder), str(deck)]
    subprocess.run(command, check=True, capture_output=True, timeout=_TIME, env=environment)
    return folder / f"{deck.stem}.pdf"
