"""A build's beginning and end in; events for the log out."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING, Any

from briefing.events import tell

if TYPE_CHECKING:
    from briefing.build.built import Built
    from briefing.build.request import Job


def started(job: Job) -> float:
    """Tell that a build begins; return when, for `finished`."""
    tell("build.started", "开始生成", **_asked(job))
    return perf_counter()


def finished(began: float, job: Job, built: Built) -> Built:
    """Tell what a build has written and how long it took; hand on what it built."""
    seconds = round(perf_counter() - began, 3)
    files = [str(path) for path in built.files]
    message = f"已生成 {len(files)} 个文件"
    tell("build.finished", message, **_asked(job), seconds=seconds, files=files, notices=len(built.notices))
    return built


def unchanged(job: Job, built: Built) -> Built:
    """Tell that nothing has changed since a build, so that it is not done again; hand on what it had built."""
    tell("build.unchanged", "没有变化，不重做", **_asked(job), files=[str(path) for path in built.files])
    return built


def _asked(job: Job) -> dict[str, Any]:
    asked = {"dataset": job.dataset, "audience": job.audience, "period": job.period, "issue": job.issue}
    return {key: value for key, value in asked.items() if value is not None}
