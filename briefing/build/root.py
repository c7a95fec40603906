"""A folder in; the workspace's root that it is in out. Nothing is read: who only asks where it is pays for no YAML."""

from __future__ import annotations

from pathlib import Path

from briefing.errors import UsageError

CONFIG = "briefing.yaml"


def root_of(start: Path) -> Path:
    """Return a folder that is a workspace, or the nearest one above it that has `briefing.yaml`."""
    here = start.resolve()
    for folder in (here, *here.parents):
        if (folder / CONFIG).is_file() or ((folder / "data").is_dir() and folder == here):
            return folder
    raise UsageError(
        f"{start} 里没有 briefing.yaml，也没有 data 文件夹。",
        hint="请进入工作文件夹再运行，或用 briefing init 新建一个。",
    )
