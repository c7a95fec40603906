"""Where LibreOffice puts each line of a deck, against the boxes and line counts of its plan.

Each deck is printed twice: with Noto Sans CJK SC taken for 微软雅黑, so that what differs is the layout alone; and with
the faces that LibreOffice finds without it (DejaVu for Latin, a sister of Noto for Chinese), as on a machine at hand.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from briefing.blocks import Block, Table
from briefing.build.job import Job, prepare
from briefing.build.workspace import find
from briefing.compose import compose
from briefing.document import Document, Style, for_medium
from briefing.errors import ProblemsFound
from briefing.render.pptx import render
from briefing.render.pptx.plan import plan
from briefing.render.pptx.shapes import Shape, SlidePlan, TextShape
from briefing.template.load import builtin_templates
from tests.datasets import SHAPES
from tests.render.sample import sample
from tests.rendered.fidelity import found, strayed
from tests.rendered.office import printed
from tests.torture.documents import TORTURE, merged

pytestmark = pytest.mark.rendered
FACES = {"the planned face": (Style().latin_face, Style().east_asian_face), "stand-ins": ()}
# Printing a table of 144 slides takes a minute and shows nothing that three slides do not.
_ROWS = 40


@dataclass(frozen=True, slots=True)
class Deck:
    """A deck on disk and its plan."""

    path: Path
    slides: tuple[SlidePlan, ...]


def _composed(name: str, scratch: Path) -> Document:
    root = builtin_templates().parent if name == "jiangbei" else SHAPES[name](scratch)
    ready = prepare(find(root), Job())
    return for_medium(compose(ready.loaded, ready.dataset, ready.period), "pptx")


def _torture() -> Document:
    """All torture documents that can be set, as one; of tables the first rows."""
    kept: list[Document] = []
    for name, make in TORTURE.items():
        document = make() if name != "endless_table" else None
        if document:
            document = replace(
                document, sections=tuple(replace(s, blocks=tuple(map(_short, s.blocks))) for s in document.sections)
            )
            try:
                plan(document)
            except ProblemsFound:
                continue
            kept.append(document)
    assert len(kept) > 20
    return merged(kept)


def _short(block: Block) -> Block:
    return replace(block, rows=block.rows[:_ROWS]) if isinstance(block, Table) else block


@pytest.fixture(scope="module", params=["jiangbei", *SHAPES, "sample", "torture"])
def deck(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Deck:
    scratch = tmp_path_factory.mktemp(request.param)
    made = {"sample": sample, "torture": _torture}.get(request.param, lambda: _composed(request.param, scratch))()
    path = scratch / "deck.pptx"
    path.write_bytes(render(made).bytes)
    return Deck(path, plan(made).slides)


@pytest.mark.parametrize("faces", FACES)
def test_no_line_of_text_falls_outside_its_planned_box_or_number(deck: Deck, faces: str, tmp_path: Path) -> None:
    pdf = printed(deck.path, tmp_path, faces=FACES[faces])
    assert strayed(deck.slides, pdf) == []


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[tuple[SlidePlan, ...], Path]:
    """The slides of a document with a long paragraph, and how they are printed."""
    scratch = tmp_path_factory.mktemp("shown")
    path = scratch / "deck.pptx"
    path.write_bytes(render(TORTURE["long_paragraph"]()).bytes)
    slides = plan(TORTURE["long_paragraph"]()).slides
    return slides, printed(path, scratch, faces=FACES["the planned face"])


def test_every_character_of_a_frame_is_found_on_its_page(shown: tuple[tuple[SlidePlan, ...], Path]) -> None:
    drawn = [each for each in found(*shown) if each.frame.name == "one/text"]
    assert len(drawn) == 3
    for each in drawn:
        assert "".join(glyph.text for glyph in each.glyphs) == each.frame.text
        assert 0 <= sum(each.frame.lines) - each.lines <= 1


def test_a_text_that_is_wider_than_planned_is_found(shown: tuple[tuple[SlidePlan, ...], Path]) -> None:
    wrong = strayed(
        _changed(shown[0], "one/text", lambda shape: replace(shape, box=replace(shape.box, w=800))), shown[1]
    )
    assert len(wrong) == 3
    assert all("beyond the right" in each for each in wrong)


def test_a_text_that_takes_more_lines_than_planned_is_found(shown: tuple[tuple[SlidePlan, ...], Path]) -> None:
    wrong = strayed(
        _changed(shown[0], "one/text", lambda shape: replace(shape, box=replace(shape.box, w=1200))), shown[1]
    )
    assert len(wrong) == 3
    assert all("lines, planned" in each for each in wrong)


def test_a_text_that_reaches_below_its_box_is_found(shown: tuple[tuple[SlidePlan, ...], Path]) -> None:
    wrong = strayed(
        _changed(shown[0], "one/text", lambda shape: replace(shape, box=replace(shape.box, h=200))), shown[1]
    )
    assert len(wrong) == 3
    assert all("beyond the bottom" in each for each in wrong)


def test_a_text_that_is_not_there_is_found(shown: tuple[tuple[SlidePlan, ...], Path]) -> None:
    def longer(shape: TextShape) -> TextShape:
        return replace(
            shape,
            paras=(*shape.paras, replace(shape.paras[0], runs=(replace(shape.paras[0].runs[0], text="没有写出"),))),
        )

    wrong = strayed(_changed(shown[0], "one/text", longer), shown[1])
    assert len([each for each in wrong if "is not drawn" in each]) == 3


def _changed(
    slides: tuple[SlidePlan, ...], name: str, change: Callable[[TextShape], TextShape]
) -> tuple[SlidePlan, ...]:
    """Return the slides as if the plan had been another for the frames of a name."""

    def shape_(shape: Shape) -> Shape:
        return change(shape) if isinstance(shape, TextShape) and shape.name == name else shape

    return tuple(replace(slide, shapes=tuple(map(shape_, slide.shapes))) for slide in slides)
