"""Series in, whole phrases and sentences out, in the order officials write them; what the data lack is left out.

Value → change → against the mean → rank and its change: `1—10月，全区固定资产投资256.8亿元，同比增长5.6%，
高于全市平均水平2.3个百分点，居全市第1位，较上月提升2位`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.model import parts, printing, trends, wording
from briefing.model.figure import Figure
from briefing.model.metrics import HUNDRED
from briefing.model.pace import Pace
from briefing.model.period import Period
from briefing.model.records import Observation
from briefing.model.series import Comparison, Series, compare
from briefing.model.wholes import rate_of
from briefing.model.wording import Phrase, join, plain, tongue
from briefing.model.wording.tongue import Course, Lead


@dataclass(frozen=True, slots=True)
class Setting:
    """What a sentence is set against: the series of the mean, among whom ranks count, and whom it calls its subject.

    `rank` is a rank worked out among peers, for a row that has none published; `tied` says that others share it.
    """

    mean: Series | None = None
    scope: str = ""
    subject: str = ""
    dated: bool = True
    rank: int | None = None
    tied: bool = False


ALONE = Setting()


def sentence(row: Series, setting: Setting = ALONE) -> Phrase:
    """Say all that the data tell of a row, in the usual order; nothing where they tell nothing."""
    opening, changed = statement(row, setting), _changed(row)
    rest = [
        phrase
        for phrase in (changed[0] if changed else (), _mean(row, setting, changed), *_rank(row, setting))
        if phrase
    ]
    if row.current and row.current.value is None:
        # A name without a value is the subject of what follows, and no comma stands between.
        rest = [tongue(row.language).about(plain(opening), rest[0]), *rest[1:]] if rest else []
    else:
        rest = [opening, *rest]
    return join([phrase for phrase in rest if phrase], wording.marks(row.language).comma)


def statement(row: Series, setting: Setting = ALONE) -> Phrase:
    """Open a sentence: its period, subject, name and value, with 初步统计数 behind a preliminary one."""
    now = row.current
    if now is None:
        return ()
    mine, when = tongue(row.language), moment(now.period, row) if setting.dated else ""
    subject = setting.subject or (row.entity.name if row.shared else "")
    if now.value is None:
        return (mine.named(row, subject, when),)
    figure = printing.value(row, now)
    if row.is_rank:
        return (*mine.ranked_statement(row, figure, when), *wording.preliminary(row))
    return (*mine.statement(row, figure, subject, when), *wording.preliminary(row))


def moment(period: Period, row: Series) -> str:
    """Name a period in running text: without its year where that is the year of the report (1—10月, 前三季度)."""
    if period.year != row.reporting.year or period.kind in {"year", "span"}:
        return period.label
    return tongue(row.language).part_of_year(period, quarterly=row.indicator.frequency == "quarter")


def _changed(row: Series) -> tuple[Phrase, Comparison | None] | None:
    """Return how a row changed, and against what; a published rate alone has no base to show."""
    pair = compare(row)
    if pair is not None:
        return wording.change(pair), pair
    published = wording.published_growth(row)
    return (published, None) if published else None


def _mean(row: Series, setting: Setting, changed: tuple[Phrase, Comparison | None] | None) -> Phrase:
    """Hold the row against the mean, where the rate that was just said is the one that is compared."""
    pair = changed[1] if changed else None
    told = changed is not None and (pair is None or pair.old.period == pair.new.period.year_ago())
    if setting.mean is None or not (row.is_rate or told) or (pair and not row.is_rate and pair.turned_sign):
        return ()
    return against(row, setting.mean, mean=True)


def against(row: Series, other: Series, *, mean: bool) -> Phrase:
    """Hold the row's rate against another's, or against the `mean`: `高于全市平均水平2.3个百分点`."""
    gap, course = printing.against_mean(row, other), _course(row, other)
    if gap is None or course is None:
        return ()
    mine = tongue(row.language)
    return mine.against(gap, mine.mean_of(other.entity.name) if mean else other.entity.name, course)


def _course(row: Series, other: Series) -> Course | None:
    """Return by what name two rates are compared, so that nobody takes it for the values; None where one turned sign.

    A rate itself, and the growth of an amount of which more is better, need no name where both grew.
    """
    mine, theirs = rate_of(row), rate_of(other)
    if mine is None or theirs is None:
        return None
    if row.is_rate:
        return ""
    if min(mine.rate, theirs.rate) < -HUNDRED:
        return None
    if mine.printed < 0 and theirs.printed < 0:
        return "decline"
    plainly = row.indicator.kind in {"flow", "count"} and row.indicator.direction != "lower"
    return "" if plainly and mine.printed >= 0 and theirs.printed >= 0 else "growth"


def _rank(row: Series, setting: Setting) -> tuple[Phrase, ...]:
    if row.is_rank:
        return ()
    placed = ranking(row, setting)
    return (placed, moved(row)) if placed else ()


def ranking(row: Series, setting: Setting = ALONE) -> Phrase:
    """Say the published rank, else the one worked out: `居全市第1位`, `并列第2位`; nothing where there is none."""
    published = printing.published_rank(row)
    if published is not None:
        return tongue(row.language).ranking(published, setting.scope, tied=False)
    if setting.rank is None or (row.current and "rank" in row.current.held):
        return ()
    return tongue(row.language).ranking(printing.place(row, setting.rank), setting.scope, tied=setting.tied)


def moved(row: Series) -> Phrase:
    """Say how a published rank moved since the period before, else since the year before: `较上月提升2位`."""
    now = row.current
    if now is None or _place(row, now) is None:
        return ()
    for period in (now.period.previous(), now.period.year_ago()):
        then = row.at(period)
        if then is not None and (was := _place(row, then)) is not None:
            places = parts.place_change(row, then, was - (_place(row, now) or 0))
            return tongue(row.language).rank_moved(places, _since(row, then.period, now.period))
    return ()


def _since(row: Series, old: Period, new: Period) -> str:
    return tongue(row.language).since(old, new, row.reporting)


def _place(row: Series, observation: Observation) -> int | None:
    if not row.is_rank:
        return observation.rank
    return int(observation.value) if observation.value is not None else None


def contribution(part: Comparison, whole: Comparison, name: str) -> Phrase:
    """Say what a part gave the growth of its whole: `拉动全区增长1.2个百分点，贡献率23.4%`."""
    points = printing.contribution(part, whole)
    if points is None:
        return ()
    return tongue(part.series.language).contribution(points, printing.contribution_rate(part, whole), name)


def share(row: Series, whole: Series, name: str) -> Phrase:
    """Say what part of a whole it is, and how that moved: `占全区的31.5%，比上年提高0.8个百分点`."""
    portion, mine = printing.share(row, whole), tongue(row.language)
    if portion is None or row.current is None:
        return ()
    step = trends.share_step(row, whole)
    said = [mine.share(portion, name)]
    if step is not None:
        said.append(mine.share_moved(step[0], _since(row, step[1], row.current.period)))
    return join(said, wording.marks(row.language).comma)


def trend(row: Series) -> Phrase:
    """Say how the growth rate moved since the period before: `增速比1—9月加快0.8个百分点`.

    It is the growth on the year before that moved; where the row itself is held against another base, that is said.
    """
    found = trends.drift(row)
    if found is None or row.current is None:
        return ()
    before, now, mine = found.before.period, row.current.period, tongue(row.language)
    words = moment(before, row) if now.kind == "cumulative" else _since(row, before, now)
    pair = compare(row)
    other = pair is not None and pair.old.period != now.year_ago()
    lead: Lead = "" if not other else "year" if now.is_whole_years else "part"
    return mine.drift(found.step, found.was, found.now, words, lead)


def target(row: Series, state: Pace) -> Phrase:
    """Say how a target stands; one that is met with how early and by how much: `提前一年完成目标，超额完成4.3%`."""
    if not state.met or state.ceiling:
        return wording.target(row, state)
    beyond = row.is_rate and not state.from_base
    early, over = trends.early(row, state), trends.over(row, state)
    return tongue(row.language).met(early, over, beyond=beyond, gained=state.from_base)


def ups_and_downs(rows: Sequence[Series]) -> Phrase:
    """Say how many of some rows rose, fell and stayed: `五项指标三升两降`; nothing where none can be compared."""
    signs = [(row, sign) for row in rows if (sign := _sign(row)) is not None]
    if not signs:
        return ()
    mine = tongue(signs[0][0].language)
    names = mine.PARTS
    total = _counted([row for row, _ in signs], "compared", names.compared)
    kinds = ((1, "up", names.up), (-1, "down", names.down), (0, "level", names.level))
    moves = [_counted([row for row, each in signs if each == sign], key, label, rows) for sign, key, label in kinds]
    return mine.ups_and_downs(total, moves, every=len(signs) == len(rows))


def _sign(row: Series) -> int | None:
    """Return 1, -1 or 0 for a value that rose, fell or stayed as its change is printed; a smaller rank rose."""
    pair = compare(row)
    if pair is None:
        rate = printing.published_growth(row)
        return None if rate is None else (rate.rounded > 0) - (rate.rounded < 0)
    if wording.is_level(pair):
        return 0
    if row.is_rank:
        return 1 if pair.new_value < pair.old_value else -1
    rate = None if row.is_rate else printing.growth(pair)
    size = (rate or printing.change(pair)).rounded
    return 1 if size > 0 else -1


def _counted(counted: Sequence[Series], key: str, label: str, among: Sequence[Series] = ()) -> Figure:
    ids = "+".join(f"{row.indicator.id}/{row.entity.id}" for row in (among or counted))
    origins = tuple(dict.fromkeys(row.indicator.origin for row in counted))
    language = (counted or among)[0].language
    unit = {"zh": "项" if key == "compared" else "", "en": ""}[language]
    return printing.count(f"{ids}/{key}", label, len(counted), unit, origins, language=language)


def placed(row: Series, setting: Setting) -> Phrase:
    """Say a rank and how it moved: `居全市第1位，较上月提升2位`."""
    return join([phrase for phrase in _rank(row, setting) if phrase], wording.marks(row.language).comma)


def ranked(row: Series, scope: str) -> Phrase:
    """Say the value of a row that is a rank itself, and how it moved."""
    assert row.current is not None
    mine = tongue(row.language)
    place = mine.ranking(printing.value(row, row.current), scope or mine.scope_of(row.name), tied=False)
    return join([phrase for phrase in (place, moved(row)) if phrase], wording.marks(row.language).comma)
