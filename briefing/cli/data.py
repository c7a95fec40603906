"""The commands `briefing data …`: forms out to departments, and what comes back into the data."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.cli.app import data
from briefing.cli.options import DatasetOption, JsonOption
from briefing.cli.saying import current_workspace, print_json, print_table, relative, reporting
from briefing.errors import BriefingError, UsageError

if TYPE_CHECKING:
    from briefing.build.workspace import Workspace
    from briefing.model.period import Period

RoundOption = Annotated[str | None, typer.Option("--period", "-p", help="报送期间，如 2020-11、2020Q3、2020。")]


@data.command(epilog="例：briefing data form demo-monthly --department 区科学技术局 --period 2026-11 -o 发表")
def form(
    dataset: Annotated[str, typer.Argument(help="数据集，即 data/ 下的文件夹名。")],
    period: Annotated[str, typer.Option("--period", "-p", help="报送期间，如 2020-11、2020Q3、2020。")],
    output: Annotated[Path, typer.Option("--output", "-o", help="表写到哪个文件夹。")],
    department: Annotated[str | None, typer.Option("--department", help="只给这个部门；不写就每个部门一份。")] = None,
    due: Annotated[str, typer.Option("--due", help="报送截止日期，如 2020-12-05，印在表上。")] = "",
    contact: Annotated[str, typer.Option("--contact", help="联系人和电话，印在表上；不写就印编制单位。")] = "",
    overwrite: Annotated[bool, typer.Option("--overwrite", help="同名的旧文件内容不同也覆盖。")] = False,
    anyway: Annotated[
        bool, typer.Option("--anyway", help="数据在宽表、Parquet 或数据库里，合并不进去，也发。")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """给各部门发报送表：每个部门一份工作簿，列出要报的指标、上期和上年同期的数，留出要填的格。"""
    from briefing.intake.issue import Asked, issue
    from briefing.sources.fields import Unreadable, day

    with reporting(as_json):
        here = _workspace()
        here.check_outside(output, "--output")
        try:
            until = day(due)
        except Unreadable as error:
            raise BriefingError(error.message, "--due", error.hint) from None
        asked = Asked(_parsed(period), department, until, contact, overwrite, anyway)
        made = issue(here.dataset_folder(dataset), here.root, asked, output, _now())
        if as_json:
            files = {name: str(path) for name, path in made.files.items()}
            print_json({"files": files, "notices": [str(notice) for notice in made.notices]})
            return
        for notice in made.notices:
            typer.echo(f"提示：{notice}", err=True)
        print_table(("部门", "文件"), ((name, relative(path)) for name, path in made.files.items()))


@data.command(epilog="例：briefing data merge 收表 --accept J4F2KD")
def merge(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="收回来的表所在的文件夹，文件名随意。")],
    dataset: DatasetOption = None,
    period: RoundOption = None,
    accept: Annotated[
        list[str] | None,
        typer.Option("--accept", help="认可一项：编号（J4F2KD）、“规则:指标”（jump:gdp）或 all；可写多次。"),
    ] = None,
    leave: Annotated[list[str] | None, typer.Option("--leave", help="先搁置这个文件，不读它；可写多次。")] = None,
    prefer: Annotated[
        list[str] | None, typer.Option("--prefer", help="两份表不一致处，都用这个文件的数；可写多次。")
    ] = None,
    by: Annotated[str | None, typer.Option("--by", help="谁在合并，记入修订记录；不写就用登录名。")] = None,
    as_json: JsonOption = False,
) -> None:
    """收表：按部门报告没报的、填错的、改动的、可疑的；全部处理完才写入数据，还有要处理的，退出码为 1。"""
    from briefing.intake import report
    from briefing.intake.collect import files, guess
    from briefing.intake.merge import Merging
    from briefing.intake.merge import merge as run

    with reporting(as_json, after="没有写入数据，数据没有变动。"):
        here = _workspace()
        found, notices = files(folder, tuple(leave or ()))
        chosen = here.dataset_folder(dataset or _known(here, guess(found)))
        merging = Merging(
            _parsed(period) if period else None, tuple(accept or ()), by or _user(), _now(), tuple(prefer or ())
        )
        done = run(chosen, here.root, found, merging, notices)
        if as_json:
            print_json(report.described(done))
        else:
            for notice in done.notices:
                typer.echo(f"提示：{notice}", err=True)
            for line in report.lines(done):
                typer.echo(line)
        if not done.is_settled:
            raise typer.Exit(1)


@data.command(epilog="例：briefing data history 规上工业增加值 --dataset demo-monthly --period 2026-11")
def history(
    indicator: Annotated[str, typer.Argument(metavar="INDICATOR", help="指标或项目，写编号或名称。")],
    dataset: DatasetOption = None,
    entity: Annotated[str | None, typer.Option("--entity", help="只看这个地区。")] = None,
    period: RoundOption = None,
    as_json: JsonOption = False,
) -> None:
    """一个指标或项目的数是怎么来的：每次合并的时间、谁填的、哪个文件哪一格、原值和新值。"""
    from briefing.intake.history import history as run
    from briefing.intake.history import table
    from briefing.intake.stored import resumed
    from briefing.sources import load

    with reporting(as_json):
        here = _workspace()
        folder = here.dataset_folder(dataset)
        for notice in resumed(folder):
            typer.echo(f"提示：{notice}", err=True)
        asked = _parsed(period) if period else None
        title, found = run(folder, load(folder, here.root), indicator, entity, asked)
        if as_json:
            print_json({"indicator": title, "revisions": [asdict(each) for each in found]})
            return
        if found:
            print_table(*table(found), headed=True)
        if not found:
            typer.echo(f"{title}没有修订记录：它的数不是由报送表合并来的，或还没有合并过。", err=True)


def _workspace() -> Workspace:
    here = current_workspace(required=True)
    assert here is not None
    return here


def _known(here: Workspace, name: str | None) -> str | None:
    """Return the data set that the forms name, if there is such a one here."""
    return name if name in here.datasets() else None


def _parsed(written: str) -> Period:
    from briefing.model.period import Period

    try:
        return Period.parse(written)
    except ValueError:
        hint = "写法如 2019、2020Q3、2020-11、2020-01..2020-11。"
        raise UsageError(f"“{written}”不是期间。", "--period", hint) from None


def _now() -> datetime:
    return datetime.now().astimezone()


def _user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        # No login name in this environment (a container, a service).
        return ""
