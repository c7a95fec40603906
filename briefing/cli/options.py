"""The options that several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

DatasetOption = Annotated[str | None, typer.Option("--dataset", "-d", help="数据集，即 data/ 下的文件夹名。")]
AudienceOption = Annotated[str | None, typer.Option("--audience", "-a", help="模板，即 templates/ 下的文件夹名。")]
AudiencesOption = Annotated[
    list[str] | None,
    typer.Option("--audience", "-a", help="模板，即 templates/ 下的文件夹名；可写多次，数据只读一遍。"),
]
AudienceArgument = Annotated[str, typer.Argument(metavar="AUDIENCE", help="模板，即 templates/ 下的文件夹名。")]
PeriodOption = Annotated[str | None, typer.Option("--period", "-p", help="期间，如 2019、2020Q3、2020-01..2020-09。")]
FormatOption = Annotated[list[str] | None, typer.Option("--format", "-f", help="格式：pdf、pptx，可写多次。")]
OutputOption = Annotated[Path | None, typer.Option("--output", "-o", help="输出文件夹。")]
JsonOption = Annotated[bool, typer.Option("--json", help="输出 JSON，供程序读取。")]
LanguageOption = Annotated[str | None, typer.Option("--lang", help="语言：zh、en；不写则用数据集自己的。")]
CacheOption = Annotated[bool, typer.Option("--cache/--no-cache", help="用或不用以前画好的图。")]
ExplainOption = Annotated[
    bool, typer.Option("--explain-withheld", help="列出这个模板看不到的数据，以及为什么；不写进文件。")
]
SideOption = Annotated[float | None, typer.Option(help="整张图的宽或高，单位磅；不写则按图表自己的大小。")]
