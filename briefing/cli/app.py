"""The command line's tree: the program and its groups of commands."""

from __future__ import annotations

import typer

from briefing.cli.helping import Spoken
from briefing.cli.wrong_use import Group

app = typer.Typer(
    name="briefing",
    cls=Group,
    help="由指标数据和模板生成简报：PDF 和可编辑的 PowerPoint。",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

charts = typer.Typer(
    cls=Spoken,
    help="单独处理图表：转换 Vega-Lite 文件，查看全部图表种类。",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(charts, name="chart")

templates = typer.Typer(
    cls=Spoken,
    help="模板：列出、查看、新建、检查。",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(templates, name="template")

data = typer.Typer(
    cls=Spoken,
    help="数据：给各部门发报送表、收表合并、查修订记录。",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(data, name="data")

schedule = typer.Typer(
    cls=Spoken,
    help="定时：列出作业、看下次什么时候、运行到期的、导出系统的定时任务。",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(schedule, name="schedule")
