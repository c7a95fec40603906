"""What all commands share: errors as messages and exit codes, JSON, tables, the step at hand, the workspace."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from briefing.errors import BriefingError, Problem, ProblemsFound
from briefing.events import tell

if TYPE_CHECKING:
    from briefing.build.workspace import Workspace


def output() -> Path:
    """Return the output folder of the workspace at hand; outside of one, `output` where the command runs."""
    workspace = current_workspace()
    return workspace.root / workspace.settings.output if workspace else Path("output")


def current_workspace(*, required: bool = False) -> Workspace | None:
    """Return the workspace at hand; outside of one None, or a UsageError where it is required."""
    from briefing.build.workspace import find
    from briefing.errors import UsageError

    try:
        return find(Path.cwd())
    except UsageError:
        if required:
            raise
        return None


@contextmanager
def reporting(as_json: bool, after: str = "") -> Iterator[None]:
    """Turn errors into messages and exit codes: 1 for problems in what the user gave, 2 for wrong use.

    `after` is said behind the problems: what they mean for the files.
    """
    try:
        yield
    except BriefingError as error:
        if as_json:
            tell_problems(error)
            print_json({"problems": [problem_of(problem) for problem in problems_of(error)]})
        else:
            print_problems(error, after)
        raise typer.Exit(error.exit_code) from error


def print_problems(error: BriefingError, after: str = "") -> None:
    """Print every problem of an error, how many there are, and what that means for the files."""
    problems = problems_of(error)
    tell_problems(error)
    if getattr(sys.stderr, "is_log", False):
        return
    for problem in problems:
        typer.echo(str(problem), err=True)
    typer.echo(f"共{len(problems)}个问题。{after}", err=True)


def tell_problems(error: BriefingError) -> None:
    """Tell the log of every problem of an error."""
    for each in problems_of(error):
        tell("problem", str(each), level=logging.ERROR, where=each.where, hint=each.hint)


def problems_of(error: BriefingError) -> tuple[Problem, ...]:
    return error.problems if isinstance(error, ProblemsFound) else (as_problem(error),)


def as_problem(error: BriefingError) -> Problem:
    return Problem(error.where, error.message, error.hint)


def problem_of(problem: Problem) -> dict[str, str]:
    return {"where": problem.where, "message": problem.message, "hint": problem.hint}


def print_json(value: Any) -> None:
    import json

    typer.echo(json.dumps(value, ensure_ascii=False, indent=1))


def print_table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]], *, headed: bool = False) -> None:
    """Print rows as a table on a terminal; in a pipe as lines with tabs, with the headings only where `headed`."""
    if not sys.stdout.isatty():
        if headed:
            typer.echo("\t".join(heads))
        for row in rows:
            typer.echo("\t".join(row))
        return
    from rich.box import SIMPLE
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE)
    for head in heads:
        table.add_column(head, overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    Console().print(table)


@contextmanager
def steps(*, quiet: bool) -> Iterator[Callable[[str], None]]:
    """Show the step at hand on a terminal; in a pipe show nothing."""
    if quiet or not sys.stderr.isatty():
        yield lambda step: None
        return
    from rich.console import Console

    console = Console(stderr=True)
    with console.status("准备……") as status:
        yield lambda step: status.update(f"{step}……")


def relative(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
