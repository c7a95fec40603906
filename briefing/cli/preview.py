"""The command `briefing preview`."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import typer

from briefing.cli.app import app
from briefing.cli.options import AudienceOption, DatasetOption, FormatOption, LanguageOption, OutputOption, PeriodOption
from briefing.cli.saying import print_problems, relative, reporting
from briefing.cli.withheld import say_withheld
from briefing.errors import BriefingError


@app.command(epilog="例：briefing preview --dataset jiangbei --audience leadership")
def preview(
    dataset: DatasetOption = None,
    audience: AudienceOption = None,
    period: PeriodOption = None,
    formats: FormatOption = None,
    output: OutputOption = None,
    language: LanguageOption = None,
) -> None:
    """生成一次，然后守着：数据或模板一改就重新生成，按 Ctrl+C 结束。改错了只提示，旧文件不动。"""
    from briefing.build.job import Built, Job
    from briefing.build.preview import changes, watched
    from briefing.build.preview import preview as run
    from briefing.build.workspace import find

    def done(built: Built) -> None:
        for notice in built.news:
            typer.echo(f"提示：{notice}", err=True)
        say_withheld(built.kept_back, explain=False)
        typer.echo("已生成：" + "、".join(relative(path) for path in built.files))

    def failed(error: BriefingError) -> None:
        print_problems(error, "旧文件没有变动，改好保存后会自动重来。")

    with reporting(as_json=False), suppress(KeyboardInterrupt):
        workspace = find(Path.cwd())
        job = Job(dataset, audience, period, tuple(formats or ()), output, language=language)
        folders = watched(workspace, job)
        typer.echo("正在守着：" + "、".join(relative(folder) for folder in folders) + "（Ctrl+C 结束）")
        run(workspace, job, changes(folders), done, failed)
