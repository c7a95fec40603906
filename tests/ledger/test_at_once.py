"""Claims about several processes that use one ledger in the same moment."""

from __future__ import annotations

from pathlib import Path

from briefing.ledger.ledger import Ledger
from tests.ledger.children import ended, go, number, open_it, race, ready, start


def test_a_new_ledger_is_made_once_however_many_open_it(place: str, tmp_path: Path) -> None:
    children = [start(open_it.__name__, place) for _ in range(3)]
    assert [ready(child) for child in children] == ["ready"] * 3
    for child in children:
        go(child)
    assert [ended(child) for child in children] == ["0"] * 3
    with Ledger.open(place, tmp_path) as ledger, ledger._store.reading() as connection:
        assert connection.exec_driver_sql("SELECT version FROM briefing_ledger").all() == [(1,)]


def test_eight_threads_of_two_processes_number_many_runs_with_no_number_twice_and_no_gap(
    place: str, tmp_path: Path
) -> None:
    with Ledger.open(place, tmp_path) as ledger:
        ledger.runs()
    children = [start(number.__name__, place, names, "12") for names in ("a,b,c,d", "e,f,g,h")]
    assert [ready(child) for child in children] == ["ready"] * 2
    for child in children:
        go(child)
    given = [int(word) for child in children for word in ended(child).split()]
    assert sorted(given) == list(range(5, 5 + 12 * 8))


def test_of_two_processes_that_claim_a_run_at_once_exactly_one_holds_it_twenty_times(
    place: str, tmp_path: Path
) -> None:
    with Ledger.open(place, tmp_path) as ledger:
        children = [start(race.__name__, place, "20") for _ in range(2)]
        for _ in range(20):
            assert [ready(child) for child in children] == ["ready"] * 2
            for child in children:
                go(child)
        assert [ready(child) for child in children] == ["done"] * 2
        got = [set(ended(child).split()) for child in children]
        assert got[0] | got[1] == {str(each) for each in range(20)}
        assert not got[0] & got[1]
        assert {run.fence for run in ledger.runs()} == {1}
