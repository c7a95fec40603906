"""A composed document and what its audience is not shown in; nothing out, or a problem for each leak by hand.

What is composed from the restricted data set cannot hold anything else. What it cannot stop is somebody's typing: a
figure written into the template, the name of a project in the text of an honour. This is the last gate before anything
is drawn; it looks for numbers that are withheld, with their unit or long enough to be nothing else, and for names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from briefing.blocks import Chart
from briefing.build.said import said
from briefing.document import Deck, Document, figures
from briefing.errors import Problems
from briefing.masters.written import written
from briefing.model import printing
from briefing.model.book import Book
from briefing.model.dataset import Dataset
from briefing.model.language import language_of
from briefing.model.policy import Withheld
from briefing.model.records import Observation
from briefing.model.restrict import observation_id
from briefing.model.translated import in_language
from briefing.model.wording import marks
from briefing.template.load import Loaded
from briefing.yamlfile import Place

# A number is looked for with its unit from three digits on, and alone where it can hardly be another.
_WITH_UNIT, _ALONE, _ALONE_WITH_POINT = 3, 5, 4
_SHORTEST_NAME = 4
_NUMBER = re.compile(r"(?<![\d.])\d+(?:\.\d+)?")
_THOUSANDS = re.compile(r"(?<=\d)[,\u00a0\u202f ](?=\d{3}(?!\d))")
_BEFORE_UNIT = re.compile(r"(?<=\d)[ \u00a0](?=\D)")
_Version = tuple[Dataset, Dataset]
"""A data set in one language: all of it, and what an audience sees of it."""
_WAY_OUT = "请改写；确实要给，请改数据的 visibility 或模板的 policy。"


@dataclass(frozen=True, slots=True)
class _Number:
    """A number that is withheld, as it may be written, with its unit; and what it is."""

    digits: str
    unit: str
    id: str

    @property
    def is_long(self) -> bool:
        count = sum(map(str.isdigit, self.digits.lstrip("0.")))
        return count >= (_ALONE_WITH_POINT if "." in self.digits else _ALONE)

    @property
    def is_telling(self) -> bool:
        return sum(map(str.isdigit, self.digits.lstrip("0."))) >= _WITH_UNIT


@dataclass(frozen=True, slots=True)
class _Secrets:
    """What must not be said: numbers by their digits, names, and what may be said although it looks like it."""

    numbers: Mapping[str, tuple[_Number, ...]]
    names: tuple[Withheld, ...]
    seen: frozenset[str]
    reasons: Mapping[str, Withheld]


def hold_back(document: Document, loaded: Loaded, whole: Dataset, seen: Dataset, withheld: Sequence[Withheld]) -> None:
    """Raise ProblemsFound where a text or chart says what its audience is not shown.

    Both data sets are in their own language; in a document in another one it is looked for as both would write it.
    """
    if not withheld:
        return
    secrets = _secrets(document, _versions(document, whole, seen), withheld)
    problems = Problems()
    for words, path in _texts(document):
        for found, what in _found(_plain(words), secrets):
            where = next(_places(found, loaded, seen), path)
            message = f"{path} 里写着“{found}”，它不给这个模板看（{what.name}：{what.reason}）。"
            problems.add(where, message, _WAY_OUT)
    problems.raise_if_any()


def _texts(document: Document) -> Iterator[tuple[str, str]]:
    """Yield all that a document says, and the numbers that its charts draw, each with where it stands."""
    yield from ((each.text, each.where) for each in said(document))
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Chart):
                yield from ((number, block.path) for number in _drawn(block.spec))
    yield from _kept(document.deck)


def _kept(deck: Deck) -> Iterator[tuple[str, str]]:
    """Yield what goes into a deck from a house master: what was filled in, and all that its makers wrote in it."""
    for slide in deck.slides:
        yield from ((text.words, f"{slide.path}“{text.shape}”") for text in slide.texts)
    if deck.master is not None:
        yield from ((words, where) for where, words in written(deck.master, (slide.part for slide in deck.slides)))


def _drawn(node: Any) -> Iterator[str]:
    if isinstance(node, Mapping):
        for item in node.values():
            yield from _drawn(item)
    elif isinstance(node, list | tuple):
        for item in node:
            yield from _drawn(item)
    elif isinstance(node, float | int) and not isinstance(node, bool):
        yield f"{abs(node)!r}".removesuffix(".0")


def _plain(words: str) -> str:
    """Return a text with its digits as they are usually written: narrow, without separators, the unit close by."""
    narrow = unicodedata.normalize("NFKC", words)
    return _BEFORE_UNIT.sub("", _THOUSANDS.sub("", narrow))


def _found(words: str, secrets: _Secrets) -> Iterator[tuple[str, Withheld]]:
    for match in _NUMBER.finditer(words):
        for number in secrets.numbers.get(match[0], ()):
            if words.startswith(number.unit, match.end()) and number.unit and number.is_telling:
                found = match[0] + number.unit
            elif number.is_long:
                found = match[0]
            else:
                continue
            if found not in secrets.seen:
                yield found, secrets.reasons[number.id]
    for each in secrets.names:
        name = _plain(each.name)
        if each.kind == "indicator":
            said_of = re.search(re.escape(name) + rf"[^。；;\d]{{0,{_room(name)}}}\d[\d.]*", words, re.IGNORECASE)
            if said_of:
                yield said_of[0], each
        elif name.lower() in words.lower():
            yield name, each


def _room(name: str) -> int:
    """Return how many letters may stand between a name and its number."""
    return 20 if name.isascii() else 8


def _versions(document: Document, whole: Dataset, seen: Dataset) -> tuple[_Version, ...]:
    """Return the data set, all of it and what is seen, as its own language writes it and as the document's does."""
    language, own = language_of(document.language), (whole, seen)
    if language == language_of(whole.language):
        return (own,)
    return own, (in_language(whole, language)[0], in_language(seen, language)[0])


