"""The command line: words in, exit code out."""

from __future__ import annotations

from briefing.cli import (
    batch,
    charts,
    check,
    commands,
    data,
    history,
    masters,
    preview,
    running,
    schedule,
    templates,
    top,
    trace,
)
from briefing.cli.app import app


def main() -> None:
    """Run the command; the entry point of the distribution."""
    app()


__all__ = [
    "app",
    "batch",
    "charts",
    "check",
    "commands",
    "data",
    "history",
    "main",
    "masters",
    "preview",
    "running",
    "schedule",
    "templates",
    "top",
    "trace",
]
