"""`briefing trace`: a figure's id or what it prints in; how it came about and what stands at its places now, out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from briefing.cli.app import app
from briefing.cli.options import AudienceOption, DatasetOption, JsonOption, LanguageOption, PeriodOption
from briefing.cli.saying import print_json, print_table, reporting

_FigureArgument = Annotated[
    str, typer.Argument(metavar="FIGURE", help="数的编号（在 manifest.json 里），或印出来的样子，如 843.8亿元。")
]
_ManifestOption = Annotated[
    Path | None, typer.Option("--manifest", "-m", help="查生成时的 manifest.json，看文件此后改动没有。")
]


@app.command(epilog="例：briefing trace 843.8亿元 --dataset jiangbei")
def trace(
    figure: _FigureArgument,
    dataset: DatasetOption = None,
    audience: AudienceOption = None,
    period: PeriodOption = None,
    manifest: _ManifestOption = None,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """查一个数：怎么算的，出自哪个文件哪一格，那一格现在写着什么。"""
    from briefing.build.job import Job
    from briefing.build.trace import chosen, described, in_manifest, lines, listed, printable, traced
    from briefing.build.workspace import find
    from briefing.errors import UsageError

    with reporting(as_json):
        if manifest and (dataset or audience or period or language):
            raise UsageError("--manifest 已经说明了数据集、模板、期间和语言。", hint="请去掉别的选项。")
        workspace = find(Path.cwd())
        job = Job(dataset, audience, period, language=language)
        found = in_manifest(workspace, manifest) if manifest else listed(workspace, job)
        entries = chosen(found, figure)
        if as_json:
            print_json({"figures": [described(traced(found, entry)) for entry in entries]})
        elif len(entries) == 1:
            for line in lines(traced(found, entries[0])):
                typer.echo(line)
        else:
            rows = ((entry.text, entry.label, entry.period, entry.id) for entry in entries)
            print_table(("印作", "是什么", "期间", "编号"), (tuple(map(printable, row)) for row in rows))
            typer.echo(f"找到{len(entries)}个数；写编号就看其中一个。", err=True)
