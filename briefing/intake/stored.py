"""A data set folder in; the data set with the bytes it was read from, its ledger, and whether it is still the same."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from briefing.errors import BriefingError, Notice, cause
from briefing.intake import journal, ledger
from briefing.intake.ledger import Entry
from briefing.intake.lock import locked
from briefing.model.dataset import Dataset


@dataclass(frozen=True, slots=True)
class Stored:
    """A data set as it stood when it was read; `digests` are those of the files of its folder.

    `notices` tell of a merge that had been cut off, and was brought to its end first.
    """

    folder: Path
    root: Path
    dataset: Dataset
    ledger: tuple[Entry, ...]
    digests: Mapping[str, str]
    notices: tuple[Notice, ...] = ()

    def has_changed(self) -> bool:
        """Return whether somebody wrote into the folder since."""
        return dict(self.digests) != digests(self.folder)


def stored(folder: Path, root: Path) -> Stored:
    """Read a data set folder with its ledger. Raises ProblemsFound where the data set has problems of its own."""
    from briefing.sources import load

    # The digests first: what changes while the data set is being read is then found.
    notices = resumed(folder)
    before = digests(folder)
    return Stored(folder, root, load(folder, root), ledger.entries(folder), before, notices)


def resumed(folder: Path) -> tuple[Notice, ...]:
    """Bring a merge to its end that was cut off, and say so."""
    if not journal.is_left(folder):
        return ()
    with locked(folder):
        notice = journal.finish(folder)
    return (notice,) if notice else ()


def digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each file that makes up a data set: tables, description, ledger and list of revisions."""
    try:
        paths = [path for path in sorted(folder.iterdir()) if path.is_file() and not path.name.startswith((".", "~$"))]
        return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
    except OSError as error:
        raise BriefingError(f"读不了数据集（{cause(error)}）。", str(error.filename or folder)) from error
