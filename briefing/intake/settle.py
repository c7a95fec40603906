"""The items of a merge and what somebody accepts in; what is still open, and by which item what was let in, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.errors import Notice, suggest
from briefing.intake.items import Item, ids

ALL = "all"


@dataclass(frozen=True, slots=True)
class Settled:
    """`open` must be mended or accepted before anything is written; `accepted` are those that were."""

    open: tuple[Item, ...]
    accepted: tuple[Item, ...]
    notices: tuple[Notice, ...]


def settle(items: Sequence[Item], accept: Sequence[str]) -> Settled:
    """Accept doubts by id (`J4F2KD`), by rule and subject (`jump:gdp`), or all of them but conflicts; never errors."""
    names = ids(items)
    wanted = {word.strip().casefold() for word in accept}
    doubts = [item for item in items if item.weight == "doubt"]
    chosen = [item for item in doubts if _is_wanted(item, names[item], wanted)]
    accepted = [item for item in chosen if item.rule != "conflict" or _is_only(item, chosen)]
    settled = {item.about for item in accepted if item.rule == "conflict"}
    open_ = [
        item
        for item in items
        if item.weight == "error"
        or (item.weight == "doubt" and item not in accepted and not (item.rule == "conflict" and item.about in settled))
    ]
    return Settled(tuple(open_), tuple(accepted), (*_unheard(items, names, accept), *_doubly(chosen, names)))


def _is_wanted(item: Item, name: str, wanted: set[str]) -> bool:
    if name.casefold() in wanted or item.name.casefold() in wanted:
        return True
    return ALL in wanted and item.rule != "conflict"


def _is_only(item: Item, chosen: Sequence[Item]) -> bool:
    """Return whether of all values of a conflict this one alone was chosen."""
    return sum(other.rule == "conflict" and other.about == item.about for other in chosen) == 1


def _unheard(items: Sequence[Item], names: dict[Item, str], accept: Sequence[str]) -> list[Notice]:
    known = {name: item for item in items for name in (names[item].casefold(), item.name.casefold())}
    notices = []
    for word in accept:
        item = known.get(word.strip().casefold())
        if word.strip().casefold() == ALL:
            continue
        if item is None:
            possible = [names[each] for each in items if each.weight == "doubt"]
            notices.append(Notice("--accept", f"没有“{word}”这一项，没有理会。{suggest(word, possible)}"))
        elif item.weight == "error":
            notices.append(Notice("--accept", f"“{word}”是错误，不能认可，只能改正。"))
    return notices


def _doubly(chosen: Sequence[Item], names: dict[Item, str]) -> list[Notice]:
    """Say where several values of one cell were accepted: none of them counts."""
    cells: dict[tuple[str, ...], list[Item]] = {}
    for item in chosen:
        if item.rule == "conflict":
            cells.setdefault(item.about, []).append(item)
    return [
        Notice("--accept", f"{'、'.join(names[item] for item in items)} 是同一格的不同数，只能认可一个，都没有理会。")
        for items in cells.values()
        if len(items) > 1
    ]
