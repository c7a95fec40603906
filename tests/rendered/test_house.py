"""Claims about decks on masters that nobody here made: python-pptx's, pandoc's, and LibreOffice's templates.

Where the programs are missing the tests are skipped, saying so; with BRIEFING_REQUIRE_RENDERED, as in CI, they fail.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing import inspect
from briefing.build.job import Job, prepare
from briefing.build.workspace import find
from briefing.compose import compose
from briefing.document import Document
from briefing.errors import ProblemsFound
from briefing.render.pptx import render
from briefing.template.load import builtin_templates
from tests.masters.foreign import foreign_masters
from tests.render.pptx.houses import illegible, on_master, outside, overlapping, reopened, slides_of
from tests.render.sample import sample
from tests.rendered.fidelity import strayed
from tests.rendered.office import printed, tool

pytestmark = pytest.mark.rendered
# Light and dark, with bands, panels, rules and art at every side; 4:3, 16:9 and the sizes of paper.
MASTERS = (
    "default", "pandoc", "Beehive", "Blue_Curve", "DNA", "Forestbird", "Freshes", "Grey_Elegant", "Inspiration",
    "Lights", "Piano", "Portfolio", "Vivid",
)  # fmt: skip
PRINTED = ("default", "pandoc", "Beehive", "Lights", "Portfolio")
# These leave a message no place, or content less than can be read.
REFUSED = ("Midnightblue", "Progress", "Vintage")


@pytest.fixture(scope="module")
def masters(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    tool("soffice")
    tool("pandoc")
    return foreign_masters(tmp_path_factory.mktemp("masters"), (*MASTERS, *REFUSED))


@pytest.fixture(scope="module")
def jiangbei() -> Document:
    ready = prepare(find(builtin_templates().parent), Job(dataset="jiangbei"))
    return compose(ready.loaded, ready.dataset, ready.period)


@pytest.mark.parametrize("name", MASTERS)
def test_a_deck_on_a_foreign_master_overlaps_overflows_and_leaves_nothing(
    name: str, masters: dict[str, bytes], jiangbei: Document
) -> None:
    document = on_master(jiangbei, masters[name])
    slides = slides_of(document)
    assert outside(slides) == []
    assert overlapping(slides) == []
    assert illegible(slides, 4.5) == []
    made = render(document).bytes
    assert [str(problem) for problem in inspect.deck(made, name, inspect.said(document, "pptx"))] == []
    assert all(slide.shapes.title.text_frame.text for slide in reopened(made).slides)


@pytest.mark.parametrize("name", PRINTED)
def test_every_line_is_printed_where_it_was_planned(name: str, masters: dict[str, bytes], tmp_path: Path) -> None:
    document = on_master(sample(), masters[name])
    path = tmp_path / "deck.pptx"
    path.write_bytes(render(document).bytes)
    assert strayed(slides_of(document), printed(path, tmp_path / "printed")) == []


@pytest.mark.parametrize("name", REFUSED)
def test_a_master_that_leaves_no_room_is_a_problem_for_each_kind_of_slide(
    name: str, masters: dict[str, bytes], jiangbei: Document
) -> None:
    with pytest.raises(ProblemsFound, match="放不下可读的内容。请换一个母版") as found:
        render(on_master(jiangbei, masters[name]))
    kinds = [problem.where for problem in found.value.problems]
    assert kinds == [f"pptx.layouts.{kind}" for kind in ("contents", "overview", "figure", "table", "text")]
