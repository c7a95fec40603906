"""Samples of each level's first number in, the numbers of headings out (GB/T 9704—2012, 7.3.3: 一、（一）1.（1）)."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.model.wording import chinese_number


class Numbering:
    """Counts headings by level; a level begins anew below each heading of a higher one."""

    def __init__(self, samples: Sequence[str]) -> None:
        self._samples = samples
        self._counts: list[int] = []

    def next(self, level: int) -> str:
        """Return the number of the next heading of a level, counted from 1; empty where the level has none."""
        del self._counts[level:]
        self._counts += [0] * (level - len(self._counts))
        self._counts[level - 1] += 1
        sample = self._samples[level - 1] if level <= len(self._samples) else ""
        return _written(sample, self._counts)


def _written(sample: str, counts: Sequence[int]) -> str:
    if "一" in sample:
        written = sample.replace("一", chinese_number(counts[-1]))
        return f"{written}　" if sample == "一" else written
    if "1.1" in sample:
        return ".".join(str(count) for count in counts) + (" " if sample.endswith(" ") else "　")
    written = sample.replace("1", str(counts[-1]))
    # A number alone needs something between it and the heading.
    return f"{written}　" if written.isdigit() else written
