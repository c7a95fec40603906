"""A data set's name in; the composed Jiangbei briefing out as plain JSON, for the script that is written by hand.

    python bench/content.py CONTENT.json

It holds what a person would have in a draft: words, cards, table rows, chart values. The counts of slides are there so
that both decks divide their tables alike.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, assert_never

from briefing.blocks import Block, Bullets, Callout, Chart, KeyFigure, KeyFigures, Paragraph, Row, Table, Text, plain
from briefing.build.job import Job, prepare
from briefing.build.workspace import find
from briefing.compose import compose
from briefing.document import Document, Section, for_medium
from briefing.render.pptx.plan import plan

ROOT = Path(__file__).resolve().parents[1]
JOB = Job("jiangbei", "leadership", "2018..2020")
_ROW = ("category", "series", "value", "label", "emphasis")


def content(root: Path = ROOT, job: Job = JOB) -> dict[str, Any]:
    """Compose the briefing of the benchmark and return it as lists, dicts, strings and numbers."""
    ready = prepare(find(root), job)
    return described(compose(ready.loaded, ready.dataset, ready.period))


def described(document: Document) -> dict[str, Any]:
    """Return a document as plain values."""
    slides = Counter(slide.path for slide in plan(for_medium(document, "pptx")).slides)
    masthead = document.masthead
    return {
        "title": document.title,
        "kicker": document.kicker,
        "byline": list(document.byline),
        "classification": document.classification,
        "masthead": {"name": masthead.name, "issuer": masthead.issuer, "date": masthead.date} if masthead else None,
        "author": document.author,
        "contents": document.words.contents,
        "closing": document.words.closing,
        "endnotes": [plain(note) for note in document.endnotes],
        "sections": [_section(section, slides[section.path]) for section in document.sections],
    }


def _section(section: Section, slides: int) -> dict[str, Any]:
    return {
        "label": section.label,
        "headline": plain(section.headline),
        "theme": section.mark.id if section.mark else "",
        "level": section.level,
        "appendix": section.appendix,
        "source": section.source,
        "notes": [plain(note) for note in section.notes],
        "slides": slides,
        "blocks": [{"only": list(block.only)} | _block(block) for block in section.blocks],
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Paragraph() | Callout():
            return {"block": "paragraph", "text": plain(block.text)}
        case Bullets():
            return {"block": "bullets", "items": [_lead_and_rest(item) for item in block.items]}
        case KeyFigures():
            cards = [_card(item) for item in block.items]
            return {"block": "key_figures", "layout": block.layout, "cards": cards}
        case Table():
            return {"block": "table"} | _table(block)
        case Chart():
            rows = [{key: row.get(key) for key in _ROW} for row in next(_rows(block.spec))]
            return {"block": "chart", "kind": block.kind, "title": block.title, "alt": block.alt, "rows": rows}
        case _:
            assert_never(block)


def _lead_and_rest(item: Text) -> list[str]:
    """Divide a point into its stressed lead, which may be empty, and the rest."""
    lead = item[:1] if item and item[0].strong else ()
    return [plain(lead), plain(item[len(lead) :])]


def _card(card: KeyFigure) -> dict[str, str]:
    figure = card.figure
    # An id reads indicator/entity/period/metric; counts of rows have fewer parts.
    indicator, _, period = [*figure.id.split("/"), "", "", ""][:3]
    told = {"label": card.label, "text": figure.text, "note": plain(card.note), "heading": card.heading}
    return told | {"color": card.color, "indicator": indicator, "period": period}


def _table(table: Table) -> dict[str, Any]:
    columns = [{"name": column.name, "align": column.align, "weight": column.weight} for column in table.columns]
    return {"title": table.title, "columns": columns, "rows": [_cells(row) for row in table.rows], "note": table.note}


def _cells(row: Row) -> list[str]:
    """Return the words of a row's cells, the lights as words; a row of one cell is a group."""
    return [plain(cell.text) for cell in row.cells]


def _rows(spec: Mapping[str, Any]) -> Iterator[list[dict[str, Any]]]:
    """Yield the inline rows of a spec and of its layers that have categories."""
    values = spec.get("data", {}).get("values", [])
    if values and "category" in values[0]:
        yield values
    for layer in spec.get("layer", ()):
        yield from _rows(layer)


def main() -> None:
    """Write the content to the file that the command names."""
    Path(sys.argv[1]).write_text(json.dumps(content(), ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
