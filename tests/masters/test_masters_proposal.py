"""Claims about which layout is proposed for which slides, and why."""

from __future__ import annotations

import pytest

from briefing.masters.model import HouseMaster, named
from briefing.masters.proposal import propose
from briefing.masters.reading import read_master
from briefing.masters.space import free
from tests.masters import made

KINDS = ["cover", "contents", "overview", "figure", "table", "text", "chapter", "closing"]
RENAMED = {
    "Title Slide": "标题幻灯片", "Title and Content": "标题和内容", "Section Header": "节标题", "Title Only": "仅标题",
    "Comparison": "目录", "Content with Caption": "结束页",
}  # fmt: skip


def labels(house: HouseMaster) -> dict[str, str | None]:
    return {kind: each.label for kind, each in propose(house).items()}


def test_the_usual_layouts_serve_what_they_are_meant_for() -> None:
    found = propose(read_master(made.default(), "m.pptx"))
    assert list(found) == KINDS
    assert [found[kind].label for kind in KINDS] == [
        "Title Slide", "Title Only", "Title Only", "Title Only", "Title Only", "Title and Content", "Section Header",
        "Title Slide",
    ]  # fmt: skip
    assert found["cover"].reason == "类型是标题幻灯片"
    assert found["figure"].reason == "只有标题，标题下空白占页面的63%"


def test_layouts_are_known_by_their_chinese_names_where_they_have_no_kind() -> None:
    data = made.default()
    for at, kind in ((1, "title"), (2, "obj"), (3, "secHead"), (5, "twoTxTwoObj"), (6, "titleOnly"), (8, "objTx")):
        part = f"ppt/slideLayouts/slideLayout{at}.xml"
        data = made.changed({part: (f'type="{kind}"', 'userDrawn="1"')}, of=data)
    for at in (1, 2, 3, 5, 6, 8):
        part = f"ppt/slideLayouts/slideLayout{at}.xml"
        old = next(each.name for each in read_master(data, "m.pptx").layouts if each.part == part)
        data = made.changed({part: (f'name="{old}"', f'name="{RENAMED[old]}"')}, of=data)
    found = labels(read_master(data, "m.pptx"))
    assert found["cover"] == "标题幻灯片"
    assert found["contents"] == "目录"
    assert found["figure"] == "仅标题"
    assert found["text"] == "标题和内容"
    assert found["chapter"] == "节标题"
    assert found["closing"] == "结束页"


def test_a_layout_full_of_art_is_not_proposed_for_charts() -> None:
    house = read_master(made.drawn_on("Title Only", made.box(300, 250, 60, 60)), "m.pptx")
    assert labels(house)["figure"] == "Title and Content"


def test_layouts_that_cannot_be_told_apart_are_not_proposed() -> None:
    house = read_master(made.changed({made.LAYOUT: ('name="Title Only"', 'name="Blank"')}), "m.pptx")
    assert "Blank" not in labels(house).values()


def test_a_master_without_titles_gets_no_proposal_but_a_reason() -> None:
    house = read_master(made.default(), "m.pptx")
    bare = HouseMaster(house.data, "m.pptx", 720, 540, named(house, "Blank"), {})
    found = propose(bare)
    assert set(labels(bare).values()) == {None}
    assert found["cover"].reason == "没有带（横排）标题的版式"


@pytest.mark.parametrize(
    ("x", "expected"),
    # A column of art on the left or on the right leaves the other side.
    [(36, (238, 446)), (484, (36, 446))],
)
def test_what_is_free_lies_beside_the_art(x: float, expected: tuple[int, int]) -> None:
    house = read_master(made.drawn_on("", made.box(x, 200, 200, 60)), "m.pptx")
    (only,) = named(house, "Title Only")
    place = free(only, house)
    assert only.obstacles
    assert (place.x, place.w) == pytest.approx(expected, abs=15)
    assert place.y == pytest.approx(112, abs=15)
