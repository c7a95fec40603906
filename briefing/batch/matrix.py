"""The file of a matrix in; its items out, or every problem of the file at once."""

from __future__ import annotations

from pathlib import Path

from briefing.batch import product, sheet
from briefing.batch.model import Item
from briefing.batch.rows import Row, items_of
from briefing.batch.values import Values
from briefing.build.workspace import Workspace
from briefing.errors import BriefingError, Problems, UsageError, cause
from briefing.yamlfile import parse

_YAML, _CSV = (".yaml", ".yml"), (".csv",)
_LARGEST = 20_000_000


def read(path: Path, workspace: Workspace) -> tuple[Item, ...]:
    """Return the items of a matrix, in its order. Raises ProblemsFound with all of its problems."""
    problems, values = Problems(), Values(workspace)
    rows = _rows(path, values, problems)
    items = items_of(rows, values, problems)
    problems.raise_if_any()
    return items


def _rows(path: Path, values: Values, problems: Problems) -> list[Row]:
    shown, kind = path.name, path.suffix.lower()
    if kind not in (*_YAML, *_CSV):
        raise UsageError(f"不认识“{path.suffix or path.name}”这种清单。", str(path), "清单写成 .yaml 或 .csv。")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BriefingError(f"读不了这份清单（{cause(error)}）。", str(path), "请检查路径。") from error
    if len(data) > _LARGEST:
        raise BriefingError("清单太大（超过 20 MB）。", str(path), "请分成几份。")
    if kind in _CSV:
        return sheet.rows(data, shown, problems)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BriefingError("文件不是 UTF-8 编码。", str(path), "请用“UTF-8”重新保存。") from error
    return product.rows(parse(text, shown), values, problems)
