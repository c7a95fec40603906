"""A job in; what its last build gave out, where nothing that went in has changed since. Nothing heavy is imported.

`recall` answers without reading the data or the template. It errs to one side: what cannot be known is built anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from briefing.build import machine, record
from briefing.build.built import Built
from briefing.build.edited import MANIFEST
from briefing.build.record import Record
from briefing.build.renaming import is_pending
from briefing.build.request import Job
from briefing.build.snapshot import Snapshot, state_of, take
from briefing.build.telling import unchanged
from briefing.errors import Notice


def recall(root: Path, job: Job) -> Built | None:
    """Return what is there of a job's last build; None where it has to be built.

    A file that somebody changed by hand since then is left alone, and that is told. Without `cached` nothing is
    recalled.
    """
    known = record.load(record.path_of(root, job)) if job.cached else None
    if known is None or not _is_current(known, job):
        return None
    edited = _edited(known.outputs)
    if edited is None or is_pending(known.built.folder):
        return None
    told = (Notice(str(path), "这个文件手工改过，没有动它；要重新生成请加 --force，改过的会另存。") for path in edited)
    return unchanged(job, replace(known.built, is_unchanged=True, told=(*known.built.told, *told), edited=edited))


def remember(root: Path, job: Job, inputs: Snapshot, built: Built, font_folders: tuple[str, ...]) -> None:
    """Write the record of a build that was just done."""
    outputs = take([("file", str(path)) for path in built.files])
    fonts = machine.fonts_at_start(font_folders)
    made = Record(record.asked(job), inputs, machine.program_at_start(), fonts, font_folders, outputs, built)
    record.save(record.path_of(root, job), made)


def _is_current(known: Record, job: Job) -> bool:
    return (
        known.asked == record.asked(job)
        and known.program == machine.program()
        and known.fonts == machine.fonts(known.font_folders)
        and known.inputs.holds()
    )


def _edited(outputs: Snapshot) -> tuple[Path, ...] | None:
    """Return the outputs that are not as they were built; None where one is gone, or another build was here since."""
    changed = tuple(_changed(outputs))
    is_other = any(path.name == MANIFEST for path in changed)
    return None if is_other or not all(path.is_file() for path in changed) else changed


def _changed(outputs: Snapshot) -> Iterator[Path]:
    for path, seen in outputs.files.items():
        now = state_of(path)
        if seen is None or now is None or not seen.is_still(path, now):
            yield Path(path)
