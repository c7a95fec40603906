"""What is worth saying: series in, ranked `Fact`s out. A fact knows its score and the words for it.

Scores order kinds of news as a meeting would: a missed target before a met one, a turn of sign and a doubling before an
ordinary rise, a first rank before a small change, and plain levels last, in the order the data set lists them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import log10
from typing import Literal

from briefing.model import printing, wording
from briefing.model.book import Book
from briefing.model.language import Language
from briefing.model.metrics import HUNDRED, Light
from briefing.model.pace import Pace
from briefing.model.series import Comparison, Series, compare
from briefing.model.wording import Phrase

FactKind = Literal[
    "missed", "met", "turned", "doubled", "first", "rank", "leader", "full", "rise", "fall", "published", "level",
]  # fmt: skip
_SCORES: dict[FactKind, float] = {
    "missed": 95, "turned": 90, "met": 88, "doubled": 86, "first": 80, "rank": 60, "leader": 76, "full": 58, "rise": 50,
    "fall": 52, "published": 48, "level": 10,
}  # fmt: skip
_EXTREME = 6
_YEAR = 12
_THEN: dict[Language, tuple[str, str]] = {"zh": ("{}", ""), "en": ("", " ({})")}
"""What stands before and behind the headline of a fact of an earlier time."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing worth saying about a series: `headline` is short, `lead` opens a point and `body` is its sentence.

    `when` is the time that a headline opens with, of a fact that is not of the reporting period.
    """

    kind: FactKind
    score: float
    row: Series
    headline: Phrase
    body: Phrase = ()
    pair: Comparison | None = None
    pace: Pace | None = None
    when: str = ""

    @property
    def is_news(self) -> bool:
        """True where something happened (a change, a target, a rank), not only a level."""
        return self.kind != "level"


def facts(book: Book, theme: str) -> tuple[Fact, ...]:
    """Return one fact for each series of a theme that has something to report, most telling first."""
    rows = list(enumerate(book.of_theme(theme)))
    made = ((row, _peers(book, row, place), place) for place, row in rows)
    # Where a league cannot be drawn up, its first row speaks for nobody but itself.
    found = [league or _fact(book, row, place) for row, league, place in made if league or book.speaks_for_itself(row)]
    found = [replace(f, headline=dated(f.row, f.headline), when=_when(f.row)[0]) for f in _mark_extremes(found)]
    return tuple(sorted(found, key=lambda fact: -fact.score))


def is_stale(row: Series) -> bool:
    """Whether what is current of a row is of an earlier time than the report, so that it may not pass for its news.

    The latest quarter that is over is news of 1—10月; of a report on several years each of them is part.
    """
    if row.current is None or row.current.period.last >= row.reporting.last:
        return False
    now, then = row.reporting, row.current.period
    if now.covers(then):
        return now.months <= _YEAR and then.next().last <= now.last
    return then.last < now.first or then.next().last <= now.last


def dated(row: Series, said: Phrase) -> Phrase:
    """Let what is said of a row say its time, where that is earlier than the report's: `8月研发投入增长15.4%`."""
    before, after = _when(row)
    return tuple(part for part in (before, *said, after) if part)


def _when(row: Series) -> tuple[str, str]:
    """Return what stands before and behind what is said of an earlier time."""
    if row.current is None or not is_stale(row):
        return "", ""
    then = row.current.period
    when = then.short_label if then.start_year == row.reporting.year else then.label
    before, after = _THEN[row.language]
    return before.format(when), after.format(when)


def _fact(book: Book, row: Series, place: int) -> Fact:
    """Return the most telling fact of one series; `place` (its order in the data) breaks ties between equals."""
    made = (maker(book, row) for maker in (_target, _turned, _doubled, _first, _moved, _published, _placed, _full))
    fact = next((fact for fact in made if fact), None) or Fact("level", _SCORES["level"], row, wording.value(row))
    fact = _with_rank(fact)
    weight = -8 if row.indicator.direction == "neutral" and fact.kind == "level" else 0
    return replace(fact, score=fact.score + weight - place * 0.05)


def _with_rank(fact: Fact) -> Fact:
    """Add the published rank to the sentence of a fact that is not about it: value, change, rank."""
    rank = printing.published_rank(fact.row)
    if rank is None or fact.kind in {"first", "rank"} or not fact.body:
        return fact
    return replace(fact, body=(*fact.body, *wording.after(_marks(fact.row).comma, wording.placed(fact.row, rank))))


