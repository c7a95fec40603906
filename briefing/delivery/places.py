"""Hosts and paths that a person wrote in; whether they stay on this machine, or in this workspace, out."""

from __future__ import annotations

import ipaddress
from pathlib import Path

from briefing.errors import BriefingError


def is_loopback(host: str) -> bool:
    """Return whether a host is this machine by its very name, which nobody else can answer to."""
    if host.lower().rstrip(".") == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def inside(root: Path, name: str, what: str) -> Path:
    """Return a file of the workspace; raise BriefingError for a path that leads out of it."""
    base = root.resolve()
    path = (base / name).resolve()
    if not path.is_relative_to(base) or path == base:
        raise BriefingError(f"{what}“{name}”不在工作区里。", "", "请把文件放进工作区，写相对路径。")
    return path
