"""A document in, what of it can be planned out: without the blocks whose texts cannot be written or even measured.

XML holds no control characters and no halves of a pair: they would vanish without a word. And a text of more
characters than any place of a slide can hold is told before anything is broken into lines.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, assert_never

from briefing.blocks import Block, Bullets, Callout, Chart, KeyFigures, Paragraph, Table, plain
from briefing.document import Document, Section
from briefing.render.pptx.findings import Findings
from briefing.render.pptx.sizes import MOST_CHARACTERS
from briefing.render.pptx.xml import FORBIDDEN

_BEFORE, _AFTER = 8, 4
# What a text is called in a message, and its characters.
Said = tuple[str, str]


def sound(document: Document, findings: Findings) -> Document:
    """Return the document without the sections and blocks at fault; ProblemsFound where its own texts are."""
    sections = tuple(_sound(section, findings) for section in document.sections)
    if not _are_sound("", _of_document(document), findings):
        findings.problems.raise_if_any()
    return replace(document, sections=tuple(section for section in sections if section))


def legible(block: Block, findings: Findings) -> bool:
    """Return whether all texts of a block can be written and measured; else there are problems.

    How long running text may be is settled where it is laid out, and that of a chart's data where it is evaluated.
    """
    most = math.inf if isinstance(block, Paragraph | Callout | Bullets) else MOST_CHARACTERS
    data = (("图的数据", words) for words in (_strings(block.spec) if isinstance(block, Chart) else ()))
    texts = _are_sound(block.path, said(block), findings, most)
    return _are_sound(block.path, data, findings, math.inf) and texts


def said(block: Block) -> Iterator[Said]:
    """Yield every text of a block, with what it is called; those in a chart's data are not among them."""
    match block:
        case Paragraph() | Callout():
            yield "这段文字", plain(block.text)
        case Bullets():
            yield from ((f"第{at}条", plain(item)) for at, item in enumerate(block.items, 1))
        case KeyFigures():
            for item in block.items:
                yield (
                    f"卡片“{item.label[:_BEFORE]}”",
                    "\t".join((item.label, item.heading, item.figure.text, plain(item.note))),
                )
        case Table():
            yield from (("表的标题", block.title), ("表的注释", block.note))
            yield from ((f"第{at}栏的名称", column.name) for at, column in enumerate(block.columns, 1))
            for at, row in enumerate(block.rows, 1):
                yield from ((f"第{at}行第{each}格", plain(cell.text)) for each, cell in enumerate(row.cells, 1))
        case Chart():
            yield from (("图的标题", block.title), ("图的替代文字", block.alt))
        case _:
            assert_never(block)


def _sound(section: Section, findings: Findings) -> Section | None:
    blocks = tuple(block for block in section.blocks if legible(block, findings))
    own = [("标题", plain(section.headline)), ("栏目名", section.label), ("来源", section.source)]
    own += [("备注", plain(note)) for note in section.notes]
    return replace(section, blocks=blocks) if _are_sound(section.path, own, findings) else None


def _of_document(document: Document) -> Iterator[Said]:
    yield from (("封面标题", document.title), ("封面眉题", document.kicker), ("密级", document.classification))
    yield from (("封面落款", line) for line in document.byline)
    yield from (("作者", document.author), ("专题名称", "\t".join(mark.name for mark in document.marks)))
    yield from (("全文注释", plain(note)) for note in document.endnotes)


def _strings(value: Any) -> Iterator[str]:
    """Yield the strings of a spec, keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield str(key)
            yield from _strings(inner)
    elif isinstance(value, Sequence):
        for inner in value:
            yield from _strings(inner)


def _are_sound(
    where: str, texts: Iterator[Said] | Sequence[Said], findings: Findings, most: float = MOST_CHARACTERS
) -> bool:
    found = True
    for name, words in texts:
        wrong = FORBIDDEN.search(words)
        if wrong:
            code = f"U+{ord(wrong.group()):04X}"
            shown = words[max(0, wrong.start() - _BEFORE) : wrong.end() + _AFTER]
            excerpt = re.sub(r"\s", " ", FORBIDDEN.sub("□", shown))
            message = f"{name}“{excerpt}”里有写不进文件的字符{code}（显示为□）。"
            findings.problem(where, message, "请在数据或模板里删去它。")
        elif len(words) > most:
            message = f"{name}有{len(words)}字，一页幻灯片放不下。"
            findings.problem(where, message, "请删减，或用 only: [pdf] 只印在 PDF 里。")
        else:
            continue
        found = False
    return found
