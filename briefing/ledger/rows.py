"""Rows of the ledger in, its types out, and back. Moments are written so that their order as texts is their own."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from sqlalchemy import RowMapping

from briefing.ledger.model import Delivery, Event, Input, Output, Run, Sending, State

Row = RowMapping


def written(moment: datetime | None) -> str | None:
    """Return an aware moment as the ledger writes it."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds") if moment else None


def clean(text: str) -> str:
    """Return a text as every database takes it: without NUL, and with no half characters of a file's odd name."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode()


def moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def run_of(row: Row) -> Run:
    at = moment(row["at"])
    assert at is not None
    return Run(
        row["job"], row["period"], at, State(row["state"]), row["step"], row["attempts"], moment(row["next_try"]),
        row["number"], row["message"], row["approved_by"], row["owner"], moment(row["lease_until"]), row["fence"],
        moment(row["began"]), moment(row["changed"]), json.loads(row["details"]),
    )  # fmt: skip


def output_of(row: Row) -> Output:
    return Output(row["audience"], row["name"], row["path"], row["bytes"], row["sha256"])


def input_of(row: Row) -> Input:
    return Input(row["audience"], row["name"], row["sha256"])


def delivery_of(row: Row) -> Delivery:
    return Delivery(
        row["recipient"], row["audience"], Sending(row["state"]), row["attempts"], row["message_id"], row["message"],
        row["sha256"], moment(row["changed"]),
    )  # fmt: skip


def event_of(row: Row) -> Event:
    at = moment(row["at"])
    assert at is not None
    return Event(at, row["step"], row["message"])
