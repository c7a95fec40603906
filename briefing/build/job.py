"""A job (data set, audience, period, formats) in; files and a manifest out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from briefing import faults, inspect
from briefing.build import machine
from briefing.build.built import Built
from briefing.build.edited import keep_edited
from briefing.build.files import write_all
from briefing.build.glyphs import fonts_for
from briefing.build.incremental import remember
from briefing.build.inputs import Inputs, Readings, look
from briefing.build.inspection import hold
from briefing.build.leaks import hold_back
from briefing.build.lettering import described
from briefing.build.manifest import manifest
from briefing.build.prepare import Given, Prepared, asked_language, prepare
from briefing.build.request import Job
from briefing.build.stamp import epoch_date
from briefing.build.summary import summary
from briefing.build.telling import finished, started
from briefing.build.workspace import Workspace, find
from briefing.document import Document
from briefing.errors import BriefingError, Notice, UsageError, suggest
from briefing.model.language import language_of
from briefing.typeset import Fonts

__all__ = ["FORMATS", "Built", "Job", "Prepared", "Rendered", "asked_language", "build", "prepare"]

Progress = Callable[[str], None]
_ATTEMPTS = 3


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
class Settled:
    """What is said, in which faces, and what of the faces or the house master asked for is not as it should be."""

    document: Document
    fonts: Fonts
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """A job that is composed and rendered: nothing of it is written yet."""

    ready: Prepared
    settled: Settled
    results: Mapping[str, Rendered]


def build(
    workspace: Workspace, job: Job, progress: Progress = lambda step: None, readings: Readings | None = None
) -> Built:
    """Build a job's files and move them into place together. On any problem nothing is written.

    Where data or templates change while they are read, all is read again. `readings` are shared by several jobs.
    Whether a build is needed at all is not asked: see `incremental.recall` and `several`.
    """
    began = started(job)
    machine.program_at_start()
    known = readings or Readings()
    _formats(job.formats or workspace.settings.formats)
    if job.output is not None:
        workspace.check_outside(job.output, "--output")
    folder = workspace.dataset_folder(job.dataset)
    is_on_disk = workspace.is_current()
    for _ in range(_ATTEMPTS):
        built = _attempt(workspace, job, progress, known)
        if built is not None:
            return finished(began, job, built)
        progress("数据或模板刚刚有变动，重新读取")
        known.forget(folder)
        workspace = find(workspace.root) if is_on_disk else workspace
    message = f"读取的时候数据或模板一直在变，读了{_ATTEMPTS}遍都没有读到稳定的，没有生成。"
    raise BriefingError(message, f"data/{folder.name}", "请等改完、保存好以后再运行。")


def _attempt(workspace: Workspace, job: Job, progress: Progress, readings: Readings) -> Built | None:
    """Build once; None where what was read is not what lies there now."""
    progress("读取数据和模板")
    is_on_disk = workspace.is_current()
    faults.point("build.reading")
    data, given = readings.of(workspace.dataset_folder(job.dataset), workspace.root)
    inputs = look(workspace, job, data)
    try:
        made = _made(workspace, job, given, progress)
    except BriefingError:
        if inputs.hold():
            raise
        return None
    if not (inputs.are_of(made.ready, workspace.root) and inputs.hold()):
        return None
    progress("写入文件")
    built = _write(workspace, job, made, inputs)
    if is_on_disk and _is_in_files(made.ready, inputs, workspace):
        remember(workspace.root, job, inputs.all, built, _font_folders(workspace))
    return built


def _made(workspace: Workspace, job: Job, given: Given, progress: Progress) -> Made:
    """Compose and render a job, and hold the files against their formats."""
    from briefing.charts import cache
    from briefing.compose import compose

    formats = _formats(job.formats or workspace.settings.formats)
    ready = prepare(workspace, job, given)
    faults.point("build.read")
    progress("组织内容")
    results: dict[str, Rendered] = {}
    with cache.disabled(not job.cached):
        document = _stamped(compose(ready.loaded, ready.dataset, ready.period, job.issue))
        hold_back(document, ready.loaded, ready.whole, ready.seen, ready.withheld)
        fonts, lost = fonts_for(document, ready.loaded, ready.dataset, system=workspace.settings.system_fonts)
        faults.point("build.composed")
        for name in formats:
            progress(f"生成 {name.upper()}")
            results[f"briefing.{name}"] = FORMATS[name](document, fonts)
    faults.point("build.rendered")
    progress("检查文件")
    files = {name: result.data for name, result in results.items()}
    borrowed = {name: result.borrowed for name, result in results.items()}
    remarks = hold(files, partial(inspect.said, document), borrowed)
    return Made(ready, Settled(document, fonts, (*lost, *remarks)), results)


def _is_in_files(ready: Prepared, inputs: Inputs, workspace: Workspace) -> bool:
    """Return whether all data came from files: what a database holds cannot be known without asking it."""
    return all(inputs.data.sha256(workspace.root / name) for name, _ in ready.whole.files)


def _font_folders(workspace: Workspace) -> tuple[str, ...]:
    from briefing.typeset import discovery

    return tuple(map(str, discovery.folders())) if workspace.settings.system_fonts else ()


def _stamped(document: Document) -> Document:
    """Date the files by SOURCE_DATE_EPOCH where it is set; else by the data."""
    asked = epoch_date()
    return replace(document, stamped=asked) if asked else document


def _formats(names: tuple[str, ...]) -> tuple[str, ...]:
    for name in names:
        if name not in FORMATS:
            raise UsageError(f"不支持“{name}”格式。", hint=suggest(name, FORMATS))
    return tuple(dict.fromkeys(names))


def _write(workspace: Workspace, job: Job, made: Made, inputs: Inputs) -> Built:
    ready, settled, results = made.ready, made.settled, made.results
    folder = _folder(workspace, job, ready)
    notices = (*ready.notices, *settled.notices, *(notice for result in results.values() for notice in result.notices))
    fonts = [font for result in results.values() for font in result.fonts]
    contents = {name: result.data for name, result in results.items()}
    template = [(ready.loaded.shown(path), inputs.others.sha256(path)) for path in ready.loaded.files]
    named = [*ready.dataset.files, *template]
    # The last one to take its name: a set that is not whole shows by its hashes.
    contents["manifest.json"] = manifest(settled.document, named, contents, fonts, described(settled.fonts), notices)
    kept: list[Notice] = []
    write_all(folder, contents, lambda: kept.extend(keep_edited(folder, contents)))
    faults.point("build.written")
    files = tuple(folder / name for name in contents)
    about = summary(settled.document, ready.period.label)
    return Built(
        folder,
        files,
        notices,
        ready.kept_back,
        about,
        ready.whole.notices,
        (*ready.whole.files, *template),
        tuple(kept),
    )


def _folder(workspace: Workspace, job: Job, ready: Prepared) -> Path:
    output = job.output if job.output is not None else workspace.root / workspace.settings.output
    folder = output / ready.dataset.id / ready.period.code.replace("..", "_") / ready.loaded.audience
    # Beside the files in the data's own language, not over them.
    return folder / language_of(ready.dataset.language) if ready.is_foreign else folder
