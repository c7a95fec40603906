"""What pydantic found wrong with schedule.yaml in; problems with their lines, in Chinese, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError

from briefing.errors import Problem, suggest
from briefing.schedule.keys import (
    GateKeys,
    IssueKeys,
    JobKeys,
    MailKeys,
    RecipientKeys,
    RetriesKeys,
    ScheduleKeys,
    YearKeys,
)
from briefing.schedule.slips import Slip
from briefing.yamlfile import Place, Source

FILE = "schedule.yaml"
_MODELS: Mapping[str, type[BaseModel]] = {
    "jobs": JobKeys, "gate": GateKeys, "retries": RetriesKeys, "issue": IssueKeys, "recipients": RecipientKeys,
    "alerts": RecipientKeys, "mail": MailKeys, "calendar": YearKeys,
}  # fmt: skip
_SAID = {
    "string_type": "应当是文字。",
    "tuple_type": "应当是列表（每项以 - 开头，或写在 [ ] 里）。",
    "list_type": "应当是列表（每项以 - 开头，或写在 [ ] 里）。",
    "dict_type": "应当由“键: 值”组成。",
    "model_type": "应当由“键: 值”组成。",
    "too_short": "不能为空。",
    "string_too_short": "不能为空。",
    "string_too_long": "太长。",
    "greater_than": "应当大于 0。",
    "greater_than_equal": "太小，最小是 {ge}。",
    "less_than_equal": "太大，最大是 {le}。",
}
_HINT = "写法见 docs/schedule.zh-CN.md。"


def problems(error: ValidationError, source: Source, above: Place = ()) -> Iterator[Problem]:
    """Yield every fault with its line; `above` is where in the file the checked part stands."""
    found = [(above + tuple(detail["loc"]), detail) for detail in error.errors(include_url=False)]
    misspelt = [meant for place, detail in found if detail["type"] == "extra_forbidden" for meant in _meant(place)]
    for place, detail in found:
        # A misspelt key that has to be there is told once.
        if detail["type"] != "missing" or place not in misspelt:
            yield _problem(place, detail["type"], detail.get("ctx") or {}, source)


def name_of(place: Sequence[str | int]) -> str:
    """Return how a place is called: `jobs.1.gate.wait`, its items counted from 1."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in place)


def _problem(place: Place, kind: str, context: Mapping[str, Any], source: Source) -> Problem:
    where, name, cause = source.where(place), name_of(place), context.get("error")
    if kind == "extra_forbidden":
        return Problem(where, f"不认识的键“{name}”。", suggest(str(place[-1]), _keys(place)))
    if kind == "missing":
        return Problem(where, f"缺少键 {name}。", f"请加上一行“{place[-1]}: ……”，{_HINT}")
    if isinstance(cause, Slip):
        return Problem(where, f"{name}：{cause.message}" if name else cause.message, cause.hint)
    return Problem(where, f"{name}：{_SAID.get(kind, '写法不对。').format(**context)}", _HINT)


def _keys(place: Place) -> list[str]:
    """Return the keys that may stand beside the one at a place."""
    parent = next((part for part in reversed(place[:-1]) if isinstance(part, str) and part in _MODELS), None)
    fields = (_MODELS[parent] if parent else ScheduleKeys).model_fields
    return [field.alias or name for name, field in fields.items()]


def _meant(place: Place) -> list[Place]:
    return [(*place[:-1], key) for key in get_close_matches(str(place[-1]), _keys(place), n=1, cutoff=0.6)]
