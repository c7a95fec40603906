"""What one or several builds gave out in; lines for people or JSON for programs out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import typer

from briefing.build.built import Built
from briefing.build.request import Job
from briefing.build.several import Result
from briefing.cli.saying import print_json, print_problems, problem_of, problems_of, relative
from briefing.cli.withheld import say_withheld, withheld_of
from briefing.errors import BriefingError

_UNTOUCHED = "没有写出任何文件，旧文件没有变动。"


def say(jobs: Sequence[Job], results: Sequence[Result], *, explain: bool, as_json: bool) -> None:
    """Say what became of each job. Raises the problems of a single one; of several, exits with them at the end."""
    (first, *others) = results
    if not others:
        if isinstance(first, BriefingError):
            raise first
        _say_one(first, explain, as_json)
        return
    if as_json:
        print_json({"builds": [_described(*each, explain) for each in zip(jobs, results, strict=True)]})
    else:
        for job, result in zip(jobs, results, strict=True):
            _say_of(job, result, explain)
    if code := max((each.exit_code for each in results if isinstance(each, BriefingError)), default=0):
        raise typer.Exit(code)


def _say_one(built: Built, explain: bool, as_json: bool) -> None:
    if as_json:
        print_json(_told(built, explain))
        return
    for notice in built.news:
        typer.echo(f"提示：{notice}", err=True)
    say_withheld(built.kept_back, explain)
    if built.is_unchanged:
        typer.echo("没有变化，沿用上次生成的文件（要重新生成请加 --force）。", err=True)
    for path in built.files:
        typer.echo(relative(path))


def _say_of(job: Job, result: Result, explain: bool) -> None:
    typer.echo(f"【{job.audience}】", err=True)
    if isinstance(result, BriefingError):
        print_problems(result, f"“{job.audience}”{_UNTOUCHED}")
    else:
        _say_one(result, explain, as_json=False)


def _described(job: Job, result: Result, explain: bool) -> dict[str, Any]:
    if isinstance(result, BriefingError):
        return {"audience": job.audience, "problems": [problem_of(problem) for problem in problems_of(result)]}
    return {"audience": job.audience} | _told(result, explain)


def _told(built: Built, explain: bool) -> dict[str, Any]:
    files = [str(path) for path in built.files]
    notices = [str(notice) for notice in (*built.news, *built.kept_back.notices)]
    told = {"files": files, "notices": notices, "unchanged": built.is_unchanged}
    return told | withheld_of(built.kept_back, explain)
