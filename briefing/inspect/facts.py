"""What a file holds in, a sentence that says it out."""

from __future__ import annotations

from collections.abc import Mapping

from briefing.inspect.findings import Fact

_NAMES = {"pptx": "演示文稿", "pdf": "PDF"}
_COUNTED = {"slides": "张幻灯片", "pages": "页", "charts": "个图表", "pictures": "张图片", "fonts": "种字体"}


def sentence(facts: Mapping[str, Fact]) -> str:
    """Return what a file is and how much of what it holds: 演示文稿，28张幻灯片、8个图表."""
    counts = [f"{facts[key]}{words}" for key, words in _COUNTED.items() if facts.get(key)]
    tagged = ["带标签"] if facts.get("tagged") else []
    return "，".join([_NAMES[str(facts["kind"])], *(["、".join([*counts, *tagged])] if counts else [])])
