"""The tables of the ledger, for SQLite and PostgreSQL alike. Moments are texts, ISO 8601 in UTC with microseconds."""

from __future__ import annotations

from sqlalchemy import Column, Float, Integer, MetaData, String, Table, Text, UniqueConstraint

VERSION = 1
METADATA = MetaData()

about = Table("briefing_ledger", METADATA, Column("version", Integer, nullable=False))

jobs = Table(
    "briefing_jobs", METADATA,
    Column("job", String(200), primary_key=True),
    Column("since", String(40), nullable=False),
)  # fmt: skip

runs = Table(
    "briefing_runs", METADATA,
    Column("job", String(200), primary_key=True),
    Column("period", String(60), primary_key=True),
    Column("at", String(40), nullable=False, index=True),
    Column("state", String(20), nullable=False, index=True),
    Column("step", String(20), nullable=False, default=""),
    Column("attempts", Integer, nullable=False, default=0),
    Column("next_try", String(40)),
    Column("number", Integer),
    Column("message", Text, nullable=False, default=""),
    Column("approved_by", Text, nullable=False, default=""),
    Column("owner", String(200), nullable=False, default=""),
    Column("lease_until", String(40)),
    # How long it was taken for, in seconds.
    Column("lease", Float, nullable=False, default=0.0),
    Column("fence", Integer, nullable=False, default=0),
    Column("began", String(40), nullable=False),
    Column("changed", String(40), nullable=False),
    Column("details", Text, nullable=False, default="{}"),
)  # fmt: skip

# One row a 期号 given out, kept whatever becomes of its run: a number that stands here is never given out again.
numbers = Table(
    "briefing_numbers", METADATA,
    Column("series", String(200), primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("run", String(300), nullable=False),
    UniqueConstraint("series", "run"),
)  # fmt: skip

files = Table(
    "briefing_files", METADATA,
    Column("run", String(300), primary_key=True),
    Column("side", String(10), primary_key=True),
    Column("audience", String(200), primary_key=True),
    Column("name", String(500), primary_key=True),
    Column("path", Text, nullable=False, default=""),
    Column("bytes", Integer, nullable=False, default=0),
    Column("sha256", String(64), nullable=False, default=""),
)  # fmt: skip

deliveries = Table(
    "briefing_deliveries", METADATA,
    Column("run", String(300), primary_key=True),
    Column("recipient", String(500), primary_key=True),
    Column("audience", String(200), nullable=False),
    Column("state", String(20), nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("message_id", String(300), nullable=False, default=""),
    Column("message", Text, nullable=False, default=""),
    Column("sha256", String(64), nullable=False, default=""),
    Column("changed", String(40), nullable=False),
)  # fmt: skip

events = Table(
    "briefing_events", METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("run", String(300), nullable=False, index=True),
    Column("at", String(40), nullable=False),
    Column("step", String(40), nullable=False),
    Column("message", Text, nullable=False, default=""),
)  # fmt: skip

items = Table(
    "briefing_items", METADATA,
    Column("batch", String(200), primary_key=True),
    Column("dataset", String(200), primary_key=True),
    Column("period", String(60), primary_key=True),
    Column("audience", String(200), primary_key=True),
    Column("language", String(20), primary_key=True),
    Column("state", String(20), nullable=False),
    Column("message", Text, nullable=False, default=""),
    Column("seconds", Float, nullable=False, default=0.0),
    Column("sha256", String(64), nullable=False, default=""),
    Column("folder", Text, nullable=False, default=""),
    Column("owner", String(200), nullable=False, default=""),
    Column("changed", String(40), nullable=False),
)  # fmt: skip
