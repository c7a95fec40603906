"""What the builders share: the fields of a row, the named styles, text layers, and Altair chart in, plain spec out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

import altair as alt

from briefing.charts.data import ChartData, Datum
from briefing.charts.scale import Domain
from briefing.charts.styles import Role
from briefing.document import Style

Row = dict[str, Any]
ROWS = "rows"


@dataclass(frozen=True, slots=True)
class Placement:
    """Where the labels of some rows stand: `place` is the rows' own word for it, offsets are in points."""

    place: str
    align: Literal["left", "center", "right"] = "center"
    baseline: Literal["top", "middle", "bottom"] = "middle"
    dx: float = 0
    dy: float = 0
    bold: bool = False
    color: str = ""
    role: Role = "value"


def row(datum: Datum, **more: Any) -> Row:
    """Return a datum as the row of a spec; `more` are fields of the builder's own."""
    fields = {"category": datum.category, "series": datum.series, "value": datum.value, "label": datum.printed}
    return fields | {"emphasis": datum.emphasis} | more


def blank() -> alt.Chart:
    """Return a chart of the rows that `finish` fills in, since Altair would copy them at every step."""
    return alt.Chart(alt.NamedData(name=ROWS))


def aside(row: Row, name: str) -> alt.Chart:
    """Return a chart of one row that is no datum: a base line, a reference."""
    # A name keeps Altair from moving the row to `datasets` under a hash.
    return alt.Chart(alt.InlineData(name=name, values=[row]))


def only(chart: alt.Chart, field: str, value: str | bool) -> alt.Chart:
    return chart.transform_filter(alt.FieldEqualPredicate(field=field, equal=value))


def texts(
    chart: alt.Chart,
    rows: Sequence[Row],
    placements: Sequence[Placement],
    style: Style,
    field: str = "label",
    *,
    stacked: bool = False,
) -> list[alt.Chart]:
    """Return one text layer for each placement that some row asks for in its field `place`; `field` has the words."""
    used = {row.get("place") for row in rows}
    return [_text(chart, placement, style, field, stacked) for placement in placements if placement.place in used]


def _text(chart: alt.Chart, placement: Placement, style: Style, field: str, stacked: bool) -> alt.Chart:
    # A filter would take the other rows out of the stack that this text stands on.
    words = alt.Text(f"{field}:N")
    marked: alt.Chart = chart.mark_text(
        style=placement.role,
        align=placement.align,
        baseline=placement.baseline,
        dx=placement.dx,
        dy=placement.dy,
        fontWeight="bold" if placement.bold else "normal",
        color=placement.color or (style.muted if placement.role == "note" else style.ink),
    )
    if not stacked:
        return only(marked.encode(text=words), "place", placement.place)
    chosen = alt.FieldEqualPredicate(field="place", equal=placement.place)
    return marked.encode(text=alt.TextValue(**alt.condition(chosen, words, alt.value(""))))


def fixed(channel: Callable[..., Any], value: Any) -> Any:
    """Return a channel of one value; of `alt.value` Altair looks for the class among all it has, for 3 ms."""
    return channel(value)


def category_axis(style: Style, *, line: bool = False) -> alt.Axis:
    """Return the axis of names: horizontal, without ticks; bars have their base line at zero instead of a `line`."""
    return alt.Axis(
        title=None,
        labelAngle=0,
        labelLimit=0,
        labelColor=style.ink,
        ticks=False,
        grid=False,
        domain=line,
        domainColor=style.muted,
    )


def value_axis(domain: Domain, digits: int, style: Style, *, percent: bool = False) -> alt.Axis | None:
    """Return a quiet axis with light grid lines, or None where labels say the values."""
    if not domain.ticks:
        return None
    decimals = max(digits, *map(_decimals, domain.ticks)) if any(map(_decimals, domain.ticks)) else 0
    return alt.Axis(
        title=None,
        values=list(domain.ticks),
        format=".0%" if percent else f".{decimals}f",
        ticks=False,
        domain=False,
        grid=True,
        gridColor=style.faint,
        labelColor=style.muted,
    )


def _decimals(value: float) -> int:
    exponent = Decimal(f"{value:.12g}").normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def bands(categories: Sequence[str], *, thickness: float, share: float) -> alt.Scale:
    """Return a band scale whose marks take `share` of their band, but never more than `thickness` of the whole."""
    return band_scale(categories, padding(categories, thickness=thickness, share=share))


