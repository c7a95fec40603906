"""Template and data set in; a `Document` out, with every word, number and rounding settled."""

from briefing.compose.audience import for_audience, policy_of
from briefing.compose.compose import compose, default_period

__all__ = ["compose", "default_period", "for_audience", "policy_of"]
