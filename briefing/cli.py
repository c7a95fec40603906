"""The command line: words in, exit code out. Everything heavy is imported where a command needs it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from briefing import __version__
from briefing.errors import BriefingError, Problem, ProblemsFound

if TYPE_CHECKING:
    from briefing.build.workspace import Workspace

app = typer.Typer(
    name="briefing",
    help="由指标数据和模板生成简报：PDF 和可编辑的 PowerPoint。",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

charts = typer.Typer(
    help="单独处理图表：转换 Vega-Lite 文件，查看全部图表种类。",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(charts, name="chart")

DatasetOption = Annotated[str | None, typer.Option("--dataset", "-d", help="数据集，即 data/ 下的文件夹名。")]
AudienceOption = Annotated[str | None, typer.Option("--audience", "-a", help="模板，即 templates/ 下的文件夹名。")]
PeriodOption = Annotated[str | None, typer.Option("--period", "-p", help="期间，如 2019、2020Q3、2020-01..2020-09。")]
FormatOption = Annotated[list[str] | None, typer.Option("--format", "-f", help="格式：pdf、pptx，可写多次。")]
OutputOption = Annotated[Path | None, typer.Option("--output", "-o", help="输出文件夹。")]
JsonOption = Annotated[bool, typer.Option("--json", help="输出 JSON，供程序读取。")]
CacheOption = Annotated[bool, typer.Option("--cache/--no-cache", help="用或不用以前画好的图。")]
SideOption = Annotated[float | None, typer.Option(help="整张图的宽或高，单位磅；不写则按图表自己的大小。")]


@app.callback(invoke_without_command=True)
def _top(version: Annotated[bool, typer.Option("--version", help="显示版本。")] = False) -> None:
    if version:
        typer.echo(__version__)
        raise typer.Exit


@app.command(epilog="例：briefing build --dataset jiangbei --audience leadership --period 2018..2020")
def build(
    dataset: DatasetOption = None,
    audience: AudienceOption = None,
    period: PeriodOption = None,
    formats: FormatOption = None,
    output: OutputOption = None,
    cached: CacheOption = True,
    as_json: JsonOption = False,
) -> None:
    """生成简报文件。数据或模板有问题时，一次列出全部问题，不写任何文件。"""
    from briefing.build.job import Job
    from briefing.build.job import build as run
    from briefing.build.workspace import find

    with _reporting(as_json, after="没有写出任何文件，旧文件没有变动。"):
        job = Job(dataset, audience, period, tuple(formats or ()), output, cached)
        with _steps(quiet=as_json) as progress:
            built = run(find(Path.cwd()), job, progress)
        if as_json:
            files = [str(path) for path in built.files]
            _print_json({"files": files, "notices": [str(notice) for notice in built.notices]})
            return
        for notice in built.notices:
            typer.echo(f"提示：{notice}", err=True)
        for path in built.files:
            typer.echo(_relative(path))


@app.command(epilog="例：briefing check --dataset jiangbei --json")
def check(
    dataset: DatasetOption = None,
    audience: AudienceOption = None,
    period: PeriodOption = None,
    as_json: JsonOption = False,
) -> None:
    """检查数据和模板，一次列出全部问题；没有问题时退出码为 0。"""
    from briefing.build.glyphs import fonts_for
    from briefing.build.job import Job, prepare
    from briefing.build.workspace import find
    from briefing.compose import compose

    with _reporting(as_json):
        workspace = find(Path.cwd())
        ready = prepare(workspace, Job(dataset, audience, period))
        document = compose(ready.loaded, ready.dataset, ready.period)
        fonts_for(document, ready.loaded, ready.dataset, system=workspace.settings.system_fonts)
        if as_json:
            _print_json({"problems": []})
        else:
            rows = f"{len(ready.dataset.indicators)}个指标、{len(ready.dataset.observations)}个数值"
            typer.echo(f"没有发现问题：{ready.dataset.title}，{rows}。")


@app.command(epilog="例：briefing show jiangbei --json")
def show(
    dataset: Annotated[str | None, typer.Argument(help="数据集，即 data/ 下的文件夹名。")] = None,
    as_json: JsonOption = False,
) -> None:
    """列出读到的全部数据，一行一条，带出处。"""
    from briefing.build.show import described, lines
    from briefing.build.workspace import find
    from briefing.sources import load

    with _reporting(as_json):
        workspace = find(Path.cwd())
        loaded = load(workspace.dataset_folder(dataset), workspace.root)
        if as_json:
            _print_json(described(loaded))
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

    with _reporting(as_json):
        create(folder)
        if as_json:
            _print_json({"folder": str(folder)})
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

    with _reporting(as_json):
        report = examine(file)
        if as_json:
            problems = [_problem(problem) for problem in report.problems]
            _print_json({"problems": problems, "facts": {"file": str(file), **report.facts}})
        if report.problems and as_json:
            raise typer.Exit(1)
        if report.problems:
            raise ProblemsFound(report.problems)
        if not as_json:
            typer.echo(f"没有发现问题：{file.name}，{sentence(report.facts)}。")


@app.command(epilog="例：briefing doctor --audience leadership")
def doctor(
    audience: AudienceOption = None,
    as_json: JsonOption = False,
) -> None:
    """查看这台电脑：各处用哪种字体，缺哪些库和工具。必需的都在时退出码为 0，缺了为 1。"""
    from briefing.build.doctor import described, examine, face_rows, finding_rows

    with _reporting(as_json):
        report = examine(_workspace(required=audience is not None), audience)
        if as_json:
            _print_json(described(report))
        else:
            _print_table(("用处", "字体", "来源", ""), face_rows(report))
            _print_table(("", "项目", "情况"), finding_rows(report))
        if not report.is_well:
            raise typer.Exit(1)


@charts.command(epilog="例：briefing chart convert 产值.vl.json 产值.pptx --json")
def convert(
    source: Annotated[Path, typer.Argument(metavar="SPEC.json", help="Vega-Lite 文件，数据写在文件里。")],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="要写的文件：.pdf、.pptx、.svg 或 .html。")],
    width: SideOption = None,
    height: SideOption = None,
    cached: CacheOption = True,
    as_json: JsonOption = False,
) -> None:
    """把一个 Vega-Lite 文件画成单独的文件，并说明它在 PowerPoint 里是可编辑的图表（native）还是矢量图（vector）。"""
    from briefing.build.convert import Size
    from briefing.build.convert import convert as run

    with _reporting(as_json, after="没有写出文件。"):
        made = run(source, out, Size(width, height), cached=cached)
        if as_json:
            notices = [str(notice) for notice in made.notices]
            _print_json({"mode": made.mode, "reasons": made.reasons, "file": str(made.file), "notices": notices})
            return
        for notice in made.notices:
            typer.echo(f"提示：{notice}", err=True)
        typer.echo(f"{_relative(made.file)}\t{'；'.join([made.mode, *made.reasons])}")


@charts.command(epilog="例：briefing chart gallery -o output/gallery")
def gallery(
    output: OutputOption = None,
    cached: CacheOption = True,
    as_json: JsonOption = False,
) -> None:
    """生成图表样例：每种图表一页，附模板里的写法，三种格式（PDF、PPTX、HTML）。"""
    from briefing.build.gallery import gallery as run

    with _reporting(as_json, after="没有写出任何文件，旧文件没有变动。"):
        with _steps(quiet=as_json) as progress:
            made = run(output or _output() / "gallery", progress, cached=cached)
        if as_json:
            notices = [str(notice) for notice in made.notices]
            _print_json({"files": [str(path) for path in made.files], "kinds": made.kinds, "notices": notices})
            return
        for notice in made.notices:
            typer.echo(f"提示：{notice}", err=True)
        for path in made.files:
            typer.echo(_relative(path))


def _output() -> Path:
    """Return the output folder of the workspace at hand; outside of one, `output` where the command runs."""
    workspace = _workspace()
    return workspace.root / workspace.settings.output if workspace else Path("output")


def _workspace(*, required: bool = False) -> Workspace | None:
    """Return the workspace at hand; outside of one None, or a UsageError where it is required."""
    from briefing.build.workspace import find
    from briefing.errors import UsageError

    try:
        return find(Path.cwd())
    except UsageError:
        if required:
            raise
        return None


@contextmanager
def _reporting(as_json: bool, after: str = "") -> Iterator[None]:
    """Turn errors into messages and exit codes: 1 for problems in what the user gave, 2 for wrong use.

    `after` is said behind the problems: what they mean for the files.
    """
    try:
        yield
    except BriefingError as error:
        problems = error.problems if isinstance(error, ProblemsFound) else (_as_problem(error),)
        if as_json:
            _print_json({"problems": [_problem(problem) for problem in problems]})
        else:
            for problem in problems:
                typer.echo(str(problem), err=True)
            typer.echo(f"共{len(problems)}个问题。{after}", err=True)
        raise typer.Exit(error.exit_code) from error


def _as_problem(error: BriefingError) -> Problem:
    return Problem(error.where, error.message, error.hint)


def _problem(problem: Problem) -> dict[str, str]:
    return {"where": problem.where, "message": problem.message, "hint": problem.hint}


def _print_json(value: Any) -> None:
    import json

    typer.echo(json.dumps(value, ensure_ascii=False, indent=1))


def _print_table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    """Print rows as a table on a terminal; in a pipe as lines with tabs."""
    if not sys.stdout.isatty():
        for row in rows:
            typer.echo("\t".join(row))
        return
    from rich.box import SIMPLE
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE)
    for head in heads:
        table.add_column(head, overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    Console().print(table)


@contextmanager
def _steps(*, quiet: bool) -> Iterator[Callable[[str], None]]:
    """Show the step at hand on a terminal; in a pipe show nothing."""
    if quiet or not sys.stderr.isatty():
        yield lambda step: None
        return
    from rich.console import Console

    console = Console(stderr=True)
    with console.status("准备……") as status:
        yield lambda step: status.update(f"{step}……")


def _relative(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def main() -> None:
    """Run the command; the entry point of the distribution."""
    app()


if __name__ == "__main__":
    main()
