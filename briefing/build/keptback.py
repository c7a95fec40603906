"""What an audience is not shown, as those who build may look at it; no file of a build is made from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefing.errors import Notice
from briefing.model.disclosure import Disclosure
from briefing.model.policy import Withheld


@dataclass(frozen=True, slots=True)
class KeptBack:
    """Rows and fields that an audience is not shown, and which of them can still be worked out from the rest.

    `opened` tells of what the audience is shown that the one it extends is not.
    """

    audience: str
    withheld: tuple[Withheld, ...] = ()
    disclosures: tuple[Disclosure, ...] = ()
    opened: tuple[Notice, ...] = ()

    @property
    def summary(self) -> str:
        """How much it is: `3条数据、12处字段`."""
        fields = sum(each.kind == "field" for each in self.withheld)
        rows = len(self.withheld) - fields
        parts = (f"{rows}条数据" if rows else "", f"{fields}处字段" if fields else "")
        return "、".join(filter(None, parts))

    @property
    def notices(self) -> tuple[Notice, ...]:
        return (*self.opened, *(Notice(str(each.origin), str(each)) for each in self.disclosures))

    def rows(self) -> Iterator[tuple[str, str, str, str, str]]:
        """Yield kind, name, id, reason and place of each."""
        for each in self.withheld:
            yield each.title, each.name, each.id, each.reason, str(each.origin)

    def described(self) -> list[dict[str, str]]:
        """Return each as plain values for machines."""
        keys = ("name", "id", "reason", "origin")
        rows = zip(self.withheld, self.rows(), strict=True)
        return [{"kind": each.kind} | dict(zip(keys, row[1:], strict=True)) for each, row in rows]
