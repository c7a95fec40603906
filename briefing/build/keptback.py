"""What an audience is not shown, as those who build may look at it; no file of a build is made from it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from briefing.errors import Notice, suggest
from briefing.model.dataset import Dataset
from briefing.model.disclosure import Disclosure
from briefing.model.policy import Withheld


@dataclass(frozen=True, slots=True)
class KeptBack:
    """Rows and fields that an audience is not shown, and which of them can still be worked out from the rest.

    `opened` tells of what the audience is shown that the one it extends is not.
    `strays` are rules of the data set for templates that are not there.
    """

    audience: str
    withheld: tuple[Withheld, ...] = ()
    disclosures: tuple[Disclosure, ...] = ()
    opened: tuple[Notice, ...] = ()
    strays: tuple[Notice, ...] = ()

    @property
    def summary(self) -> str:
        """How much it is: `3条数据、12处字段`."""
        fields = sum(each.kind == "field" for each in self.withheld)
        rows = len(self.withheld) - fields
        parts = (f"{rows}条数据" if rows else "", f"{fields}处字段" if fields else "")
        return "、".join(filter(None, parts))

    @property
    def notices(self) -> tuple[Notice, ...]:
        worked_out = (Notice(str(each.origin), str(each)) for each in self.disclosures)
        return (*self.opened, *worked_out, *self.strays)

    def rows(self) -> Iterator[tuple[str, str, str, str, str]]:
        """Yield kind, name, id, reason and place of each."""
        for each in self.withheld:
            yield each.title, each.name, each.id, each.reason, str(each.origin)

    def described(self) -> list[dict[str, str]]:
        """Return each as plain values for machines."""
        keys = ("name", "id", "reason", "origin")
        rows = zip(self.withheld, self.rows(), strict=True)
        return [{"kind": each.kind} | dict(zip(keys, row[1:], strict=True)) for each, row in rows]


def stray_rules(dataset: Dataset, templates: Collection[str]) -> tuple[Notice, ...]:
    """Return a notice for each rule of a data set for a template that is not there.

    It may be a slip of the pen, which holds nobody back; or the template is still to come, so it is no problem.
    """
    where = f"data/{dataset.id}/dataset.yaml"
    strays = (name for name, _ in dataset.sees if name not in templates)
    message = "rules 里写了“{}”，现在没有这个模板，这条规矩管不到谁。{}"
    return tuple(Notice(where, message.format(name, suggest(name, templates))) for name in strays)