def _marks(row: Series) -> wording.Marks:
    return wording.marks(row.language)


def _target(book: Book, row: Series) -> Fact | None:
    state = book.pace(row)
    if state is None or (state.light in (Light.GREEN, None) and not state.met):
        return None
    kind: FactKind = "met" if state.met else "missed"
    headline = wording.about(row, wording.target(row, state))
    goal = wording.tongue(row.language).goal(printing.target(row))
    body = wording.join([part for part in (wording.level(row), goal, _changed(row)) if part], _marks(row).comma)
    return Fact(kind, _SCORES[kind] - (0 if state.light is Light.RED else 2), row, headline, body, compare(row), state)


def _changed(row: Series) -> Phrase:
    pair = compare(row)
    return wording.change(pair) if pair else wording.published_growth(row)


def _turned(book: Book, row: Series) -> Fact | None:
    pair = compare(row)
    if pair is None or row.is_rank or not pair.turned_sign:
        return None
    headline = wording.about(row, wording.change(pair))
    return Fact("turned", _SCORES["turned"], row, headline, wording.from_to(pair), pair)


def _doubled(book: Book, row: Series) -> Fact | None:
    pair = compare(row)
    if pair is None or row.is_rank or row.is_rate or row.indicator.direction == "lower":
        return None
    if not wording.multiple(pair):
        return None
    headline = wording.about(row, wording.doubled(pair))
    return Fact("doubled", _SCORES["doubled"], row, headline, _course(pair), pair)


def _first(book: Book, row: Series) -> Fact | None:
    now = row.current
    if now is None or not (now.rank == 1 or (row.is_rank and now.value == 1) or _leads(book, row)):
        return None
    pair = compare(row)
    if row.is_rank:
        return Fact("first", _SCORES["first"], row, wording.value(row), wording.from_to(pair) if pair else (), pair)
    headline = wording.about(row, wording.placed(row, printing.place(row, 1)))
    return Fact("first", _SCORES["first"], row, headline, _level_and_change(row), pair)


def _leads(book: Book, row: Series) -> bool:
    """Whether an entity in focus is the first of three or more peers."""
    ranked = book.ranked(row.indicator.id)
    return len(ranked) > 2 and ranked[0][0].entity == row.entity and ranked[1][1] > 1


def _level_and_change(row: Series) -> Phrase:
    return wording.join([phrase for phrase in (wording.level(row), _changed(row)) if phrase], _marks(row).comma)


def _moved(book: Book, row: Series) -> Fact | None:
    """A rise or a fall against the base the reader expects; a published rate of the same year wins over it."""
    pair = compare(row)
    if pair is None:
        return None
    size, headline = _size(pair), wording.about(row, wording.change(pair))
    if size == 0 or wording.is_level(pair):
        return Fact("level", _SCORES["level"] + 2, row, headline, wording.level(row), pair)
    if row.is_rank:
        return Fact("rank", _SCORES["rank"] + min(size, 24), row, headline, wording.from_to(pair), pair)
    kind: FactKind = "rise" if pair.new_value >= pair.old_value else "fall"
    score = _SCORES[kind] + min(8 * log10(1 + size), 22)
    return Fact(kind, score, row, headline, _course(pair), pair)


def _size(pair: Comparison) -> float:
    """How large a change is, as a number that can be compared across units: places, points or per cent."""
    if pair.series.is_rank or pair.series.is_rate:
        return abs(float(pair.new_value - pair.old_value))
    rate = pair.growth
    return abs(float(rate)) if rate is not None else 0


def _course(pair: Comparison) -> Phrase:
    """Say the whole course of a change: from, to, by how much, and the mean rate of several years."""
    parts = [wording.from_to(pair)]
    if not pair.series.is_rate:
        parts += [wording.net_change(pair), wording.mean_growth(pair)]
    return wording.join([part for part in parts if part], _marks(pair.series).comma)


def _published(book: Book, row: Series) -> Fact | None:
    growth = wording.published_growth(row)
    if not growth:
        return None
    return Fact("published", _SCORES["published"], row, wording.about(row, growth), wording.level(row))


def _placed(book: Book, row: Series) -> Fact | None:
    """A published rank; where there is no value beside it, it is all there is to say."""
    rank = printing.published_rank(row)
    if rank is None:
        return None
    headline = wording.about(row, wording.placed(row, rank))
    return Fact("rank", _SCORES["full"], row, headline, wording.level(row))


