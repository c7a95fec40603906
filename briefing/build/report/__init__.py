"""A workspace and a job in; what is wrong with data and template, and doubtful in the numbers, as a report out."""

from briefing.build.report.gather import Checked, check
from briefing.build.report.items import Item, Report

__all__ = ["Checked", "Item", "Report", "check"]
