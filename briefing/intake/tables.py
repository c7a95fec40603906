"""A data set folder and changes in; the bytes of the tables they stand in, changed, by file name, out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from briefing.errors import BriefingError
from briefing.intake import bookedit, csvedit
from briefing.intake.answers import Value
from briefing.intake.compare import Change
from briefing.intake.headings import Edit
from briefing.intake.judge import fresh
from briefing.intake.lined import Lined, lined
from briefing.intake.manner import manner
from briefing.intake.parts import Parts
from briefing.intake.sourced import form_of, resourced
from briefing.model.dataset import Dataset
from briefing.model.period import Period
from briefing.model.records import Observation, Origin
from briefing.sources.folder import Folder
from briefing.sources.headings import OBSERVATIONS, PROJECTS, Layout, is_wide, layout_named

_NUMBER = re.compile(r"\d+")
_LAYOUTS: Mapping[str, Layout] = {"observations": OBSERVATIONS, "projects": PROJECTS}


def changed(folder: Path, root: Path, dataset: Dataset, changes: Sequence[Change]) -> dict[str, bytes]:
    """Return the files of the data set with the changes in them. Raises BriefingError where it cannot be written to."""
    place = Folder(folder, root)
    written: dict[str, bytes] = {}
    for table, layout in _LAYOUTS.items():
        mine = [change for change in changes if change.table == table]
        if not mine:
            continue
        path, sheet = _home(place, layout)
        file = place.where(path.name)
        data = written.get(path.name) or path.read_bytes()
        said = manner(dataset, layout, lined(data, sheet, layout, file))
        edits = list(said.of(_EDITS[table](dataset, mine, file, sheet)))
        if sheet:
            written[path.name] = bookedit.edit(data, sheet, layout, edits, file)
        else:
            written[path.name] = csvedit.edit(data, layout, edits, file)
    return written


def _home(folder: Folder, layout: Layout) -> tuple[Path, str]:
    """Return the file of a table, and its sheet where it is one of a workbook; a long table before wide ones."""
    homes = list(_homes(folder, layout))
    if homes:
        return min(homes, key=lambda home: is_wide(home[1] or home[0].stem))
    kinds = "、".join(sorted({p.suffix for p in folder.path.iterdir() if p.suffix and not p.name.startswith(".")}))
    message = f"合并只能写进 CSV 表和 .xlsx 工作簿；这里没有能写的{layout.title}表（有 {kinds}）。"
    raise BriefingError(message, folder.where(), "数据在数据库、Parquet 或其他格式里的，请从那里录入，或改存为 CSV。")


def _homes(folder: Folder, layout: Layout) -> Iterator[tuple[Path, str]]:
    for path in folder.files(".csv"):
        if layout_named(path.stem) is layout:
            yield path, ""
    for path in folder.files(".xlsx"):
        for sheet in Parts(path.read_bytes()).sheets():
            if layout_named(sheet) is layout:
                yield path, sheet


def _observed(dataset: Dataset, changes: Sequence[Change], file: str, sheet: str) -> Iterator[Edit]:
    known = {(o.indicator, o.entity, o.period): o for o in dataset.observations}
    sources = resourced(dataset, changes)
    for key, fields in _grouped(changes).items():
        indicator, entity, code = key
        row = known.get((indicator, entity, Period.parse(code)))
        cells = {field: _text(field, change.new) for field, change in fields.items()}
        own = {"unit": dataset.indicator(indicator).unit} if "value" in fields else {}
        if row is not None:
            if key in sources:
                own |= {"source": sources[key].new}
            yield Edit(_number(row.origin, file, sheet), cells, own)
            continue
        new = fresh(dataset, indicator, entity, Period.parse(code))
        hidden = {"visibility": new.visibility} if new.visibility != "public" else {}
        told = {"source": form_of(next(iter(fields.values())))}
        yield Edit(None, {"indicator": indicator, "period": code} | _entity(dataset, entity) | cells | hidden, told)


def _entity(dataset: Dataset, entity: str) -> dict[str, str]:
    """Return how a new row names its entity: not at all where rows of the default one do not."""
    if entity != dataset.default_entity:
        return {"entity": entity}
    return {} if _is_unnamed(dataset, entity) else {"entity": entity}


def _is_unnamed(dataset: Dataset, entity: str) -> bool:
    # An entity that is the data set itself was made for rows that name none.
    return entity == dataset.id or len(dataset.entities) == 1


def _built(dataset: Dataset, changes: Sequence[Change], file: str, sheet: str) -> Iterator[Edit]:
    known = {project.id: project for project in dataset.projects}
    for (project,), fields in _grouped(changes).items():
        cells = {field: _text(field, change.new) for field, change in fields.items()}
        yield Edit(_number(known[project].origin, file, sheet), cells, {})


_EDITS = {"observations": _observed, "projects": _built}


def _grouped(changes: Sequence[Change]) -> dict[tuple[str, ...], dict[str, Change]]:
    rows: dict[tuple[str, ...], dict[str, Change]] = {}
    for change in changes:
        rows.setdefault(change.key, {})[change.field] = change
    return rows


def _number(origin: Origin, file: str, sheet: str) -> int:
    match = _NUMBER.search(origin.cell)
    if (origin.file, origin.sheet) == (file, sheet) and match is not None:
        return int(match[0])
    home = f"{file}:{sheet}" if sheet else file
    message = f"要改的数不在 {home} 里，合并不会改别的表，没有写。"
    raise BriefingError(message, str(origin), "请手工改这一格；或把它移进合并写的那张表。")


def _text(field: str, value: Value) -> str:
    return str(value) if isinstance(value, int | str) else format(value, "f")


def check(folder: Path, root: Path, files: Mapping[str, bytes], meant: Dataset) -> None:
    """Read the changed files back and compare with what was meant. Raises BriefingError where they are not the same."""
    import shutil
    import tempfile

    from briefing.sources import load

    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "data" / folder.name
        # With the folders in it: a database may stand in one.
        shutil.copytree(folder, copy, ignore=shutil.ignore_patterns(".*", "~$*"), copy_function=shutil.copyfile)
        for name, data in files.items():
            (copy / name).write_bytes(data)
        after = load(copy, Path(scratch))
    wrong = set(map(_plain, meant.observations)) ^ set(map(_plain, after.observations))
    projects = [(p.id, p.progress, p.status, p.actual_finish) for p in after.projects]
    if wrong or projects != [(p.id, p.progress, p.status, p.actual_finish) for p in meant.projects]:
        what = "、".join(sorted({f"{w[0]} {w[2]}" for w in wrong})[:3])
        message = f"写好的表读回来与要写的不一样（{what}），没有写。"
        raise BriefingError(message, Folder(folder, root).where(), "请检查数据表的单位列和格式，或报告这个问题。")


def _plain(row: Observation) -> tuple[object, ...]:
    return (
        row.indicator,
        row.entity,
        row.period,
        row.value,
        row.growth,
        row.rank,
        row.status,
        row.visibility,
        row.qualifier,
    )


def read(folder: Path, root: Path, layout: Layout) -> Lined:
    """Return a table as it stands in the file that merging writes to."""
    place = Folder(folder, root)
    path, sheet = _home(place, layout)
    return lined(path.read_bytes(), sheet, layout, place.where(path.name))


def number_of(row: Observation) -> int:
    """Return the number of the line or row that an observation stands in."""
    return _number(row.origin, row.origin.file, row.origin.sheet)
