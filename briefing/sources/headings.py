"""The tables of a data set, their columns, and the English and Chinese names under which they are found."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from briefing.sources.text import plain


@dataclass(frozen=True)
class Layout:
    """One table of the format: its names, and each column's other headings; the first `required` columns must exist."""

    name: str
    title: str
    names: tuple[str, ...]
    required: int
    columns: Mapping[str, tuple[str, ...]]

    @property
    def required_columns(self) -> tuple[str, ...]:
        return tuple(self.columns)[: self.required]

    @cached_property
    def headings(self) -> Mapping[str, str]:
        """Every heading in comparable form, with the column it stands for."""
        known = {plain(alias): column for column, aliases in self.columns.items() for alias in aliases}
        return known | {plain(column): column for column in self.columns}

    def label(self, column: str) -> str:
        """Return a column's name with its first Chinese heading: `value（数值）`."""
        aliases = self.columns[column]
        return f"{column}（{aliases[0]}）" if aliases else column


_THEME = ("专题", "主题", "攻坚", "所属专题", "所属攻坚", "专题名称", "板块")
_DEPARTMENT = ("牵头部门", "责任部门", "部门", "牵头单位", "责任单位", "主管部门", "负责部门")
_ENTITY = ("地区", "区县", "区域", "主体", "对象", "报送单位", "所属地区", "区县（市）", "地区名称")
_VISIBILITY = ("公开范围", "可见范围", "可见性", "公开级别", "公开属性", "知悉范围")
_SOURCE = ("来源", "出处", "数据来源", "资料来源")
_NAME_EN = ("英文名", "英文名称")
_UNIT = ("单位", "计量单位", "单位名称")

INDICATORS = Layout(
    "indicators",
    "指标",
    ("indicators", "指标", "指标表", "指标体系", "指标目录"),
    4,
    {
        "id": ("编号", "指标编号", "代码", "指标代码", "指标id"),
        "name": ("名称", "指标", "指标名称"),
        "theme": _THEME,
        "unit": _UNIT,
        "name_en": _NAME_EN,
        "direction": ("方向", "指标方向", "指标性质"),
        "kind": ("类型", "指标类型", "类别"),
        "precision": ("小数位", "小数位数", "精度", "保留小数"),
        "frequency": ("频率", "频度", "报送频率"),
        "baseline": ("基期", "基准期", "基期年份"),
        "target": ("目标", "目标值"),
        "target_period": ("目标期间", "目标期", "目标年份", "目标时间"),
        "department": _DEPARTMENT,
        "visibility": _VISIBILITY,
        "definition": ("口径", "口径说明", "指标口径", "指标说明", "说明", "定义"),
        "unit_en": ("英文单位", "单位英文"),
        "definition_en": ("英文口径", "英文说明", "英文定义"),
    },
)
OBSERVATIONS = Layout(
    "observations",
    "数据",
    (
        *("observations", "数据", "数据表", "观测值", "观测", "观测数据", "数值", "指标数据", "指标值"),
        *("wide", "宽表", "数据宽表"),
    ),
    3,
    {
        "indicator": ("指标", "指标编号", "指标名称", "指标代码"),
        "period": ("期间", "时期", "时间", "年份", "报告期", "统计期", "月份"),
        "value": ("数值", "值", "数据", "实际值", "完成值", "实绩", "指标值"),
        "entity": _ENTITY,
        "unit": _UNIT,
        "growth": (
            "同比",
            "增速",
            "同比增长",
            "同比增速",
            "增长率",
            "同比（%）",
            "增速（%）",
            "同比增长（%）",
            "growth(%)",
        ),
        "rank": ("位次", "排名", "名次"),
        "rank_total": ("参评数", "参排数", "参评总数", "位次总数", "排名总数", "总数"),
        "qualifier": ("约数", "限定词", "修饰", "修饰词", "约数词"),
        "status": ("状态", "数据状态", "数据性质"),
        "source": _SOURCE,
        "visibility": _VISIBILITY,
    },
)
PROJECTS = Layout(
    "projects",
    "项目",
    ("projects", "项目", "项目表", "重点项目", "项目清单"),
    3,
    {
        "id": ("编号", "项目编号", "代码", "项目代码", "项目id"),
        "theme": _THEME,
        "name": ("名称", "项目", "项目名称"),
        "department": _DEPARTMENT,
        "entity": _ENTITY,
        "investment": ("投资", "投资额", "总投资", "投资总额", "计划投资"),
        "unit": _UNIT,
        "status": ("状态", "项目状态", "进展", "建设状态"),
        "progress": ("进度", "完成进度", "形象进度", "工程进度", "进度（%）", "progress(%)"),
        "start": ("开工", "开工时间", "开工日期", "开始", "开始时间"),
        "planned_finish": ("计划完成", "计划完成时间", "计划竣工", "计划竣工时间", "计划完工时间"),
        "actual_finish": ("实际完成", "实际完成时间", "实际竣工", "实际竣工时间", "实际完工时间"),
        "visibility": _VISIBILITY,
        "source": _SOURCE,
        "name_en": _NAME_EN,
    },
)
MILESTONES = Layout(
    "milestones",
    "节点",
    ("milestones", "节点", "里程碑", "节点表", "项目节点"),
    2,
    {
        "project": ("项目", "项目编号", "项目名称", "所属项目"),
        "name": ("节点", "节点名称", "里程碑", "名称", "事项"),
        "planned": ("计划", "计划时间", "计划完成", "计划日期", "计划完成时间"),
        "actual": ("实际", "实际时间", "实际完成", "实际日期", "实际完成时间", "完成时间"),
        "days": ("天数", "用时", "用时（天）", "用时天数", "历时（天）"),
        "note": ("备注", "说明"),
        "name_en": _NAME_EN,
        "note_en": ("英文备注", "英文说明"),
    },
)
HIGHLIGHTS = Layout(
    "highlights",
    "亮点",
    ("highlights", "亮点", "荣誉", "亮点表", "亮点荣誉", "荣誉亮点"),
    2,
    {
        "theme": _THEME,
        "text": ("亮点", "内容", "荣誉", "亮点内容", "事项"),
        "level": ("级别", "层级", "等级"),
        "kind": ("类型", "类别"),
        "date": ("日期", "时间", "获得时间"),
        "source": _SOURCE,
        "visibility": _VISIBILITY,
        "text_en": ("英文内容", "英文", "英文亮点"),
    },
)
LAYOUTS = {layout.name: layout for layout in (INDICATORS, OBSERVATIONS, PROJECTS, MILESTONES, HIGHLIGHTS)}
REQUIRED = (INDICATORS, OBSERVATIONS)
_BY_NAME = {plain(name): layout for layout in LAYOUTS.values() for name in layout.names}
TABLE_NAMES = tuple(name for layout in LAYOUTS.values() for name in layout.names)


_WIDE = re.compile(r"\s*(?:wide|宽表|数据宽表)\s*(?:[-_—·（(\s]\s*(.+?)\s*[）)]?)?\s*", re.IGNORECASE)


def layout_named(name: str) -> Layout | None:
    """Return the table that a file stem or a sheet name stands for, or None."""
    return _BY_NAME.get(plain(name)) or (OBSERVATIONS if is_wide(name) else None)


def is_wide(name: str) -> bool:
    """Return whether a name says that the table is in the wide form: `宽表`, `宽表-江北区`. There may be many."""
    return _WIDE.fullmatch(name) is not None


def wide_suffix(name: str) -> str:
    """Return what a wide table's name says besides that: of `宽表-江北区` the 江北区."""
    match = _WIDE.fullmatch(name)
    return match[1] or "" if match else ""
