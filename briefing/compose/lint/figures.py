"""One figure, one string: figures of a document in; those that it prints in two ways out."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.blocks import figures_of
from briefing.document import Document
from briefing.errors import Problem
from briefing.model.figure import Figure

# Of changes there may be several of one size, against several bases; of counts anyway.
_ONE_WAY = frozenset({"value", "target", "rank", "completion", "behind", "achieved"})


def differing(document: Document) -> Iterator[Problem]:
    """Yield a problem for each figure that is printed with other digits or another unit than before."""
    first: dict[object, Figure] = {}
    for where, figure in _printed(document):
        for key in _keys(figure):
            before = first.setdefault(key, figure)
            if _string(before) != _string(figure):
                message = f"“{figure.label}”前面印作“{before.text}”，这里印作“{figure.text}”。"
                yield Problem(where, message, "同一个数在全文里只能有一种写法，请检查 precision。")
                break


def _printed(document: Document) -> Iterator[tuple[str, Figure]]:
    for section in document.sections:
        for words in (section.headline, *section.notes):
            yield from ((section.path, span.figure) for span in words if span.figure)
        for block in section.blocks:
            yield from ((block.path, figure) for figure in figures_of(block))


def _keys(figure: Figure) -> Iterator[object]:
    """Yield what makes two figures the same number: the id, and of what is told in one way only, the raw value."""
    yield _name(figure)
    if figure.metric in _ONE_WAY:
        # What is done of a plan by one value of the data is that value.
        metric = "value" if figure.metric == "achieved" else figure.metric
        yield metric, *_name(figure).split("/")[:3], abs(figure.raw)


def _name(figure: Figure) -> str:
    """Return the id of a figure without what tells its sign apart."""
    return figure.id.removesuffix("|size").removesuffix("|signed")


def _string(figure: Figure) -> tuple[str, str, str]:
    return figure.qualifier, figure.number.lstrip("+−"), figure.unit
