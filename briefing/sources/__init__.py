"""A data set folder in, `briefing.model.dataset.Dataset` out; or every problem in it, each with its place."""

from briefing.sources.discover import SOURCES
from briefing.sources.reading import check, load, read

__all__ = ["SOURCES", "check", "load", "read"]
