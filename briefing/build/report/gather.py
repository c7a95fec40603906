"""A workspace and a job in; everything that checking finds out: problems of data and template, doubts, what is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from briefing.build.glyphs import fonts_for
from briefing.build.job import Job, Prepared, prepare
from briefing.build.leaks import hold_back
from briefing.build.prepare import read_dataset
from briefing.build.report.items import About, Item, Report, departments_of, of_problems, of_review
from briefing.build.report.rows import Reader, label
from briefing.build.report.tables import Finder, Sheet, sheets, spot_of
from briefing.build.workspace import Workspace
from briefing.errors import BriefingError, Notice, Problem, ProblemsFound, UsageError
from briefing.model.audit import Review, review
from briefing.model.dataset import Dataset
from briefing.model.rules import Confirmed
from briefing.sources.text import plain


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found. `ready` is None where data or template cannot be used; `stale` tells of confirmations of nothing.

    `folder` is the data set's, where `tables` finds what is meant; `remarks` are on wording.
    """

    report: Report
    problems: tuple[Problem, ...]
    review: Review
    dataset: Dataset | None
    ready: Prepared | None
    folder: Path
    root: Path
    remarks: tuple[Problem, ...] = ()

    @property
    def notices(self) -> tuple[Notice | Problem, ...]:
        """What is told besides: of how the files were read, of the language, of wording, of stale confirmations."""
        told = self.dataset.notices if self.dataset is not None else ()
        return (*told, *(self.ready.notices if self.ready is not None else ()), *self.remarks, *self.stale)

    @property
    def stale(self) -> tuple[Notice, ...]:
        return tuple(Notice(each.where, _stale(each)) for each in self.review.stale)

    def tables(self) -> tuple[Sheet, ...]:
        return sheets(self.folder, self.root)


def check(workspace: Workspace, job: Job) -> Checked:
    """Check data set and template as a build would, and the numbers of the data set as they were read.

    Doubts are for the owner of the data, so the whole data set is looked at, whoever the template is for.
    """
    folder = workspace.dataset_folder(job.dataset)
    given = read_dataset(folder, workspace.root)
    ready, problems, remarks = _composed(workspace, job, given)
    dataset, unreadable = given
    found = review(dataset, complete=not unreadable) if dataset is not None and dataset.indicators else Review()
    items = _items(dataset, problems, found, folder, workspace.root)
    title = dataset.title if dataset is not None else folder.name
    report = Report(title, items, departments_of(dataset) if dataset is not None else ())
    return Checked(report, problems, found, dataset, ready, folder, workspace.root, remarks)


def _composed(
    workspace: Workspace, job: Job, given: tuple[Dataset | None, tuple[Problem, ...]]
) -> tuple[Prepared | None, tuple[Problem, ...], tuple[Problem, ...]]:
    """Do all that a build does before it draws; what is wrong comes back as problems, with remarks on the wording."""
    from briefing.compose import compose
    from briefing.compose.lint import lint

    try:
        ready = prepare(workspace, job, given)
        document = compose(ready.loaded, ready.dataset, ready.period)
        hold_back(document, ready.loaded, ready.whole, ready.seen, ready.withheld)
        fonts_for(document, ready.loaded, ready.dataset, system=workspace.settings.system_fonts)
    except UsageError:
        raise
    except ProblemsFound as error:
        return None, error.problems, ()
    except BriefingError as error:
        return None, (Problem(error.where, error.message, error.hint),), ()
    return ready, (), lint(document, ready.loaded)


def _items(
    dataset: Dataset | None, problems: tuple[Problem, ...], found: Review, folder: Path, root: Path
) -> tuple[Item, ...]:
    if dataset is None:
        return tuple(of_problems(problems, {}))
    about = _about(problems, sheets(folder, root), dataset) if problems and folder.is_dir() else {}
    return (*of_problems(problems, about), *of_review(found, dataset))


def _about(problems: Iterable[Problem], known: tuple[Sheet, ...], dataset: Dataset) -> dict[Problem, About]:
    """Return what each problem is about and who answers for it, as far as its row tells."""
    reader, finder = Reader(dataset, known), Finder.of(dataset)
    called = [(each.id, each.name) for each in dataset.indicators] + [(each.id, each.name) for each in dataset.entities]
    names = {plain(known): name for id_, name in called for known in (id_, name)}
    found: dict[Problem, About] = {}
    for problem in problems:
        spot = spot_of(problem.where, problem.message, known)
        sheet = next((each for each in known if spot and each.place == spot.place), None)
        if spot is not None and sheet is not None:
            told = reader.told(sheet, spot)
            who = finder.department(sheet, spot.row, told.indicator) or told.department
            indicator, entity = (names.get(plain(name), name) for name in (told.indicator, told.entity))
            found[problem] = About(indicator, entity, label(told.period), told.value, who)
    return found


def _stale(known: Confirmed) -> str:
    what = "、".join(name for name in (known.indicator or known.project, known.entity, str(known.period or "")) if name)
    return f"rules.confirmed 里确认的“{known.rule} {what}”现在没有这样的疑问，可以删去。"
