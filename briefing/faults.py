"""Places where a run can be cut off: nothing happens there, but a test may put its own hook in.

A hook that ends the process, fills the disk or sets the clock at a named point shows what is left after it. Nothing a
user gives can set one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

POINTS: tuple[str, ...] = (
    # One file set on its way to its final names (build/files.py).
    "files.aside", "files.renaming", "files.renamed",
    # One run from due to sent (schedule/steps.py).
    "run.begun", "run.claimed", "run.gate", "run.numbered", "run.building", "run.written", "run.built", "run.held",
    "run.archived", "run.approved", "run.listed", "run.sent", "run.released",
    # One recipient (schedule/sending.py and delivery).
    "delivery.sending", "delivery.connected", "delivery.addressed", "delivery.body", "delivery.handing",
    "delivery.handed", "delivery.recorded",
)  # fmt: skip
"""Every point, in the order in which a run passes them; files are written in the middle of a build."""

_hooks: list[Callable[[str], None]] = []


def point(name: str) -> None:
    """Say that a run has come to a point."""
    for hook in _hooks:
        hook(name)


@contextmanager
def hooked(hook: Callable[[str], None]) -> Iterator[None]:
    """Call a hook at every point within; for tests."""
    _hooks.append(hook)
    try:
        yield
    finally:
        _hooks.remove(hook)
