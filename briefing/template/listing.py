"""A workspace in; what is to be said of each of its audiences out, even of one that is at fault."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from briefing.errors import BriefingError, ProblemsFound
from briefing.template.chain import builtin_templates, chain, folders
from briefing.template.layers import Wanted, laid, sheets


@dataclass(frozen=True, slots=True)
class Entry:
    """An audience: its name, its title (`name:`), what it extends and what it is for; `fault` is its first problem."""

    audience: str
    folder: Path
    is_builtin: bool
    title: str = ""
    extends: str = ""
    description: str = ""
    fault: str = ""


def entries(workspace: Path) -> Iterator[Entry]:
    """Yield every audience that the workspace can build, the built-in ones first."""
    for name, folder in folders(workspace).items():
        is_builtin = folder.is_relative_to(builtin_templates())
        try:
            layers = chain(workspace, name)
            value = laid(sheets(layers, Wanted())).value
            # What its base is for, a template that says nothing need not be for.
            description = str(layers[-1].source.value.get("description") or "")
            yield Entry(name, folder, is_builtin, str(value.get("name") or ""), layers[-1].extends, description)
        except BriefingError as error:
            fault = str(error.problems[0]) if isinstance(error, ProblemsFound) else str(error)
            yield Entry(name, folder, is_builtin, fault=fault)
