"""Conflicts of forms and the files that somebody holds for right in; the items to accept for them out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from briefing.errors import Notice
from briefing.intake.compare import Change, compare
from briefing.intake.items import ids
from briefing.intake.returned import Returned
from briefing.model.dataset import Dataset


def preferred(
    dataset: Dataset, forms: Sequence[Returned], changes: Sequence[Change], files: Sequence[str]
) -> tuple[str, ...]:
    """Return the ids of the values that the files have, of cells in which forms differ.

    The files are compared by themselves: a value may be the same as that of a form which stands for it in the conflict.
    """
    right = [form for form in forms if any(_is(form, name) for name in files)]
    wanted = {(c.table, c.key, c.field, c.new) for c in compare(dataset, right).changes}
    items = [c.item for c in changes if c.item and c.item.rule == "conflict" and _cell(c) in wanted]
    return tuple(ids(items).values())


def unknown(forms: Sequence[Returned], files: Sequence[str]) -> tuple[Notice, ...]:
    """Return a notice for each name that is none of a form."""
    names = "、".join(PurePath(form.file).name for form in forms)
    lost = [name for name in files if not any(_is(form, name) for form in forms)]
    return tuple(
        Notice("--prefer", f"收表里没有“{name}”这份新的表，没有理会。新的有：{names or '没有'}。") for name in lost
    )


def _cell(change: Change) -> tuple[object, ...]:
    return change.table, change.key, change.field, change.new


def _is(form: Returned, name: str) -> bool:
    return name in (form.file, PurePath(form.file).name)
