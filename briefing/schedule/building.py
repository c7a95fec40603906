"""A run's job in; its files built, and what the ledger keeps of them, out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.build.built import Built
from briefing.errors import BriefingError, Problem, ProblemsFound
from briefing.ledger.model import Input, Output

if TYPE_CHECKING:
    from briefing.build.job import Job as BuildJob
    from briefing.build.workspace import Workspace
    from briefing.schedule.work import Progress, Work


def build_all(workspace: Workspace, jobs: Sequence[BuildJob], progress: Progress) -> tuple[Built, ...]:
    """Build jobs, which share what they read; what lies there unchanged is taken as it is.

    A file that somebody edited by hand is not what the job makes: it is built anew, and theirs is kept beside. Raises
    ProblemsFound with the problems of all jobs.
    """
    from briefing.build.several import build_several

    made = build_several(workspace, jobs, progress)
    if edited := [job for job, each in zip(jobs, made, strict=True) if isinstance(each, Built) and each.edited]:
        again = dict(zip(edited, build_several(workspace, edited, progress, force=True), strict=True))
        made = tuple(again.get(job, each) for job, each in zip(jobs, made, strict=True))
    failed = [each for each in made if isinstance(each, BriefingError)]
    if len(failed) == 1:
        raise failed[0]
    if failed:
        raise ProblemsFound(problem for error in failed for problem in _problems(error))
    return tuple(each for each in made if isinstance(each, Built))


def _problems(error: BriefingError) -> tuple[Problem, ...]:
    return error.problems if isinstance(error, ProblemsFound) else (Problem(error.where, error.message, error.hint),)


def jobs_of(work: Work) -> tuple[BuildJob, ...]:
    """Return what is to be built of a run: one an audience."""
    from briefing.build.job import Job as BuildJob

    job = work.job
    return tuple(
        BuildJob(job.dataset, audience, work.period.code, job.formats, language=job.language, issue=work.run.number)
        for audience in job.audiences
    )


def outputs_of(root: Path, audience: str, built: Built) -> list[Output]:
    """Return the files of an audience as the ledger lists them."""
    found = []
    for path in built.files:
        data = path.read_bytes()
        found.append(Output(audience, path.name, placed(root, path), len(data), hashlib.sha256(data).hexdigest()))
    return found


def placed(root: Path, path: Path) -> str:
    """Return a path as the ledger writes it: relative to the workspace where it lies in it."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def inputs_of(audience: str, built: Built) -> list[Input]:
    return [Input(audience, name, digest) for name, digest in dict(built.inputs).items()]


def told(built: Built) -> dict[str, Any]:
    """Return what a message says of a briefing, as plain values, so that it need not be built again to be sent."""
    return asdict(built.summary)


def changed_inputs(root: Path, inputs: Sequence[Input]) -> list[str]:
    """Return the files of the workspace that are no longer as they went into a build."""
    names: Mapping[str, str] = {each.file: each.sha256 for each in inputs if each.sha256}
    return [name for name, digest in names.items() if _digest(root, name) not in {digest, None}]


def _digest(root: Path, name: str) -> str | None:
    """Return the SHA-256 of a file; "" where it is gone, None of one that lies outside of the workspace."""
    path = root / name
    if path.is_file():
        return hashlib.sha256(path.read_bytes()).hexdigest()
    return "" if name.startswith(("data/", "templates/")) and path.parent.is_dir() else None
