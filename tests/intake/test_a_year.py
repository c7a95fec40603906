"""A department's year, end to end: twelve forms out and back, three of them wrong, two late, and a briefing a month."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from briefing.build.job import Job, build, prepare
from briefing.build.workspace import find
from briefing.compose import compose
from briefing.intake.history import history
from tests.intake.rounds import OBSERVATIONS, Round, fill, found


def plain(number: str) -> str:
    """Return a number as a spreadsheet keeps it: 24.0 is 24."""
    return number.removesuffix(".0")


def words(text: str) -> list[str]:
    return text.split()


MONTHS = [f"2020-{month:02d}" for month in range(1, 13)]
OUTPUT = dict(zip(MONTHS, words("21.3 20.8 22.4 22.9 23.1 24.0 23.6 24.2 24.9 25.3 25.8 26.4"), strict=True))
GROWTH = dict(zip(MONTHS, words("5.2 4.9 5.8 6.0 6.1 6.4 6.2 6.3 6.6 6.7 6.9 7.0"), strict=True))
RANK = dict(zip(MONTHS, words("6 6 5 5 5 4 4 4 4 3 3 3"), strict=True))
HOUSEHOLDS = dict(zip(MONTHS, words("102 105 110 111 118 120 126 130 131 135 140 144"), strict=True))
SLIP, WORDS, TOUCHED = "2020-03", "2020-05", "2020-08"
"""The months with a wrong form: 亿元 filled in as 万元, 约 in a number cell, a figure of last month overwritten."""
LATE = ("2020-06", "2020-10")


def _economy(month: str) -> dict[str, dict[str, object]]:
    output = {"value": float(OUTPUT[month]), "growth": float(GROWTH[month]), "status": "最终"}
    return {"output": output, "rd_rank": {"value": int(RANK[month])}, "road": {"progress": 40 + 5 * int(month[5:])}}


def _wrong(month: str) -> dict[str, dict[str, object]]:
    cells = _economy(month)
    if month == SLIP:
        cells["output"]["value"] = float(OUTPUT[month]) * 10_000
    if month == WORDS:
        cells["output"]["value"] = f"约{OUTPUT[month]}"
    if month == TOUCHED:
        cells["output"]["previous"] = 23.7
    return cells


EXPECTED = {
    SLIP: [("jump", "doubt", "output")],
    WORDS: [("unread", "error", "output")],
    TOUCHED: [("protected", "doubt", "output")],
}


def test_a_year_of_forms_ends_in_the_data_as_they_were_filled_in(tmp_path: Path) -> None:
    town = Round(tmp_path)
    # December's growth of 7.0 % is what its value is above that of the year before.
    town.tables["observations"] = [[{"20.0": "24.7"}.get(str(cell), cell) for cell in row] for row in OBSERVATIONS]
    town.set_up()
    held: dict[str, Path] = {}
    for month in MONTHS:
        forms = town.issue(month, due="2021-01-05")
        assert list(forms) == ["经发办", "民政办", "文旅办"]
        back = town.back(month)
        fill(forms["民政办"], back / "民政.xlsx", {"households": {"value": int(HOUSEHOLDS[month])}}, "李四")
        held |= {month: forms["经发办"]} if month in LATE else {}
        if month not in LATE:
            fill(forms["经发办"], back / f"经发办{month}（改）.xlsx", _wrong(month))
        first = town.merge(back)
        late = ["经发办", "文旅办"] if month in LATE else ["文旅办"]
        assert [each.department for each in first.collected.missing] == late
        assert found(first) == EXPECTED.get(month, [])
        assert bool(first.files) == (month not in EXPECTED)
        if month in EXPECTED:
            assert town.value("output", month) is None
            fill(forms["经发办"], back / f"经发办{month}（改）.xlsx", _economy(month))
            assert found(town.merge(back)) == []
        if month == "2020-07":
            _hand_in_late(town, held["2020-06"], "2020-06")
        _compose(town, month)
    _hand_in_late(town, held["2020-10"], "2020-10")
    _correct_march(town)
    _check_data(town)
    _check_history(town)
    built = build(find(tmp_path), Job("town", period="2020-12", formats=("pdf", "pptx")))
    assert [path.name for path in built.files] == ["briefing.pdf", "briefing.pptx", "manifest.json"]


def _hand_in_late(town: Round, form: Path, month: str) -> None:
    """Merge a late form, twice: the second time changes nothing."""
    cells = {key: values for key, values in _economy(month).items() if key != "road"}
    fill(form, town.back(month) / "迟.xlsx", cells)
    done = town.merge(town.back(month))
    assert [each.department for each in done.collected.missing] == ["文旅办"]
    assert done.files
    before = {path.name: path.read_bytes() for path in town.folder.iterdir()}
    again = town.merge(town.back(month))
    assert (found(again), again.files) == ([], ())
    assert {path.name: path.read_bytes() for path in town.folder.iterdir()} == before


def _correct_march(town: Round) -> None:
    """March is corrected in a form that is issued again: the change must be accepted."""
    form = town.issue("2020-03", "经发办", replaces=True)["经发办"]
    back = town.root / "corrected"
    fill(form, back / "更正.xlsx", {"output": {"value": 22.6, "note": "年报核定"}}, "赵六")
    asked = town.merge(back)
    assert found(asked) == [("restated", "doubt", "output")]
    assert town.value("output", "2020-03") == "22.4"
    assert town.merge(back, "restated:output").files
    assert town.value("output", "2020-03") == "22.6"


def _check_data(town: Round) -> None:
    for month in MONTHS:
        assert town.value("output", month) == plain("22.6" if month == "2020-03" else OUTPUT[month])
        assert town.value("rd_rank", month) == RANK[month]
        assert town.value("households", month) == HOUSEHOLDS[month]
    dataset = town.load()
    rows = {row.period.code: row for row in dataset.series("output", dataset.default_entity)}
    assert [rows[month].growth for month in MONTHS] == [Decimal(GROWTH[month]) for month in MONTHS]
    assert [code for code, row in rows.items() if row.status == "revised"] == ["2020-03"]
    road = next(project for project in dataset.projects if project.id == "road")
    assert road.progress == 100


def _check_history(town: Round) -> None:
    _, told = history(town.folder, town.load(), "规上工业产值")
    values = [row for row in told if row.field == "数值"]
    assert [(row.period, row.new) for row in values if not row.old] == [
        (month, plain(OUTPUT[month]))
        for month in (*MONTHS[:5], "2020-07", "2020-06", *MONTHS[7:9], *MONTHS[10:], "2020-10")
    ]
    (revised,) = [row for row in values if row.old]
    assert (revised.period, revised.old, revised.new, revised.filled_by) == ("2020-03", "22.4", "22.6", "赵六")
    assert (revised.merged_by, revised.note) == ("王分析", "年报核定")
    assert revised.place.startswith("指标数据!")
    assert revised.file.endswith("更正.xlsx")
    assert revised.accepted.startswith("R")


def _compose(town: Round, month: str) -> None:
    ready = prepare(find(town.root), Job("town", period=month))
    document = compose(ready.loaded, ready.dataset, ready.period)
    assert document.sections
