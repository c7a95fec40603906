"""A figure's id, or what it prints, in; how it came about and what stands at each of its places now, out.

For whoever builds, who has the files: it reads them whole, whatever an audience is shown of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

from briefing.build.figure_ids import named
from briefing.build.formulas import PUBLISHED, formula
from briefing.build.job import Job, prepare
from briefing.build.manifest import of_figure
from briefing.build.standing import STATES, Standing, standing
from briefing.build.terms import Terms, terms
from briefing.build.workspace import Workspace
from briefing.errors import BriefingError, ProblemsFound, UsageError, cause, suggest
from briefing.model.dataset import Dataset
from briefing.model.figure import Metric
from briefing.model.records import Origin

_SHOWN = 12
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_MOST_DIGITS = 100
"""So many digits has no exact value, nor zeros before or behind."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure as a manifest describes it."""

    id: str
    label: str
    metric: Metric
    period: str
    text: str
    raw: Decimal
    adjusted: bool
    origins: tuple[Origin, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """The figures of one document, the hashes that its inputs had, and its data set as it is now, if it can be read."""

    entries: tuple[Entry, ...]
    digests: Mapping[str, str]
    dataset: Dataset | None
    root: Path


@dataclass(frozen=True, slots=True)
class Traced:
    """A figure with how it was made, what of, and what stands at each of its origins."""

    entry: Entry
    made: str
    terms: Terms
    places: tuple[tuple[Origin, Standing], ...]


def listed(workspace: Workspace, job: Job) -> Listed:
    """Compose a job and return its figures; nothing is written."""
    from briefing.compose import compose
    from briefing.document import figures

    ready = prepare(workspace, job)
    document = compose(ready.loaded, ready.dataset, ready.period)
    entries = tuple(_entry(of_figure(figure)) for figure in figures(document))
    return Listed(entries, dict(ready.whole.files), ready.whole, workspace.root)


def in_manifest(workspace: Workspace, path: Path) -> Listed:
    """Return the figures that a manifest lists; its data set is read as it is now, where it still can be."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        entries = tuple(_entry(each) for each in told["figures"])
        digests = {str(each["file"]): str(each.get("sha256", "")) for each in told["inputs"]}
        name = str(told["dataset"])
    except OSError as error:
        raise BriefingError(f"清单打不开：{cause(error)}。", str(path)) from error
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
        raise BriefingError("不是生成简报时写下的 manifest.json。", str(path), "它和简报在同一个文件夹里。") from error
    return Listed(entries, digests, _read(workspace, name), workspace.root)


def _read(workspace: Workspace, name: str) -> Dataset | None:
    from briefing.sources import load

    try:
        return load(workspace.dataset_folder(name), workspace.root)
    except (ProblemsFound, BriefingError):
        # What the figure says and its places are told all the same; only the values beside them are not.
        return None


def _entry(told: Mapping[str, Any]) -> Entry:
    origins = tuple(_origin(each) for each in told["origins"])
    metric = cast(Metric, str(told["metric"]))
    raw, adjusted = Decimal(told["raw"]), bool(told.get("adjusted"))
    if not raw.is_finite() or abs(raw.adjusted()) > _MOST_DIGITS or len(raw.as_tuple().digits) > _MOST_DIGITS:
        raise ValueError("no figure has such a value")
    id_, label, period, text = (str(told[key]) for key in ("id", "label", "period", "text"))
    return Entry(id_, label, metric, period, text, raw, adjusted, origins)


def _origin(told: Mapping[str, Any]) -> Origin:
    if not all(isinstance(each, str) for each in told.values()):
        raise TypeError("the parts of an origin are texts")
    return Origin(**{"file": "", **told})


def chosen(found: Listed, asked: str) -> tuple[Entry, ...]:
    """Return the figure of an id, else all that print a text. Raises UsageError, with what is near, for neither.

    What prints the size of a figure alone (`…|size`) is found by the figure's own id too. What is printed by none may
    be a number without its unit, the name of what is measured, or a figure with words around it (同比增长8.9%).
    """
    exact = [entry for entry in found.entries if entry.id == asked]
    exact = exact or [entry for entry in found.entries if entry.id.partition("|")[0] == asked]
    wanted = _bare(asked)
    same = exact or [entry for entry in found.entries if wanted and _bare(entry.text) == wanted]
    same = same or (_of_part(found.entries, wanted) if wanted else [])
    if not same:
        known = [name for entry in found.entries for name in (entry.id, entry.text)]
        raise UsageError(f"没有编号是“{asked}”或印成“{asked}”的数。", hint=_near(asked, known))
    return tuple(same)


def _of_part(entries: Sequence[Entry], wanted: str) -> list[Entry]:
    """Return the figures of a bare number, else those of a name, else those that stand within words."""
    ways = (
        [entry for entry in entries if _NUMBER.findall(_bare(entry.text)) == [wanted]],
        [entry for entry in entries if _bare(entry.label) == wanted],
        [entry for entry in entries if "/" not in wanted and _stands_in(_bare(entry.text), wanted)],
    )
    return next((way for way in ways if way), [])


def _stands_in(text: str, words: str) -> bool:
    """Whether a printed figure stands in words as it is, not as part of a longer number."""
    return bool(_NUMBER.search(text)) and bool(re.search(rf"(?<![\d.,]){re.escape(text)}(?![\d.,])", words))


def _near(asked: str, known: Sequence[str]) -> str:
    inside = [name for name in dict.fromkeys(known) if asked and asked in name]
    return printable(f"是不是想找：{'、'.join(inside[:_SHOWN])}？" if inside else suggest(asked, known))


def _bare(text: str) -> str:
    return "".join(text.split()).replace("-", "−")


def traced(found: Listed, entry: Entry) -> Traced:
    """Return how a figure came about, with what stands at its places now."""
    made = formula(entry.id, entry.metric, entry.raw, entry.adjusted, found.dataset)
    columns = ("growth",) if made.startswith(PUBLISHED) else _columns(entry)
    places = ((o, standing(found.root, o, columns, found.digests.get(o.file, ""))) for o in entry.origins)
    return Traced(entry, made, terms(entry.id, entry.metric, entry.raw, found.dataset), tuple(places))


def _columns(entry: Entry) -> tuple[str, ...]:
    """Return the columns that a figure may come from; of several the first that is filled in counts."""
    by_kind = _COLUMNS.get(named(entry.id).kind)
    return by_kind if by_kind is not None else _COLUMNS.get(entry.metric, ("value",))


_AIMED = ("value", "target")
_RATED = ("growth", "value")
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "value": ("value", "investment"), "target": ("target",),
    "rank": ("rank", "value"), "rank_change": ("rank", "value"),
    "count": (), "completion": _AIMED, "behind": _AIMED, "achieved": _AIMED, "gap": _AIMED, "over": _AIMED,
    "early": _AIMED, "pace": ("target_period",), "days": ("days",), "progress": ("progress",),
    "overdue": ("planned_finish", "planned"), "project/behind": ("progress",), "firsts": ("rank", "value"),
    "growth_step": _RATED, "run": _RATED, "against_mean": _RATED, "passed": ("value",),
}  # fmt: skip
"""By the kind that an id tells, else by metric, where it is not `value` alone; a row of each table has its own."""


def described(each: Traced) -> dict[str, Any]:
    """Return a traced figure as plain values, for machines."""
    entry = each.entry
    return {
        "id": entry.id,
        "label": entry.label,
        "metric": entry.metric,
        "period": entry.period,
        "text": entry.text,
        "raw": str(entry.raw),
        "adjusted": entry.adjusted,
        "formula": each.made,
        "terms": [{"name": name, "value": value} for name, value in each.terms],
        "origins": [
            {
                "where": str(origin),
                "published": origin.published,
                "file": origin.file,
                "state": stands.state,
                "column": stands.column,
                "cell": stands.cell,
                "row": dict(stands.row),
            }
            for origin, stands in each.places
        ],
    }


def printable(text: str) -> str:
    """Return a text with a stand-in for what a terminal would obey: a manifest and tables may hold anything."""
    return "".join(char if char.isprintable() or char == "\u3000" else "\ufffd" for char in text)


def lines(each: Traced) -> Iterable[str]:
    """Yield what is said of a traced figure, line by line."""
    return map(printable, _lines(each))


def _lines(each: Traced) -> Iterable[str]:
    entry = each.entry
    yield f"{entry.label}：{entry.text}"
    yield f"  编号  {entry.id}"
    yield f"  准确值 {entry.raw:f}"
    yield f"  算法  {each.made}"
    yield from (f"        {name}：{value}" for name, value in each.terms)
    for origin, stands in each.places:
        state = STATES[stands.state]
        published = f"（{origin.published}）" if origin.published else ""
        yield f"  出处  {origin}{published}{f'【{state}】' if state else ''}"
        if stands.column:
            yield f"        现在是 {stands.column} {stands.cell}"
        if stands.row:
            yield "        " + "　".join(f"{name}={cell}" for name, cell in stands.row)
