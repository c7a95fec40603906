"""One small chart of each kind, with real-looking data, for the tests of every step."""

from __future__ import annotations

from typing import Any

from briefing.charts import ChartData, Datum, build
from briefing.document import Style

COLOR = "#C77700"
STYLE = Style()

OUTPUT = ChartData(
    (
        Datum("规上工业产值", "2017年", 681.4, "681.4"),
        Datum("规上工业产值", "2019年", 843.8, "843.8", True),
        Datum("规上工业增加值", "2017年", 111.3, "111.3"),
        Datum("规上工业增加值", "2019年", 132.3, "132.3", True),
    ),
    "亿元",
    1,
)
RANKED = ChartData(
    (
        Datum("江北区", "", 7.4, "7.4", True),
        Datum("鄞州区", "", 6.8, "6.8"),
        Datum("镇海区", "", -0.2, "-0.2"),
    )
)
GROWTH = ChartData(
    (
        Datum("1—2月", "江北区", -9.1, "-9.1"),
        Datum("1—3月", "江北区", None),
        Datum("1—4月", "江北区", 5.6, "5.6"),
        Datum("1—2月", "全市", -11.0, "-11.0"),
        Datum("1—3月", "全市", -7.1, "-7.1"),
        Datum("1—4月", "全市", 3.3, "3.3"),
    )
)
RANKS = ChartData(
    (
        Datum("2017年", "江北区", 37, "37", True),
        Datum("2019年", "江北区", 6, "6", True),
        Datum("2017年", "镇海区", 8, "8"),
        Datum("2019年", "镇海区", 9, "9"),
    ),
    falling=True,
)
SHARES = ChartData(
    (Datum("江北", "", 30, "30%", True), Datum("国内其他企业", "", 65, "65%"), Datum("境外", "", 5, "5%")),
)
TARGETS = ChartData(
    (
        Datum("研发机构", "实际", 231, "231"),
        Datum("研发机构", "目标", 210, "210"),
        Datum("特优人才", "实际", 61, "61"),
        Datum("特优人才", "目标", 75, "75"),
    )
)
PARTS = ChartData(
    (
        Datum("2017年", "第二产业", 211.4, "211.4"),
        Datum("2017年", "第三产业", 398.1, "398.1"),
        Datum("2019年", "第二产业", 251.2, "251.2"),
        Datum("2019年", "第三产业", 489.3, "489.3"),
    )
)
STEPS = ChartData((Datum("启动到开工", "", 180, "半年"), Datum("作出征收决定", "", 49, "49天")))

SAMPLES: dict[str, ChartData] = {
    "column": OUTPUT,
    "bar": RANKED,
    "stacked": PARTS,
    "line": GROWTH,
    "slope": RANKS,
    "doughnut": SHARES,
    "bullet": TARGETS,
    "timeline": STEPS,
}


def spec_of(kind: str, data: ChartData | None = None) -> dict[str, Any]:
    return build(kind, SAMPLES[kind] if data is None else data, STYLE, COLOR)


def layers_of(spec: dict[str, Any], mark: str) -> list[dict[str, Any]]:
    return [layer for layer in spec["layer"] if layer["mark"]["type"] == mark]


def rows_of(spec: dict[str, Any], layer: dict[str, Any]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = (layer.get("data") or spec["data"])["values"]
    return rows
