"""What is asked for: a job, as whoever calls says it. Nothing heavy: a build that need not be done imports no more."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Job:
    """What to build; None means what the workspace's settings or the data set say.

    Without `cached` nothing kept of earlier runs is used: every chart is drawn anew, and none is kept. A language of
    None is the data set's own. `issue` is the 期号 that the ledger gave, for texts that name `issue`.
    """

    dataset: str | None = None
    audience: str | None = None
    period: str | None = None
    formats: tuple[str, ...] = ()
    output: Path | None = None
    cached: bool = True
    language: str | None = None
    issue: int | None = None
