"""What a build gives back: the files, and what is to be said of them. Nothing heavy is imported."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from briefing.errors import Notice

if TYPE_CHECKING:
    from briefing.model.policy import Withheld


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A key figure in a line: what it is, as it is printed in the files (`843.8亿元`), and a line of context."""

    label: str
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a document is about; everything in it stands in the document, too, in the same words."""

    title: str
    period: str
    author: str
    language: str
    synthetic: bool
    key_figures: tuple[KeyLine, ...]


class Kept(Protocol):
    """What an audience is not shown, as it is told: `keptback.KeptBack`, or what is remembered of it."""

    @property
    def audience(self) -> str: ...
    @property
    def withheld(self) -> Sequence[Withheld]: ...
    @property
    def summary(self) -> str: ...
    @property
    def notices(self) -> tuple[Notice, ...]: ...
    def rows(self) -> Iterator[tuple[str, str, str, str, str]]: ...
    def described(self) -> list[dict[str, str]]: ...


@dataclass(frozen=True, slots=True)
class Remembered:
    """What the record of a build says of what was kept back: how much it is, not which rows."""

    audience: str
    summary: str
    notices: tuple[Notice, ...]
    withheld: tuple[Withheld, ...] = ()

    def rows(self) -> Iterator[tuple[str, str, str, str, str]]:
        return iter(())

    def described(self) -> list[dict[str, str]]:
        return []


@dataclass(frozen=True, slots=True)
class Built:
    """What was written, in the order of writing, and what the back ends could not do as asked.

    `kept_back` and `told`, on how the data were read, are for whoever builds alone: they stand in none of the files.
    `inputs` are all files that went in, by the names that a manifest shows, each with its SHA-256; the manifest has no
    hash of a table that is not shown whole, so these are not for its readers. `is_unchanged`: nothing was written,
    since nothing of what goes in had changed; `edited` are the files that somebody changed by hand, and were left so.
    `kept` names those that this build (where nothing has changed: the last) has put new ones in the place of, and where
    they are now.
    """

    folder: Path
    files: tuple[Path, ...]
    notices: tuple[Notice, ...]
    kept_back: Kept
    summary: Summary
    told: tuple[Notice, ...] = ()
    inputs: tuple[tuple[str, str], ...] = ()
    kept: tuple[Notice, ...] = ()
    is_unchanged: bool = False
    edited: tuple[Path, ...] = ()

    @property
    def news(self) -> tuple[Notice, ...]:
        """What whoever builds is told; which files were kept is told once."""
        return (*(() if self.is_unchanged else self.kept), *self.told, *self.notices)
