"""A data set in; what a careful statistician would ask about its numbers out. Nothing is changed."""

from briefing.model.audit.examine import CHECKS, Review, examine, review
from briefing.model.audit.finding import Finding, Severity

__all__ = ["CHECKS", "Finding", "Review", "Severity", "examine", "review"]
