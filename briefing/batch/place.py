"""A workspace in; where its ledger is out, as `schedule.yaml` says, or in the workspace itself."""

from __future__ import annotations

import os
from collections.abc import Mapping

from briefing.build.workspace import Workspace
from briefing.errors import UsageError
from briefing.yamlfile import read

SCHEDULE = "schedule.yaml"
USUAL = ".briefing/ledger.sqlite"


def ledger_place(workspace: Workspace, environment: Mapping[str, str] = os.environ) -> str:
    """Return the path or the URL of the ledger. What else is wrong in the schedule is no business of a batch.

    Raises UsageError where the variable that holds the URL is not set.
    """
    path = workspace.root / SCHEDULE
    if not path.is_file():
        return USUAL
    source = read(path, SCHEDULE)
    variable = source.value.get("ledger_env")
    if isinstance(variable, str) and variable:
        if not environment.get(variable):
            message, where = f"环境变量 {variable} 没有设置，不知道台账在哪里。", source.where(("ledger_env",))
            raise UsageError(message, where, "请设置好再运行。")
        return environment[variable]
    written = source.value.get("ledger")
    return written if isinstance(written, str) and written else USUAL
