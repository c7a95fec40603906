"""A job (data set, audience, period, formats) in; files and a manifest out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from briefing import inspect
from briefing.build.files import write_all
from briefing.build.glyphs import fonts_for
from briefing.build.inspection import hold
from briefing.build.keptback import KeptBack, stray_rules
from briefing.build.leaks import hold_back
from briefing.build.lettering import described
from briefing.build.manifest import hashed, manifest
from briefing.build.stamp import epoch_date
from briefing.build.summary import Summary, summary
from briefing.build.telling import finished, started
from briefing.build.workspace import Workspace
from briefing.document import Document
from briefing.errors import BriefingError, Notice, Problem, Problems, ProblemsFound, UsageError, suggest
from briefing.model.dataset import Dataset
from briefing.model.disclosure import disclosures
from briefing.model.language import LANGUAGES, Language, language_of, spoken
from briefing.model.period import Period
from briefing.model.policy import Withheld
from briefing.model.translated import in_language
from briefing.template.load import Loaded
from briefing.typeset import Fonts

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Rendered:
    """One finished file, what could not be done as asked, the faces it embeds or names, and what is not ours in it."""

    data: bytes
    notices: tuple[Notice, ...]
    fonts: tuple[str, ...]
    borrowed: Mapping[str, str] = field(default_factory=dict)


def _pdf(document: Document, fonts: Fonts) -> Rendered:
    from briefing.render.pdf import render

    result = render(document, fonts)
    return Rendered(result.data, result.notices, tuple(result.fonts))


def _pptx(document: Document, fonts: Fonts) -> Rendered:
    from briefing.render.pptx import render

    result = render(document)
    return Rendered(result.bytes, result.notices, result.faces, result.borrowed)


FORMATS: Mapping[str, Callable[[Document, Fonts], Rendered]] = {"pdf": _pdf, "pptx": _pptx}


@dataclass(frozen=True, slots=True)
class Job:
    """What to build; None means what the workspace's settings or the data set say.

    Without `cached` every chart is drawn anew, and none is kept. A language of None is the data set's own.
    `issue` is the 期号 that the ledger gave, for texts that name `issue`.
    """

    dataset: str | None = None
    audience: str | None = None
    period: str | None = None
    formats: tuple[str, ...] = ()
    output: Path | None = None
    cached: bool = True
    language: str | None = None
    issue: int | None = None


@dataclass(frozen=True, slots=True)
class Built:
    """What was written, in the order of writing, and what the back ends could not do as asked.

    `kept_back` and `told`, on how the data were read, are for whoever builds alone: they stand in none of the files.
    `inputs` are the files that went in, by the names that a manifest shows, each with its SHA-256.
    """

    folder: Path
    files: tuple[Path, ...]
    notices: tuple[Notice, ...]
    kept_back: KeptBack
    summary: Summary
    told: tuple[Notice, ...] = ()
    inputs: tuple[tuple[str, str], ...] = ()


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


@dataclass(frozen=True, slots=True)
class Settled:
    """What is said, in which faces, and what of the faces or the house master asked for is not as it should be."""

    document: Document
    fonts: Fonts
    notices: tuple[Notice, ...]


def prepare(
    workspace: Workspace, job: Job, given: tuple[Dataset | None, tuple[Problem, ...]] | None = None
) -> Prepared:
    """Read the data set and the template, restrict the one to the audience of the other, and put it in the language.

    `given` is the data set as `sources.read` gave it, for who has read it already. Raises ProblemsFound with the
    problems of both.
    """
    from briefing.compose import default_period
    from briefing.sources import read
    from briefing.template.load import bases

    asked = asked_language(job.language)
    folder = workspace.dataset_folder(job.dataset)
    problems = Problems()
    dataset, found = given or read(folder, workspace.root)
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


def build(workspace: Workspace, job: Job, progress: Progress = lambda step: None) -> Built:
    """Build a job's files and move them into place together. On any problem nothing is written."""
    from briefing.charts import cache
    from briefing.compose import compose

    began = started(job)
    formats = _formats(job.formats or workspace.settings.formats)
    if job.output is not None:
        workspace.check_outside(job.output, "--output")
    progress("读取数据和模板")
    ready = prepare(workspace, job)
    progress("组织内容")
    results: dict[str, Rendered] = {}
    with cache.disabled(not job.cached):
        document = _stamped(compose(ready.loaded, ready.dataset, ready.period))
        hold_back(document, ready.loaded, ready.whole, ready.seen, ready.withheld)
        fonts, lost = fonts_for(document, ready.loaded, ready.dataset, system=workspace.settings.system_fonts)
        for name in formats:
            progress(f"生成 {name.upper()}")
            results[f"briefing.{name}"] = FORMATS[name](document, fonts)
    progress("检查文件")
    files = {name: result.data for name, result in results.items()}
    borrowed = {name: result.borrowed for name, result in results.items()}
    remarks = hold(files, lambda medium: inspect.said(document, medium), borrowed)
    progress("写入文件")
    return finished(began, job, _write(workspace, job, ready, Settled(document, fonts, (*lost, *remarks)), results))


def _stamped(document: Document) -> Document:
    """Date the files by SOURCE_DATE_EPOCH where it is set; else by the data."""
    asked = epoch_date()
    return replace(document, stamped=asked) if asked else document


def _formats(names: tuple[str, ...]) -> tuple[str, ...]:
    for name in names:
        if name not in FORMATS:
            raise UsageError(f"不支持“{name}”格式。", hint=suggest(name, FORMATS))
    return tuple(dict.fromkeys(names))


def _write(workspace: Workspace, job: Job, ready: Prepared, settled: Settled, results: Mapping[str, Rendered]) -> Built:
    folder = _folder(workspace, job, ready)
    notices = (*ready.notices, *settled.notices, *(notice for result in results.values() for notice in result.notices))
    fonts = [font for result in results.values() for font in result.fonts]
    contents = {name: result.data for name, result in results.items()}
    inputs = [*ready.dataset.files, *_template_files(workspace, ready.loaded)]
    contents["manifest.json"] = manifest(settled.document, inputs, contents, fonts, described(settled.fonts), notices)
    write_all(folder, contents)
    files = tuple(folder / name for name in contents)
    told = summary(settled.document, ready.period.label)
    return Built(folder, files, notices, ready.kept_back, told, ready.whole.notices, tuple(inputs))


def _folder(workspace: Workspace, job: Job, ready: Prepared) -> Path:
    output = job.output if job.output is not None else workspace.root / workspace.settings.output
    folder = output / ready.dataset.id / ready.period.code.replace("..", "_") / ready.loaded.audience
    # Beside the files in the data's own language, not over them.
    return folder / language_of(ready.dataset.language) if ready.is_foreign else folder


def _template_files(workspace: Workspace, loaded: Loaded) -> list[tuple[str, str]]:
    return [hashed(path, loaded.shown(path)) for path in loaded.files]
