"""The values of the columns that offer a choice, in English and in Chinese, in comparable form (`text.plain`)."""

from __future__ import annotations

from typing import Final

from briefing.model.records import (
    Direction,
    Frequency,
    HighlightKind,
    HighlightLevel,
    IndicatorKind,
    ObservationStatus,
    ProjectStatus,
    Qualifier,
    Visibility,
)

DIRECTIONS: Final[dict[str, Direction]] = {
    "higher": "higher",
    "lower": "lower",
    "neutral": "neutral",
    **dict.fromkeys(("越高越好", "越大越好", "越多越好", "高", "正向", "正指标"), "higher"),
    **dict.fromkeys(("越低越好", "越小越好", "越少越好", "低", "逆向", "负向", "逆指标"), "lower"),
    **dict.fromkeys(("中性", "不评价", "不分高低"), "neutral"),
}
KINDS: Final[dict[str, IndicatorKind]] = {
    "level": "level",
    "flow": "flow",
    "rate": "rate",
    "rank": "rank",
    "count": "count",
    **dict.fromkeys(("水平", "水平值", "存量", "时点", "时点数", "时点指标"), "level"),
    **dict.fromkeys(("流量", "时期", "时期数", "时期指标", "累计", "累计值"), "flow"),
    **dict.fromkeys(("比率", "比例", "比重", "占比", "百分比", "率"), "rate"),
    **dict.fromkeys(("位次", "排名", "名次"), "rank"),
    **dict.fromkeys(("个数", "数量", "计数", "件数"), "count"),
}
FREQUENCIES: Final[dict[str, Frequency]] = {
    "year": "year",
    "half": "half",
    "quarter": "quarter",
    "month": "month",
    **dict.fromkeys(("年", "年度", "每年", "按年", "yearly", "annual"), "year"),
    **dict.fromkeys(("半年", "半年度", "每半年"), "half"),
    **dict.fromkeys(("季", "季度", "每季", "按季", "quarterly"), "quarter"),
    **dict.fromkeys(("月", "月度", "每月", "按月", "monthly"), "month"),
}
VISIBILITIES: Final[dict[str, Visibility]] = {
    "public": "public",
    "internal": "internal",
    "leaders": "leaders",
    "公开": "public",
    "内部": "internal",
    **dict.fromkeys(("领导", "仅领导", "仅限领导"), "leaders"),
}
QUALIFIERS: Final[dict[str, Qualifier]] = {
    "约": "约",
    "近": "近",
    "超": "超",
    "余": "余",
    **dict.fromkeys(("大约", "约为"), "约"),
    **dict.fromkeys(("将近", "接近"), "近"),
    **dict.fromkeys(("超过", "逾"), "超"),
    "多": "余",
}
STATUSES: Final[dict[str, ObservationStatus]] = {
    "final": "final",
    "preliminary": "preliminary",
    "revised": "revised",
    **dict.fromkeys(("最终", "最终数", "正式", "正式数", "核定", "核定数"), "final"),
    **dict.fromkeys(("初步", "初步数", "初步统计", "初步统计数", "快报", "快报数"), "preliminary"),
    **dict.fromkeys(("修订", "修订数", "修正", "修正数"), "revised"),
}
PROJECT_STATUSES: Final[dict[str, ProjectStatus]] = {
    "planned": "planned",
    "started": "started",
    "in_progress": "in_progress",
    "completed": "completed",
    "delayed": "delayed",
    **dict.fromkeys(("计划", "计划中", "拟建", "未开工", "前期", "前期工作", "谋划", "储备"), "planned"),
    **dict.fromkeys(("开工", "已开工", "新开工", "落地开工"), "started"),
    **dict.fromkeys(("在建", "进行中", "推进中", "建设中", "实施中", "inprogress"), "in_progress"),
    **dict.fromkeys(("完成", "已完成", "完工", "已完工", "竣工", "已竣工", "建成", "已建成", "投用"), "completed"),
    **dict.fromkeys(("滞后", "延期", "逾期", "超期", "延误"), "delayed"),
}
LEVELS: Final[dict[str, HighlightLevel]] = {
    "national": "national",
    "provincial": "provincial",
    "city": "city",
    "district": "district",
    **dict.fromkeys(("国家", "国家级", "全国"), "national"),
    **dict.fromkeys(("省", "省级", "全省", "province"), "provincial"),
    **dict.fromkeys(("市", "市级", "全市"), "city"),
    **dict.fromkeys(("区", "区级", "区县级", "县级", "全区"), "district"),
}
HIGHLIGHT_KINDS: Final[dict[str, HighlightKind]] = {
    "first": "first",
    "honour": "honour",
    "pilot": "pilot",
    "case": "case",
    **dict.fromkeys(("首创", "首个", "率先", "第一"), "first"),
    **dict.fromkeys(("荣誉", "获奖", "表彰", "honor"), "honour"),
    **dict.fromkeys(("试点", "试验区"), "pilot"),
    **dict.fromkeys(("案例", "典型案例", "典型", "样板"), "case"),
}
