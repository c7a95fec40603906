"""A library that only schedules need in; a sentence that says what to install, where it is missing, out."""

from __future__ import annotations

from importlib.util import find_spec

from briefing.errors import BriefingError

INSTALL = "请运行 pip install 'gongjian-briefing[schedule]'。"


def require(module: str, name: str, what: str) -> None:
    """Raise BriefingError where a module is not installed that `what` needs; `name` is what is to be installed."""
    if find_spec(module) is None:
        raise BriefingError(f"{what}要先安装 {name}。", what, INSTALL)
