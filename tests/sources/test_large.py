"""Claims about large data sets as folders, and about CSV files that cannot be read: each a problem with its place."""

from __future__ import annotations

import errno
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from briefing.errors import Problem
from briefing.model.dataset import Dataset
from briefing.model.observations import Observations
from briefing.model.policy import Policy
from briefing.model.restrict import restrict
from briefing.sources import block, check
from tests.sources.files import Files, Rows

REPOSITORY = Path(__file__).parents[2]
MONTHS = [f"{2010 + n // 12}-{n % 12 + 1:02d}" for n in range(120)]


@pytest.fixture
def large(files: Files, monkeypatch: pytest.MonkeyPatch) -> Files:
    """A data set of 240 rows, which here is large."""
    monkeypatch.setattr(block, "BIG", 100)
    rows: Rows = [
        [name, month, n + 0.5, "jiangbei", ""] for name in ("output", "覆盖率") for n, month in enumerate(MONTHS)
    ]
    files.tables["observations"] = [["indicator", "period", "value", "entity", "visibility"], *rows]
    return files


def loaded(files: Files) -> tuple[Dataset, Dataset]:
    """Return the data set by columns and row by row."""
    by_columns = files.load()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(block, "BIG", 10**9)
        return by_columns, files.load()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_large_csv_is_the_same_data_set_as_row_by_row(large: Files, encoding: str) -> None:
    by_columns, by_rows = loaded(large.as_csv(encoding))
    assert isinstance(by_columns.observations, Observations)
    assert isinstance(by_rows.observations, tuple)
    assert by_columns == by_rows
    assert by_columns.series("coverage", "jiangbei") == by_rows.series("coverage", "jiangbei")


def test_places_are_physical_lines_even_after_a_line_break_in_a_cell(large: Files) -> None:
    large.tables["observations"][0].append("source")
    large.tables["observations"][1].append("公报\n第3段")
    large.tables["observations"][50][2] = "约5"
    large.as_csv()
    said = large.said()
    assert said == [
        "data/x/observations.csv:52: value（数值）：应该是数字，写的却是“约5”。"
        "数值列写 5，“约”写在 qualifier（约数）列。"
    ]


def test_the_growth_of_a_row_of_a_large_workbook_has_its_own_cell(
    files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing.sources.values.BIG", 1)
    files.tables["observations"] = [
        ["indicator", "period", "value", "growth"],
        ["output", "2019", 843.8, 5],
        ["output", "2018", 1, None],
    ]
    rows = files.as_workbook().load().observations
    assert isinstance(rows, Observations)
    places = [rows.origin_of(0, column).cell for column in ("value", "growth", "rank")]
    assert places == ["C2", "D2", "C2"]
    assert rows.origin_of(1, "growth").cell == "C3"


def test_what_cannot_be_read_by_columns_is_read_row_by_row_with_its_problem(large: Files) -> None:
    large.as_csv()
    path = large.folder / "observations.csv"
    path.write_bytes(path.read_bytes().replace(b"output,2010-05", b'"output"x,2010-05'))
    assert large.places() == ["data/x/observations.csv:6"]


def test_a_large_data_set_is_restricted_as_a_small_one_is(large: Files) -> None:
    large.tables["observations"][7][4] = "leaders"
    policy = Policy(sees=frozenset({"public"}))
    by_columns, by_rows = (restrict(each, policy) for each in loaded(large.as_csv()))
    assert by_columns.withheld == by_rows.withheld
    assert by_columns.dataset == by_rows.dataset
    assert len(by_columns.dataset.observations) == 239


def test_values_in_another_unit_are_converted_exactly(large: Files) -> None:
    large.tables["observations"][0].append("unit")
    for row in large.tables["observations"][1:121]:
        row.append("万元")
    by_columns, by_rows = loaded(large.as_csv())
    assert [str(o.value) for o in by_columns.observations] == [str(o.value) for o in by_rows.observations]
    assert by_columns.observations[1].value == Decimal("0.00015")


def test_reading_and_composing_a_small_data_set_imports_nothing_heavy() -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from briefing.build.job import Job, prepare\n"
        "from briefing.build.workspace import find\n"
        "from briefing.compose import compose\n"
        "ready = prepare(find(Path.cwd()), Job(dataset='demo-monthly', audience='leadership'))\n"
        "compose(ready.loaded, ready.dataset, ready.period)\n"
        "print([m for m in ('numpy', 'pandas', 'pyarrow', 'sqlalchemy') if m in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == "[]"


# Bad files -----------------------------------------------------------------------------------------------------------


def test_a_file_that_vanishes_before_it_is_read_is_a_problem(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    files.as_csv()
    original = Path.read_bytes

    def vanishing(path: Path) -> bytes:
        if path.name == "observations.csv":
            path.unlink()
        return original(path)

    monkeypatch.setattr(Path, "read_bytes", vanishing)
    assert said(files) == [
        "data/x/observations.csv: 读不了这个文件（没有这个文件或文件夹）。请检查权限，或文件是否正被别的程序占用。"
    ]


@pytest.mark.parametrize(("number", "cause"), [(errno.EACCES, "没有权限"), (errno.EBUSY, "正被别的程序占用")])
def test_a_locked_file_is_a_problem(files: Files, monkeypatch: pytest.MonkeyPatch, number: int, cause: str) -> None:
    files.as_csv()
    original = Path.read_bytes

    def locked(path: Path) -> bytes:
        if path.name == "observations.csv":
            raise OSError(number, "locked")
        return original(path)

    monkeypatch.setattr(Path, "read_bytes", locked)
    found = check(files.folder, files.root)[1]
    assert [problem.where for problem in found] == ["data/x/observations.csv"]
    assert cause in found[0].message


@pytest.mark.parametrize("big", [2, 10**9])
def test_a_nul_byte_in_a_cell_is_a_problem_at_its_line(files: Files, monkeypatch: pytest.MonkeyPatch, big: int) -> None:
    monkeypatch.setattr(block, "BIG", big)
    files.tables["observations"][2][2] = "84\x003.8"
    assert files.as_csv().problems() == [
        Problem(
            "data/x/observations.csv:3",
            "value（数值）：含有不能显示的字符 U+0000。",
            "请删去这个字符，重新输入这一格。",
        )
    ]


def test_a_file_of_utf_16_is_a_problem_of_its_encoding(files: Files) -> None:
    files.as_csv("utf-16")
    assert set(said(files)) == {
        f"data/x/{name}.csv: 编码既不是 UTF-8，也不是 GB18030。请另存为“CSV UTF-8（逗号分隔）”。"
        for name in ("indicators", "observations")
    }


def said(files: Files) -> list[str]:
    return [str(problem) for problem in check(files.folder, files.root)[1]]
