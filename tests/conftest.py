"""Options of the test run."""

from __future__ import annotations

import pytest
from hypothesis import settings

# The same cases at every run: a build does not fail by chance, and what fails fails again.
settings.register_profile("same", derandomize=True, deadline=None)
settings.load_profile("same")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--renew", action="store_true", help="write the goldens anew, to be looked at before committing")
