"""Specs that between them ask for all that Vega writes as SVG. Their figures are invented."""

from __future__ import annotations

import math
from typing import Any

Spec = dict[str, Any]


def _row(at: int) -> Spec:
    y = 10 + 8 * math.sin(at / 1.3) + at
    return {
        "x": at,
        "y": y,
        "z": at * 7 % 13,
        "s": "甲乙丙"[at % 3],
        "c": f"{at % 4}年",
        "d": f"2020-{at % 12 + 1:02d}-01",
    }


ROWS = [_row(at) for at in range(16)]
BARS = [
    {"c": name, "v": value} for name, value in zip(["甲区", "乙区", "丙区", "丁区"], [28, 55, 43, -12], strict=True)
]
SHAPES = (
    "circle",
    "square",
    "cross",
    "diamond",
    "triangle-up",
    "triangle-left",
    "arrow",
    "wedge",
    "stroke",
    "M0,-1L1,1Z",
)


def quantity(field: str, **more: Any) -> Spec:
    return {"field": field, "type": "quantitative"} | more


def within(field: str, *domain: float) -> Spec:
    return quantity(field, scale={"domain": domain})


def name(field: str, **more: Any) -> Spec:
    return {"field": field, "type": "nominal", "sort": None} | more


def gradient(kind: str, *stops: tuple[float, str], **way: float) -> Spec:
    return {"gradient": kind, "stops": [{"offset": offset, "color": color} for offset, color in stops], **way}


def mark(kind: str, **looks: Any) -> Spec:
    return {"type": kind} | looks


def view(looks: Spec, rows: list[Spec] = ROWS, **encoding: Any) -> Spec:
    """Return one plot; the channels are those given, else x and y of the rows."""
    channels = encoding or {"x": quantity("x"), "y": quantity("y")}
    return {"width": 260, "height": 160, "data": {"values": rows}, "mark": looks, "encoding": channels}


def layers(*views: Spec) -> Spec:
    return {"layer": [{key: value for key, value in each.items() if key not in ("width", "height")} for each in views]}


def bars(**looks: Any) -> Spec:
    return view(mark("bar", **looks), BARS, x=name("c"), y=quantity("v"))


def words(at: int, text: str, **looks: Any) -> Spec:
    return view(mark("text", text=text, **looks), [{}], x={"value": 40 + 60 * at}, y={"value": 80})


def halo(**edge: Any) -> Spec:
    looks = mark("text", text="两行|文字", lineBreak="|", fontSize=15, **edge)
    return view(looks, BARS, x=name("c"), y=quantity("v"))


CLEARING = gradient("linear", (0, "rgba(255,255,255,0)"), (1, "darkgreen"), x1=1, y1=1, x2=1, y2=0)
ASLANT = gradient("linear", (0, "gold"), (0.3, "tomato"), (1, "#306"), x1=0, y1=0, x2=1, y2=0.5)
BALL = gradient("radial", (0, "white"), (0.6, "skyblue"), (1, "navy"))
SERIES = name("s")
MONTHS = {"field": "d", "type": "temporal", "axis": {"format": "%Y年%m月", "labelAngle": -30}}
ROUND = {"fill": "#eef", "cornerRadius": 12, "strokeDash": [4, 2], "stroke": "navy"}
TURNED = (("left", "top", 35), ("center", "middle", 270), ("right", "bottom", -20), ("left", "alphabetic", 180))
GLOBE = (
    {"data": {"sphere": True}, "mark": mark("geoshape", fill="aliceblue")},
    {"data": {"graticule": True}, "mark": mark("geoshape", filled=False, stroke="#999", strokeWidth=2)},
)

SPECS: dict[str, Spec] = {
    "bars": bars(cornerRadiusEnd=6),
    "outlined bars that fade": bars(opacity=0.3, stroke="black", strokeWidth=6),
    "half clear fill": bars(fillOpacity=0.5, stroke="#333", strokeWidth=3, strokeOpacity=0.5),
    "bars of a gradient": bars(color=ASLANT),
    "round ground": bars() | {"background": "#ffe", "view": ROUND},
    "monotone line": view(mark("line", interpolate="monotone", point=True)),
    "basis line": view(mark("line", interpolate="basis", point=True)),
    "step line": view(mark("line", interpolate="step", point=True)),
    "dashes": layers(
        view(mark("line", strokeDash=[8, 4, 2, 4], strokeDashOffset=5, strokeWidth=5, strokeCap="round")),
        view(
            mark("rule", strokeDash=[0, 6], strokeCap="round", strokeWidth=4, color="hsl(340,90%,40%)"), y={"datum": 12}
        ),
        view(mark("line", strokeWidth=8, strokeJoin="bevel", color="orange", opacity=0.4)),
    ),
    "clipped line": view(mark("line", clip=True, strokeWidth=6), x=within("x", 3, 10), y=within("y", 12, 18)),
    "area that clears up over a grid": view(mark("area", line={"color": "darkgreen"}, color=CLEARING)),
    "area of gradients, faded": view(mark("area", opacity=0.6, color=ASLANT, stroke=CLEARING, strokeWidth=4)),
    "stacked areas": view(mark("area"), x=quantity("x"), y=quantity("z", stack="zero"), color=SERIES),
    "balls": view(mark("point", filled=True, size=900, fill=BALL), ROWS[::3]),
    "ring": view(
        mark("arc", innerRadius=30, cornerRadius=5, padAngle=0.04), BARS[:3], theta=quantity("v"), color=name("c")
    ),
    "symbols": view(
        mark("point", size=300, filled=True, opacity=0.5, stroke="black"),
        [{"i": at, "shape": shape} for at, shape in enumerate(SHAPES)],
        x=quantity("i"),
        y={"value": 80},
        shape=name("shape", scale=None),
        angle=quantity("i", scale={"range": [0, 180]}, legend=None),
    ),
    "turned text": layers(
        *(words(at, "对齐 Ag9", align=a, baseline=b, angle=turn, fontSize=14) for at, (a, b, turn) in enumerate(TURNED))
    ),
    "lines of text with a halo": layers(bars(), halo(stroke="white", strokeWidth=4, strokeJoin="round"), halo()),
    "faint text": words(1, "淡", fontSize=60, opacity=0.3, fontWeight="bold"),
    "text of a gradient": words(1, "渐变 Grad", fontSize=40, color=ASLANT, align="left"),
    "blending": view(
        mark("circle", size=4000, blend="multiply", opacity=0.8),
        ROWS[::3],
        x=quantity("x"),
        y=quantity("y"),
        color=SERIES,
    ),
    "heat with a legend": view(
        mark("rect"),
        x=name("x"),
        y=SERIES,
        color=quantity("z", scale={"scheme": "viridis"}, legend={"orient": "bottom"}),
    ),
    "trail": view(mark("trail"), x=quantity("x"), y=quantity("y"), size=quantity("z")),
    "globe": {"width": 200, "height": 200, "projection": {"type": "orthographic"}, "layer": GLOBE},
    "panels": view(mark("bar"), x=name("c"), y=quantity("z", aggregate="sum"), row=SERIES) | {"height": 50},
    "hidden labels": view(mark("line"), x=MONTHS, y=quantity("y", scale={"type": "log"})),
}
