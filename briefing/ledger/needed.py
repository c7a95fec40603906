"""Imported before SQLAlchemy: says what to install where it is missing."""

from __future__ import annotations

from briefing.extras import require

require("sqlalchemy", "SQLAlchemy", "台账")
