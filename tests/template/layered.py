"""Workspaces of templates that extend one another, written down in a few lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.errors import Problem, ProblemsFound
from briefing.template.load import load

ROOT = """\
name: 底
chapters:
  overview:
    pages:
      summary:
        label: 总体
        blocks:
          tiles: {kind: key_figures, pick: themes}
  themes:
    for_each: theme
    pages:
      main:
        label: 主页
        blocks:
          chart: {kind: chart}
          points: {kind: bullets, limit: 3}
      table:
        blocks:
          table: {kind: table, of: indicators}
  appendix:
    pages:
      figures:
        blocks:
          figures: {kind: table, of: figures}
"""


def write(root: Path, /, **files: str) -> Path:
    """Write files of templates: `mine` is template.yaml of that folder, `mine__town` its patch for a data set."""
    for name, text in files.items():
        folder, _, stem = name.partition("__")
        path = root / "templates" / folder / f"{(stem or 'template').replace('__', '.')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def faults(root: Path, audience: str = "mine", dataset: str = "town") -> list[Problem]:
    with pytest.raises(ProblemsFound) as caught:
        load(root, audience, dataset)
    return list(caught.value.problems)