def padding(categories: Sequence[str], *, thickness: float, share: float) -> float:
    """Return the space between two bands as a share of a step; see `bands`."""
    return round(max(1 - share, 1 - thickness * len(categories)), 4)


def band_scale(categories: Sequence[str], padding: float) -> alt.Scale:
    return alt.Scale(domain=list(categories), paddingInner=padding, paddingOuter=padding / 2)


def value_scale(domain: Domain) -> alt.Scale:
    return alt.Scale(domain=[domain.low, domain.high], nice=False, zero=False, reverse=domain.falling)


def legend(names: Sequence[str]) -> alt.Legend:
    """Return a legend above the plot, its names in the order of the series."""
    return alt.Legend(title=None, orient="top", direction="horizontal", symbolType="square", values=list(names))


def emphasised(data: ChartData) -> frozenset[str]:
    """Return the series all of whose rows are emphasised."""
    plain = {row.series for row in data.rows if not row.emphasis}
    return frozenset(data.series) - plain


def constant(value: float, data: ChartData, domain: Domain, style: Style, *, vertical: bool) -> alt.YDatum | alt.XDatum:
    """Return one place on the value axis. It repeats the axis: Vega-Lite would add a default one for its layer."""
    where = alt.YDatum if vertical else alt.XDatum
    return where(value, axis=value_axis(domain, data.digits, style), scale=value_scale(domain))


def baseline(data: ChartData, domain: Domain, style: Style, *, vertical: bool, color: str = "") -> alt.Chart:
    """Return the line at zero that bars stand on."""
    rule: alt.Chart = aside({}, "zero").mark_rule(color=color or style.muted, strokeWidth=1)
    return rule.encode(constant(0, data, domain, style, vertical=vertical))


def references(data: ChartData, style: Style, domain: Domain, *, vertical: bool) -> list[alt.Chart]:
    """Return a dashed line across the plot for each reference, its label beyond the end of the line."""
    layers = []
    for number, reference in enumerate(data.references):
        at = constant(reference.value, data, domain, style, vertical=vertical)
        base = aside({"label": reference.label}, f"reference{number}")
        rule = base.mark_rule(color=style.muted, strokeWidth=1, strokeDash=[4, 3])
        side: dict[str, Any] = (
            {"align": "left", "baseline": "middle", "dx": 4} if vertical else {"baseline": "bottom", "dy": -3}
        )
        words = base.mark_text(style="note", color=style.muted, **side).encode(text=alt.Text("label:N"))
        end = {"x": fixed(alt.XValue, "width")} if vertical else {"y": fixed(alt.YValue, 0)}
        layers += [rule.encode(at), words.encode(at, **end)]
    return layers


def finish(
    layers: Sequence[alt.Chart | alt.LayerChart | alt.FacetChart], rows: Sequence[Row], *, own_axes: bool = False
) -> dict[str, Any]:
    """Return the layers as one plain spec with its rows, without size and configuration, which belong to the medium.

    With `own_axes` each layer has a value axis of its own (the second one at the right).
    """
    if not own_axes and all(isinstance(each, alt.Chart) for each in layers):
        return _with_rows(_layered(layers), rows)
    whole = alt.layer(*layers)
    return plain(whole.resolve_scale(y="independent") if own_axes else whole, rows)


def _layered(layers: Sequence[Any]) -> dict[str, Any]:
    """Return what `alt.layer` makes of single views without parameters; it would copy each of them three times."""
    parts = [layer.to_dict(validate=False, context={"top_level": False}) for layer in layers]
    return {"layer": parts, "$schema": alt.SCHEMA_URL}


def plain(chart: alt.LayerChart | alt.FacetChart, rows: Sequence[Row]) -> dict[str, Any]:
    """Return an Altair chart as a plain spec; `rows` take the place of the name that `blank` left."""
    # Validation costs as much again as the conversion; the tests validate every kind instead.
    spec: dict[str, Any] = chart.to_dict(validate=False)
    spec.pop("config", None)
    return _with_rows(spec, rows)


def _with_rows(spec: dict[str, Any], rows: Sequence[Row]) -> dict[str, Any]:
    _unname(spec)
    return spec | {"data": {"name": ROWS, "values": list(rows)}}


def _unname(view: dict[str, Any]) -> None:
    """Take the rows' name out of every part, so that all of them inherit the rows of the whole."""
    if (view.get("data") or {}).get("name") == ROWS:
        del view["data"]
    for part in (*view.get("layer", ()), *([view["spec"]] if "spec" in view else [])):
        _unname(part)
