"""The reading of a workbook in; a panic of the library that reads it out, as the problem of a damaged workbook."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from briefing.sources.unusable import damaged

_STDERR = 2


@contextmanager
def sheltered() -> Iterator[None]:
    """Raise `Unusable` where calamine panics within the block; what Rust prints of that goes nowhere.

    A panic is no error of calamine's, and no `Exception` either: some bytes of old workbooks bring it about.
    """
    try:
        with _held_back():
            yield
    except BaseException as error:
        if not _is_panic(error):
            raise
        raise damaged() from None


def _is_panic(error: BaseException) -> bool:
    # pyo3 makes the class when it is first needed; there is nothing to import.
    return type(error).__name__ == "PanicException"


@contextmanager
def _held_back() -> Iterator[None]:
    """Keep what is written to the error output within the block; it is written after all where nothing panicked."""
    try:
        before = os.dup(_STDERR)
    except OSError:  # there is none
        yield
        return
    with tempfile.TemporaryFile() as held:
        os.dup2(held.fileno(), _STDERR)
        panicked = False
        try:
            yield
        except BaseException as error:
            panicked = _is_panic(error)
            raise
        finally:
            os.dup2(before, _STDERR)
            os.close(before)
            held.seek(0)
            if not panicked and (said := held.read()):
                os.write(_STDERR, said)
