"""An audience, and a data set or none, in; every problem, or what the template needs and hints on it, out.

Over a data set nothing passes that a build would stop: figures typed by hand that the audience is not shown, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefing.build.job import Job, asked_language, prepare
from briefing.build.leaks import hold_back
from briefing.build.workspace import Workspace
from briefing.document import Document, figures_in
from briefing.errors import Notice, ProblemsFound, suggest
from briefing.template.checking import Need, hints, hints_of_data, named, needs, syntax
from briefing.template.english import check_english
from briefing.template.load import Loaded, load


@dataclass(frozen=True, slots=True)
class Checked:
    """What a sound template needs of data, tables and indicators by id; and what its author may look at again."""

    title: str
    needs: tuple[Need, ...]
    indicators: tuple[str, ...]
    hints: tuple[Notice, ...]


def check(workspace: Workspace, audience: str, dataset: str | None, language: str | None = None) -> Checked:
    """Check a template, over a data set where one is named. Raises ProblemsFound with every problem."""
    if dataset is None:
        trusted = workspace.settings.trusted_python
        spoken = asked_language(language) or "zh"
        loaded = load(workspace.root, audience, "", trusted=trusted, language=spoken)
        if spoken == "en":
            check_english(loaded.source, audience)
        faults = tuple(syntax(loaded.source))
        if faults:
            raise ProblemsFound(faults)
        return _checked(loaded, tuple(hints(loaded)))
    return _over(workspace, audience, dataset, language)


def _over(workspace: Workspace, audience: str, dataset: str, language: str | None) -> Checked:
    from briefing.compose import compose
    from briefing.compose.lint import lint

    ready = prepare(workspace, Job(dataset, audience, language=language))
    loaded = ready.loaded
    document = compose(loaded, ready.dataset, ready.period)
    hold_back(document, loaded, ready.whole, ready.seen, ready.withheld)
    words = (Notice(each.where, f"{each.message}{each.hint}") for each in lint(document, loaded))
    found = (*hints(loaded), *hints_of_data(loaded, ready.dataset, _shown(document)), *words)
    return _checked(loaded, (*found, *_patches_for_nothing(workspace, loaded)))


def _patches_for_nothing(workspace: Workspace, loaded: Loaded) -> Iterator[Notice]:
    """Yield a hint for each patch beside the audience's own template.yaml that is for no data set there is."""
    folder, known = loaded.layers[-1].folder, workspace.datasets()
    for path in sorted(folder.glob("*.yaml")) if not loaded.layers[-1].is_builtin else ():
        name = path.name.partition(".")[0]
        if name != "template" and name not in known:
            yield Notice(
                f"{loaded.layers[-1].shown}/{path.name}",
                f"没有“{name}”这个数据集，这个文件用不上。{suggest(name, known)}",
            )


def _checked(loaded: Loaded, found: tuple[Notice, ...]) -> Checked:
    template = loaded.template
    return Checked(template.name, needs(template), tuple(sorted(named(loaded))), found)


def _shown(document: Document) -> set[str]:
    """Return the indicators whose figures stand outside the appendix: the first part of a figure's id."""
    sections = [section for section in document.sections if not section.appendix]
    return {figure.id.partition("/")[0] for figure in figures_in(sections)}
