"""What a batch is made of: items, how each of them went, and what became of all."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from briefing.build.workspace import Workspace
from briefing.ledger.model import ItemKey


@dataclass(frozen=True, slots=True)
class Item:
    """One briefing to build. A language of "" is the data set's own; `output` is relative to the workspace.

    An empty output means what the command line or the settings say.
    """

    dataset: str
    period: str
    audience: str
    language: str = ""
    formats: tuple[str, ...] = ()
    output: str = ""

    @property
    def key(self) -> ItemKey:
        return ItemKey(self.dataset, self.period, self.audience, self.language)


@dataclass(frozen=True, slots=True)
class Order:
    """What all items share: the workspace, where files go that say nothing else, and whether to build anew."""

    workspace: Workspace
    output: Path | None = None
    force: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """Items of one data set, for one worker in one go; `again` after a worker died of them, or of one of them."""

    items: tuple[Item, ...]
    again: bool = False


class How(StrEnum):
    """How an item went."""

    BUILT = "built"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Done:
    """How one item went: where its files lie and the digest of their manifest, or in `message` why there are none."""

    key: ItemKey
    how: How
    message: str = ""
    seconds: float = 0.0
    folder: str = ""
    sha256: str = ""
    worker: str = ""
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a batch: `done` in the order of doing, and `left`, which were not tried since it was stopped."""

    name: str
    done: tuple[Done, ...]
    left: tuple[ItemKey, ...]
    seconds: float

    def count(self, how: How) -> int:
        return sum(each.how is how for each in self.done)

    @property
    def failures(self) -> tuple[Done, ...]:
        return tuple(each for each in self.done if each.how is How.FAILED)

    @property
    def is_well(self) -> bool:
        return not self.failures and not self.left
