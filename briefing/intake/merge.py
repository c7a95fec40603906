"""A folder of returned forms and a data set in; a report out, and the data set changed when all is settled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from briefing.errors import Notice
from briefing.intake import ledger, tables
from briefing.intake.closed import check_closed
from briefing.intake.collect import Collected, File, collect
from briefing.intake.commit import commit
from briefing.intake.compare import Change, compare, told
from briefing.intake.items import Item, ids
from briefing.intake.judge import judged, merged
from briefing.intake.ledger import Entry
from briefing.intake.prefer import preferred, unknown
from briefing.intake.revisions import NAME, Revision, stamp, with_revisions
from briefing.intake.settle import Settled, settle
from briefing.intake.sourced import resourced
from briefing.intake.stated import unstated
from briefing.intake.stored import Stored, stored
from briefing.intake.tied import with_their_values
from briefing.intake.words import FIELD_WORDS
from briefing.model.dataset import Dataset
from briefing.model.period import Period


@dataclass(frozen=True, slots=True)
class Merging:
    """How to merge: the round (else the usual one of the files), what is accepted, who merges, and when.

    Where forms differ, the values of the files in `prefer` are accepted.
    """

    period: Period | None
    accept: tuple[str, ...]
    by: str
    now: datetime
    prefer: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of it. `files` are those that were written; none while something is open."""

    store: Stored
    collected: Collected
    items: tuple[Item, ...]
    settled: Settled
    changes: tuple[Change, ...]
    files: tuple[Path, ...]

    @property
    def is_settled(self) -> bool:
        return not self.settled.open

    @property
    def notices(self) -> tuple[Notice, ...]:
        return (*self.store.notices, *self.collected.notices, *self.settled.notices)


def merge(folder: Path, root: Path, found: Sequence[File], merging: Merging, notices: Sequence[Notice] = ()) -> Merged:
    """Compare what came back with the data set, and write it when nothing is left to settle.

    Files that were taken in before change nothing, so merging a folder again is harmless.
    """
    store = stored(folder, root)
    collected = collect(store, found, merging.period, notices)
    compared = compare(store.dataset, collected.forms)
    items = _items(collected, compared.items, compared.changes)
    accept = (*merging.accept, *preferred(store.dataset, collected.forms, compared.changes, merging.prefer))
    changes = with_their_values(_chosen(compared.changes, settle(items, accept)))
    items = tuple(dict.fromkeys([*items, *_judged(store.dataset, changes)]))
    settled = settle(items, accept)
    settled = replace(settled, notices=(*settled.notices, *unknown(collected.forms, merging.prefer)))
    files: tuple[Path, ...] = ()
    if not settled.open and collected.forms:
        files = _write(store, collected, changes, merging, settled)
    return Merged(store, collected, items, settled, changes, files)


def _items(collected: Collected, compared: Sequence[Item], changes: Sequence[Change]) -> tuple[Item, ...]:
    own = [item for form in collected.forms for item in form.items]
    asked = [change.item for change in changes if change.item]
    return tuple(dict.fromkeys([*collected.items, *own, *compared, *asked]))


def _chosen(changes: Sequence[Change], settled: Settled) -> tuple[Change, ...]:
    """Leave out the values of a conflict that were not chosen; while nobody chose, all of them stay."""
    chosen = {item.about: item for item in settled.accepted if item.rule == "conflict"}
    return tuple(
        change
        for change in changes
        if change.item is None or change.item.rule != "conflict" or chosen.get(change.item.about) in (None, change.item)
    )


def _judged(dataset: Dataset, changes: Sequence[Change]) -> Iterator[Item]:
    """Yield what the checks ask about what will be written; of a conflict that is open, about each of its values."""
    cells: dict[tuple[object, ...], list[Change]] = {}
    for change in changes:
        cells.setdefault((change.table, change.key, change.field), []).append(change)
    for turn in range(max(map(len, cells.values()), default=0)):
        taken = [each[min(turn, len(each) - 1)] for each in cells.values()]
        yield from judged(merged(dataset, taken), taken)


def _write(
    store: Stored, collected: Collected, changes: Sequence[Change], merging: Merging, settled: Settled
) -> tuple[Path, ...]:
    contents = tables.changed(store.folder, store.root, store.dataset, changes)
    if contents:
        tables.check(store.folder, store.root, contents, merged(store.dataset, changes))
        fresh = _revisions(store, changes, merging, settled)
        contents[NAME] = with_revisions(store.folder / NAME, fresh)
    path = ledger.path_of(store.folder)
    contents[path.name] = ledger.with_entries(path, _taken(collected, merging.now))
    check_closed(store.folder, contents)
    commit(store, contents, merging.by)
    return tuple(store.folder / name for name in contents)


def _taken(collected: Collected, now: datetime) -> list[Entry]:
    return [
        Entry(now, "收到", form.form.period, form.form.department, form.file, form.digest) for form in collected.forms
    ]


def _revisions(store: Stored, changes: Sequence[Change], merging: Merging, settled: Settled) -> list[Revision]:
    names = ids(settled.accepted)
    entities = {entity.id: entity.name for entity in store.dataset.entities}
    about = {(item.subject, *item.about[1:3]): names[item] for item in settled.accepted}
    made = []
    for change in changes:
        origin = change.origin
        is_observed = change.table == "observations"
        accepted = names.get(change.item, "") if change.item else ""
        word = FIELD_WORDS[
            "project_status" if change.table == "projects" and change.field == "status" else change.field
        ]
        made.append(
            Revision(
                when=stamp(merging.now),
                merged_by=merging.by,
                filled_by=change.returned.by,
                department=change.returned.form.department,
                file=change.returned.file,
                place=f"{origin.sheet}!{origin.cell}",
                subject=change.key[0],
                entity=entities.get(change.key[1], change.key[1]) if is_observed else "",
                period=change.key[2] if is_observed else change.returned.form.period,
                field=word,
                old=_plain(change, old=True),
                new=_plain(change),
                accepted=accepted or (about.get(change.key, "") if is_observed else ""),
                note=change.answer.note,
            )
        )
    return [*_stated(store, changes, made), *_resourced(store, changes, made)]


def _stated(store: Stored, changes: Sequence[Change], made: Sequence[Revision]) -> list[Revision]:
    """Take the former status out where the data never stated one."""
    silent = unstated(store.folder, store.root, store.dataset, changes)
    return [
        replace(revision, old="") if change.field == "status" and change.key in silent else revision
        for change, revision in zip(changes, made, strict=True)
    ]


def _resourced(store: Stored, changes: Sequence[Change], made: Sequence[Revision]) -> list[Revision]:
    """Return what becomes of the sources of changed rows: as the change that brought the new figure, but for these."""
    of = {id(change): revision for change, revision in zip(changes, made, strict=True)}
    return [
        replace(of[id(each.change)], field=FIELD_WORDS["source"], old=each.old, new=each.new)
        for each in resourced(store.dataset, changes).values()
    ]


def _plain(change: Change, *, old: bool = False) -> str:
    """Return a value as the list of revisions writes it: numbers without their unit."""
    value = change.old if old else change.new
    if value is None:
        return ""
    if change.field == "status":
        return "修订" if value == "revised" else told(change, value)
    return str(value) if isinstance(value, int | str) else format(value, "f")
