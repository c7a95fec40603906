"""Blocks of any length, mixed at will: a plan is refused with problems, or nothing in it overflows or is lost."""

from __future__ import annotations

import re
from typing import Literal

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.blocks import Block, Bullets, Callout, Cell, Column, KeyFigure, KeyFigures, Paragraph, Row, Table, text
from briefing.document import Document
from briefing.errors import ProblemsFound
from briefing.render.pptx.frames import frames
from briefing.render.pptx.plan import plan
from briefing.render.pptx.shapes import SlidePlan, TableShape, TextShape
from briefing.render.pptx.sound import said
from briefing.render.pptx.stage import HEIGHT, OURS, WIDTH
from tests.torture.documents import document, figure, prose, section

CONTENT = OURS.content

LENGTHS = st.one_of(st.integers(1, 12), st.integers(10, 120), st.integers(100, 2500))
WORDS = st.builds(
    lambda length, kind: {"prose": prose(length)[:length], "latin": "x" * length, "words": ("word " * length)[:length]}[
        kind
    ],
    LENGTHS,
    st.sampled_from(("prose", "prose", "latin", "words")),
).map(lambda words: words.strip() or "甲")
SHORT = WORDS.map(lambda words: words[:40])


def _table(path: str, names: list[str], cells: list[str], count: int) -> Table:
    rows = [
        Row(tuple(Cell(text(cells[(at * 7 + each) % len(cells)])) for each in range(len(names)))) for at in range(count)
    ]
    return Table(path, names[0], tuple(Column(name) for name in names), tuple(rows))


def _cards(path: str, labels: list[str], number: int, layout: Literal["strip", "tiles", "hero"]) -> KeyFigures:
    items = tuple(KeyFigure(label, figure(str(10**number), "万平方公里"), text(label)) for label in labels)
    return KeyFigures(path, items, layout)


def _block(path: str) -> st.SearchStrategy[Block]:
    return st.one_of(
        st.builds(lambda words: Paragraph(path, text(words)), WORDS),
        st.builds(lambda words: Callout(path, text(words)), WORDS),
        st.builds(
            lambda items: Bullets(path, tuple(text(item) for item in items)), st.lists(WORDS, min_size=1, max_size=14)
        ),
        st.builds(
            _table,
            st.just(path),
            st.lists(SHORT, min_size=1, max_size=24),
            st.lists(SHORT, min_size=1, max_size=9),
            st.integers(1, 40),
        ),
        st.builds(
            _cards,
            st.just(path),
            st.lists(SHORT, min_size=1, max_size=9),
            st.integers(0, 12),
            st.sampled_from(("strip", "tiles", "hero")),
        ),
    )


DOCUMENTS = st.builds(
    lambda blocks, headline, source: document(section("one", *blocks, headline=text(headline), source=source)),
    st.tuples(_block("one/a"), _block("one/b"), _block("one/c")),
    SHORT,
    WORDS,
)


@settings(max_examples=60)
@given(DOCUMENTS)
def test_a_document_of_any_lengths_is_set_without_overflow_or_refused(given_: Document) -> None:
    slides = _planned(given_)
    for slide in slides:
        assert [frame.name for frame in frames(slide) if frame.height > frame.box.h + 0.02] == []
        assert [shape.name for shape in _framed(slide) if shape.box.right > WIDTH or shape.box.bottom > HEIGHT] == []
        content = [shape for shape in _framed(slide) if shape.path.startswith("one/")]
        assert [shape.name for shape in content if shape.box.bottom > CONTENT.bottom + 0.02] == []
    for block in given_.sections[0].blocks if slides else ():
        drawn = _bare("".join(shape.text for slide in slides for shape in _framed(slide) if shape.path == block.path))
        lost = [piece for _, words in said(block) for piece in words.split("\t") if _bare(piece) not in drawn]
        assert lost == []


def _planned(given_: Document) -> tuple[SlidePlan, ...]:
    """Return the slides; none where the document is refused in due form."""
    try:
        return plan(given_).slides
    except ProblemsFound as refused:
        faulty = [problem for problem in refused.problems if not (problem.where and problem.hint.startswith("请"))]
        if faulty:
            raise
        return ()


def _framed(slide: SlidePlan) -> list[TextShape | TableShape]:
    return [shape for shape in slide.shapes if isinstance(shape, TextShape | TableShape)]


def _bare(words: str) -> str:
    return re.sub(r"[\s\v]", "", words)
