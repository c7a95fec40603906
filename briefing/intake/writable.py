"""A data set folder and forms in; an error, before anybody fills them in, where merging could not write them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from briefing.errors import BriefingError, Problem, ProblemsFound
from briefing.intake import tables
from briefing.intake.model import Form, SheetKind
from briefing.sources.headings import OBSERVATIONS, PROJECTS, Layout

_TABLES: dict[SheetKind, Layout] = {"indicators": OBSERVATIONS, "projects": PROJECTS}
_MESSAGE = "表收回来以后合并不进这个数据集，没有发表："
_HINT = "只要表、收回来自己录入的，加 --anyway。"


def check_writable(folder: Path, root: Path, forms: Sequence[Form]) -> None:
    """Raise ProblemsFound unless the tables that the forms ask about are ones that merging writes to."""
    kinds = {sheet.kind for form in forms for sheet in form.sheets}
    problems = []
    for kind, layout in _TABLES.items():
        if kind in kinds and (error := _fault(folder, root, layout)):
            problems.append(Problem(error.where, f"{_MESSAGE}{error.message}", f"{error.hint}{_HINT}"))
    if problems:
        raise ProblemsFound(problems)


def _fault(folder: Path, root: Path, layout: Layout) -> BriefingError | None:
    try:
        tables.read(folder, root, layout)
    except BriefingError as error:
        return error
    return None
