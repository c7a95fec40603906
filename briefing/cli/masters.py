"""The command `briefing template inspect`: what a house master offers, and how a template would bind it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.cli.app import templates
from briefing.cli.options import JsonOption
from briefing.cli.saying import print_json, print_table, relative, reporting

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefing.masters.model import Holder, HouseMaster, Layout
    from briefing.masters.proposal import Proposed


@templates.command(epilog="例：briefing template inspect 单位母版.pptx -o 版式.png")
def inspect(
    master: Annotated[Path, typer.Argument(metavar="MASTER.pptx", help="母版：.pptx 或 .potx 文件。")],
    picture: Annotated[Path | None, typer.Option("--output", "-o", help="把各版式画成一张图：.png 或 .svg。")] = None,
    as_json: JsonOption = False,
) -> None:
    """查看一个 PowerPoint 母版：大小、版式和占位符、字体、颜色，并给出可以贴进 template.yaml 的版式对应。"""
    from briefing.build.masters import draw, opened
    from briefing.masters.facts import facts
    from briefing.masters.proposal import propose

    with reporting(as_json):
        house = opened(master)
        proposed = propose(house)
        if picture is not None:
            draw(house, picture)
        if as_json:
            print_json(facts(house, proposed))
            return
        _say(house, proposed)
        if picture is not None:
            typer.echo(relative(picture))


def _say(house: HouseMaster, proposed: Mapping[str, Proposed]) -> None:
    from briefing.masters.words import SLOTS, face_notes, mapping, mm, ratio

    for notice in (*house.notices, *face_notes(house)):
        typer.echo(f"提示：{notice}", err=True)
    typer.echo(f"{house.shown}：{mm(house.width):g} × {mm(house.height):g} mm（{ratio(house)}）")
    typer.echo("\n字体")
    print_table(
        ("用于", "西文", "中文"),
        (
            ("标题", house.heading_latin or "（未指定）", house.heading_asian or "（未指定）"),
            ("正文", house.body_latin or "（未指定）", house.body_asian or "（未指定）"),
        ),
    )
    typer.echo("\n颜色")
    print_table(("名称", "说明", "颜色"), ((slot, SLOTS[slot], color) for slot, color in house.colors.items()))
    typer.echo(f"\n版式{len(house.layouts)}个")
    print_table(("版式", "类型", "占位符", "编号", "名称", "位置和大小 mm", "字号", "颜色"), _rows(house))
    if sys.stdout.isatty():
        _show_sketches(house)
    if house.samples:
        typer.echo("\n自带的幻灯片（不带进演示文稿，除非模板的 pptx: slides: 留用）")
        print_table(("第几张", "标题"), ((str(each.number), each.title or "（没有标题）") for each in house.samples))
    typer.echo("\n建议的对应，可贴进 template.yaml")
    typer.echo(mapping(house, proposed, house.shown), nl=False)


def _rows(house: HouseMaster) -> Iterator[tuple[str, ...]]:
    for layout in house.layouts:
        name = f"{layout.label}（重名，不能用）" if layout.duplicate else layout.label
        for holder in layout.holders:
            yield (name, layout.kind, *_of(holder))
        if not layout.holders:
            yield (name, layout.kind, "（没有占位符）", "", "", "", "", "")


def _of(holder: Holder) -> tuple[str, ...]:
    from briefing.masters.words import holder_words, mm

    place = holder.place
    at = f"{mm(place.x):g}, {mm(place.y):g}; {mm(place.w):g} × {mm(place.h):g}"
    size = f"{holder.size:g}磅" if holder.size else "未指定"
    return (holder_words(holder), str(holder.idx), holder.name, at, size, holder.color or "未指定")


def _show_sketches(house: HouseMaster) -> None:
    from briefing.masters.sketch import beside, sketch

    typer.echo("")
    sketches = [sketch(layout, house) for layout in _distinct(house)]
    for line in beside(sketches, shutil.get_terminal_size().columns):
        typer.echo(line)


def _distinct(house: HouseMaster) -> list[Layout]:
    """Return the layouts that look different: masters of one file often repeat the same ones."""
    seen: dict[object, Layout] = {}
    for layout in house.layouts:
        seen.setdefault((layout.name, tuple((each.type, each.place) for each in layout.holders)), layout)
    return list(seen.values())
