"""The good data set in a database: its tables made with the driver itself, its dataset.yaml naming the database."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from tests.sources.files import Files

INDICATORS = (
    ("output", "规上工业产值", "industry", "亿元"),
    ("rd_rank", "研发位次", "science-x", "位"),
)
OBSERVATIONS = (
    ("output", "2019", "843.8", "江北区"),
    ("output", "2017", "681.4", "jiangbei"),
    ("研发位次", "2019", "6", None),
)


def statements() -> list[str]:
    """Return what makes the tables in any database."""
    return [
        "CREATE TABLE indicators (id text, name text, theme text, unit text)",
        "CREATE TABLE observations (indicator text, period text, value numeric, entity text)",
        *(f"INSERT INTO indicators VALUES ({_values(row)})" for row in INDICATORS),
        *(f"INSERT INTO observations VALUES ({_values(row)})" for row in OBSERVATIONS),
    ]


def _values(row: tuple[str | None, ...]) -> str:
    return ", ".join("NULL" if value is None else f"'{value}'" for value in row)


def sqlite(path: Path, *more: str, plain: bool = True) -> None:
    """Write a SQLite file with the good tables, and run more statements on it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path)
    for statement in (*(statements() if plain else ()), *more):
        connection.execute(statement)
    connection.commit()
    connection.close()


def described(files: Files, *lines: str) -> Files:
    """Write dataset.yaml with `database:` and the lines below it."""
    files.write("dataset.yaml", files.yaml + "database:\n" + "".join(f"  {line}\n" for line in lines))
    return files


def line_of(files: Files, text: str) -> str:
    """Return `file:line` of the line of dataset.yaml that holds a text."""
    written = (files.folder / "dataset.yaml").read_text("utf-8").splitlines()
    return f"data/x/dataset.yaml:{next(i for i, line in enumerate(written, 1) if text in line)}"
