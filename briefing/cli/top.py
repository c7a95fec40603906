"""The options of the program itself: its version, and the log."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from briefing import __version__
from briefing.cli import logs
from briefing.cli.app import app
from briefing.cli.saying import reporting

JsonLogOption = Annotated[bool, typer.Option("--log-json", help="日志一行一个 JSON，写到标准错误或 --log-file。")]
LevelOption = Annotated[
    str | None, typer.Option("--log-level", metavar="LEVEL", help="记到哪一级：debug、info、warning、error。")
]
FileOption = Annotated[
    Path | None, typer.Option("--log-file", metavar="FILE", help="日志接着写进这个文件；移走后会另开一个。")
]

_EPILOG = "日志的三个选项写在命令前面、后面都行，如 briefing build --log-json --log-file 日志.jsonl"


@app.callback(invoke_without_command=True, epilog=_EPILOG)
def top(
    ctx: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="显示版本。")] = False,
    log_json: JsonLogOption = False,
    log_level: LevelOption = None,
    log_file: FileOption = None,
) -> None:
    """由指标数据和模板生成简报：PDF 和可编辑的 PowerPoint。"""
    if version:
        typer.echo(__version__)
        raise typer.Exit
    with reporting(as_json=False):
        ctx.call_on_close(logs.set_up(logs.Wish(log_json, log_level, log_file)))
