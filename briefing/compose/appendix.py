"""The appendix: every figure that the document prints, with where it came from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from briefing.blocks import Cell, Column, Row, Table, text
from briefing.compose.context import Context, titled
from briefing.compose.places import grouped_places
from briefing.document import Section, figures_in
from briefing.model.figure import Figure, Metric
from briefing.model.period import Period
from briefing.model.records import Origin
from briefing.template.schema import TableSpec

_COLUMNS = (
    Column("数据", weight=3),
    Column("期间", weight=2.4),
    Column("数值", "right", 1.5),
    Column("出处", weight=5),
)
_METRICS: dict[Metric, str] = {
    "value": "",
    "target": "",
    "change": "增加量",
    "growth": "增长率",
    "cagr": "年均增长率",
    "points": "提高幅度",
    "rank": "位次",
    "rank_change": "上升位数",
    "completion": "完成率",
    "behind": "落后序时进度",
    "gap": "与目标之差",
    "days": "用时",
    "count": "",
    "progress": "",
    "overdue": "",
}
# A figure prints its size, and the verb beside it says which way; here the label has to.
_FALLING: dict[Metric, str] = {
    "change": "减少量",
    "growth": "下降率",
    "cagr": "年均下降率",
    "points": "下降幅度",
    "rank_change": "下降位数",
    "behind": "快于序时进度",
}
_MOST_PLACES = 4


def pending(spec: TableSpec, context: Context, path: str) -> Table:
    """Return the place of an appendix table; `fill` puts its rows in when all sections are composed."""
    return Table(
        path,
        titled(spec.title, context, "全部数据与出处"),
        (),
        (),
        note="observed" if spec.observed else "",
        only=spec.only,
    )


def fill(sections: Sequence[Section]) -> tuple[Section, ...]:
    """Put the figures of all sections into the appendix tables; without figures there is no appendix."""
    printed = figures_in(sections)
    filled = (_filled(section, printed) for section in sections)
    return tuple(section for section in filled if section.blocks)


def _is_pending(table: Table) -> bool:
    return not table.columns and not table.rows


def _filled(section: Section, printed: Sequence[Figure]) -> Section:
    blocks = tuple(_table(b, printed) if isinstance(b, Table) and _is_pending(b) else b for b in section.blocks)
    return replace(section, blocks=tuple(b for b in blocks if not (isinstance(b, Table) and not b.rows)))


def _table(place: Table, printed: Sequence[Figure]) -> Table:
    shown = [figure for figure in printed if not place.note or figure.metric == "value"]
    rows = tuple(_row(figure) for figure in shown)
    return Table(place.path, place.title, _COLUMNS, rows, dense=True, only=place.only)


def _row(figure: Figure) -> Row:
    cells = (text(_label(figure)), text(_period(figure)), text(figure), text(_places(figure.origins)))
    return Row(tuple(Cell(cell) for cell in cells), anchor=figure.id)


def _label(figure: Figure) -> str:
    signed = figure.number.startswith("−")
    words = _FALLING.get(figure.metric, "") if figure.rounded < 0 and not signed else ""
    words = words or _METRICS[figure.metric]
    label = figure.label.removesuffix("位次") if figure.metric in {"rank", "rank_change"} else figure.label
    return label + words


def _period(figure: Figure) -> str:
    """Return the period of a figure, with the one it is compared with: `2017年→2019年`."""
    if not figure.period:
        return "—"
    now = Period.parse(figure.period).label
    metric, colon, base = figure.id.rpartition("/")[2].partition("|")[0].partition(":")
    return f"{Period.parse(base).label}→{now}" if colon and metric == figure.metric else now


def _places(origins: Sequence[Origin]) -> str:
    """Return where a figure stands in the data, file by file, and where the source published it."""
    published = grouped_places(origin.published for origin in origins)
    return "；".join([*_files(origins), *([_short(published)] if published else [])])


def _files(origins: Iterable[Origin]) -> list[str]:
    grouped: dict[str, list[str]] = {}
    for origin in origins:
        name = origin.file.rpartition("/")[2] + (f" {origin.sheet}" if origin.sheet else "")
        cell = origin.cell if origin.sheet else f"第{origin.cell}行"
        if origin.cell and cell not in grouped.setdefault(name, []):
            grouped[name].append(cell)
    return [f"{name} {_short(cells)}" for name, cells in grouped.items()]


def _short(places: list[str]) -> str:
    """List places, or the first of them and how many there are: `第2行、第3行、第4行等11处`."""
    more = f"等{len(places)}处" if len(places) > _MOST_PLACES else ""
    return "、".join(places[: _MOST_PLACES - 1] if more else places) + more
