"""A workspace and a job in; a build at once, and another after every change of its data or its templates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from threading import Event

from briefing.build.job import Built, Job, build
from briefing.build.workspace import Workspace
from briefing.errors import BriefingError

Changes = Iterable[frozenset[Path]]
# Milliseconds until a watch without changes looks up.
_PATIENCE = 300
# Office programs and editors write these beside the file that is being edited.
_LOCKS = ("~$", ".~", ".#", "#", ".")
_ENDINGS = (".yaml", ".csv", ".xlsx", ".json", ".py", ".pptx", ".potx", ".ttf", ".otf", ".ttc", ".otc")


def preview(
    workspace: Workspace,
    job: Job,
    changes: Changes,
    done: Callable[[Built], None],
    failed: Callable[[BriefingError], None],
) -> None:
    """Build for each set of changed files, the first one being none; a failed build leaves the older files."""
    for _ in changes:
        _attempt(workspace, job, done, failed)


def _attempt(
    workspace: Workspace, job: Job, done: Callable[[Built], None], failed: Callable[[BriefingError], None]
) -> None:
    try:
        done(build(workspace, job))
    except BriefingError as error:
        failed(error)


def watched(workspace: Workspace, job: Job) -> tuple[Path, ...]:
    """Return the folders whose files a job is made of: the data set's and, where there is one, the templates'."""
    templates = workspace.root / "templates"
    return workspace.dataset_folder(job.dataset), *([templates] if templates.is_dir() else [])


def matters(path: Path) -> bool:
    """Whether a changed file is one that a build reads, not one that a program keeps while a file is open."""
    return path.suffix.lower() in _ENDINGS and not path.name.startswith(_LOCKS)


def changes(folders: Iterable[Path], stop: Event | None = None) -> Iterator[frozenset[Path]]:
    """Yield nothing changed when watching has begun, then the files changed since the last time, until `stop` is set.

    Files are yielded once they are left alone for a moment; what changes while a build goes on is yielded after it.
    """
    from watchfiles import watch

    has_begun = False
    for found in watch(*folders, stop_event=stop, watch_filter=_filter, yield_on_timeout=True, rust_timeout=_PATIENCE):
        if found or not has_begun:
            has_begun = True
            yield frozenset(Path(path) for _, path in found)


def _filter(change: object, path: str) -> bool:
    return matters(Path(path))
