"""A workspace and a job in; a build at once, and another after every change of its data or its templates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from threading import Event

from briefing.build.job import Built, Job, build
from briefing.build.workspace import Workspace
from briefing.errors import BriefingError

Changes = Iterable[frozenset[Path]]
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
    """Build, and build again for each set of changed files; a failed build leaves the older files, and waits on."""
    _attempt(workspace, job, done, failed)
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
    """Yield the files changed since the last time, once they are left alone for a moment, until `stop` is set."""
    from watchfiles import watch

    for found in watch(*folders, stop_event=stop, watch_filter=_filter):
        yield frozenset(Path(path) for _, path in found)


def _filter(change: object, path: str) -> bool:
    return matters(Path(path))
