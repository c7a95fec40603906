"""A data set and a round's period in; what each department is asked for out, as `Form`s."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from briefing.intake.model import COLUMNS, Form, Row, Sheet, SheetKind
from briefing.intake.words import NO_VALUE, PROJECT_WORDS, STATUS_WORDS
from briefing.model.dataset import Dataset
from briefing.model.period import Period
from briefing.model.records import Indicator, Observation, Project

_MOST_TEXT = 300
_EVERY: dict[str, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_CODES = {"quarter": "{year}Q{part}", "half": "{year}H{part}", "year": "{year}"}


def leads(dataset: Dataset, indicator: Indicator) -> str:
    """Return the department that reports an indicator: its own, else its theme's; empty where there is none."""
    return indicator.department or dataset.theme(indicator.theme).department


def departments(dataset: Dataset, period: Period) -> tuple[str, ...]:
    """Return the departments that have something to report for a round, in the order of the data."""
    reporting = (leads(dataset, i) for i in dataset.indicators if any(_periods_of(dataset, i, period)))
    building = (project.department for project in dataset.projects if _is_open(project))
    return tuple(dict.fromkeys(name for name in (*reporting, *building) if name))


def unled(dataset: Dataset) -> tuple[Indicator, ...]:
    """Return the indicators that no department leads: nobody is asked for them."""
    return tuple(indicator for indicator in dataset.indicators if not leads(dataset, indicator))


def ask(dataset: Dataset, department: str, period: Period, due: str = "", contact: str = "") -> Form:
    """Return the form of one department; without sheets where it has nothing to report for the round."""
    rows = tuple(_indicator_rows(dataset, department, period))
    projects = tuple(_project_rows(dataset, department))
    sheets = (_sheet("indicators", rows, dataset, period), _sheet("projects", projects, dataset, period))
    return Form(
        dataset=dataset.id,
        title=dataset.title,
        department=department,
        period=period.code,
        sheets=tuple(sheet for sheet in sheets if sheet.rows),
        due=due,
        contact=contact or dataset.organization,
    )


def _sheet(kind: SheetKind, rows: tuple[Row, ...], dataset: Dataset, period: Period) -> Sheet:
    places = {row.issued("entity") for row in rows}
    hidden = set() if len(places) > 1 or len(dataset.entities) > 1 else {"entity"}
    if all(row.ids[-1] == period.code for row in rows):
        hidden.add("period")
    return Sheet(kind, tuple(column.id for column in COLUMNS[kind] if column.id not in hidden), rows)


def _indicator_rows(dataset: Dataset, department: str, period: Period) -> Iterator[Row]:
    for indicator in dataset.indicators:
        if leads(dataset, indicator) != department:
            continue
        places = dataset.entities_of(indicator.id) or (dataset.default_entity,)
        has_ranks = any(row.rank is not None for place in places for row in dataset.series(indicator.id, place))
        for place in places:
            for asked in periods(dataset, indicator, place, period):
                yield _indicator_row(dataset, indicator, place, asked, has_ranks)


def _indicator_row(dataset: Dataset, indicator: Indicator, place: str, period: Period, has_ranks: bool) -> Row:
    known = {row.period: row for row in dataset.series(indicator.id, place)}
    now = known.get(period)
    cells = {
        "name": indicator.name,
        "entity": dataset.entity(place).name,
        "period": period.label,
        "unit": indicator.unit,
        "definition": indicator.definition[:_MOST_TEXT],
        "previous": _value(known.get(_before(period, set(known)))),
        "year_ago": _value(known.get(period.year_ago())),
    } | (_prefilled(now) if now else {})
    ranks = ("rank",) if has_ranks else ()
    open_ = ("value", "growth", *ranks, "status", "note")
    return Row((indicator.id, place, period.code), indicator.kind, {k: v for k, v in cells.items() if v}, open_)


def _prefilled(now: Observation) -> dict[str, str]:
    """Return what the data have already: a form that is issued again shows it, to be corrected."""
    return {
        "value": _text(now.value),
        "growth": _text(now.growth),
        "rank": "" if now.rank is None else str(now.rank),
        "status": STATUS_WORDS[now.status],
    }


def _value(row: Observation | None) -> str:
    return NO_VALUE if row is None or row.value is None else _text(row.value)


def _text(value: Decimal | None) -> str:
    return "" if value is None else format(value, "f")


def _before(period: Period, known: set[Period]) -> Period:
    """Return the period before; before a December that is a year's last cumulative value, January to November."""
    if period.kind == "year" and (november := _cumulative(period.year, 11)) in known:
        return november
    return period.previous()


def periods(dataset: Dataset, indicator: Indicator, place: str, round_: Period) -> tuple[Period, ...]:
    """Return which periods of a series are asked for in a round: the kinds it has, so far as they end with the round.

    A monthly round asks for the month, and for January to the month where the data have such; in a quarter's last
    month for the quarter, and so on. What is only kept cumulatively is not asked for single months, and at
    the ends of its frequency alone: of a quarterly one January to October is never due. A round of another kind asks
    for itself alone.
    """
    kinds = _kinds([row.period for row in dataset.series(indicator.id, place)])
    if indicator.frequency and "cumulative" not in kinds:
        kinds.add(indicator.frequency)
    kinds = kinds or {str(round_.kind)}
    if round_.month % _EVERY[indicator.frequency or "month"]:
        kinds.discard("cumulative")
    if round_.kind != "month":
        return (round_,) if round_.kind in kinds else ()
    return tuple(dict.fromkeys(_ending(round_, kinds)))


def _kinds(known: Sequence[Period]) -> set[str]:
    """Return the kinds of period that a series has. January is a month and January to January: it proves neither."""
    kinds = {str(period.kind) for period in known if not (period.kind == "month" and period.month == 1)}
    return kinds or ({"month"} if known else set())


def _periods_of(dataset: Dataset, indicator: Indicator, round_: Period) -> Iterator[Period]:
    for place in dataset.entities_of(indicator.id) or (dataset.default_entity,):
        yield from periods(dataset, indicator, place, round_)


def _ending(month: Period, kinds: set[str]) -> Iterator[Period]:
    if "month" in kinds:
        yield month
    if "cumulative" in kinds:
        yield _cumulative(month.year, month.month)
    for kind, code in _CODES.items():
        every = _EVERY[kind]
        if kind in kinds and month.month % every == 0:
            yield Period.parse(code.format(year=month.year, part=month.month // every))


def _cumulative(year: int, month: int) -> Period:
    return Period.parse(f"{year}-01..{year}-{month:02d}")


def _is_open(project: Project) -> bool:
    return project.status != "completed" or not project.actual_finish


def _project_rows(dataset: Dataset, department: str) -> Iterator[Row]:
    names = {entity.id: entity.name for entity in dataset.entities}
    for project in dataset.projects:
        if project.department != department or not _is_open(project):
            continue
        cells = {
            "name": project.name,
            "entity": names.get(project.entity, ""),
            "start": project.start,
            "planned_finish": project.planned_finish,
            "was": _text(project.progress) or NO_VALUE,
            "stood": PROJECT_WORDS[project.status] if project.status else NO_VALUE,
            "actual_finish": project.actual_finish,
        }
        open_ = ("progress", "status", "actual_finish", "note")
        yield Row((project.id,), "", {k: v for k, v in cells.items() if v}, open_)
