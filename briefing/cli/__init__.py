"""The command line: words in, exit code out."""

from __future__ import annotations

from briefing.cli import charts, commands, data, masters, preview, templates
from briefing.cli.app import app


def main() -> None:
    """Run the command; the entry point of the distribution."""
    app()


__all__ = ["app", "charts", "commands", "data", "main", "masters", "preview", "templates"]
