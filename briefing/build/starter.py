"""A folder's name in; a new workspace out, with example data, templates and a schedule that may be edited."""

from __future__ import annotations

import shutil
from pathlib import Path

from briefing.build import schemas
from briefing.build.root import CONFIG
from briefing.errors import BriefingError, UsageError, cause
from briefing.template.load import builtin_templates

_SETTINGS = """\
# 工作文件夹的默认设置；命令行里写明的优先。
dataset: jiangbei          # 默认数据集：data/ 下的文件夹名；demo-monthly 是示例数据
audience: leadership       # 默认模板：templates/ 下的文件夹名
formats: [pdf, pptx]
output: output
# system_fonts: false      # 不用本机字体，各台电脑生成的文件完全相同
"""


SCHEDULE = "schedule.example.yaml"
"""An example to be renamed: with a `schedule.yaml`, its libraries would be missed where nobody wants a schedule."""

EXAMPLES = ("jiangbei", "demo-monthly")
"""The data sets that a new workspace has: one of real figures, and one made up that has all there can be."""


def create(folder: Path) -> None:
    """Create a workspace. A folder that already holds something is refused."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} 已经有内容。", hint="请换一个名字，或先清空这个文件夹。")
    try:
        _fill(folder)
    except OSError as error:
        raise BriefingError(f"建不了工作文件夹（{cause(error)}）。", str(folder), "请换一个可以写入的位置。") from error


def _fill(folder: Path) -> None:
    shipped = builtin_templates()
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(shipped, folder / "templates", ignore=shutil.ignore_patterns(".*"))
    for name in EXAMPLES:
        shutil.copytree(shipped.parent / "data" / name, folder / "data" / name)
    _ship_schemas(folder)
    (folder / "output").mkdir()
    shutil.copy(Path(__file__).with_name(SCHEDULE), folder / SCHEDULE)
    (folder / CONFIG).write_text(_SETTINGS, encoding="utf-8")


def _ship_schemas(folder: Path) -> None:
    """Write the schemas that editors check the workspace's YAML by, and the line by which they find them."""
    templates, data = folder / "templates", folder / "data"
    (templates / schemas.TEMPLATE_SCHEMA).write_text(schemas.printed(schemas.template_schema()), encoding="utf-8")
    (data / schemas.DATASET_SCHEMA).write_text(schemas.printed(schemas.dataset_schema()), encoding="utf-8")
    for path in templates.glob("*/*.yaml"):
        path.write_text(f"{schemas.MODELINE}\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    for path in data.glob("*/dataset.yaml"):
        path.write_text(f"{schemas.DATASET_MODELINE}\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
