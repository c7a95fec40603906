"""The command line: words in, exit code out."""

from __future__ import annotations

from briefing.cli import charts, check, commands, data, masters, preview, running, schedule, templates, trace
from briefing.cli.app import app


def main() -> None:
    """Run the command; the entry point of the distribution."""
    app()


__all__ = [
    "app", "charts", "check", "commands", "data", "main", "masters", "preview", "running", "schedule", "templates",
    "trace",
]  # fmt: skip
