"""A form that came back in; whether anybody filled it in out."""

from __future__ import annotations

from briefing.intake.answers import Answer, as_issued
from briefing.intake.returned import Returned


def is_filled(returned: Returned) -> bool:
    """Return whether something is typed in a form, or nothing was left to type.

    A form that is issued again shows what was reported: sent back as it was, it confirms that, if it shows all of it.
    """
    answers = returned.answers
    return any(_is_typed(answer) for answer in answers) or all(_was_full(answer) for answer in answers)


def _is_typed(answer: Answer) -> bool:
    return any(value != as_issued(answer.sheet, answer.row, column) for column, value in answer.values.items())


def _was_full(answer: Answer) -> bool:
    """Return whether a row showed its value as it went out; rows of growths or ranks alone show these."""
    return any(answer.row.issued(column) for column in ("value", "growth", "rank") if column in answer.row.open)
