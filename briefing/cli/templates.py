"""The commands `briefing template …`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.cli.app import templates
from briefing.cli.options import AudienceArgument, DatasetOption, JsonOption, LanguageOption
from briefing.cli.saying import current_workspace, print_json, print_table, relative, reporting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.build.template_check import Checked
    from briefing.build.workspace import Workspace
    from briefing.template.listing import Entry


@templates.command(name="list", epilog="例：briefing template list --json")
def list_(as_json: JsonOption = False) -> None:
    """列出可用的模板：名字、标题、继承自哪个模板、从哪里来、做什么用。"""
    from briefing.template.listing import entries

    with reporting(as_json):
        found = tuple(entries(_workspace().root))
        if as_json:
            print_json([{**asdict(entry), "folder": str(entry.folder)} for entry in found])
            return
        heads = ("名字", "标题", "继承", "来自", "位置", "说明")
        print_table(heads, (_row(entry) for entry in found))
        if not found:
            typer.echo("还没有模板。", err=True)


def _row(entry: Entry) -> tuple[str, ...]:
    whose = "自带" if entry.is_builtin else "本工作文件夹"
    said = f"有误：{entry.fault}" if entry.fault else entry.description
    return (entry.audience, entry.title, entry.extends or "—", whose, relative(entry.folder), said)


def _workspace() -> Workspace:
    here = current_workspace(required=True)
    assert here is not None
    return here


@templates.command(epilog="例：briefing template show leadership --dataset jiangbei")
def show(
    audience: AudienceArgument,
    dataset: DatasetOption = None,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """把继承、补充都合起来，列出一个模板的全部内容，每一处后面写明来自哪个文件哪一行。"""
    from briefing.build.job import asked_language
    from briefing.template.load import load
    from briefing.template.showing import described, lines

    with reporting(as_json):
        here = _workspace()
        if dataset:
            here.dataset_folder(dataset)
        trusted, spoken = here.settings.trusted_python, asked_language(language) or "zh"
        loaded = load(here.root, audience, dataset or "", trusted=trusted, language=spoken)
        if as_json:
            print_json(described(loaded))
            return
        for line in lines(loaded):
            typer.echo(line)


@templates.command(epilog="例：briefing template check leadership --dataset jiangbei")
def check(
    audience: AudienceArgument,
    dataset: DatasetOption = None,
    language: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """检查一个模板：写错的键和文字、要用哪些数据、没用上的指标、颜色和标题。只有提示时退出码为 0。"""
    from briefing.build.template_check import check as run

    with reporting(as_json):
        found = run(_workspace(), audience, dataset, language)
        if as_json:
            hints = [{"where": hint.where, "message": hint.message} for hint in found.hints]
            needs = {"tables": found.needs, "indicators": found.indicators}
            print_json({"problems": [], "hints": hints, "needs": needs})
            return
        for hint in found.hints:
            typer.echo(f"提示：{hint}", err=True)
        typer.echo(f"没有发现问题：模板“{found.title}”。")
        for line in _needed(found):
            typer.echo(line)


def _needed(found: Checked) -> Iterator[str]:
    from briefing.template.checking import NEEDS

    yield "要用的数据：" + "、".join(["指标和数值（indicators、observations）", *(NEEDS[each] for each in found.needs)])
    if found.indicators:
        yield f"点名的指标：{'、'.join(found.indicators)}"


@templates.command(epilog="例：briefing template new 例会 --from leadership")
def new(
    name: Annotated[str, typer.Argument(help="新模板的名字，也是 templates/ 下文件夹的名字。")],
    base: Annotated[str, typer.Option("--from", help="在哪个模板上改。")] = "leadership",
    as_json: JsonOption = False,
) -> None:
    """在已有的模板上新建一个：只写不同的地方，文件里有可以用的例子。"""
    from briefing.build.new_template import create

    with reporting(as_json):
        made = create(_workspace().root, name, base)
        if as_json:
            print_json({"file": str(made)})
            return
        typer.echo(f"已新建 {relative(made)}，继承 {base}。")
        typer.echo(f"下一步：改这个文件，再运行 briefing build --audience {name}")


@templates.command(epilog="例：briefing template schema -o templates/template.schema.json")
def schema(
    dataset: Annotated[bool, typer.Option("--dataset", help="要 dataset.yaml 的，不要 template.yaml 的。")] = False,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="写到这个文件；不写就打印出来。")] = None,
) -> None:
    """给编辑器用的 JSON Schema：写模板、写数据集说明时提示有哪些键、是什么意思，写错当场标出。"""
    from briefing.build.files import write_all
    from briefing.build.schemas import dataset_schema, printed, template_schema

    with reporting(as_json=False):
        text = printed(dataset_schema() if dataset else template_schema())
        if output is None:
            typer.echo(text, nl=False)
            return
        write_all(output.parent, {output.name: text.encode()})
        typer.echo(relative(output))
