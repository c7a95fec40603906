"""What an audience is not shown in; said to whoever builds: a line, a table, or JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from briefing.cli.saying import print_table

if TYPE_CHECKING:
    from briefing.build.built import Kept

_HEADS = ("种类", "名称", "编号", "原因", "位置")


def withheld_of(kept: Kept, explain: bool) -> dict[str, Any]:
    """Return what goes into the JSON of a command: nothing, unless it was asked for."""
    return {"withheld": kept.described()} if explain else {}


def say_withheld(kept: Kept, explain: bool) -> None:
    """List what is kept back where that was asked for; else say in one line how much it is."""
    for notice in kept.notices:
        typer.echo(f"提示：{notice}", err=True)
    if explain and kept.withheld:
        print_table(_HEADS, kept.rows())
    elif explain:
        typer.echo(f"按“{kept.audience}”的口径没有略去数据。", err=True)
    elif kept.withheld:
        typer.echo(f"按“{kept.audience}”的口径略去{kept.summary}，用 --explain-withheld 查看。", err=True)
