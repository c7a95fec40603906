"""SOURCE_DATE_EPOCH in, the date that files bear out."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

from briefing.errors import UsageError


def epoch_date() -> date | None:
    """Return the date that SOURCE_DATE_EPOCH (seconds, UTC) asks for, or None where it is not set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date() if epoch else None
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(f"SOURCE_DATE_EPOCH 的值“{epoch}”不是秒数。", hint="请改正或取消这个环境变量。") from error
