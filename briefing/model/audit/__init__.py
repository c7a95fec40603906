"""A data set in; what a careful statistician would ask about its numbers out. Nothing is changed."""

from briefing.model.audit.examine import examine
from briefing.model.audit.finding import Finding, Severity

__all__ = ["Finding", "Severity", "examine"]
