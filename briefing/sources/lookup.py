"""The names by which themes, indicators, entities and projects are referred to in; the ids they stand for out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefing.errors import suggest
from briefing.sources.fields import Unreadable
from briefing.sources.text import plain, shown
from briefing.sources.wide_words import is_total

_MOST_SUGGESTIONS = 200


class Lookup:
    """Finds ids by id or by name; ids win. A name that two ids share must be written as the id.

    A `loose` look-up accepts what it does not know: the list itself could not be read, and saying so once is enough.
    """

    def __init__(self, what: str, known: Iterable[tuple[str, Sequence[str]]], *, loose: bool = False) -> None:
        self._what, self._loose = what, loose
        entries = list(known)
        self._shown = [name for id_, names in entries for name in (id_, *names[:1]) if name]
        self._found: dict[str, str] = {}
        self._shared: set[str] = set()
        for id_, names in entries:
            for key in {plain(name) for name in names if name}:
                if self._found.setdefault(key, id_) != id_:
                    self._shared.add(key)
        for id_, _ in entries:
            self._found[id_] = id_
            self._shared.discard(id_)
        self._hints: dict[str, str] = {}

    def find(self, name: str) -> str:
        """Return the id that a name stands for; Unreadable if there is none."""
        key = name if name in self._found else plain(name)
        if key in self._shared:
            raise Unreadable(f"有几个{self._what}都叫“{shown(name)}”。", "请改写编号（id）。")
        if key in self._found:
            return self._found[key]
        if self._loose:
            return name
        raise Unreadable(f"没有这个{self._what}：“{shown(name)}”。", self._hint(name))

    def _hint(self, name: str) -> str:
        if name not in self._hints:
            # Comparing names is slow; past some hundred different misses the hints say nothing new.
            known = self._shown if len(self._hints) < _MOST_SUGGESTIONS else []
            self._hints[name] = ("是合计就删去这一行。" if is_total(name) else "") + suggest(name, known)
        return self._hints[name]
