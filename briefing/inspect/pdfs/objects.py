"""Ways to ask the objects of a PDF that cannot go wrong, since a damaged file has anything anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

# A pikepdf.Object, or the Python number, bool or None that pikepdf gives for one.
Object = Any

# What asking a malformed object may raise; anything else is a fault of ours.
MALFORMED = (
    pikepdf.PikepdfError, TypeError, ValueError, KeyError, IndexError, AttributeError, RuntimeError, OverflowError,
)  # fmt: skip
_NO_DICTIONARY = (AttributeError, TypeError, ValueError, pikepdf.PikepdfError)
_DEEPEST = 100


def get(holder: Object, key: str) -> Object:
    """Return what a dictionary or a stream has under a key; None where it has none or is neither."""
    if holder is None:
        return None
    try:
        # Asking for the type first would take longer than the answer, and there are a million questions.
        return holder.get(key)
    except _NO_DICTIONARY:
        return None


def is_dictionary(each: Object) -> bool:
    return isinstance(each, pikepdf.Dictionary | pikepdf.Stream)


def is_stream(each: Object) -> bool:
    return isinstance(each, pikepdf.Stream)


def name(each: Object) -> str:
    """Return a name without its slash; empty for what is no name."""
    return str(each).lstrip("/") if isinstance(each, pikepdf.Name) else ""


def text(each: Object) -> str:
    return str(each) if isinstance(each, pikepdf.String) else ""


def whole(each: Object) -> int | None:
    return each if isinstance(each, int) and not isinstance(each, bool) else None


def items(each: Object) -> list[Object]:
    """Return the members of an array; a single object is its only member, nothing is none."""
    if isinstance(each, pikepdf.Array):
        return list(each)
    return [] if each is None else [each]


def pairs(holder: Object) -> list[tuple[str, Object]]:
    """Return the keys and values of a dictionary."""
    return [(str(key), value) for key, value in holder.items()] if is_dictionary(holder) else []


def key_of(each: Object) -> tuple[int, int] | None:
    """Return the number of an indirect object; None for one that stands where it is used."""
    number: tuple[int, int] = each.objgen if isinstance(each, pikepdf.Object) else (0, 0)
    return number if number != (0, 0) else None


def tree(root: Object, leaves: str, depth: int = 0) -> Iterator[tuple[Object, Object]]:
    """Yield the entries of a name tree (`/Names`) or a number tree (`/Nums`)."""
    listed = items(get(root, leaves))
    yield from zip(listed[::2], listed[1::2], strict=False)
    for kid in items(get(root, "/Kids")) if depth < _DEEPEST else ():
        yield from tree(kid, leaves, depth + 1)
