"""A job in; its data set and its template read and checked, the one restricted to the audience of the other, out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from briefing.build.keptback import KeptBack, stray_rules
from briefing.build.merging import wait_for_merge
from briefing.build.request import Job
from briefing.build.workspace import Workspace
from briefing.errors import BriefingError, Notice, Problem, Problems, ProblemsFound, UsageError
from briefing.model.dataset import Dataset
from briefing.model.disclosure import disclosures
from briefing.model.language import LANGUAGES, Language, language_of, spoken
from briefing.model.period import Period
from briefing.model.policy import Withheld
from briefing.model.translated import in_language
from briefing.template.load import Loaded

Given = tuple[Dataset | None, tuple[Problem, ...]]
"""A data set as `sources.read` gives it: what could be read, and every problem."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A job read and checked: everything that composing needs, the data set as the audience may see it.

    `dataset` is in the language of the document, with `notices` of what has no words in it; `seen` is the same in its
    own language. `whole` is the data set as it was read, and `withheld` what the audience is not shown of it: nothing
    that makes or writes a file of the build may be given either. `strays` tell of rules for nobody.
    """

    dataset: Dataset
    loaded: Loaded
    period: Period
    whole: Dataset
    seen: Dataset
    withheld: tuple[Withheld, ...] = ()
    notices: tuple[Notice, ...] = ()
    strays: tuple[Notice, ...] = ()

    @property
    def kept_back(self) -> KeptBack:
        return KeptBack(
            self.loaded.audience, self.withheld, disclosures(self.whole, self.seen), self._opened, self.strays
        )

    @property
    def _opened(self) -> tuple[Notice, ...]:
        if not self.loaded.wider:
            return ()
        base, where = self.loaded.layers[-2].name, self.loaded.source.where(("policy",))
        message = f"这个模板比它继承的“{base}”多给看：{'、'.join(self.loaded.wider)}。不是有意的，请把列表写全。"
        return (Notice(where, message),)

    @property
    def is_foreign(self) -> bool:
        """Whether the document is in another language than its data."""
        return language_of(self.dataset.language) != language_of(self.seen.language)


def prepare(workspace: Workspace, job: Job, given: Given | None = None) -> Prepared:
    """Read the data set and the template, restrict the one to the audience of the other, and put it in the language.

    `given` is the data set as `sources.read` gave it, for who has read it already. Raises ProblemsFound with the
    problems of both.
    """
    from briefing.compose import default_period
    from briefing.template.load import bases

    asked = asked_language(job.language)
    folder = workspace.dataset_folder(job.dataset)
    problems = Problems()
    dataset, found = given or read_dataset(folder, workspace.root)
    problems.extend(found)
    wanted = job.period or workspace.settings.period
    period = _period(wanted, problems) if wanted else None
    if period is None and dataset is not None and not problems:
        period = default_period(dataset)
    audience = job.audience or workspace.settings.audience
    own = language_of(dataset.language) if dataset is not None else "zh"
    language = asked or own
    template = partial(_template, workspace, audience, folder.name, language)
    loaded = template(period, problems)
    if found and loaded is not None and dataset is not None and dataset.indicators:
        from briefing.template.names import unknown_names

        problems.extend(unknown_names(loaded, [indicator.id for indicator in dataset.indicators]))
    problems.raise_if_any()
    assert dataset is not None
    assert loaded is not None
    assert period is not None
    ready = _spoken(_restricted(dataset, loaded, period, wanted is None, template), language)
    return replace(ready, strays=stray_rules(dataset, bases(workspace.root)))


def read_dataset(folder: Path, root: Path) -> Given:
    """Read a data set folder that no merge is writing into. Raises BriefingError where one was cut off in it."""
    from briefing.sources import read

    wait_for_merge(folder)
    return read(folder, root)


def _restricted(
    dataset: Dataset, loaded: Loaded, period: Period, chosen: bool,
    load: Callable[[Period, Problems], Loaded | None],
) -> Prepared:  # fmt: skip
    """Restrict the data set; a period that nobody asked for is chosen by what the audience sees.

    Another period may bring in another patch of the template, and with it another policy.
    """
    from briefing.compose import default_period, for_audience

    problems = Problems()
    seen = for_audience(loaded, dataset, problems)
    if not seen.dataset.observations and not problems:
        message = "没有一个数值是这个模板可以看的。"
        hint = "请检查模板的 policy.sees、数据集的 rules 和各行的 visibility。"
        problems.add(loaded.source.where(("policy",)), message, hint)
    problems.raise_if_any()
    latest = default_period(seen.dataset)
    if chosen and latest != period:
        period, again = latest, load(latest, problems)
        problems.raise_if_any()
        assert again is not None
        loaded, seen = again, for_audience(again, dataset, problems)
        problems.raise_if_any()
    return Prepared(seen.dataset, loaded, period, dataset, seen.dataset, seen.withheld)


def _spoken(ready: Prepared, language: Language) -> Prepared:
    """Put what the audience may see in the language of the document: after restricting, or notices would tell more."""
    handed, left_out = in_language(ready.seen, language)
    return replace(ready, dataset=handed, notices=left_out)


def asked_language(tag: str | None) -> Language | None:
    """Return the language that a job asks for, if any. Raises UsageError for one that there are no words for."""
    known = spoken(tag) if tag else None
    if tag and known is None:
        raise UsageError(f"不会写“{tag}”这种语言。", "--lang", "可用的有：" + "、".join(LANGUAGES) + "。")
    return known


def _template(
    workspace: Workspace, audience: str, dataset: str, language: Language,
    period: Period | None, problems: Problems,
) -> Loaded | None:  # fmt: skip
    from briefing.template.english import check_english
    from briefing.template.load import load

    try:
        trusted = workspace.settings.trusted_python
        loaded = load(workspace.root, audience, dataset, period, trusted=trusted, language=language)
        if language == "en":
            check_english(loaded.source, audience)
        return loaded
    except ProblemsFound as error:
        problems.extend(error.problems)
    except BriefingError as error:
        problems.extend([Problem(error.where, error.message, error.hint)])
    return None


def _period(written: str, problems: Problems) -> Period | None:
    try:
        return Period.parse(written)
    except ValueError:
        problems.add("--period", f"“{written}”不是期间。", "写法如 2019、2020Q3、2020-01..2020-09、2018..2020。")
    return None
