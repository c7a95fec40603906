"""What is written so that programs which read chart XML differently show the same. All figures invented."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZipFile

from lxml import etree

from briefing.charts.native import NativeChart, NativeNote, NativeSeries
from tests.render.pptx.native_samples import deck_of

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
INSETS = (40.0, 20.0, 80.0, 30.0)


def _part(native: NativeChart, folder: str) -> Any:
    with ZipFile(BytesIO(deck_of({"one": native}))) as package:
        name = next(name for name in package.namelist() if name.startswith(f"ppt/{folder}/") and name.endswith(".xml"))
        return etree.fromstring(package.read(name))


def _legend(*names: str) -> Any:
    series = tuple(NativeSeries(name, (1.0, 2.0), "#112233") for name in names)
    native = NativeChart("column", ("甲", "乙"), series, legend="right", legend_title="类", insets=INSETS)
    return _part(native, "charts").find(f".//{C}legend")


def test_a_legend_of_short_names_has_a_place_and_no_size() -> None:
    layout = _legend("a", "b").find(f".//{C}manualLayout")
    assert [child.tag for child in layout] == [f"{C}{tag}" for tag in ("xMode", "yMode", "x", "y")]


def test_a_legend_of_long_names_has_the_size_that_they_need() -> None:
    assert _legend("规模以上工业", "固定资产投资").find(f".//{C}manualLayout/{C}w") is not None


def test_points_of_their_own_colours_have_markers_smaller_than_that_of_the_series() -> None:
    series = NativeSeries("值", (1.0, 2.0), "#112233", ("", "#445566"), x=(1.0, 2.0), marker="circle", marker_size=5.5)
    found = _part(NativeChart("scatter", (), (series,), insets=INSETS), "charts").find(f".//{C}ser")
    sizes = [int(each.get("val")) for each in found.iterfind(f"{C}marker/{C}size")]
    points = [int(each.get("val")) for each in found.iterfind(f"{C}dPt/{C}marker/{C}size")]
    assert (sizes, points) == ([7], [6, 6])


def test_the_words_of_a_note_are_as_large_as_it_says() -> None:
    series = NativeSeries("值", (1.0,), "#112233")
    note = NativeNote("text", 0.5, 0.5, text="681.4", scale=2.0)
    found = _part(NativeChart("column", ("甲",), (series,), insets=INSETS, notes=(note,)), "drawings")
    assert {run.get("sz") for run in found.iter(f"{A}rPr")} == {"2400"}
