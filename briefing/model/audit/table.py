"""A data set in; its observations as sorted columns, with exact look-ups of other periods, out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias

from briefing.model.audit.words import is_counted
from briefing.model.dataset import Dataset
from briefing.model.frame import frame
from briefing.model.period import Kind, Period
from briefing.model.records import Entity, Indicator, Observation

if TYPE_CHECKING:
    import numpy
    import pandas

    from briefing.model.lookup import Lookup, Periods

# In quotes, since pandas is imported only where there is something to check.
Rows: TypeAlias = "pandas.DataFrame"
Index: TypeAlias = "pandas.Index[Any]"
Ints: TypeAlias = "numpy.ndarray[Any, numpy.dtype[numpy.int64]]"

MONTH, QUARTER, HALF, YEAR, CUMULATIVE, SPAN = range(6)
"""The kinds of period as numbers; `STEPS` is by how many months the next one of a kind is away, 0 where it varies."""
STEPS = (1, 3, 6, 12, 0, 0)
_KINDS: dict[Kind, int] = {
    "month": MONTH, "quarter": QUARTER, "half": HALF, "year": YEAR, "cumulative": CUMULATIVE, "span": SPAN,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Table:
    """All observations of a data set in the order of series (indicator and entity) and time; of doubles the first.

    `rows` is indexed from 0, `at` holds the places of its rows in `dataset.observations`. `indicator` and `entity` are
    places in `indicators` and `entities`, `series` numbers both; `span` is the kind of period (`MONTH` …). `half` is
    half a unit of the last digit of the value: by how much the exact one may differ. It is 0 of counted things, and NaN
    of values that are only about right (约, 近, 超, 余). The other columns are as in `model.frame`.
    """

    dataset: Dataset
    indicators: tuple[Indicator, ...]
    entities: tuple[Entity, ...]
    rows: Rows
    index: Lookup
    at: Index

    @property
    def periods(self) -> Periods:
        """The different periods of the rows, with kinds like `span`; `by_period` spreads what is made of them."""
        return self.index.periods

    def by_period(self, of_periods: Any) -> Any:
        return of_periods[self.periods.code]

    def find(self, series: Any, first: Any, last: Any) -> Ints:
        """Return the places in `rows` of other observations, −1 where there is none."""
        import numpy

        return self.index.find(*(numpy.asarray(each) for each in (series, first, last)))

    def moved(self, first: Any, last: Any) -> Ints:
        """Return for each row the place of that of its series so many months later, −1 where there is none; the months
        are the same for all, or an array over `periods`."""
        return self.index.moved(first, last)

    def value(self, places: Ints, column: str = "value") -> Any:
        """Return a column at places that `find` gave, NaN where there is none."""
        import numpy

        column_ = self.rows[column].to_numpy()
        if not len(column_):
            return numpy.full(len(places), numpy.nan)
        found = column_[places].astype(float, copy=False)
        found[places < 0] = numpy.nan
        return found

    def each(self, asked: Callable[[Indicator], Any]) -> Any:
        """Return for each row what is asked of its indicator."""
        import numpy

        return numpy.array([asked(indicator) for indicator in self.indicators])[self.rows["indicator"].to_numpy()]

    def leagues(self) -> Any:
        """Return the same number for each row of the same indicator and months: what entities are compared in."""
        slots = self.periods.slot
        league = self.rows["indicator"].to_numpy() * (int(slots[-1]) + 1 if len(slots) else 1)
        return league + self.by_period(slots)

    def seen(self, place: int) -> Observation:
        """Return the observation at a place in `rows`, as it was read."""
        return self.dataset.observations[int(self.at[place])]

    def whose(self, indicator: Indicator, entity: str) -> str:
        """Return an indicator's name, with the entity's where there are several."""
        return f"{indicator.name}（{self.named(entity)}）" if len(self.dataset.entities) > 1 else indicator.name

    def named(self, entity: str) -> str:
        return next((each.name for each in self.entities if each.id == entity), entity)


def tabulate(dataset: Dataset) -> Table:
    """Put the observations of a data set into columns."""
    from briefing.model import lookup

    raw = frame(dataset)
    known = {indicator.id: indicator for indicator in dataset.indicators}
    if not all(id_ in known for id_ in raw["indicator"].cat.categories):
        # The table of indicators could not be read whole: nothing can be said of rows of those that are not known.
        raw = raw[raw["indicator"].isin(list(known))]
        raw["indicator"] = raw["indicator"].cat.remove_unused_categories()
    places = {entity.id: entity for entity in dataset.entities}
    indicators = tuple(known[id_] for id_ in raw["indicator"].cat.categories)
    entities = tuple(places.get(id_) or Entity(id_, id_) for id_ in raw["entity"].cat.categories)
    raw["indicator"] = raw["indicator"].cat.codes.astype("int32")
    raw["entity"] = raw["entity"].cat.codes.astype("int32")
    many = max(len(entities), 1)
    raw["series"] = raw["indicator"].astype("int64") * many + raw["entity"]
    raw["span"] = _spans(raw)
    raw["half"] = _halves(raw, indicators)
    first, last, span = (raw[column].to_numpy() for column in ("first", "last", "span"))
    times = lookup.periods(first, last, span, SPAN + 1)
    cells = lookup.cells(raw["series"].to_numpy(), times)
    if not (cells[1:] > cells[:-1]).all():
        # Doubles are told at reading; here the first of them stands.
        order = lookup.firsts(cells)
        raw, cells, times = raw.take(order), cells[order], replace(times, code=times.code[order])
    rows = raw.reset_index(drop=True)
    index = lookup.lookup(times, rows["series"].to_numpy(), len(indicators) * many, cells)
    return Table(dataset, indicators, entities, rows, index, raw.index)


def _spans(raw: Rows) -> Any:
    import numpy

    codes = numpy.array([_KINDS[kind] for kind in raw["kind"].cat.categories] or [SPAN], dtype="int8")
    return codes[raw["kind"].cat.codes.to_numpy()]


def _halves(raw: Rows, indicators: tuple[Indicator, ...]) -> Any:
    import numpy

    half = half_units(raw["digits"].to_numpy())
    counted = numpy.array([is_counted(indicator) for indicator in indicators], dtype=bool)
    whole = counted[raw["indicator"].to_numpy()] & (raw["digits"].to_numpy() == 0)
    about = (raw["qualifier"] != "").to_numpy() | raw["value"].isna().to_numpy()
    return numpy.where(about, numpy.nan, numpy.where(whole, 0.0, half))


def half_units(digits: Any) -> Any:
    """Return half a unit of the last of so many decimals; of −1, that nothing was given, whatever."""
    import numpy

    steps = numpy.arange(-1, int(digits.max()) + 1 if len(digits) else 0)
    return (0.5 * 10.0 ** -steps.astype(float))[digits.astype(int) + 1]


def period_of(first: int, last: int, span: int) -> Period:
    """Return a period from the numbers of its months and its kind."""
    return Period(int(first), int(last), next(kind for kind, number in _KINDS.items() if number == span))
