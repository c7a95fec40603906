"""Marks of processes; they are everybody's, see `briefing.processes`."""

from briefing.processes import is_gone, own_mark

__all__ = ["is_gone", "own_mark"]
