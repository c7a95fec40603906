"""The paths of a deck's slides and the master's own slides that it keeps in, the order of all of them out."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.document import OwnSlide

_COVER = "cover"


def order(paths: Sequence[str], own: Sequence[OwnSlide]) -> tuple[int | OwnSlide, ...]:
    """Return the numbers of a deck's slides, given by their paths, with its own slides among them.

    Each stands before the first or after the last slide of its section. The first path is the cover's, the last the
    closing slide's, before which the end is.
    """
    before: dict[int, list[OwnSlide]] = {}
    for each in own:
        found = [at for at, path in enumerate(paths) if path == each.section and each.section]
        if each.section == _COVER:
            found = [0]
        at = len(paths) - 1 if not found else found[0] if each.side == "before" else found[-1] + 1
        before.setdefault(at, []).append(each)
    mixed: list[int | OwnSlide] = []
    for at in range(len(paths)):
        mixed += [*before.get(at, ()), at]
    return (*mixed, *before.get(len(paths), ()))
