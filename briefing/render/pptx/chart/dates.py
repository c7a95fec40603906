"""The units of a date axis as chart XML: how far apart its points stand and its labels are."""

from __future__ import annotations

from datetime import date, timedelta

from briefing.charts.native import NativeAxis, NativeChart
from briefing.charts.native.model import Unit
from briefing.render.pptx.chart.text import SIZE
from briefing.render.pptx.text import width

# Serial 1 is 1 January 1900; the day that 1900 did not have makes it one less for all dates after February.
_EPOCH = date(1899, 12, 30)
_LAST = 2958465.0
_DAYS: dict[Unit, float] = {"days": 1.0, "months": 365.25 / 12, "years": 365.25}
# Steps that end where people count: weeks, quarters, halves, tens.
_STEPS: dict[Unit, tuple[int, ...]] = {
    "days": (1, 2, 7, 14, 28, 91, 182, 364),
    "months": (1, 2, 3, 6, 12, 24, 60, 120),
    "years": (1, 2, 5, 10, 20, 50, 100),
}
_BETWEEN = 10.0


def units(native: NativeChart, axis: NativeAxis, room: float) -> str:
    """Return base unit and steps; the base is the coarsest that keeps all points apart, so that columns are as wide."""
    own = axis.unit or "days"
    step = f'<c:majorUnit val="{_step(native, axis, own, room)}"/><c:majorTimeUnit val="{own}"/>'
    return f'<c:baseTimeUnit val="{base_unit(native.dates)}"/>{step}'


def base_unit(serials: tuple[float, ...]) -> Unit:
    """Return `years` or `months` where all dates fall on the same day of those, else `days`."""
    dates = [day_of(each) for each in serials if 1 <= each <= _LAST]
    if len(dates) != len(serials) or len(dates) < 2 or len({each.day for each in dates}) > 1:
        return "days"
    return "years" if len({each.month for each in dates}) == 1 else "months"


def day_of(serial: float) -> date:
    """Return the day of one of Excel's serial numbers."""
    return _EPOCH + timedelta(days=int(serial))


def _step(native: NativeChart, axis: NativeAxis, unit: Unit, room: float) -> int:
    """Return the step between labels: the given one, or a larger one at which they stand side by side."""
    least = max(1, round(axis.step or 1))
    ends = [*native.dates, *(end for end in (axis.minimum, axis.maximum) if end is not None)]
    span = (max(ends) - min(ends)) / _DAYS[unit] if ends else 0.0
    wide = max((width(name, SIZE) for name in native.categories), default=0.0) if not axis.angle else SIZE
    fitting = max(1.0, room / (wide + _BETWEEN))
    needed = span / fitting
    return next((step for step in (least, *_STEPS[unit]) if step >= max(least, needed)), max(least, round(needed)))
