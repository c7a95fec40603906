"""A master's own slide in, its texts with `{{ … }}` tokens out; and filled texts back into the slide's runs.

PowerPoint splits a token over several runs where a letter was changed or a language noticed. A paragraph is read as
one text in which a mark stands where each run begins; a mark within a token moves behind it. So what a token says
takes the formatting of the run in which the token began, and every other run keeps its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass

from briefing.masters.archive import Element
from briefing.masters.color import A, local
from briefing.masters.geometry import P, name_of

# Supplementary private use: no face draws these, and PowerPoint's symbol faces use another range.
_FIRST, _LAST = 0xF0000, 0xFFFFD
_MARK = re.compile(f"[{chr(_FIRST)}-{chr(_LAST)}]")
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
# Office turns quotes into typographic ones, and blanks into such as do not break.
_TYPED = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "\u00a0": " ", "\v": " ", "\n": " "})
_RUNS = ("r", "br", "fld")
_UNSET = "请把 {{ }} 写在同一段里，左右各两个花括号。"


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph that holds tokens: its number among the slide's, its shape's name, and its text with marks."""

    number: int
    shape: str
    source: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a filled paragraph: the run whose formatting it takes, its words, whether they are stressed."""

    run: int
    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A token that does not end in its paragraph, or a statement that begins in one and ends in another."""

    shape: str
    text: str
    message: str
    hint: str


def passages(root: Element) -> tuple[tuple[Passage, ...], tuple[Unfinished, ...]]:
    """Return the paragraphs of a slide that hold tokens, and what is wrong with them as they are written."""
    found: list[Passage] = []
    faults: list[Unfinished] = []
    for number, (shape, paragraph) in enumerate(_paragraphs(root)):
        words = _plain(paragraph)
        if not any(sign in words for sign in ("{{", "{%", "}}", "%}")):
            continue
        fault = _fault(words)
        if fault:
            faults.append(Unfinished(shape, words.strip()[:40], *fault))
        else:
            found.append(Passage(number, shape, _source(paragraph)))
    return tuple(found), tuple(faults)


def pieces(spans: Iterable[tuple[str, bool]]) -> Iterator[tuple[int, Piece]]:
    """Cut set spans (words, stressed) at the marks; yield each piece with the number of the span it is of."""
    run = 0
    for at, (words, strong) in enumerate(spans):
        end = 0
        for mark in _MARK.finditer(words):
            if mark.start() > end:
                yield at, Piece(run, words[end : mark.start()], strong)
            run, end = ord(mark[0]) - _FIRST, mark.end()
            yield at, Piece(run, "", strong)
        if end < len(words):
            yield at, Piece(run, words[end:], strong)


def put(root: Element, number: int, filled: Sequence[Piece]) -> None:
    """Replace what a paragraph of a slide says; a line break or a field among the pieces stays what it is."""
    paragraph = [each for _, each in _paragraphs(root)][number]
    runs = _runs(paragraph)
    made = [run for piece in filled for run in _made(piece, runs)]
    at = paragraph.index(runs[0])
    for run in runs:
        paragraph.remove(run)
    for offset, run in enumerate(made):
        paragraph.insert(at + offset, run)


def words_of(root: Element) -> Iterator[tuple[str, str]]:
    """Yield the shape and the words of every paragraph of a slide that says something."""
    for shape, paragraph in _paragraphs(root):
        words = _plain(paragraph).strip()
        if words:
            yield shape, words


def _paragraphs(root: Element) -> Iterator[tuple[str, Element]]:
    """Yield each paragraph with the name of its shape, in document order: texts, cells of tables, groups."""
    for shape in root.iter(f"{P}sp", f"{P}graphicFrame", f"{P}cxnSp"):
        for paragraph in shape.iter(f"{A}p"):
            yield name_of(shape), paragraph


def _runs(paragraph: Element) -> list[Element]:
    return [child for child in paragraph if local(child) in _RUNS]


def _words(run: Element) -> str:
    if local(run) != "r":
        return ""
    return _MARK.sub("", "".join(each.text or "" for each in run.iterchildren(f"{A}t")))


def _plain(paragraph: Element) -> str:
    return "".join(_words(run) for run in _runs(paragraph))


def _source(paragraph: Element) -> str:
    """Return a paragraph's text with marks, those within a token behind it, and a mark at the end that keeps blanks."""
    marked = "".join(f"{chr(_FIRST + at)}{_words(run)}" for at, run in enumerate(_runs(paragraph)))
    text, end = "", 0
    for start, stop in _tags(marked):
        tag = marked[start:stop]
        text += marked[end:start] + _MARK.sub("", tag).translate(_TYPED) + "".join(_MARK.findall(tag))
        end = stop
    return text + marked[end:] + chr(_FIRST + len(_runs(paragraph)))


def _tags(marked: str) -> Iterator[tuple[int, int]]:
    """Yield where tokens begin and end in a text with marks, which may stand between two braces even."""
    places = [at for at, character in enumerate(marked) if not _MARK.match(character)]
    for tag in _TAG.finditer("".join(marked[at] for at in places)):
        yield places[tag.start()], places[tag.end() - 1] + 1


def _fault(words: str) -> tuple[str, str] | None:
    rest = _TAG.sub("", words)
    if any(sign in rest for sign in ("{{", "}}")):
        return "{{ }} 没有写完。", _UNSET
    if any(sign in rest for sign in ("{%", "%}")):
        return "{% %} 没有写完。", "请把 {% %} 写在同一段里。"
    opened = 0
    for tag in re.findall(r"\{%-?\s*(\w+)", words):
        opened += 1 if tag in ("if", "for") else -1 if tag in ("endif", "endfor") else 0
    if opened:
        return "{% if %}、{% for %} 跨了段落。", "请把开头和结尾写在同一段里。"
    return None


def _made(piece: Piece, runs: list[Element]) -> Iterator[Element]:
    # The mark at the end of the paragraph stands for no run.
    if piece.run == len(runs) and not piece.text:
        return
    origin = runs[min(piece.run, len(runs) - 1)]
    if local(origin) != "r":
        if not piece.text:
            yield deepcopy(origin)
            return
        # What follows a break or a field within a token takes the formatting of the run before it.
        before = [run for run in runs[: piece.run] if local(run) == "r"] or [run for run in runs if local(run) == "r"]
        origin = before[-1]
    if not piece.text:
        return
    made = deepcopy(origin)
    for each in list(made.iterchildren(f"{A}t"))[1:]:
        made.remove(each)
    written = made.find(f"{A}t")
    assert written is not None
    written.text = piece.text
    if piece.strong:
        _properties(made).set("b", "1")
    yield made


def _properties(run: Element) -> Element:
    found = run.find(f"{A}rPr")
    if found is None:
        found = run.makeelement(f"{A}rPr", {})
        run.insert(0, found)
    return found
