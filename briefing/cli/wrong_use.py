"""A command line that nothing can be made of in; what is wrong with it, in Chinese, and exit code 2 out."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import typer

from briefing.cli.helping import Spoken, usage
from briefing.cli.logs import OPTIONS, hoisted
from briefing.errors import suggest

# Typer does not say which of its errors are for the user; the base of the one that it does export is the one.
_ERROR: type[Exception] = next(each for each in typer.BadParameter.__mro__ if each.__name__ == "ClickException")
_HELP = "NoArgsIsHelpError"

Answer = Callable[[re.Match[str], Any], str]


class Group(Spoken):
    """The program: options of the log may stand anywhere, and what is wrong with the words is said in Chinese."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        return super().parse_args(ctx, hoisted(args))

    def main(
        self, args: Any = None, prog_name: str | None = None, complete_var: str | None = None,
        standalone_mode: bool = True, windows_expand_args: bool = True, **extra: Any,
    ) -> Any:  # fmt: skip
        run = partial(super().main, args, prog_name, complete_var, False, windows_expand_args, **extra)
        if not standalone_mode:
            return run()
        try:
            code = run()
        except typer.Abort:
            typer.echo("已中止。", err=True)
            sys.exit(1)
        except _ERROR as error:
            sys.exit(_say(error))
        sys.exit(code if isinstance(code, int) else 0)


def _say(error: Any) -> int:
    if type(error).__name__ == _HELP:
        error.show()
    else:
        typer.echo(sentence(error), err=True)
        if usage := _usage(getattr(error, "ctx", None)):
            typer.echo(usage, err=True)
    return int(error.exit_code)


def sentence(error: Any) -> str:
    """Return in Chinese what an error of the command line's parser says; its own words where they are not known."""
    said = error.format_message()
    for pattern, answer in _ANSWERS.items():
        if match := re.fullmatch(pattern, said, re.DOTALL):
            return answer(match, error)
    return f"命令写法不对：{said}"


def _usage(ctx: Any) -> str:
    if ctx is None:
        return ""
    pieces = usage(ctx.command.collect_usage_pieces(ctx))
    return f"用法：{' '.join([ctx.command_path, *pieces])}\n全部写法：{ctx.command_path} --help"


def _no_option(match: re.Match[str], error: Any) -> str:
    name, ctx = match[1], getattr(error, "ctx", None)
    known = [option for each in ctx.command.params for option in each.opts if option.startswith("--")] if ctx else []
    near = suggest(name, [*known, *OPTIONS])
    return f"没有“{name}”这个选项。" + (near if near.startswith("是不是") else "")


def _no_command(match: re.Match[str], error: Any) -> str:
    ctx = getattr(error, "ctx", None)
    return f"没有“{match[1]}”这个命令。" + (suggest(match[1], ctx.command.commands) if ctx else "")


def _bad_value(match: re.Match[str], _error: Any) -> str:
    return f"{_quoted(match[1])}的值不对：{_detail(match[2])}"


def _detail(said: str) -> str:
    for pattern, words in _DETAILS.items():
        if match := re.search(pattern, said):
            return match.expand(words)
    return said


def _quoted(names: str) -> str:
    """Return the names of a parameter as Chinese quotes them: `'--width' / '-w'` as “--width”或“-w”."""
    return "或".join(f"“{name.strip(chr(39))}”" for name in names.split(" / "))


_ANSWERS: Mapping[str, Answer] = {
    r"No such option:? '?([^\s']+?)'?\.?(?: .*)?": _no_option,
    r"No such command '(.+?)'.*": _no_command,
    r"Missing command\.": lambda match, error: "没有写要运行哪个命令。",
    r"Missing option (.+?)\..*": lambda match, error: f"缺少选项{_quoted(match[1])}。",
    r"Missing (?:argument|parameter) (.+?)\.(?: .*)?": lambda match, error: f"缺少{_quoted(match[1])}。",
    r"Option '(.+?)' requires an argument\.": lambda match, error: f"“{match[1]}”后面要写一个值。",
    r"Option '(.+?)' requires (\d+) arguments\.": lambda match, error: f"“{match[1]}”后面要写{match[2]}个值。",
    r"Option '(.+?)' does not take a value\.": lambda match, error: f"“{match[1]}”后面不带值。",
    r"Argument '(.+?)' takes (\d+) values?\.": lambda match, error: f"“{match[1]}”要写{match[2]}个。",
    r"Got unexpected extra arguments?(?:\(s\))? \((.+)\)": lambda match, error: f"多写了：{match[1]}。",
    r"Invalid value for (.+?): (.+)": _bad_value,
    r"Invalid value: (.+)": lambda match, error: f"值不对：{_detail(match[1])}",
    r"Could not open file '(.+?)': .*": lambda match, error: f"“{match[1]}”打不开。",
}
_DETAILS: Mapping[str, str] = {
    r"valid integer|whole number": "要写整数。",
    r"valid number|valid float": "要写数字。",
    r"valid bool": "只能写 true 或 false。",
    r"greater than or equal to (\S+)": r"不能小于 \1。",
    r"less than or equal to (\S+)": r"不能大于 \1。",
    r"greater than (\S+)": r"要大于 \1。",
    r"less than (\S+)": r"要小于 \1。",
    r"does not exist": "没有这个文件或文件夹。",
    r"Input should be (.+)": r"只能写 \1。",
    r"is not one of (.+?)\.?$": r"只能写 \1。",
    r"valid datetime|does not match the formats? (.+)": "日期或时间写成 2026-11-05 或 2026-11-05T08:30:00。",
}
