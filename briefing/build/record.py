"""What a build read and wrote in; a file of the workspace that says so out, and back.

It lies in `.briefing/built/`, not beside what was built: the hash of a table of which one number is unknown would tell
that number to whoever tries all of them. A record that is damaged, or of another version, is none.
"""

from __future__ import annotations

import hashlib
import json
import os
import uuid
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from briefing.build.built import Built, KeyLine, Remembered, Summary
from briefing.build.request import Job
from briefing.build.snapshot import Seen, Snapshot, State
from briefing.errors import Notice

FOLDER = Path(".briefing", "built")
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Record:
    """A build: what was asked, what lay there, what else it depends on, and what came out (`outputs`, with hashes)."""

    asked: tuple[str, ...]
    inputs: Snapshot
    program: str
    fonts: str
    font_folders: tuple[str, ...]
    outputs: Snapshot
    built: Built


def path_of(root: Path, job: Job) -> Path:
    """Return where the record of a job lies: by what it writes where, as asked."""
    output = str(job.output.resolve()) if job.output else ""
    named = (str(root), job.dataset, job.audience, job.period, job.language, output)
    key = hashlib.sha256(json.dumps(named, ensure_ascii=False).encode()).hexdigest()
    return root / FOLDER / f"{key[:32]}.json"


def asked(job: Job) -> tuple[str, ...]:
    """Return what else of a job its outputs depend on."""
    return (",".join(job.formats), str(job.issue or ""), os.environ.get("SOURCE_DATE_EPOCH", ""))


def save(path: Path, record: Record) -> None:
    """Write a record. Where that is not possible there is none, and the next build is done as ever."""
    content = json.dumps([_VERSION, _plain(record)], ensure_ascii=False).encode("utf-8", "surrogatepass")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        ignored = path.parent.parent / ".gitignore"
        if not ignored.exists():
            ignored.write_text("*\n", encoding="utf-8")
        aside = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
        try:
            aside.write_bytes(hashlib.sha256(content).hexdigest().encode() + b"\n" + content)
            os.replace(aside, path)
        finally:
            aside.unlink(missing_ok=True)


def load(path: Path) -> Record | None:
    """Read a record; None where there is no whole one."""
    try:
        digest, _, content = path.read_bytes().partition(b"\n")
        if digest.decode("ascii") != hashlib.sha256(content).hexdigest():
            return None
        version, told = json.loads(content.decode("utf-8", "surrogatepass"))
        return _record(told) if version == _VERSION else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _plain(record: Record) -> dict[str, Any]:
    built = record.built
    return {
        "asked": record.asked,
        "inputs": _snapshot(record.inputs),
        "program": record.program,
        "fonts": record.fonts,
        "font_folders": record.font_folders,
        "outputs": _snapshot(record.outputs),
        "built": {
            "folder": str(built.folder),
            "files": [str(path) for path in built.files],
            "notices": _notices(built.notices),
            "kept": [built.kept_back.audience, built.kept_back.summary, _notices(built.kept_back.notices)],
            "summary": asdict(built.summary),
            "told": _notices(built.told),
            "beside": _notices(built.kept),
            "inputs": built.inputs,
        },
    }


def _snapshot(snapshot: Snapshot) -> list[Any]:
    files = {path: seen and [*_fields(seen.state), seen.sha256, seen.at] for path, seen in snapshot.files.items()}
    return [snapshot.places, files]


def _fields(state: State) -> tuple[int, int, int, int]:
    return state.size, state.changed, state.touched, state.inode


def _notices(notices: tuple[Notice, ...]) -> list[tuple[str, str]]:
    return [(notice.where, notice.message) for notice in notices]


def _record(told: dict[str, Any]) -> Record:
    inputs, outputs = (_seen(told[key]) for key in ("inputs", "outputs"))
    return Record(
        tuple(told["asked"]), inputs, told["program"], told["fonts"], tuple(told["font_folders"]), outputs,
        _built(told["built"]),
    )  # fmt: skip


def _seen(told: list[Any]) -> Snapshot:
    places, files = told
    found = {path: Seen(State(*each[:4]), *each[4:]) if each else None for path, each in files.items()}
    return Snapshot(tuple((kind, place) for kind, place in places), found)


def _built(told: dict[str, Any]) -> Built:
    audience, summary, notices = told["kept"]
    lines = tuple(KeyLine(**line) for line in told["summary"]["key_figures"])
    return Built(
        Path(told["folder"]),
        tuple(map(Path, told["files"])),
        _told(told["notices"]),
        Remembered(audience, summary, _told(notices)),
        Summary(**told["summary"] | {"key_figures": lines}),
        _told(told["told"]),
        tuple((name, sha256) for name, sha256 in told["inputs"]),
        _told(told["beside"]),
    )


def _told(notices: list[Any]) -> tuple[Notice, ...]:
    return tuple(Notice(where, message) for where, message in notices)
