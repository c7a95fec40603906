"""What planning finds on its way: notices to print, and problems that stop the build, all of them at once."""

from __future__ import annotations

from dataclasses import dataclass, field

from briefing.errors import BriefingError, Notice, Problem, Problems, ProblemsFound


@dataclass(frozen=True, slots=True)
class Findings:
    """Collects while slides are planned; what is at fault is left out, so that the rest is looked at as well."""

    notices: list[Notice] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)

    def notice(self, where: str, message: str) -> None:
        self.notices.append(Notice(where, message))

    def problem(self, where: str, message: str, hint: str) -> None:
        self.problems.add(where, message, hint)

    def caught(self, error: BriefingError) -> None:
        """Take the problems of an error that one block raised."""
        if isinstance(error, ProblemsFound):
            self.problems.extend(error.problems)
        else:
            self.problems.extend([Problem(error.where, error.message, error.hint)])
