"""The whole composed Jiangbei document as text. `make golden` renews it; read the difference before committing it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import assert_never

import pytest

from briefing.blocks import Block, Bullets, Callout, Chart, KeyFigures, Paragraph, Table, plain
from briefing.build.job import Job, prepare
from briefing.build.workspace import find
from briefing.compose import compose
from briefing.document import Document
from briefing.template.load import builtin_templates

GOLDEN = Path(__file__).with_name("jiangbei.txt")


def outline(document: Document) -> Iterator[str]:
    yield document.title
    for section in document.sections:
        yield f"\n{'#' * section.level} {section.path} | {section.label} | {plain(section.headline)}"
        for block in section.blocks:
            yield from (f"  {line}" for line in lines(block))
        yield from (f"  讲：{plain(note)}" for note in section.notes)
        yield f"  来源：{section.source}"


def lines(block: Block) -> Iterator[str]:
    match block:
        case Paragraph() | Callout():
            yield plain(block.text)
        case Bullets():
            yield from (f"· {plain(item)}" for item in block.items)
        case KeyFigures():
            for item in block.items:
                yield f"[{item.heading}] {item.label}：{item.figure.text}（{plain(item.note)}）"
        case Table():
            yield f"表 {block.title}：{' | '.join(column.name for column in block.columns)}"
            yield from (" | ".join(plain(cell.text) for cell in row.cells) for row in block.rows)
        case Chart():
            yield f"图 {block.kind} {block.alt}"
        case _:
            assert_never(block)


def test_the_jiangbei_document_says_what_it_said(request: pytest.FixtureRequest) -> None:
    ready = prepare(find(builtin_templates().parent), Job(dataset="jiangbei"))
    said = "\n".join(outline(compose(ready.loaded, ready.dataset, ready.period))) + "\n"
    if request.config.getoption("--renew"):
        GOLDEN.write_text(said, encoding="utf-8")
    assert said == GOLDEN.read_text(encoding="utf-8")
