"""A report in; the lines that are printed, and what programs read, out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from briefing.build.report.gather import Checked
from briefing.build.report.items import LEVELS, Item, Report, counted
from briefing.model.audit import Finding


def lines(report: Report) -> Iterator[str]:
    """Yield the report by departments: a heading, then what must be mended, what is to be looked at, what is known."""
    for group in report.groups:
        yield f"【{group.department}】{counted(group)}"
        for level, words in LEVELS.items():
            items = group.of(level)
            if items:
                yield f"{words}："
                yield from map(str, items)
        yield ""


def described(checked: Checked) -> dict[str, Any]:
    """Return problems, findings and, where there are any, what is confirmed, as plain values."""
    by_finding = {id(item.finding): item for item in checked.report.items if item.finding is not None}
    problems = [{"where": p.where, "message": p.message, "hint": p.hint} for p in checked.problems]
    findings = [_plain(finding, by_finding[id(finding)]) for finding in checked.review.findings]
    known = [
        _plain(finding, by_finding[id(finding)]) | {"note": confirmed.note}
        for finding, confirmed in checked.review.confirmed
    ]
    return {"problems": problems, "findings": findings} | ({"confirmed": known} if known else {})


def _plain(finding: Finding, item: Item) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "department": finding.department,
        "indicator": finding.indicator,
        "entity": finding.entity,
        "project": finding.project,
        "period": finding.period.code if finding.period else "",
        "value": finding.value,
        "column": finding.column,
        "where": item.where,
        "message": finding.message,
        "hint": finding.hint,
        "origins": [str(origin) for origin in finding.origins],
    }
