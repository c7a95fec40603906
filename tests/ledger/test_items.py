"""Claims about the items of a batch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from briefing.ledger.items import ItemResult, Work
from briefing.ledger.ledger import Ledger
from briefing.ledger.model import ItemKey

AT = datetime(2026, 11, 6, 0, 30, tzinfo=UTC)
A, B = ItemKey("江北", "2026-10", "leadership"), ItemKey("江南", "2026-10", "public", "en")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open("ledger.sqlite", tmp_path, lambda: AT) as opened:
        yield opened


def test_items_begin_as_waiting_in_the_order_of_the_matrix_and_those_known_stay(ledger: Ledger) -> None:
    ledger.items.begin("全县", [A])
    ledger.items.record_many("全县", [ItemResult(A, Work.BUILT, "", 1.5, "ab", "output/a", "m-1")])
    first, second = ledger.items.begin("全县", [B, A, B])
    assert (first.key, first.state) == (B, Work.WAITING)
    assert (second.key, second.state, second.seconds, second.sha256) == (A, Work.BUILT, 1.5, "ab")
    assert (second.folder, second.owner, second.changed) == ("output/a", "m-1", AT)


def test_an_item_is_written_in_place_of_what_was_known_of_it_in_that_batch_alone(ledger: Ledger) -> None:
    for batch in ("one", "two"):
        ledger.items.begin(batch, [A])
    ledger.items.record_many("one", [ItemResult(A, Work.FAILED, "没有数据")])
    ledger.items.record_many("one", [ItemResult(A, Work.UNCHANGED)])
    assert [(item.state, item.message) for item in ledger.items.of("one")] == [(Work.UNCHANGED, "")]
    assert [item.state for item in ledger.items.of("two")] == [Work.WAITING]


def test_thousands_of_items_are_written_at_once_and_counted(ledger: Ledger) -> None:
    keys = [ItemKey(f"county{number}", "2026-10", "leadership") for number in range(2800)]
    ledger.items.begin("全国", keys)
    ledger.items.record_many("全国", [ItemResult(key, Work.BUILT) for key in keys[:2000]])
    ledger.items.record_many("全国", [ItemResult(keys[2000], Work.FAILED, "坏了")])
    assert Counter(item.state for item in ledger.items.of("全国")) == {
        Work.WAITING: 799, Work.BUILT: 2000, Work.FAILED: 1,
    }  # fmt: skip
    assert ledger.items.of("none") == ()
