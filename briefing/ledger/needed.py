"""Imported before SQLAlchemy: says what to install where it is missing."""

from __future__ import annotations

from importlib.util import find_spec

from briefing.errors import BriefingError

INSTALL = "请运行 pip install 'gongjian-briefing[schedule]'。"

if find_spec("sqlalchemy") is None:
    raise BriefingError("台账要先安装 SQLAlchemy。", "台账", INSTALL)
