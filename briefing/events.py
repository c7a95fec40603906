"""What a run does, step by step, in; records for whoever keeps a log out.

Events go through `logging` under the name `briefing`; without a handler they are nothing. A value that is secret has no
business here: what is logged is ids, places, counts and messages.
"""

from __future__ import annotations

import logging

_LOGGER = logging.getLogger("briefing")
# A library says nothing unless asked to.
_LOGGER.addHandler(logging.NullHandler())
FIELDS = "briefing_fields"
"""The attribute of a log record that holds the fields of an event."""


def tell(event: str, message: str, *, level: int = logging.INFO, **fields: object) -> None:
    """Log an event (`run.built`) with a sentence in Chinese for people and fields for machines."""
    _LOGGER.log(level, message, extra={FIELDS: {"event": event, **fields}})
