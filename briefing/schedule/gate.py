"""A data set folder, a gate and a period in; the departments whose data are not in, and what they lack, out.

Data are in by the data set itself: every indicator that a department leads and that is due by its frequency has a value
of the month in which the period ends, monthly, cumulative or of a longer period, as the data have it. Where forms went
out for that round, a department's form must have been taken in as well, and not before `Gate.since`; a later change of
its figures by a merge counts as well. When data came that no form brought, nobody knows: there only their being there
counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.errors import BriefingError, Problem, ProblemsFound, suggest
from briefing.intake.asked import leads, periods
from briefing.model.period import Period
from briefing.schedule.model import Gate, Job

if TYPE_CHECKING:
    from briefing.intake.ledger import Entry
    from briefing.model.dataset import Dataset
    from briefing.model.records import Indicator

PAUSE = timedelta(minutes=5)
"""How long to wait before looking again."""
_MOST = 3


@dataclass(frozen=True, slots=True)
class Lacking:
    """A department whose data are not in: the indicators without a value, and whether its form was not taken in."""

    department: str
    indicators: tuple[str, ...] = ()
    is_unsent: bool = False

    def __str__(self) -> str:
        named = "、".join(self.indicators[:_MOST]) + ("等" if len(self.indicators) > _MOST else "")
        said = ["没有交表"] if self.is_unsent else []
        said += [f"缺{named}（{len(self.indicators)}项）"] if self.indicators else []
        return f"{self.department}{'，'.join(said)}"


def merging(folder: Path) -> str:
    """Return why a data set cannot be read just now; empty where it can.

    A merge that was cut off is brought to its end first, as every later merge would.
    """
    from briefing.intake import journal
    from briefing.intake.lock import LOCK, locked

    if not (folder / LOCK).exists() and not journal.is_left(folder):
        return ""
    try:
        with locked(folder):
            if journal.is_left(folder):
                journal.finish(folder)
    except BriefingError as error:
        return str(error)
    return ""


def since(gate: Gate, job: Job, period: Period, at: datetime) -> date | None:
    """Return the day from which on data count, seen from the job's time zone; None where all do."""
    match gate.since:
        case "month_start":
            return at.astimezone(job.zone).date().replace(day=1)
        case "period_end":
            return date(period.year + period.month // 12, period.month % 12 + 1, 1) - timedelta(days=1)
        case None:
            return None


def lacking(folder: Path, root: Path, gate: Gate, period: Period, first: date | None, where: str) -> list[Lacking]:
    """Return the departments whose data are not in, in the order of the data.

    Raises ProblemsFound where the data set has problems of its own, or the gate names a department that it has not.
    """
    from briefing.intake import ledger
    from briefing.sources import load

    dataset, forms = load(folder, root), _of(ledger.entries(folder), period)
    led = dict.fromkeys(filter(None, (leads(dataset, indicator) for indicator in dataset.indicators)))
    asked = dict.fromkeys(entry.department for entry in ledger.issued(forms))
    _check(gate, [*led, *asked], where)
    sent = _sent(folder, forms, period, first)
    found = []
    for name in gate.departments or (*led, *(name for name in asked if name not in led)):
        bare = tuple(i.name for i in dataset.indicators if leads(dataset, i) == name and not _is_in(dataset, i, period))
        if bare or (name in asked and name not in sent):
            found.append(Lacking(name, bare, name in asked and name not in sent))
    return found


def _check(gate: Gate, known: Sequence[str], where: str) -> None:
    if strange := [name for name in gate.departments if name not in known]:
        raise ProblemsFound(
            Problem(where, f"数据集里没有由“{name}”牵头的指标，等不来它的数据。", suggest(name, known)) for name in strange
        )


def _of(entries: Sequence[Entry], period: Period) -> tuple[Entry, ...]:
    """Return what the ledger of forms says of the rounds that end with a period."""
    return tuple(entry for entry in entries if _ends_with(entry.period, period))


def _ends_with(code: str, period: Period) -> bool:
    try:
        return Period.parse(code).last == period.last
    except ValueError:
        return False


def _sent(folder: Path, forms: Sequence[Entry], period: Period, first: date | None) -> set[str]:
    """Return the departments that have sent, by the forms taken in and by the changes merged, from a day on."""
    from briefing.intake import ledger, revisions

    found = {e.department for e in ledger.received(forms) if first is None or (e.when and e.when.date() >= first)}
    for revision in revisions.revisions(folder) if first else ():
        if _ends_with(revision.period, period) and _day(revision.when) >= (first or date.min):
            found.add(revision.department.removeprefix("'"))
    return found


def _day(stamp: str) -> date:
    try:
        return datetime.fromisoformat(stamp).date()
    except ValueError:
        return date.min


def _is_in(dataset: Dataset, indicator: Indicator, period: Period) -> bool:
    """Return whether an indicator has a value of the period's last month, or none is due then."""
    return all(_has(dataset, indicator.id, place, due) for place, due in _asked(dataset, indicator, period) if due)


def _asked(dataset: Dataset, indicator: Indicator, period: Period) -> Iterator[tuple[str, tuple[Period, ...]]]:
    """Yield where and for which periods an indicator is asked for: of the whole where it has such, else of each place.

    An indicator that says no frequency and has no values yet is asked for by nobody.
    """
    places, whole = dataset.entities_of(indicator.id), dataset.default_entity
    if not places and not indicator.frequency:
        return
    for place in (whole,) if whole in places or not places else places:
        yield place, periods(dataset, indicator, place, period.end())


def _has(dataset: Dataset, indicator: str, place: str, wanted: Sequence[Period]) -> bool:
    return any(row.period in wanted for row in dataset.series(indicator, place))
