"""Claims about masters that nobody here made; those of other programs are skipped where these are missing."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pptx
import pytest

from briefing.masters.drawing import drawing
from briefing.masters.proposal import propose
from briefing.masters.reading import read_master
from briefing.masters.sketch import sketch
from tests.masters.foreign import foreign_masters
from tests.rendered.office import tool

# Photographs, freeforms, many masters in one file, plain ones, 4:3.
CHOSEN = ("default", "pandoc", "DNA", "Focus", "Vivid", "Lights", "Forestbird", "Piano", "Portfolio", "Midnightblue")


@pytest.fixture(scope="module")
def masters(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    tool("soffice")
    tool("pandoc")
    return foreign_masters(tmp_path_factory.mktemp("foreign"), CHOSEN)


@pytest.mark.rendered
@pytest.mark.parametrize("name", CHOSEN)
def test_a_foreign_master_is_read_and_a_layout_proposed_for_every_kind(masters: dict[str, bytes], name: str) -> None:
    house = read_master(masters[name], f"{name}.pptx")
    assert house.layouts
    for each in propose(house).values():
        assert each.layout is not None
        assert not each.layout.duplicate
    assert [each.label for each in propose(house).values()] == [each.label for each in propose(house).values()]
    assert len({each.label for each in house.layouts}) == len(house.layouts)


@pytest.mark.rendered
@pytest.mark.parametrize("name", CHOSEN)
def test_what_is_read_is_what_python_pptx_reads(masters: dict[str, bytes], name: str) -> None:
    house = read_master(masters[name], f"{name}.pptx")
    deck = pptx.Presentation(BytesIO(house.data))
    layouts = [layout for master in deck.slide_masters for layout in master.slide_layouts]
    assert [each.name for each in house.layouts] == [each.name for each in layouts]
    assert (house.width * 12700, house.height * 12700) == (deck.slide_width, deck.slide_height)
    for ours, theirs in zip(house.layouts, layouts, strict=True):
        places = {each.name: (each.left, each.top, each.width, each.height) for each in theirs.placeholders}
        for holder in ours.holders:
            place = (holder.place.x, holder.place.y, holder.place.w, holder.place.h)
            assert [round(length * 12700) for length in place] == list(places[holder.name])


@pytest.mark.rendered
@pytest.mark.parametrize("name", CHOSEN)
def test_a_foreign_master_can_be_drawn_and_sketched(masters: dict[str, bytes], name: str) -> None:
    house = read_master(masters[name], f"{name}.pptx")
    assert drawing(house).count("<image") == len(house.layouts)
    assert all(sketch(layout, house) for layout in house.layouts)


def test_the_default_of_python_pptx_needs_no_program(tmp_path: Path) -> None:
    assert set(foreign_masters(tmp_path, ("default",))) == {"default"}
