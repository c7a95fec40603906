"""Made-up observations for the benchmark of reading: the same ones as CSV, workbook, Parquet and in PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas

SEED = 20_251_124
INDICATORS, ENTITIES = 20, 500
_YAML = "title: 一百万个数\nsynthetic: true\nregion: 全市\nthemes: [{id: all, name: 全部}]\n"


def indicators() -> pandas.DataFrame:
    """Return the table of indicators: levels in 亿元."""
    import pandas

    rows = [(f"i{i:02d}", f"指标{i:02d}", "all", "亿元", "level") for i in range(INDICATORS)]
    return pandas.DataFrame(rows, columns=["id", "name", "theme", "unit", "kind"])


def observations(rows: int) -> pandas.DataFrame:
    """Return `rows` observations (a multiple of 10 000): monthly values that wander, some with growth or a rank."""
    import numpy
    import pandas

    months = rows // (INDICATORS * ENTITIES)
    random = numpy.random.default_rng(SEED)
    shape = (INDICATORS, ENTITIES, months)
    steps = random.normal(0.004, 0.01, shape).cumsum(axis=2)
    values = numpy.round(random.uniform(20, 2000, shape[:2])[:, :, None] * numpy.exp(steps), 2)
    growth = numpy.full(shape, numpy.nan)
    growth[::3, :, 12:] = numpy.round((values[::3, :, 12:] / values[::3, :, :-12] - 1) * 100, 1)
    rank = numpy.full(shape, numpy.nan)
    rank[::5] = (-values[::5]).argsort(axis=1).argsort(axis=1) + 1
    names, places, times = numpy.indices(shape).reshape(3, -1)
    codes = numpy.array([f"{2000 + month // 12}-{month % 12 + 1:02d}" for month in range(months)])
    return pandas.DataFrame(
        {
            "indicator": numpy.array([f"i{i:02d}" for i in range(INDICATORS)])[names],
            "entity": numpy.array([f"区{e:03d}" for e in range(ENTITIES)])[places],
            "period": codes[times],
            "value": values.ravel(),
            "growth": growth.ravel(),
            "rank": pandas.array(rank.ravel()).astype("Int32"),
            "status": numpy.array(["", "preliminary"])[(times == months - 1).astype(int)],
        }
    )


def write_csv(folder: Path, tables: Mapping[str, pandas.DataFrame]) -> None:
    for name, table in tables.items():
        table.to_csv(folder / f"{name}.csv", index=False)


def write_workbook(folder: Path, tables: Mapping[str, pandas.DataFrame]) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(folder / "data.xlsx", {"constant_memory": True, "strings_to_numbers": False})
    for name, table in tables.items():
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, list(table.columns))
        for number, row in enumerate(table.astype(object).where(table.notna(), None).itertuples(index=False), 1):
            sheet.write_row(number, 0, row)
    book.close()


def write_parquet(folder: Path, tables: Mapping[str, pandas.DataFrame]) -> None:
    for name, table in tables.items():
        table.to_parquet(folder / f"{name}.parquet", index=False)


FILES: Mapping[str, Callable[[Path, Mapping[str, pandas.DataFrame]], None]] = {
    "csv": write_csv,
    "xlsx": write_workbook,
    "parquet": write_parquet,
}


def describe(folder: Path, *lines: str) -> None:
    """Make a data set folder with its description."""
    folder.mkdir(parents=True)
    (folder / "dataset.yaml").write_text(_YAML + "".join(f"{line}\n" for line in lines), encoding="utf-8")


def fill_database(url: str, tables: Mapping[str, pandas.DataFrame]) -> None:
    """Copy the tables into a PostgreSQL."""
    import psycopg

    kinds = {"value": "double precision", "growth": "double precision", "rank": "integer"}
    with psycopg.connect(f"postgresql:{url}", autocommit=True) as connection:
        for name, table in tables.items():
            columns = ", ".join(f"{column} {kinds.get(column, 'text')}" for column in table.columns)
            connection.execute(f"CREATE TABLE {name} ({columns})")
            with connection.cursor().copy(f"COPY {name} FROM STDIN (FORMAT csv, HEADER)") as copy:
                copy.write(table.to_csv(None, index=False))
