"""The commands `briefing chart …`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from briefing.cli.app import charts
from briefing.cli.options import CacheOption, JsonOption, OutputOption, SideOption
from briefing.cli.saying import output as output_folder
from briefing.cli.saying import print_json, relative, reporting, steps


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

    with reporting(as_json, after="没有写出文件。"):
        made = run(source, out, Size(width, height), cached=cached)
        if as_json:
            notices = [str(notice) for notice in made.notices]
            print_json({"mode": made.mode, "reasons": made.reasons, "file": str(made.file), "notices": notices})
            return
        for notice in made.notices:
            typer.echo(f"提示：{notice}", err=True)
        typer.echo(f"{relative(made.file)}\t{'；'.join([made.mode, *made.reasons])}")


@charts.command(epilog="例：briefing chart gallery -o output/gallery")
def gallery(
    output: OutputOption = None,
    cached: CacheOption = True,
    as_json: JsonOption = False,
) -> None:
    """生成图表样例：每种图表一页，附模板里的写法，三种格式（PDF、PPTX、HTML）。"""
    from briefing.build.gallery import gallery as run

    with reporting(as_json, after="没有写出任何文件，旧文件没有变动。"):
        with steps(quiet=as_json) as progress:
            made = run(output or output_folder() / "gallery", progress, cached=cached)
        if as_json:
            notices = [str(notice) for notice in made.notices]
            print_json({"files": [str(path) for path in made.files], "kinds": made.kinds, "notices": notices})
            return
        for notice in made.notices:
            typer.echo(f"提示：{notice}", err=True)
        for path in made.files:
            typer.echo(relative(path))
