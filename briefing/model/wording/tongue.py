"""What a language has to say: the functions and words that each module of this package (`chinese`, `english`) has.

mypy holds every module against `Tongue`; another language is one more module and its row in `TONGUES`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from briefing.model.figure import Figure
from briefing.model.metrics import Light
from briefing.model.pace import Pace
from briefing.model.records import HighlightKind, HighlightLevel, ProjectStatus
from briefing.model.series import Comparison, Series
from briefing.model.wording.phrase import Phrase


@dataclass(frozen=True, slots=True)
class Marks:
    """Punctuation, with the blanks that belong to it; `clause` stands between two short
    messages; `breadth` is how many letters say what one Chinese one says."""

    comma: str
    semicolon: str
    colon: str
    stop: str
    item: str
    open: str
    close: str
    clause: str
    breadth: float = 1


@dataclass(frozen=True, slots=True)
class PartNames:
    """What figures of parts and wholes are called; `{}` stands for the indicator's title."""

    total: str
    share: str
    rest: str
    pace: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaceWords:
    """How projects, due items and targets stand against their plan; `{}` stands for a figure or a name."""

    progress_of: str
    investment_of: str
    overdue_of: str
    left_of: str
    step_of: str
    finish: str
    done: str
    overdue: str
    behind: str
    delayed_behind: str
    unstarted: str
    on_pace: str
    today: str
    left: str
    beyond: str
    within: str
    met: str
    exceeded: str
    short: str
    level: str
    ahead: str


class Tongue(Protocol):
    """A language. Every phrase about a row follows its name: `about` puts both together."""

    @property
    def MARKS(self) -> Marks: ...
    @property
    def PARTS(self) -> PartNames: ...
    @property
    def PACE(self) -> PaceWords: ...
    @property
    def AHEAD(self) -> tuple[str, str, str, str, str]: ...
    @property
    def LEVELS(self) -> Mapping[HighlightLevel, str]: ...
    @property
    def KINDS(self) -> Mapping[HighlightKind, str]: ...
    @property
    def STATUSES(self) -> Mapping[ProjectStatus, str]: ...
    @property
    def LIGHTS(self) -> Mapping[Light, str]: ...
    @property
    def UNCHANGED(self) -> str: ...
    @property
    def UNCHANGED_A_YEAR(self) -> str: ...
    @property
    def SHARES(self) -> tuple[tuple[str, ...], tuple[str, ...]]: ...

    def number_words(self, number: int) -> str: ...
    def listed(self, names: Sequence[str]) -> str: ...
    def value(self, row: Series, *, verb: str = "") -> Phrase: ...
    def about(self, name: str, phrase: Phrase) -> Phrase: ...
    def level(self, row: Series, figure: Figure) -> Phrase: ...
    def change(self, pair: Comparison) -> Phrase: ...
    def level_words(self, words: str) -> str: ...
    def signed_change(self, pair: Comparison) -> Phrase: ...
    def beside(self, words: str, signed: Phrase) -> tuple[str, Phrase, str]: ...
    def from_to(self, pair: Comparison) -> Phrase: ...
    def net_change(self, pair: Comparison) -> Phrase: ...
    def mean_growth(self, pair: Comparison) -> Phrase: ...
    def multiple(self, pair: Comparison) -> str: ...
    def doubled(self, pair: Comparison) -> Phrase: ...
    def published_growth(self, row: Series) -> Phrase: ...
    def target(self, row: Series, state: Pace) -> Phrase: ...
    def goal(self, figure: Figure) -> Phrase: ...
    def placed(self, rank: Figure) -> Phrase: ...
    def leading(self, row: Series) -> Phrase: ...
    def following(self, second: str, third: str) -> str: ...
    def extreme(self, pair: Comparison, *, rose: bool) -> Phrase: ...
