"""A claim about the garbage collector of a process that makes many builds."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from briefing.build.warm import settle


class Circle:
    """Something that holds itself."""

    def __init__(self) -> None:
        self.own = self


@pytest.fixture
def collector() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


def test_what_was_loaded_is_left_alone_and_what_comes_later_is_collected(collector: None) -> None:
    settle()
    assert gc.isenabled()
    assert gc.get_freeze_count() > 10_000
    later = weakref.ref(Circle())
    assert later() is not None
    gc.collect()
    assert later() is None
