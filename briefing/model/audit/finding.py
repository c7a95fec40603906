"""One thing that is wrong with a number, or doubtful: which rule says so, where it stands, and the way out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from briefing.model.period import Period
from briefing.model.records import NOWHERE, Origin

Severity = Literal["error", "doubt"]
"""An error cannot be true (a rank of 12 among 10); a doubt may be (a value twice that of last month)."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What is asked about an observation, in Chinese: `message` says what is wrong, `hint` how to mend it.

    `rule` names the check (`jump`, `sum`, `growth`). `origins` are the cells that belong to it, the one to look at
    first at the front, and `column` is which of the columns of its row is meant; `value` is what stands there.
    `department` is who reports the indicator or runs the project.
    """

    rule: str
    severity: Severity
    message: str
    hint: str = ""
    indicator: str = ""
    entity: str = ""
    period: Period | None = None
    department: str = ""
    origins: tuple[Origin, ...] = ()
    project: str = ""
    column: str = "value"
    value: str = ""

    @property
    def origin(self) -> Origin:
        return self.origins[0] if self.origins else NOWHERE
