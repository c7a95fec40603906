"""What a merge finds, as items with short ids that stay the same from one run to the next."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from briefing.model.rules import RULES

Weight = Literal["error", "doubt", "note"]
"""An error must be mended; a doubt can be accepted; a note stops nothing."""

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_SHORT, _LONGEST = 5, 12
RULE_WORDS: Mapping[str, str] = {
    "form": "表不能用",
    "period": "另一期的表",
    "unread": "读不懂",
    "row": "行有增减",
    "protected": "改了不该改的格",
    "blank": "未填",
    "empty": "交了空表",
    "cleared": "清空了原有的数",
    "unsigned": "没有署名",
    "remark": "备注",
    "restated": "与已有的数不同",
    "conflict": "两份表不一致",
    **RULES,
}
"""What a rule is called: of a merge itself, or of the checks of the data."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at. `about` is what makes it what it is: with the rule, its id is made of that.

    `subject` is the indicator, project or file; `where` the cell. A conflict is one item a value: `choice` says which.
    """

    rule: str
    weight: Weight
    department: str
    subject: str
    where: str
    message: str
    hint: str = ""
    about: tuple[str, ...] = ()
    choice: str = ""

    @property
    def id(self) -> str:
        return id_of(self)

    @property
    def title(self) -> str:
        return RULE_WORDS.get(self.rule, self.rule)

    @property
    def name(self) -> str:
        """The name by which all items of a rule and a subject are accepted: `jump:gdp`."""
        return f"{self.rule}:{self.subject}"


def id_of(item: Item, length: int = _SHORT) -> str:
    """Return the short id: a letter of the rule and some of its hash, never of its place in a list.

    So `--accept J4F2KD` typed from an earlier report cannot let in something else.
    """
    text = "\x1f".join((item.rule, item.subject, *(item.about or (item.message,)), item.choice))
    number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])
    made = ""
    for _ in range(length):
        number, digit = divmod(number, len(_ALPHABET))
        made += _ALPHABET[digit]
    return item.rule[:1].upper() + made


def ids(items: Sequence[Item]) -> dict[Item, str]:
    """Return the id of each item; where two would be the same, longer ones for both.

    So that neither bears the shorter one while both are open, and neither can be accepted for the other later.
    """
    made: dict[Item, str] = {}
    left, length = list(dict.fromkeys(items)), _SHORT
    while left:
        names = Counter(id_of(item, length) for item in left)
        made |= {item: name for item in left if names[name := id_of(item, length)] == 1}
        left = [item for item in left if item not in made]
        length += 1
        if length > _LONGEST:
            made |= {item: f"{id_of(item, length)}-{at}" for at, item in enumerate(left, 1)}
            break
    return {item: made[item] for item in items}
