"""A folder in; whether it lies on another machine, out: SQLite's WAL needs memory that all its users share."""

from __future__ import annotations

import os
import re
from pathlib import Path

_KINDS = frozenset(
    ("nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "9p", "ceph", "glusterfs", "lustre", "gpfs", "vboxsf",
     "virtiofs", "davfs", "fuse.sshfs", "fuse.glusterfs", "fuse.ceph", "fuse.rclone", "fuse.davfs2", "fuse.smbnetfs")
)  # fmt: skip
_MOUNTS = Path("/proc/self/mounts")


def share_of(folder: Path, mounts: str | None = None) -> str:
    """Return the kind of the share that a folder lies on, as `nfs`; "" where it is on this machine or nobody tells."""
    if os.name == "nt":
        return _windows(folder)
    found = [(point, kind) for point, kind in _mounted(mounts) if folder.is_relative_to(point)]
    # Of those mounted at the same place the last is what is seen.
    kind = max(enumerate(found), key=lambda each: (len(Path(each[1][0]).parts), each[0]))[1][1] if found else ""
    return kind if kind in _KINDS else ""


def _mounted(mounts: str | None) -> list[tuple[str, str]]:
    try:
        text = _MOUNTS.read_text(errors="surrogateescape") if mounts is None else mounts
    except OSError:
        return []
    lines = (line.split(" ") for line in text.splitlines())
    return [(_plain(line[1]), line[2]) for line in lines if len(line) > 2]


def _plain(point: str) -> str:
    """Return a mount point without the escapes of its spaces."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), point)


def _windows(folder: Path) -> str:
    import ctypes

    remote = 4
    drive = folder.drive
    if drive.startswith("\\\\"):
        return "smb"
    system = getattr(ctypes, "windll", None)
    return "smb" if system and system.kernel32.GetDriveTypeW(f"{drive}\\") == remote else ""
