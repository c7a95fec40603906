"""A saved deck in, what its chart parts say out as plain values, and the cells of the workbooks behind them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from posixpath import dirname, join, normpath
from typing import Any
from zipfile import ZipFile

from lxml import etree
from openpyxl import load_workbook
from openpyxl.utils.datetime import to_excel

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PLOTS = ("area", "bar", "line", "radar", "scatter", "bubble", "pie", "doughnut")
_STICKS = "（线段）"
_MAP = {"tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2"}

Number = float | None
Cell = str | float | None


@dataclass(frozen=True, slots=True)
class ReadLabel:
    """The label of a point: words of its own, or a number format for its value; its place as the file calls it."""

    text: str
    format: str
    position: str


@dataclass(frozen=True, slots=True)
class ReadErrors:
    """Error bars: `side` is empty for the only one that a kind has."""

    side: str
    minus: tuple[Number, ...]
    plus: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class ReadSeries:
    """One series; `color` is its fill, its line or its markers, `colors` those of single points, as `#RRGGBB`.

    `listed`: it is not left out of the legend. `columns` are the columns of the workbook that it refers to, by use.
    """

    name: str
    kind: str
    grouping: str
    secondary: bool
    values: tuple[Number, ...]
    categories: tuple[str, ...]
    dates: tuple[Number, ...]
    x: tuple[Number, ...]
    sizes: tuple[Number, ...]
    format: str
    color: str
    colors: dict[int, str]
    labels: dict[int, ReadLabel]
    errors: tuple[ReadErrors, ...]
    marker: str
    smooth: bool
    dashed: bool
    listed: bool
    columns: dict[str, str]


@dataclass(frozen=True, slots=True)
class ReadAxis:
    """One axis: its kind in the file (cat, date, val), its scale and what it shows."""

    kind: str
    place: str
    minimum: Number
    maximum: Number
    step: Number
    log: Number
    reversed: bool
    visible: bool
    format: str
    title: str
    gridlines: bool
    crosses: str


@dataclass(frozen=True, slots=True)
class ReadChart:
    """A chart of a deck. `axes` are in the file's order: category (or x), value, and the second pair.

    `kinds` are those of its plots: column and bar are told apart. `cells` are the workbook's, row by row.
    """

    name: str
    slide: int
    alt: str
    kinds: tuple[str, ...]
    series: tuple[ReadSeries, ...]
    axes: tuple[ReadAxis, ...]
    legend: str
    title: str
    gap_width: int | None
    overlap: int | None
    cells: tuple[tuple[Cell, ...], ...]
    formats: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]

    def column(self, letters: str, count: int) -> tuple[Cell, ...]:
        """Return so many cells of a column under its heading; those past the last row are empty."""
        at = 0
        for letter in letters:
            at = at * 26 + ord(letter) - ord("A") + 1
        rows = self.cells[1 : count + 1]
        return (*(row[at - 1] if at <= len(row) else None for row in rows), *(None,) * (count - len(rows)))


def read_charts(deck: bytes) -> tuple[ReadChart, ...]:
    """Return every native chart of a deck, slide by slide; sticks beside scattered points are series of their own."""
    with ZipFile(BytesIO(deck)) as archive:
        theme = etree.fromstring(archive.read("ppt/theme/theme1.xml"))
        return tuple(_charts(archive, _slots(theme)))


def is_sticks(series: ReadSeries) -> bool:
    """Return whether a series is the error bars of another one, drawn as lines."""
    return series.name.endswith(_STICKS)


def _slots(theme: Any) -> dict[str, str]:
    """Return the colours of a theme by the names that charts call them."""
    scheme = theme.find(f".//{A}clrScheme")
    found = {etree.QName(each).localname: str(each[0].get("val")) for each in scheme}
    return found | {name: found[slot] for name, slot in _MAP.items()}


def _charts(archive: ZipFile, slots: dict[str, str]) -> Iterator[ReadChart]:
    count = sum(name.startswith("ppt/slides/slide") for name in archive.namelist())
    for number in range(1, count + 1):
        name = f"ppt/slides/slide{number}.xml"
        related = _related(archive, name)
        root: Any = etree.fromstring(archive.read(name))
        for frame in root.iter(f"{P}graphicFrame"):
            inner = frame.find(f".//{C}chart")
            if inner is not None:
                head = frame.find(f".//{P}cNvPr")
                yield _chart(
                    archive, related[inner.get(f"{R}id")], (number, head.get("name"), head.get("descr")), slots
                )


def _related(archive: ZipFile, name: str) -> dict[str, str]:
    folder, _, file = name.rpartition("/")
    rels = f"{folder}/_rels/{file}.rels"
    if rels not in archive.namelist():
        return {}
    root = etree.fromstring(archive.read(rels))
    return {str(each.get("Id")): normpath(join(dirname(name), str(each.get("Target")))).lstrip("/") for each in root}


def _chart(archive: ZipFile, name: str, where: tuple[int, str, str], slots: dict[str, str]) -> ReadChart:
    root: Any = etree.fromstring(archive.read(name))
    related = _related(archive, name)
    area = root.find(f"{C}chart/{C}plotArea")
    plots = [each for each in area if etree.QName(each).localname.removesuffix("Chart") in PLOTS]
    left_out = {int(_val(each, "idx")) for each in root.iter(f"{C}legendEntry")}
    axes = [each for each in area if etree.QName(each).localname in ("catAx", "dateAx", "valAx")]
    book = next(target for target in related.values() if target.endswith(".xlsx"))
    cells, formats = _workbook(archive.read(book))
    return ReadChart(
        name=where[1],
        slide=where[0],
        alt=where[2],
        kinds=tuple(_kind(plot) for plot in plots),
        series=tuple(_series(each, plot, axes, left_out, slots) for plot in plots for each in plot.findall(f"{C}ser")),
        axes=tuple(map(_axis, axes)),
        legend=_val(root.find(f"{C}chart/{C}legend"), "legendPos"),
        title=_words(root.find(f"{C}chart/{C}title")),
        gap_width=_whole(plots, "gapWidth"),
        overlap=_whole(plots, "overlap"),
        cells=cells,
        formats=formats,
        notes=_notes(archive, related),
    )


def _notes(archive: ZipFile, related: dict[str, str]) -> tuple[str, ...]:
    drawing = next((target for target in related.values() if "/drawings/" in target), "")
    if not drawing:
        return ()
    shapes: list[Any] = list(etree.fromstring(archive.read(drawing)))
    return tuple(_words(shape) for shape in shapes)


def _kind(plot: Any) -> str:
    kind = etree.QName(plot).localname.removesuffix("Chart")
    return "column" if kind == "bar" and _val(plot, "barDir") == "col" else kind


def _series(ser: Any, plot: Any, axes: list[Any], left_out: set[int], slots: dict[str, str]) -> ReadSeries:
    pair = [each.get("val") for each in plot.findall(f"{C}axId")]
    first = [_val(each, "axId") for each in axes][:2]
    used = {"cat": "categories", "val": "values", "xVal": "x", "yVal": "values", "bubbleSize": "sizes"}
    found: dict[str, Any] = {
        use: ser.find(f"{C}{tag}") for tag, use in used.items() if ser.find(f"{C}{tag}") is not None
    }
    dates = found.get("categories") is not None and found["categories"].find(f"{C}numRef") is not None
    values, x = _numbers(found["values"]), _numbers(found.get("x"))
    # Points after the last one are there for LibreOffice only.
    count = max((at for at in range(1, len(values) + 1) if not x or x[at - 1] is not None), default=0)
    values, x = values[:count], x[:count]
    return ReadSeries(
        name="".join(ser.find(f"{C}tx").itertext()).split("$1", 1)[-1],
        kind=_kind(plot),
        grouping=_val(plot, "grouping"),
        secondary=bool(pair) and pair != first,
        values=values,
        categories=() if dates else _strings(found.get("categories")),
        dates=_numbers(found["categories"]) if dates else (),
        x=x,
        sizes=_numbers(found.get("sizes")),
        format=str(found["values"].findtext(f".//{C}formatCode")),
        color=_color(slots, ser.find(f"{C}spPr"), ser.find(f"{C}marker/{C}spPr")),
        colors={int(_val(each, "idx")): _color(slots, each.find(f"{C}marker/{C}spPr"), each.find(f"{C}spPr"))
                for each in ser.findall(f"{C}dPt")},
        labels=_labels(ser, values),
        errors=tuple(
            ReadErrors(_val(each, "errDir"), _numbers(each.find(f"{C}minus")), _numbers(each.find(f"{C}plus")))
            for each in ser.findall(f"{C}errBars")
        ),
        marker=_val(ser.find(f"{C}marker"), "symbol"),
        smooth=_val(ser, "smooth") == "1",
        dashed=any(each.get("val") == "dash" for each in ser.findall(f"{C}spPr/{A}ln/{A}prstDash")),
        listed=int(_val(ser, "idx")) not in left_out,
        columns={use: str(each.findtext(f".//{C}f")).split("$")[1] for use, each in found.items()},
    )  # fmt: skip


def _labels(ser: Any, values: tuple[Number, ...]) -> dict[int, ReadLabel]:
    given = ser.find(f"{C}dLbls")
    if given is None:
        return {}
    if _val(given, "showVal") == "1":
        return {at: _label(given) for at, value in enumerate(values) if value is not None}
    return {int(_val(each, "idx")): _label(each) for each in given.findall(f"{C}dLbl")}


def _label(given: Any) -> ReadLabel:
    format_ = given.find(f"{C}numFmt")
    return ReadLabel(
        _words(given.find(f"{C}tx")), "" if format_ is None else format_.get("formatCode"), _val(given, "dLblPos")
    )


def _axis(axis: Any) -> ReadAxis:
    scaling = axis.find(f"{C}scaling")
    at = axis.find(f"{C}crossesAt")
    return ReadAxis(
        kind=etree.QName(axis).localname.removesuffix("Ax"),
        place=_val(axis, "axPos"),
        minimum=_float(scaling, "min"),
        maximum=_float(scaling, "max"),
        step=_float(axis, "majorUnit"),
        log=_float(scaling, "logBase"),
        reversed=_val(scaling, "orientation") == "maxMin",
        visible=_val(axis, "delete") == "0" and _val(axis, "tickLblPos") != "none",
        format=axis.find(f"{C}numFmt").get("formatCode"),
        title=_words(axis.find(f"{C}title")),
        gridlines=axis.find(f"{C}majorGridlines") is not None,
        crosses=_val(axis, "crosses") if at is None else at.get("val"),
    )


def _workbook(book: bytes) -> tuple[tuple[tuple[Cell, ...], ...], tuple[tuple[str, ...], ...]]:
    sheet: Any = load_workbook(BytesIO(book))["Sheet1"]
    cells = tuple(tuple(_plain(cell.value) for cell in row) for row in sheet.iter_rows())
    formats = tuple(tuple(cell.number_format for cell in row) for row in sheet.iter_rows())
    return cells, formats


def _plain(value: Any) -> Cell:
    """Return a cell as it is stored: a date is a number to Excel."""
    if isinstance(value, datetime):
        return float(to_excel(value))  # type: ignore[no-untyped-call]  # openpyxl has no types here
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _numbers(parent: Any) -> tuple[Number, ...]:
    if parent is None:
        return ()
    found: list[Number] = [None] * int(parent.find(f".//{C}ptCount").get("val"))
    for point in parent.iter(f"{C}pt"):
        found[int(point.get("idx"))] = float(point.findtext(f"{C}v"))
    return tuple(found)


def _strings(parent: Any) -> tuple[str, ...]:
    return () if parent is None else tuple(str(each.findtext(f"{C}v") or "") for each in parent.iter(f"{C}pt"))


def _color(slots: dict[str, str], *looks: Any) -> str:
    """Return the colour of the fill, or of the line where nothing is filled; empty for nothing drawn."""
    for look in looks:
        for path in (f"{A}solidFill", f"{A}ln/{A}solidFill"):
            fill = None if look is None else look.find(path)
            if fill is not None:
                value = str(fill[0].get("val"))
                return f"#{slots.get(value, value)}"
    return ""


def _words(parent: Any) -> str:
    return "" if parent is None else "\n".join(
        "".join("\n" if each.tag == f"{A}br" else each.text or "" for each in para.iter(f"{A}t", f"{A}br"))
        for para in parent.iter(f"{A}p")
    )  # fmt: skip


def _val(parent: Any, tag: str) -> str:
    found = None if parent is None else parent.find(f"{C}{tag}")
    return "" if found is None else str(found.get("val"))


def _float(parent: Any, tag: str) -> Number:
    value = _val(parent, tag)
    return float(value) if value else None


def _whole(plots: list[Any], tag: str) -> int | None:
    return next((int(value) for plot in plots if (value := _val(plot, tag))), None)
