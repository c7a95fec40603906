"""A data set folder in; a `Dataset` out, or every problem that stands in its way."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from briefing.errors import Notice, Problem, Problems, ProblemsFound, suggest
from briefing.model.dataset import Dataset
from briefing.sources import gather, unread
from briefing.sources.assemble import assemble
from briefing.sources.discover import discover
from briefing.sources.folder import Folder, Source
from briefing.sources.headings import OBSERVATIONS, REQUIRED
from briefing.sources.rule_checks import check_rules
from briefing.sources.tables import Found, Table, tabulate

if TYPE_CHECKING:
    from briefing.sources.describe import Description

DESCRIPTION = "dataset.yaml"


def load(folder: Path, root: Path) -> Dataset:
    """Read a data set folder; `root` is the workspace that places are written relative to. Raises ProblemsFound."""
    dataset, problems = check(folder, root)
    if dataset is None:
        raise ProblemsFound(problems)
    return dataset


def check(folder: Path, root: Path) -> tuple[Dataset | None, tuple[Problem, ...]]:
    """Read a data set folder; return it with no problem, or None with all of them."""
    dataset, problems = read(folder, root)
    return (None if problems else dataset), problems


def read(folder: Path, root: Path) -> tuple[Dataset | None, tuple[Problem, ...]]:
    """Read a data set folder; return what could be read of it, even where there are problems, and all of them."""
    problems = Problems()
    place = Folder(folder, root)
    if not folder.is_dir():
        siblings = (path.name for path in folder.parent.glob("*") if path.is_dir())
        problems.add(place.where(), "没有这个数据集文件夹。", suggest(folder.name, sorted(siblings)))
        return None, tuple(problems)
    return _read(place, problems), tuple(problems)


def _read(folder: Folder, problems: Problems) -> Dataset:
    description, source = _description(folder, problems)
    found = discover(folder, description, problems)
    notices = list(found.notices)
    tables = _tables(found, description, notices, problems)
    files = sorted((file.file, file.digest) for file in (*found.sources, *source))
    dataset = assemble(description, tables, tuple(files), problems, tuple(notices))
    check_rules(dataset, description.where, problems)
    return dataset


def _description(folder: Folder, problems: Problems) -> tuple[Description, tuple[Source, ...]]:
    # pydantic and ruamel.yaml take a tenth of a second to import: only who reads a data set pays for them.
    from briefing.sources import describe, yaml

    path = folder.path / DESCRIPTION
    if not path.is_file():
        hint = suggest(DESCRIPTION, [p.name for p in folder.files(".yml")]) or "请新建一个，至少写 title 和 themes。"
        problems.add(folder.where(DESCRIPTION), f"缺少文件 {DESCRIPTION}（数据集说明）。", hint)
        return describe.describe(None, folder.name, problems), ()
    source = folder.read(path, problems)
    tree = yaml.read(source.data, source.file, problems) if source else None
    return describe.describe(tree, folder.name, problems), (source,) if source else ()


def _tables(found: Found, description: Description, notices: list[Notice], problems: Problems) -> dict[str, Table]:
    """Return the tables that could be read by name; a required one without rows is a problem."""
    tables = {grid.layout.name: tabulate(grid, problems) for grid in found.grids if grid.layout is not OBSERVATIONS}
    # The headings of wide observations may be names of indicators, so these come first.
    observations = [grid for grid in found.grids if grid.layout is OBSERVATIONS]
    names = gather.names(description.entities, tables.get("indicators"))
    notices += unread.tell(found.unread, names, set(tables), {problem.where for problem in problems})
    if observations:
        tables["observations"] = gather.gather(observations, names, notices, problems)
    read = {name: table for name, table in tables.items() if table is not None}
    for table in read.values():
        if not table.lines and table.layout in REQUIRED:
            grid = table.grid
            place = f"{grid.file}:{grid.sheet}" if grid.sheet else grid.file
            problems.add(place, f"表里只有表头，没有{grid.layout.title}。", "请至少填写一行。")
    if "milestones" in read and found.complete and "projects" not in tables:
        problems.add(read["milestones"].grid.file, "有节点（milestones），却没有项目表（projects）。", "请补上项目表。")
    return read
