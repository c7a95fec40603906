"""A data set, or a frame with what is known of its indicators, in; all metrics of every observation out."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from briefing.model.dataset import Dataset
from briefing.model.frame import frame as frame_of
from briefing.model.lights import Lights
from briefing.model.pace import BASED
from briefing.model.records import Indicator, Observation
from briefing.model.rules import NO_RULES, Rules

if TYPE_CHECKING:
    import pandas

    from briefing.model.lookup import Array
    from briefing.model.measures.rows import Rows
    from briefing.model.measures.traits import Traits

COLUMNS = (
    "yoy", "mom", "ytd_yoy", "against_base", "cagr", "change", "contribution", "contribution_rate", "share",
    "against_mean", "rank", "rank_change", "completion", "expected", "light",
)  # fmt: skip


LIGHTS = Lights()


def measure(dataset: Dataset) -> pandas.DataFrame:
    """Return the metrics of all observations (`measure_frame`), indexed as `model.frame.frame`.

    Of a data set as an audience sees it nothing is worked out that is kept back or rounded.
    """
    observations = frame_of(dataset)
    if dataset.policy is not None:
        _mark(observations, dataset)
    return measure_frame(
        observations, dataset.indicators, dataset.rules, dataset.lights,
        whole=dataset.default_entity, is_whole=dataset.gaps.whole,
    )  # fmt: skip


def measure_frame(
    frame: pandas.DataFrame, indicators: Sequence[Indicator], rules: Rules = NO_RULES, lights: Lights = LIGHTS,
    *, whole: str = "", is_whole: bool | None = None,
) -> pandas.DataFrame:  # fmt: skip
    """Return a column a metric, NaN where there is no answer; `light` is a category.

    Rates are in per cent, differences of rates, `contribution`, `against_mean` and `against_base` of rates in points.
    `whole` is the first entity, and `is_whole` whether it is the whole of the others; None: judged by their sums.
    Columns of `rows.MARKS` in the frame say of which rows nothing may be worked out.
    """
    # numpy and pandas take half a second to import: only who measures a table pays for them.
    import numpy
    import pandas

    from briefing.model.measures import plans, wholes
    from briefing.model.measures.parts import parts
    from briefing.model.measures.rows import rows_of
    from briefing.model.measures.traits import traits

    rows, about = rows_of(frame, [each.id for each in indicators]), traits(indicators, lights)
    total = wholes.is_total(rows, about, rows.code(whole)) if is_whole is None else is_whole
    made: dict[str, Array] = {name: numpy.empty(len(rows)) for name in COLUMNS}
    made["light"] = numpy.empty(len(rows), dtype="int8")
    for place, part in parts(rows, indicators, rules):
        for name, values in _columns(part, about, indicators, rules, whole if total else None).items():
            made[name][place if part.order is None else part.order] = values
    colours = pandas.Categorical.from_codes(made["light"], categories=pandas.Index(plans.LIGHTS))
    return pandas.DataFrame({**made, "light": colours}, index=frame.index, copy=False)


def _columns(
    rows: Rows, about: Traits, indicators: Sequence[Indicator], rules: Rules, whole: str | None
) -> dict[str, Array]:
    """Return the metrics of sorted rows; `whole` is the entity that is the whole of the others, if one is."""
    from briefing.model.measures import growths, plans, ranks, wholes

    made: dict[str, Array] = {}
    found = growths.growths(rows, about)
    made["yoy"], made["mom"] = found.yoy, growths.previous(rows, about)
    made["ytd_yoy"] = growths.cumulative(rows, about, found)
    made["against_base"], made["cagr"] = growths.against_base(rows, about, found)
    made["change"] = growths.change(rows, about, found.ago)
    part_of = wholes.wholes(rows, about, indicators, rules)
    made["contribution"], made["contribution_rate"], made["share"] = wholes.contributions(rows, found, part_of)
    mean = rows.code(rules.mean or whole or "")
    made["against_mean"], gap = wholes.against_mean(rows, about, found, mean)
    made["rank"] = ranks.ranks(rows, about, frozenset({mean, mean if whole is None else rows.code(whole)}))
    earlier = ranks.before(rows)
    made["rank_change"] = ranks.moves(made["rank"], earlier)
    target = plans.plans(rows, about, _curves(indicators, rules))
    made["completion"], made["expected"] = target.completion, target.expected
    place = ranks.places(rows, about, made["rank"])
    made["light"] = plans.lights(rows, about, target, gap, place, ranks.moves(place, earlier))
    return made


def _curves(indicators: Sequence[Indicator], rules: Rules) -> dict[int, tuple[Decimal, ...]]:
    return {place: rules.curves[each.id] for place, each in enumerate(indicators) if each.id in rules.curves}


def _mark(observations: pandas.DataFrame, dataset: Dataset) -> None:
    """Write beside each row what must not be worked out of it, by what is kept back from the audience."""
    rows, unranked = dataset.observations, dataset.gaps.unranked
    observations["guarded"] = ["growth" in row.held for row in rows]
    observations["rounded"] = [row.is_rounded for row in rows]
    observations["unplaced"] = ["rank" in row.held for row in rows]
    observations["unranked"] = [(row.indicator, row.period) in unranked for row in rows]
    based = {each.id: each for each in dataset.indicators if each.kind in BASED}
    observations["baseless"] = [_is_baseless(row, based.get(row.indicator), dataset) for row in rows]


def _is_baseless(row: Observation, about: Indicator | None, dataset: Dataset) -> bool:
    """Whether what a way is measured from is kept back (`pace.is_baseless`), as known by the end of a row's period."""
    if about is None or "baseline" in about.held:
        return about is not None
    held, base = dataset.gaps.periods.get((row.indicator, row.entity), ()), about.baseline
    return base is not None and base in held and base.last <= row.period.last
