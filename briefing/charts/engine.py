"""vl-convert, made ready once: the one way to the converter, so that every chart is drawn in the same time zone."""

from __future__ import annotations

import os
from functools import cache
from typing import Any

_PROBE = {"data": {"values": [{}]}, "mark": "point"}


@cache
def converter() -> Any:
    """Return the converter, started. The first call of a process takes about half a second.

    It takes the machine's time zone at its start, once and for all; a date such as 2020-01-01 would then be drawn as
    the last day of 2019 west of Greenwich. Charts have dates, no instants: they are drawn in UTC everywhere.
    """
    import vl_convert

    before = os.environ.get("TZ")
    os.environ["TZ"] = "UTC"
    try:
        vl_convert.vegalite_to_vega(_PROBE)
    finally:
        if before is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = before
    return vl_convert


def reason(error: ValueError) -> str:
    """Return the line of a converter's error that says what is wrong."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    telling = next((line for line in lines if "Error:" in line), lines[0] if lines else "")
    return telling.rpartition("Error:")[2].partition("{")[0].strip().rstrip(".。")[:200]