def _full(book: Book, row: Series) -> Fact | None:
    if is_share(row) and row.current and row.current.value == HUNDRED:
        return Fact("full", _SCORES["full"], row, wording.value(row))
    return None


def is_share(row: Series) -> bool:
    """Return whether a rate is a part of a whole, so that it may be drawn against 100 %."""
    value = row.current.value if row.current else None
    if row.indicator.unit not in {"%", "％"} or value is None or not 0 <= value <= HUNDRED:
        return False
    endings, others = wording.tongue(row.language).SHARES
    name = row.name.lower()
    return name.endswith(endings) and not name.endswith(others)


def _peers(book: Book, row: Series, place: int) -> Fact | None:
    """Where three or more peers report an indicator and none is in focus, who leads says most."""
    ranked = book.ranked(row.indicator.id)
    if len(ranked) < 3 or book.has_focus:
        return None
    best, _ = ranked[0]
    tongue = wording.tongue(best.language)
    headline = tongue.about(best.title, tongue.leading(best))
    risers = sorted(_growths(ranked), key=lambda item: item[1])
    body: list[Phrase] = []
    if ranked[1][1] > 1:
        body.append((tongue.following(ranked[1][0].entity.name, ranked[2][0].entity.name),))
    if risers:
        fastest, slowest = risers[-1][0], risers[0][0]
        if risers[-1][1] > 0:
            body.append(tongue.extreme(fastest, rose=True))
        if risers[0][1] < 0:
            body.append(tongue.extreme(slowest, rose=False))
    said = wording.join(body, tongue.MARKS.semicolon)
    return Fact("leader", _SCORES["leader"] - place * 0.05, best, headline, said, compare(best))


def _growths(ranked: Sequence[tuple[Series, int]]) -> Iterator[tuple[Comparison, Decimal]]:
    for row, _ in ranked:
        pair = compare(row)
        size = None if pair is None else pair.new_value - pair.old_value if row.is_rate else pair.growth
        # Of rounded rates nobody knows whose rose most.
        exact = pair is not None and not (row.is_rate and pair.is_rounded)
        if pair is not None and exact and size is not None and not row.is_rank:
            yield pair, size


def _mark_extremes(found: Iterable[Fact]) -> list[Fact]:
    """Raise the score of the largest rise and of the largest fall of a theme."""
    marked = list(found)
    for kind in ("rise", "fall"):
        same = [i for i, fact in enumerate(marked) if fact.kind == kind]
        if len(same) > 1:
            top = max(same, key=lambda i: marked[i].score)
            marked[top] = replace(marked[top], score=marked[top].score + _EXTREME)
    return marked


def headline(ranked: Sequence[Fact], limit: int = 2, width: int = 40) -> Phrase:
    """Join the most telling facts into one message of at most `width` characters; the first fact is always said.

    What is of the reporting period goes first. `width` counts Chinese characters; a language of letters has more of
    them in the same room.
    """
    if not ranked:
        return ()
    ranked = sorted(ranked, key=lambda fact: is_stale(fact.row))
    marks = _marks(ranked[0].row)
    chosen: list[Phrase] = []
    joint = marks.comma.strip()
    mark = marks.semicolon if any(joint in wording.plain(fact.headline) for fact in ranked[:limit]) else marks.clause
    for fact in ranked:
        longer = wording.join([*chosen, fact.headline], mark)
        fits = len(wording.plain(longer)) <= width * marks.breadth
        if not chosen or (fits and (fact.is_news or not ranked[0].is_news)):
            chosen.append(fact.headline)
        if len(chosen) == limit:
            break
    return wording.join(chosen, mark)


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a slide: a lead to remember and the sentence that supports it."""

    lead: Phrase
    body: Phrase


def points(ranked: Sequence[Fact], limit: int = 3) -> tuple[Point, ...]:
    """Turn facts into points: a point for each piece of news, and plain levels gathered by threes."""
    news = [fact for fact in ranked if fact.body]
    levels = [fact for fact in ranked if not fact.body]
    made = [Point(fact.headline, fact.body) for fact in news[:limit]]
    for start in range(0, len(levels), 3):
        group = levels[start : start + 3]
        if len(made) < limit:
            rest = wording.join([fact.headline for fact in group[1:]], _marks(group[0].row).semicolon)
            made.append(Point(group[0].headline, rest))
    return tuple(made)
