"""A finished deck or PDF in, what is wrong with it out. Nothing is drawn, mended or written here.

`deck` and `pdf` hold a file's bytes against the rules of its format and, in a build, against the texts that were
composed (`said`); `inspect` does the same for any file on disk.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.errors import Problem

if TYPE_CHECKING:
    from briefing.blocks import Medium
    from briefing.document import Document
    from briefing.inspect.findings import Report


def deck(
    data: bytes, where: str, said: Sequence[str] = (), borrowed: Mapping[str, str] | None = None
) -> tuple[Problem, ...]:
    """Return what is wrong with a .pptx: package, structure, charts, texts; and which texts of `said` it lacks.

    What is found on parts that came from another file is at the place that `borrowed` names for each.
    """
    from briefing.inspect.decks import check

    return check(data, where, said, borrowed).problems


def is_blemish(problem: Problem) -> bool:
    """Return whether a deck opens and shows all it has in spite of a problem of it."""
    from briefing.inspect.decks import BLEMISHES

    return problem.hint in BLEMISHES


def pdf(data: bytes, where: str, said: Sequence[str] = ()) -> tuple[Problem, ...]:
    """Return what is wrong with a PDF: structure, faces, texts, tags; and which texts of `said` it lacks."""
    from briefing.inspect.pdfs import check

    return check(data, where, said).problems


def inspect(path: Path) -> tuple[Problem, ...]:
    """Return what is wrong with a file; UsageError or BriefingError for one that is neither a deck nor a PDF."""
    return examine(path).problems


def examine(path: Path) -> Report:
    """Inspect a file as `inspect` does; return the facts about it as well."""
    from briefing.inspect.files import examined

    return examined(path)


def said(document: Document, medium: Medium) -> tuple[str, ...]:
    """Return the texts of a document that a medium must show; a row is one text, a tab between its cells.

    A form feed opens what a speaker says.
    """
    from briefing.inspect.composed import texts

    return texts(document, medium)


__all__ = ["deck", "examine", "inspect", "is_blemish", "pdf", "said"]
