"""Masters that nobody here made: python-pptx's default, pandoc's reference deck, LibreOffice's own templates.

Those that a program makes are made once and kept in the folder given; where the program is missing they are left out,
or are a failure where CI asks for them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pptx
import pytest

_TIME = 300
_PRESENTATIONS = Path("/usr/lib/libreoffice/share/template/common/presnt")


def foreign_masters(cache_dir: Path, only: Sequence[str] = ()) -> dict[str, bytes]:
    """Return masters by name: `default`, `pandoc`, and LibreOffice's by theirs (`DNA`, `Vivid`); `only` names some."""
    cache_dir.mkdir(parents=True, exist_ok=True)
    found = {"default": _default()}
    found |= _pandoc(cache_dir)
    found |= _libreoffice(cache_dir, only)
    return {name: data for name, data in found.items() if not only or name in only}


def _default() -> bytes:
    return (Path(pptx.__file__).parent / "templates" / "default.pptx").read_bytes()


def _pandoc(folder: Path) -> dict[str, bytes]:
    program = _program("pandoc")
    if program is None:
        return {}
    made = folder / "pandoc.pptx"
    if not made.exists():
        command = [program, "-o", str(made), "--print-default-data-file", "reference.pptx"]
        subprocess.run(command, check=True, capture_output=True, timeout=_TIME)
    return {"pandoc": made.read_bytes()}


def _libreoffice(folder: Path, only: Sequence[str]) -> dict[str, bytes]:
    program = _program("soffice")
    templates = [path for path in sorted(_PRESENTATIONS.glob("*.otp")) if not only or path.stem in only]
    if program is None or not templates:
        return {}
    missing = [str(path) for path in templates if not (folder / f"{path.stem}.pptx").exists()]
    if missing:
        command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
        command += ["--convert-to", "pptx", "--outdir", str(folder), *missing]
        subprocess.run(command, check=True, capture_output=True, timeout=_TIME)
    return {path.stem: (folder / f"{path.stem}.pptx").read_bytes() for path in templates}


def _program(name: str) -> str | None:
    found = shutil.which(name)
    if found is None and os.environ.get("BRIEFING_REQUIRE_RENDERED"):
        pytest.fail(f"{name} is missing")
    return found
