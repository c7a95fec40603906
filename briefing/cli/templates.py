"""The commands `briefing template …`."""

from __future__ import annotations

import typer

from briefing.cli.app import templates
from briefing.cli.options import JsonOption
from briefing.cli.saying import current_workspace, print_json, print_table, relative, reporting


@templates.command(name="list", epilog="例：briefing template list --json")
def list_(as_json: JsonOption = False) -> None:
    """列出可用的模板：名字和所在的文件夹。"""
    from briefing.template.load import folders

    with reporting(as_json):
        here = current_workspace(required=True)
        assert here is not None
        found = folders(here.root)
        if as_json:
            print_json([{"audience": name, "folder": str(folder)} for name, folder in found.items()])
            return
        print_table(("名字", "位置"), ((name, relative(folder)) for name, folder in found.items()))
        if not found:
            typer.echo("还没有模板。", err=True)
