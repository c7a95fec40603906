"""The policies of a template and of the one that it extends in; what the former shows that the latter keeps back, out.

Lists are replaced as a whole when a template extends another: whoever writes one to keep more back may open something.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefing.model.policy import FIELD_NAMES, FIELDS, VISIBILITY_NAMES, Table
from briefing.template.policy_spec import PolicySpec

_ROWS: Mapping[Table, str] = {
    "indicators": "指标", "observations": "数值", "projects": "项目", "milestones": "节点", "highlights": "亮点",
}  # fmt: skip


def opened(below: PolicySpec, over: PolicySpec) -> tuple[str, ...]:
    """Return what the policy `over` lets its audience see that the one `below` does not, in words."""
    return tuple(_opened(below, over))


def _opened(below: PolicySpec, over: PolicySpec) -> Iterator[str]:
    yield from (f"{VISIBILITY_NAMES[name]}数据" for name in over.sees if name not in below.sees)
    for table in FIELDS:
        kept, now = getattr(below.withhold, table), getattr(over.withhold, table)
        yield from (f"{_ROWS[table]}的{FIELD_NAMES[field]}" for field in kept if field not in now)
    yield from (f"指标 {name}" for name in below.withhold_indicators if name not in over.withhold_indicators)
    for name, digits in below.round.items():
        if over.round.get(name, digits + 1) > digits:
            yield f"“{name}”的更多位数"