def _secrets(document: Document, versions: Sequence[_Version], withheld: Sequence[Withheld]) -> _Secrets:
    shown = {number for _, seen in versions for number in _numbers(seen)}
    said_ = {part for each in shown for part in (each.digits, each.digits + each.unit)}
    for figure in figures(document):
        digits = _plain(figure.number.lstrip(printing.MINUS + "第"))
        said_ |= {digits, _plain(digits + figure.unit)}
    reasons = {each.id: each for each in withheld if each.id}
    numbers: dict[str, list[_Number]] = {}
    for number in {number for whole, _ in versions for number in _numbers(whole)} - shown:
        if number.id in reasons:
            numbers.setdefault(number.digits, []).append(number)
    return _Secrets(
        {digits: tuple(sorted(same, key=lambda n: n.id)) for digits, same in numbers.items()},
        tuple(name for whole, seen in versions for name in _telling_names(_named(withheld, whole), seen)),
        frozenset(said_),
        reasons,
    )


def _named(withheld: Sequence[Withheld], whole: Dataset) -> Iterator[Withheld]:
    """Yield what is withheld by the name that a data set has for it; nothing of what has none in its language."""
    names: dict[tuple[str, str], str] = {("indicator", each.id): each.name for each in whole.indicators}
    names |= {("project", each.id): each.name for each in whole.projects}
    names |= {("highlight", str(each.origin)): each.text for each in whole.highlights}
    for each in withheld:
        name = names.get((each.kind, each.id or str(each.origin)))
        if name:
            yield replace(each, name=name)


def _telling_names(withheld: Iterable[Withheld], seen: Dataset) -> Iterator[Withheld]:
    """Yield what would be known by its name, and is not the name, or part of the name, of something that is shown."""
    named = (seen.indicators, seen.projects, seen.themes, seen.entities)
    known = [record.name for table in named for record in table] + [seen.title, seen.region, seen.organization]
    shortest = _SHORTEST_NAME * marks(language_of(seen.language)).breadth
    for each in withheld:
        if len(each.name) >= shortest and not any(each.name in other for other in known):
            yield each


def _numbers(dataset: Dataset) -> Iterator[_Number]:
    """Yield every number of a data set as it is printed and as it stands in the data; ids as `Withheld` has them."""
    latest = max((row.period for row in dataset.observations), default=None)
    book = Book(dataset, latest) if latest else None
    for row in dataset.observations:
        if book:
            yield from _of_observation(row, book)
    for indicator in dataset.indicators:
        if indicator.target is not None:
            for id_ in (f"{indicator.id}/target", indicator.id):
                yield _Number(f"{abs(indicator.target):f}", _plain(indicator.unit), id_)
    for project in dataset.projects:
        if project.investment is not None:
            for id_ in (f"{project.id}/investment", project.id):
                yield _Number(f"{abs(project.investment):f}", _plain(project.unit), id_)


def _of_observation(row: Observation, book: Book) -> Iterator[_Number]:
    """Yield value and growth, under the id of the row and under that of the field: either may be what is withheld."""
    id_, series = observation_id(row), book.series(row.indicator, row.entity)
    if row.value is not None:
        figure = printing.value(series, row)
        digits = _plain(figure.number.lstrip(printing.MINUS + "第"))
        for name in (id_, f"{id_}/value"):
            yield _Number(digits, _plain(figure.unit), name)
            yield _Number(f"{abs(row.value):f}", _plain(series.indicator.unit), name)
    if row.growth is not None:
        for name in (id_, f"{id_}/growth"):
            yield _Number(f"{abs(row.growth):f}", "%", name)


def _places(found: str, loaded: Loaded, seen: Dataset) -> Iterator[str]:
    """Yield the lines of the template and the rows of the data that say it themselves."""
    for place in _in_tree(found, loaded.source.value, ()):
        yield loaded.source.where(place)
    yield from (custom.shown for custom in loaded.customs.values() if found in _plain(custom.text))
    tables = (seen.highlights, seen.projects, seen.milestones, seen.indicators)
    for record in (record for table in tables for record in table):
        values = (getattr(record, field.name) for field in fields(record))
        if any(isinstance(value, str) and found in _plain(value) for value in values):
            yield str(record.origin)


def _in_tree(found: str, value: Any, place: Place) -> Iterator[Place]:
    if isinstance(value, str) and found in _plain(value):
        yield place
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _in_tree(found, item, (*place, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _in_tree(found, item, (*place, index))
