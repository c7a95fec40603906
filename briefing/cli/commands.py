"""The commands of the program itself: words in, exit code out. Everything heavy is imported where it is needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.cli.app import app
from briefing.cli.options import (
    AudienceOption,
    AudiencesOption,
    CacheOption,
    DatasetOption,
    ExplainOption,
    FormatOption,
    JsonOption,
    LanguageOption,
    OutputOption,
    PeriodOption,
)
from briefing.cli.saying import current_workspace, print_json, print_table, problem_of, reporting, steps
from briefing.errors import ProblemsFound

if TYPE_CHECKING:
    from briefing.build.request import Job
    from briefing.build.several import Result


@app.command(epilog="例：briefing build --dataset jiangbei -a leadership -a department --period 2018..2020")
def build(
    dataset: DatasetOption = None,
    audiences: AudiencesOption = None,
    period: PeriodOption = None,
    formats: FormatOption = None,
    output: OutputOption = None,
    cached: CacheOption = True,
    force: Annotated[bool, typer.Option("--force", help="没有变化也重新生成。")] = False,
    issue: Annotated[int | None, typer.Option("--issue", min=1, help="期号，模板里写 {{ issue }}。")] = None,
    explain: ExplainOption = False,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """生成简报文件。没有变化就沿用上次的；数据或模板有问题时，一次列出全部问题，不写任何文件。"""
    from briefing.build.request import Job
    from briefing.cli.results import say

    with reporting(as_json, after="没有写出任何文件，旧文件没有变动。"):
        job = Job(dataset, None, period, tuple(formats or ()), output, cached, language, issue)
        named: list[str | None] = [*dict.fromkeys(audiences or ())] or [None]
        jobs = [replace(job, audience=audience) for audience in named]
        # What is kept back is not in the record of a build.
        results = _built(jobs, force=force or explain, quiet=as_json)
        say(jobs, results, explain=explain, as_json=as_json)


def _built(jobs: Sequence[Job], *, force: bool, quiet: bool) -> tuple[Result, ...]:
    """Build jobs, or, where nothing changed, find out so before anything heavy is imported."""
    from briefing.build.incremental import recall
    from briefing.build.root import root_of

    root = root_of(Path.cwd())
    known = {job: recall(root, job) for job in jobs} if not force else {}
    left = [job for job in jobs if known.get(job) is None]
    done: dict[Job, Result] = {job: built for job, built in known.items() if built is not None}
    if left:
        from briefing.build.several import build_several
        from briefing.build.workspace import find

        with steps(quiet=quiet) as progress:
            done |= zip(left, build_several(find(Path.cwd()), left, progress, force=True), strict=True)
    return tuple(done[job] for job in jobs)


@app.command(epilog="例：briefing show jiangbei --json")
def show(
    dataset: Annotated[str | None, typer.Argument(help="数据集，即 data/ 下的文件夹名。")] = None,
    as_json: JsonOption = False,
) -> None:
    """列出读到的全部数据，一行一条，带出处。"""
    from briefing.build.show import described, lines
    from briefing.build.workspace import find
    from briefing.sources import load

    with reporting(as_json):
        workspace = find(Path.cwd())
        loaded = load(workspace.dataset_folder(dataset), workspace.root)
        if as_json:
            print_json(described(loaded))
        else:
            for line in lines(loaded):
                typer.echo(line)


@app.command(epilog="例：briefing init 我的简报")
def init(
    folder: Annotated[Path, typer.Argument(help="要新建的工作文件夹。")],
    as_json: JsonOption = False,
) -> None:
    """新建工作文件夹：带一套示范数据和可以修改的模板。"""
    from briefing.build.starter import create

    with reporting(as_json):
        create(folder)
        if as_json:
            print_json({"folder": str(folder)})
            return
        typer.echo(f"已建好工作文件夹 {folder}")
        typer.echo(f"下一步：cd {folder} && briefing build")


@app.command(name="inspect", epilog="例：briefing inspect output/jiangbei/2018_2020/leadership/briefing.pptx --json")
def inspect_file(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="演示文稿（.pptx）或 PDF，不限于本程序生成的。")],
    as_json: JsonOption = False,
) -> None:
    """检查一个演示文稿或 PDF：结构、图表、文字、字体；没有问题时退出码为 0。"""
    from briefing.inspect import examine
    from briefing.inspect.facts import sentence

    with reporting(as_json):
        report = examine(file)
        if as_json:
            problems = [problem_of(problem) for problem in report.problems]
            print_json({"problems": problems, "facts": {"file": str(file), **report.facts}})
        if report.problems and as_json:
            raise typer.Exit(1)
        if report.problems:
            raise ProblemsFound(report.problems)
        if not as_json:
            typer.echo(f"没有发现问题：{file.name}，{sentence(report.facts)}。")


@app.command(epilog="例：briefing doctor --audience leadership")
def doctor(
    audience: AudienceOption = None,
    offline: Annotated[bool, typer.Option("--offline", help="不连邮件服务器。")] = False,
    as_json: JsonOption = False,
) -> None:
    """查看这台电脑：字体、库、时钟、磁盘；有 schedule.yaml 的还看邮件、台账等。必需的都好时退出码为 0，否则为 1。"""
    from briefing.build.doctor import described, examine, face_rows, finding_rows
    from briefing.cli.health import findings
    from briefing.schedule.health.machine import Machine

    with reporting(as_json):
        workspace = current_workspace(required=audience is not None)
        report = examine(workspace, audience)
        report = replace(report, findings=(*report.findings, *findings(workspace, Machine(offline=offline))))
        if as_json:
            print_json(described(report))
        else:
            print_table(("用处", "字体", "来源", ""), face_rows(report))
            print_table(("", "项目", "情况"), finding_rows(report))
        if not report.is_well:
            raise typer.Exit(1)
