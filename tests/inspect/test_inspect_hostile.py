"""Claims about files that are broken anyhow: findings or a BriefingError, never another error."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing import inspect
from briefing.errors import BriefingError
from tests.inspect.damage import changed, entries

# Each example opens a whole file; a few tell as much as many.
_few = settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
flips = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=12)
WRONG = ["", "-1", "x", "NaN", "1e999", "99999999999999999999", "١", "%", "../../x", "\U0001f600", " "]


def flipped(data: bytes, where: list[tuple[float, int]]) -> bytes:
    changed_ = bytearray(data)
    for share, value in where:
        changed_[int(share * len(data))] = value
    return bytes(changed_)


@_few
@given(flips)
def test_flipped_bytes_in_a_deck(deck: bytes, where: list[tuple[float, int]]) -> None:
    assert isinstance(inspect.deck(flipped(deck, where), "a.pptx", ["重点项目"]), tuple)


@_few
@given(flips)
def test_flipped_bytes_in_a_pdf(pdf: bytes, where: list[tuple[float, int]]) -> None:
    with suppress(BriefingError):
        inspect.pdf(flipped(pdf, where), "a.pdf", ["重点项目"])


@_few
@given(flips)
def test_flipped_bytes_in_a_tagged_pdf(tagged: bytes, where: list[tuple[float, int]]) -> None:
    with suppress(BriefingError):
        inspect.pdf(flipped(tagged, where), "a.pdf", ["重点项目"])


@_few
@given(st.floats(0, 1, exclude_max=True))
def test_files_cut_anywhere(deck: bytes, pdf: bytes, share: float) -> None:
    assert inspect.deck(deck[: int(share * len(deck))], "a.pptx") != ()
    with suppress(BriefingError):
        inspect.pdf(pdf[: int(share * len(pdf))], "a.pdf")


@_few
@given(st.binary(max_size=2000))
def test_any_bytes_are_no_file(data: bytes) -> None:
    assert inspect.deck(data, "a.pptx") != ()
    assert inspect.pdf(b"%PDF-1.7\n" + data, "a.pdf") != ()


@_few
@given(st.data())
def test_any_attribute_of_any_part_may_say_anything(deck: bytes, data: st.DataObject) -> None:
    parts = entries(deck)
    name = data.draw(st.sampled_from(sorted(name for name in parts if name.endswith((".xml", ".rels")))))
    pieces = parts[name].decode().split('="')
    at = data.draw(st.integers(1, len(pieces) - 1))
    pieces[at] = data.draw(st.sampled_from(WRONG)) + pieces[at][pieces[at].index('"') :]
    broken = changed(deck, {name: '="'.join(pieces).encode()})
    assert isinstance(inspect.deck(broken, "a.pptx", ["重点项目"]), tuple)


@_few
@given(st.data())
def test_any_element_of_any_part_may_be_missing(deck: bytes, data: st.DataObject) -> None:
    parts = entries(deck)
    name = data.draw(st.sampled_from(sorted(name for name in parts if name.endswith(".xml"))))
    tags = parts[name].decode().split("<")
    own = [at for at, tag in enumerate(tags) if tag.partition(">")[0].endswith("/")]
    dropped = data.draw(st.sampled_from(own)) if own else 0
    kept = "<".join(tag.partition(">")[2] if at == dropped else tag for at, tag in enumerate(tags))
    assert isinstance(inspect.deck(changed(deck, {name: kept.encode()}), "a.pptx"), tuple)


@pytest.mark.parametrize("depth", [10_000])
def test_groups_within_groups_without_end(deck: bytes, depth: int) -> None:
    nested = b"<p:grpSp>" * depth + b"</p:grpSp>" * depth
    part = "ppt/slides/slide4.xml"
    broken = entries(deck)[part].replace(b"</p:spTree>", nested + b"</p:spTree>")
    assert inspect.deck(changed(deck, {part: broken}), "a.pptx") != ()
