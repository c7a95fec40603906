"""The `policy:` part of template.yaml: what an audience may see of a data set."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from briefing.model.policy import FIELDS, Policy
from briefing.model.records import Visibility
from briefing.template.base import Spec

# Coarser than 10⁹, or finer than values are ever published, is a slip of the pen.
Decimals = Annotated[int, Field(ge=-9, le=9)]


class WithholdSpec(Spec):
    """The fields that are held back even of rows that the audience sees, table by table."""

    indicators: tuple[Literal["target", "baseline", "department", "definition"], ...] = ()
    observations: tuple[Literal["growth", "rank"], ...] = ()
    projects: tuple[
        Literal["department", "entity", "investment", "status", "progress", "start", "planned_finish", "actual_finish"],
        ...,
    ] = ()
    milestones: tuple[Literal["planned", "actual", "days", "note"], ...] = ()
    highlights: tuple[Literal["level", "kind", "date"], ...] = ()


class PolicySpec(Spec):
    """What an audience sees; a template that says nothing sees what is public.

    `sees` are the visibilities of rows, `withhold` fields that are left out of them, `withhold_indicators` the ids of
    indicators that are never shown. `round` hands values and targets over with so many decimals (negative: tens,
    hundreds), by indicator or by unit, and the investments of projects by project or by unit.
    """

    sees: tuple[Visibility, ...] = ("public",)
    withhold: WithholdSpec = WithholdSpec()
    withhold_indicators: tuple[str, ...] = ()
    round: dict[str, Decimals] = Field(default_factory=dict)

    def policy(self) -> Policy:
        """Return what this part says as a policy, before the owner of the data has a say."""
        withhold = frozenset((table, name) for table in FIELDS for name in getattr(self.withhold, table))
        rounding = tuple(sorted(self.round.items()))
        return Policy(frozenset(self.sees), withhold, frozenset(self.withhold_indicators), rounding)
