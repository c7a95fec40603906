"""The structure tree of a tagged PDF in, its elements in reading order out (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from briefing.inspect.pdfs.objects import Object, get, is_dictionary, items, key_of, name, text, whole

Key = tuple[int, int]
Claim = tuple[Key, int]
"""A page (or a form) and the id of a marked sequence on it."""

_DEEPEST = 200
_MOST = 2_000_000


@dataclass(slots=True)
class Element:
    """A structure element: its standard type, its object, its children, and the marked content and objects it holds."""

    kind: str
    object: Object
    children: list[Element] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    holds_object: bool = False

    @property
    def alt(self) -> str:
        return text(get(self.object, "/Alt")) or text(get(self.object, "/ActualText"))

    def walk(self) -> Iterator[Element]:
        """Yield the element and all within it, in reading order."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += reversed(element.children)


@dataclass(frozen=True, slots=True)
class Structure:
    """The tree, and what of it is malformed: circles, elements without a type."""

    root: Element
    flaws: tuple[str, ...]


def structure(root: Object) -> Structure:
    """Read a structure tree."""
    return _Reader(root).read()


class _Reader:
    def __init__(self, root: Object) -> None:
        self._root, self._seen = root, set[Key]()
        self._flaws: dict[str, None] = {}
        self._roles = {str(key): name(value) for key, value in _entries(get(root, "/RoleMap"))}

    def read(self) -> Structure:
        top = Element("", self._root)
        waiting: list[tuple[Element, Object, Object, int]] = [(top, self._root, None, 0)]
        while waiting and len(self._seen) < _MOST:
            element, holder, above, depth = waiting.pop()
            page = get(holder, "/Pg") or above
            for kid in items(get(holder, "/K")):
                child = self._child(element, kid, page)
                if child is not None and depth < _DEEPEST:
                    waiting.append((child, kid, page, depth + 1))
        return Structure(top, tuple(self._flaws))

    def _child(self, parent: Element, kid: Object, page: Object) -> Element | None:
        """Add a kid to its parent; return it where it is an element."""
        number = whole(kid)
        if number is not None:
            self._claim(parent, page, number)
            return None
        kind = name(get(kid, "/Type"))
        if kind == "MCR":
            self._claim(parent, get(kid, "/Stm") or get(kid, "/Pg") or page, whole(get(kid, "/MCID")))
        elif kind == "OBJR":
            parent.holds_object = True
        elif is_dictionary(kid):
            return self._element(parent, kid)
        return None

    def _element(self, parent: Element, kid: Object) -> Element | None:
        key = key_of(kid)
        if key in self._seen:
            self._flaws["结构树里有一个元素出现了两次"] = None
            return None
        if key:
            self._seen.add(key)
        kind = name(get(kid, "/S"))
        if not kind:
            self._flaws["结构树里有元素没有类型"] = None
        if key_of(get(kid, "/P")) != key_of(parent.object):
            self._flaws["结构树里有元素没有指回上一级"] = None
        element = Element(self._standard(kind), kid)
        parent.children.append(element)
        return element

    def _standard(self, kind: str) -> str:
        """Return the standard type that a type stands for."""
        for _ in range(20):
            mapped = self._roles.get("/" + kind, "")
            if not mapped or mapped == kind:
                break
            kind = mapped
        return kind

    def _claim(self, parent: Element, page: Object, number: int | None) -> None:
        key = key_of(page)
        if key is None or number is None:
            self._flaws["结构树里有内容不知在哪一页"] = None
        else:
            parent.claims.append((key, number))


def _entries(holder: Object) -> Iterator[tuple[str, Object]]:
    return ((str(key), value) for key, value in holder.items()) if is_dictionary(holder) else iter(())


def attributes(element: Element, *keys: str) -> tuple[Object, ...]:
    """Return attributes of an element, of whatever owner; None for one that it has not."""
    sets = items(get(element.object, "/A"))
    return tuple(next((found for each in sets if (found := get(each, key)) is not None), None) for key in keys)


def owners(element: Element) -> Mapping[Claim, Element]:
    """Return which element holds each marked sequence."""
    return {claim: each for each in element.walk() for claim in each.claims}
