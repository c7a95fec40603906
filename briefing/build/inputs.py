"""A workspace and a job in; every file that a build of it reads, as it lies there now, out."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from briefing.build.merging import is_merging
from briefing.build.prepare import Given, Prepared, read_dataset
from briefing.build.request import Job
from briefing.build.root import CONFIG
from briefing.build.snapshot import Place, Snapshot, take
from briefing.build.workspace import Workspace
from briefing.errors import BriefingError
from briefing.template.chain import builtin_templates, chain


@dataclass(slots=True)
class Readings:
    """Data sets read in this run, so that several audiences share them; each with what lay there before."""

    _known: dict[Path, tuple[Snapshot, Given]] = field(default_factory=dict)

    def of(self, folder: Path, root: Path) -> tuple[Snapshot, Given]:
        if folder not in self._known:
            before = take([("files", str(folder))])
            self._known[folder] = before, read_dataset(folder, root)
        return self._known[folder]

    def forget(self, folder: Path) -> None:
        """Have a data set read anew."""
        self._known.pop(folder, None)


@dataclass(frozen=True, slots=True)
class Inputs:
    """What lay in the data set folder, and in all other places, before it was read."""

    folder: Path
    data: Snapshot
    others: Snapshot

    @property
    def all(self) -> Snapshot:
        return self.data + self.others

    def hold(self) -> bool:
        """Return whether everything is still as it was when it was looked at, before reading."""
        return not is_merging(self.folder) and self.all.holds()

    def are_of(self, ready: Prepared, root: Path) -> bool:
        """Return whether what was read is what was looked at: the bytes of the data, and the files of the template."""
        tables = [(self.data.sha256(root / name), sha256) for name, sha256 in ready.whole.files]
        known = self.others.files
        return all(seen in ("", sha256) for seen, sha256 in tables) and all(
            str(path) in known for path in ready.loaded.files
        )


def look(workspace: Workspace, job: Job, data: Snapshot) -> Inputs:
    """Look at all that a job reads besides its data."""
    folder = workspace.dataset_folder(job.dataset)
    return Inputs(folder, data, take(_places(workspace, job)))


def _places(workspace: Workspace, job: Job) -> list[Place]:
    root, audience = workspace.root, job.audience or workspace.settings.audience
    own, builtin = root / "templates", builtin_templates()
    places: list[Place] = [("file", str(root / CONFIG)), ("folders", str(root / "data"))]
    places += [("folders", str(own)), ("folders", str(builtin))]
    # Rules of a data set are held against the templates there are: those with a template.yaml.
    places += [("file", str(each / "template.yaml")) for each in own.glob("*") if each.is_dir()]
    # Where it raises, reading the template says what is wrong with it.
    with suppress(BriefingError):
        places += [("tree", str(layer.folder)) for layer in chain(root, audience)]
    return places
