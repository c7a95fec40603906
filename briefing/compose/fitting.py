"""A chart kind with what a template gives it in; whether they fit out, every misfit a problem of the template."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.compose.choice import Choice
from briefing.compose.context import Context
from briefing.compose.plots import two_periods, unit_of
from briefing.model.series import Series
from briefing.template.schema import ChartSpec

Misfit = tuple[str, str, str]
"""The key of the template that is wrong (empty: the whole block), what is wrong with it, and the way out."""

_ANNOTATIONS: dict[str, tuple[str, ...]] = {
    "column": ("difference", "growth"),
    "line": ("difference", "growth"),
    "slope": ("difference", "rank"),
    "dumbbell": ("difference", "rank"),
    "ranked": ("rank",),
    "lollipop": ("rank",),
    "stacked": ("total",),
}
"""What may be drawn over each kind; over all others nothing."""
_ONE_AXIS = (
    "line", "slope", "dumbbell", "ranked", "lollipop", "stacked", "share", "area", "waterfall", "multiples", "radar",
    "doughnut", "pie",
)  # fmt: skip
"""The kinds that compare or add up their rows by length or height; bars of one period say each row's own unit."""
_COUNTS: dict[str, tuple[int, int, str]] = {
    "combo": (1, 2, "请写一个指标（增速由程序计算），或两个指标。"),
    "scatter": (2, 3, "请写横、纵两个指标，或再加一个作圆的大小。"),
    "sparkline": (1, 1, "请只写一个指标，或改用 multiples。"),
    "waterfall": (2, 15, "请在 indicators 里先写总量，再写各个分项。"),
}
"""The fewest and the most indicators of a kind, and the way out."""


def fits(kind: str, choice: Choice, spec: ChartSpec, context: Context) -> bool:
    """Return whether a kind can show its rows as asked; otherwise each reason has become a problem."""
    misfits = [*_of_rows(kind, choice, spec), *(() if spec.chart == "auto" else _of_annotations(kind, choice, spec))]
    for key, message, hint in misfits:
        context.problems.add((context.at(key) if key else context).where, message, hint)
    return not misfits


def _of_rows(kind: str, choice: Choice, spec: ChartSpec) -> Iterator[Misfit]:
    rows = choice.rows
    least, most, hint = _COUNTS.get(kind, (0, len(rows), ""))
    if not least <= len(rows) <= most:
        yield "indicators", f"{kind} 要写{least}{f'至{most}' if most > least else ''}个指标，现有{len(rows)}个。", hint
    units = list(dict.fromkeys(map(unit_of, rows)))
    if len(units) > 1 and (kind in _ONE_AXIS or (kind == "column" and choice.periods)):
        message = f"{kind} 的各项指标单位不同（{'、'.join(units)}），不能画在一根轴上。"
        yield "", message, "请只选同一单位的指标，或分成几张图。"
    if kind in ("slope", "dumbbell") and len(two_periods(rows, choice.periods)) != 2:
        yield "", f"{kind} 要有两个期间。", "请用 periods 写明前后两个期间。"
    if kind == "progress" and spec.indicators is not None:
        yield from _without_pace(rows)


def _without_pace(rows: Sequence[Series]) -> Iterator[Misfit]:
    """A named indicator must not be missing from its chart without a word."""
    for row in rows:
        indicator = row.indicator
        if indicator.target is None:
            yield "indicators", f"progress 里的“{row.name}”没有目标值。", "请在指标表补目标值和目标期，或去掉它。"
        elif indicator.direction == "lower" and indicator.kind in {"flow", "count"} and indicator.baseline is None:
            message = f"progress 里的“{row.name}”越少越好，它的目标是上限，画不成进度。"
            yield "indicators", message, "请去掉它，改用 bullet 或表格。"


def _of_annotations(kind: str, choice: Choice, spec: ChartSpec) -> Iterator[Misfit]:
    wanted, known = spec.annotate or (), _ANNOTATIONS.get(kind, ())
    for each in wanted:
        if each not in known:
            way = f"这种图可写：{'、'.join(known)}。" if known else "请去掉 annotate。"
            yield "annotate", f"{kind} 上画不了 {each}。", way
    if kind == "line" and wanted and len(choice.rows) > 1:
        yield "annotate", "line 有几条线时不画箭头。", "请只写一个指标，或去掉 annotate。"
    if "growth" in wanted and any(row.is_rate or row.is_rank for row in choice.rows):
        yield "annotate", "比率和位次没有年均增长。", "请改用 difference，或去掉 annotate。"
