"""What one audience may see of a data set: a frozen `Policy`, and what is said of each thing that it keeps back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from briefing.model.records import Origin, Visibility

Table = Literal["indicators", "observations", "projects", "milestones", "highlights"]
Kind = Literal["indicator", "observation", "project", "milestone", "highlight", "field"]

FIELDS: Mapping[Table, Mapping[str, tuple[str, ...]]] = {
    "indicators": {
        "target": ("target", "target_period"),
        "baseline": ("baseline",),
        "department": ("department",),
        "definition": ("definition", "definition_en"),
    },
    "observations": {"growth": ("growth",), "rank": ("rank", "rank_total")},
    "projects": {
        "department": ("department",),
        "entity": ("entity",),
        "investment": ("investment", "unit"),
        "status": ("status",),
        "progress": ("progress",),
        "start": ("start",),
        "planned_finish": ("planned_finish",),
        "actual_finish": ("actual_finish",),
    },
    "milestones": {"planned": ("planned",), "actual": ("actual",), "days": ("days",), "note": ("note", "note_en")},
    "highlights": {"level": ("level",), "kind": ("kind",), "date": ("date",)},
}
"""The fields that can be held back of rows that are seen, and what goes with each, in English too.

Names and texts are not among them: a row without its name is no row. 约 and 初步 stay: without them a number claims
more than is known.
"""
FIELD_NAMES: Mapping[str, str] = {
    "target": "目标值", "baseline": "基期", "department": "责任单位", "definition": "口径", "growth": "增长率",
    "rank": "位次", "entity": "地区", "investment": "投资", "status": "状态", "progress": "进度", "start": "开工时间",
    "planned_finish": "计划完成时间", "actual_finish": "实际完成时间", "planned": "计划时间", "actual": "实际时间",
    "days": "用时", "note": "说明", "level": "层级", "kind": "类别", "date": "时间", "value": "数值",
}  # fmt: skip
_SEEN_BY: Mapping[Visibility, str] = {"public": "公开数据，模板不看", "internal": "仅内部可见", "leaders": "仅领导可见"}
VISIBILITY_NAMES: Mapping[Visibility, str] = {"public": "公开", "internal": "内部", "leaders": "领导"}
EVERYTHING: frozenset[Visibility] = frozenset(get_args(Visibility))


@dataclass(frozen=True, slots=True)
class Policy:
    """Which rows an audience sees by their visibility, and what it does not see even of these.

    `withhold` holds (table, field) pairs, `indicators` ids that are never shown; `rounding` says by id or unit how many
    decimals of values, targets and investments are handed over (negative: tens, hundreds). `barred` is what the
    template asked to see and the owner of the data does not let it; it is for the reasons only.
    """

    sees: frozenset[Visibility] = frozenset({"public"})
    withhold: frozenset[tuple[Table, str]] = frozenset()
    indicators: frozenset[str] = frozenset()
    rounding: tuple[tuple[str, int], ...] = ()
    barred: frozenset[Visibility] = field(default=frozenset(), compare=False)

    def capped(self, allowed: frozenset[Visibility] | None) -> Policy:
        """Return the policy without what the owner of the data does not allow: the narrower of the two wins."""
        if allowed is None:
            return self
        return replace(self, sees=self.sees & allowed, barred=self.barred | (self.sees - allowed))

    def against(self, visibility: Visibility) -> str:
        """Return why a row of this visibility is kept back; empty where it is seen."""
        if visibility in self.sees:
            return ""
        if visibility in self.barred:
            return f"数据集的 rules 不许这个模板看{VISIBILITY_NAMES[visibility]}数据"
        return _SEEN_BY[visibility]

    def digits(self, id_: str, unit: str) -> int | None:
        """Return how many decimals an indicator or project is handed over with: by id, else by unit; None for all."""
        rules = dict(self.rounding)
        return rules.get(id_, rules.get(unit))


def field_reason(name: str) -> str:
    return f"模板规定不公开“{FIELD_NAMES[name]}”"


def rounding_reason(digits: int) -> str:
    if digits > 0:
        return f"模板规定只保留{digits}位小数"
    return "模板规定取整到个位" if digits == 0 else f"模板规定取整到{10**-digits}"


@dataclass(frozen=True, slots=True)
class Withheld:
    """One row or field that an audience is not shown: what it is, its name, where it stands, and why it is kept back.

    For those who build, never for what is built. `id` is that of the row (`output/jiangbei/2020` of an observation),
    with the field behind it (`output/target`).
    """

    kind: Kind
    id: str
    name: str
    origin: Origin
    reason: str

    @property
    def title(self) -> str:
        return TITLES[self.kind]


TITLES: Mapping[Kind, str] = {
    "indicator": "指标", "observation": "数值", "project": "项目", "milestone": "节点", "highlight": "亮点",
    "field": "字段",
}  # fmt: skip
