"""Jobs of one workspace in; for each what was built, or why it was not, out. They share what they can.

A data set is read once, and a chart that several documents show is drawn once; the libraries are loaded and the
converter of charts is started once. What is wrong with one job stops no other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from briefing.build.built import Built
from briefing.build.incremental import recall
from briefing.build.request import Job
from briefing.errors import BriefingError

if TYPE_CHECKING:
    from briefing.build.workspace import Workspace

Result = Built | BriefingError


def build_several(
    workspace: Workspace, jobs: Sequence[Job], progress: Callable[[str], None] = lambda step: None, force: bool = False
) -> tuple[Result, ...]:
    """Build jobs one after the other; one of which nothing changed is not done again, unless `force`."""
    from briefing.build.inputs import Readings
    from briefing.build.job import build
    from briefing.charts import cache

    readings = Readings()

    def result(job: Job) -> Result:
        try:
            return (None if force else recall(workspace.root, job)) or build(workspace, job, progress, readings)
        except BriefingError as error:
            return error

    with cache.remembered():
        return tuple(result(job) for job in jobs)
