"""The Chinese words of a form for the values of the data, and back."""

from __future__ import annotations

from collections.abc import Mapping

from briefing.model.records import ObservationStatus, ProjectStatus

STATUS_WORDS: Mapping[ObservationStatus, str] = {"preliminary": "初步", "final": "最终", "revised": "最终"}
STATUS_CHOICES = ("初步", "最终")
PROJECT_WORDS: Mapping[ProjectStatus, str] = {
    "planned": "前期",
    "started": "已开工",
    "in_progress": "在建",
    "completed": "完成",
    "delayed": "滞后",
}
STATUS_OF: Mapping[str, Mapping[str, str]] = {
    "observations": {str(status): word for status, word in STATUS_WORDS.items()},
    "projects": {str(status): word for status, word in PROJECT_WORDS.items()},
}
NO_VALUE = "—"
FIELD_WORDS: Mapping[str, str] = {
    "value": "数值",
    "growth": "同比",
    "rank": "位次",
    "status": "数据性质",
    "qualifier": "约数",
    "progress": "进度",
    "project_status": "项目状态",
    "actual_finish": "实际完成",
    "source": "来源",
}
"""What a field is called in reports and in the list of revisions."""
