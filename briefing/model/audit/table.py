"""A data set in; its observations as sorted columns, with exact look-ups of other periods, out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from briefing.model.audit.words import is_counted
from briefing.model.dataset import Dataset
from briefing.model.frame import frame
from briefing.model.period import Kind, Period
from briefing.model.records import Entity, Indicator, Observation

if TYPE_CHECKING:
    import numpy
    import pandas

# In quotes, since pandas is imported only where there is something to check.
Rows: TypeAlias = "pandas.DataFrame"
Ints: TypeAlias = "numpy.ndarray[Any, numpy.dtype[numpy.int64]]"

MONTH, QUARTER, HALF, YEAR, CUMULATIVE, SPAN = range(6)
"""The kinds of period as numbers; `STEPS` is by how many months the next one of a kind is away, 0 where it varies."""
STEPS = (1, 3, 6, 12, 0, 0)
_KINDS: dict[Kind, int] = {
    "month": MONTH, "quarter": QUARTER, "half": HALF, "year": YEAR, "cumulative": CUMULATIVE, "span": SPAN,
}  # fmt: skip
# Months count up to 9998 × 12, which 17 bits hold; a series is what stands above them.
_BITS = 17


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
    keys: Ints
    at: Ints

    def find(self, series: Any, first: Any, last: Any) -> Ints:
        """Return the places in `rows` of other observations, −1 where there is none."""
        import numpy

        wanted = _key(numpy.asarray(series), numpy.asarray(first), numpy.asarray(last))
        if not len(self.keys):
            return numpy.full(len(wanted), -1)
        near = numpy.minimum(numpy.searchsorted(self.keys, wanted), len(self.keys) - 1)
        found: Ints = numpy.where(self.keys[near] == wanted, near, -1)
        return found

    def value(self, places: Ints, column: str = "value") -> Any:
        """Return a column at places that `find` gave, NaN where there is none."""
        import numpy

        column_ = self.rows[column].to_numpy()
        if not len(column_):
            return numpy.full(len(places), numpy.nan)
        return numpy.where(places >= 0, column_[places], numpy.nan)

    def each(self, asked: Callable[[Indicator], Any]) -> Any:
        """Return for each row what is asked of its indicator."""
        import numpy

        return numpy.array([asked(indicator) for indicator in self.indicators])[self.rows["indicator"].to_numpy()]

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
    import numpy

    raw = frame(dataset)
    known = {indicator.id: indicator for indicator in dataset.indicators}
    if not all(id_ in known for id_ in raw["indicator"].cat.categories):
        # The table of indicators could not be read whole: nothing can be said of rows of those that are not known.
        raw = raw[raw["indicator"].isin(list(known))]
        raw["indicator"] = raw["indicator"].cat.remove_unused_categories()
    places = {entity.id: entity for entity in dataset.entities}
    indicators = tuple(known[id_] for id_ in raw["indicator"].cat.categories)
    entities = tuple(places.get(id_) or Entity(id_, id_) for id_ in raw["entity"].cat.categories)
    raw["at"] = raw.index.to_numpy()
    raw["indicator"] = raw["indicator"].cat.codes.astype("int64")
    raw["entity"] = raw["entity"].cat.codes.astype("int64")
    raw["series"] = raw["indicator"] * max(len(entities), 1) + raw["entity"]
    raw["span"] = _spans(raw)
    raw["half"] = _halves(raw, indicators)
    keys = _key(raw["series"].to_numpy(), raw["first"].to_numpy(), raw["last"].to_numpy())
    # Doubles are told at reading; here the first of them stands.
    keys, order = numpy.unique(keys, return_index=True)
    rows = raw.take(order).reset_index(drop=True)
    return Table(dataset, indicators, entities, rows, keys, rows["at"].to_numpy())


def _key(series: Any, first: Any, last: Any) -> Ints:
    import numpy

    ends = (first.astype(numpy.int64) << _BITS) | last.astype(numpy.int64)
    key: Ints = (series.astype(numpy.int64) << (2 * _BITS)) | ends
    return key


def _spans(raw: Rows) -> Any:
    import numpy

    codes = numpy.array([_KINDS[kind] for kind in raw["kind"].cat.categories] or [SPAN])
    return codes[raw["kind"].cat.codes.to_numpy()]


def _halves(raw: Rows, indicators: tuple[Indicator, ...]) -> Any:
    import numpy

    half = 0.5 * 10.0 ** -raw["digits"].to_numpy().astype(float)
    counted = numpy.array([is_counted(indicator) for indicator in indicators], dtype=bool)
    whole = counted[raw["indicator"].to_numpy()] & (raw["digits"].to_numpy() == 0)
    about = (raw["qualifier"] != "").to_numpy() | raw["value"].isna().to_numpy()
    return numpy.where(about, numpy.nan, numpy.where(whole, 0.0, half))


def period_of(first: int, last: int, span: int) -> Period:
    """Return a period from the numbers of its months and its kind."""
    return Period(int(first), int(last), next(kind for kind, number in _KINDS.items() if number == span))
