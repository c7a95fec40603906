"""`briefing check`: a job in; what is wrong and what is doubtful, by department, as text, JSON or a workbook out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from briefing.cli.app import app
from briefing.cli.options import AudienceOption, DatasetOption, ExplainOption, JsonOption, LanguageOption, PeriodOption
from briefing.cli.saying import print_json, relative, reporting
from briefing.cli.withheld import say_withheld, withheld_of
from briefing.errors import UsageError

if TYPE_CHECKING:
    from briefing.build.report import Checked

XlsxOption = Annotated[Path | None, typer.Option("--xlsx", help="同时写成工作簿：一个部门一张表，有问题的格子涂色。")]
StrictOption = Annotated[bool, typer.Option("--strict", help="有请核实的也算没通过，退出码为 1。")]


@app.command(epilog="例：briefing check --dataset jiangbei --xlsx 数据检查.xlsx")
def check(
    dataset: DatasetOption = None,
    audience: AudienceOption = None,
    period: PeriodOption = None,
    xlsx: XlsxOption = None,
    strict: StrictOption = False,
    explain: ExplainOption = False,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """检查数据和模板，按部门列出必须改的和请核实的；没有必须改的时退出码为 0。"""
    from briefing.build.job import Job
    from briefing.build.report import check as run
    from briefing.build.workspace import find

    with reporting(as_json):
        if xlsx is not None and xlsx.suffix.lower() != ".xlsx":
            raise UsageError("--xlsx 的文件名要以 .xlsx 结尾。", str(xlsx))
        here = find(Path.cwd())
        if xlsx is not None:
            here.check_outside(xlsx, "--xlsx")
        found = run(here, Job(dataset, audience, period, language=language))
        if xlsx is not None:
            _write(found, xlsx)
        if as_json:
            print_json(_described(found, explain))
        else:
            _say(found, explain)
            _say_file(xlsx)
        if found.report.count("must") or (strict and found.report.count("doubt")):
            raise typer.Exit(1)


def _write(found: Checked, file: Path) -> None:
    from datetime import date

    from briefing.build.files import write_all
    from briefing.build.report.book import workbook
    from briefing.build.stamp import epoch_date

    # Without a date of its own the file bears a fixed one: the clock would make equal reports unequal.
    own = found.dataset.as_of if found.dataset is not None else None
    write_all(file.parent, {file.name: workbook(found, epoch_date() or own or date(2000, 1, 1))})


def _described(found: Checked, explain: bool) -> dict[str, Any]:
    from briefing.build.report.lines import described

    ready = found.ready
    told = [str(notice) for notice in (*found.notices, *(ready.kept_back.notices if ready is not None else ()))]
    notices = {"notices": told} if told else {}
    return described(found) | notices | (withheld_of(ready.kept_back, explain) if ready is not None else {})


def _say(found: Checked, explain: bool) -> None:
    """Print the report; with anything that must be mended it goes where errors go."""
    from briefing.build.report.items import counted
    from briefing.build.report.lines import lines

    report, ready = found.report, found.ready
    must, doubts = report.count("must"), report.count("doubt")
    for line in lines(report):
        typer.echo(line, err=must > 0)
    if ready is not None:
        say_withheld(ready.kept_back, explain)
    for notice in found.notices:
        typer.echo(f"提示：{notice}", err=True)
    if must:
        more = f"另有{doubts}处请核实。" if doubts else ""
        typer.echo(f"共{must}个问题。{more}", err=True)
    elif doubts:
        typer.echo(f"没有必须改的问题：{_what(found)}。{counted(report)}。")
    else:
        typer.echo(f"没有发现问题：{_what(found)}。")


def _what(found: Checked) -> str:
    data = found.ready.dataset if found.ready is not None else found.dataset
    assert data is not None
    return f"{data.title}，{len(data.indicators)}个指标、{len(data.observations)}个数值"


def _say_file(file: Path | None) -> None:
    if file is not None:
        typer.echo(relative(file.absolute()))
