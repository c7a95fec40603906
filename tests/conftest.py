"""Options of the test run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings

from briefing.typeset import discovery

# The same cases at every run: a build does not fail by chance, and what fails fails again.
settings.register_profile("same", derandomize=True, deadline=None)
settings.load_profile("same")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--renew", action="store_true", help="write the goldens anew, to be looked at before committing")


@pytest.fixture(autouse=True, scope="session")
def _no_system_fonts() -> Iterator[None]:
    """Let nothing that is built in tests depend on the fonts of the machine; tests of the search make folders of
    their own.

    For the whole session, since fixtures of a module build before those of a test are set up.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(discovery, "folders", tuple)
        yield
