"""What a parcel and its files are called for people: the line above a message, and names that every system takes."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath

from briefing.delivery.model import Attachment, Parcel
from briefing.delivery.words import words

_WIDE = str.maketrans({char: chr(ord(char) + 0xFEE0) for char in '\\/:*?"<>|'})
_RESERVED = frozenset(
    ("CON", "PRN", "AUX", "NUL", *(f"{port}{digit}" for port in ("COM", "LPT") for digit in "0123456789¹²³"))
)
_MOST_BYTES = 180
"""Of a name: what 255 leave when a temporary name is made of it."""
_OWN = "briefing"
"""The stem that a build gives its files; for people they get a name that says what is in them."""


def heading(parcel: Parcel) -> str:
    """Return what a parcel is called: `第3期 六争攻坚简报（2026年1—10月）`; a period in the title is not said twice."""
    said = words(parcel.language)
    number = said.number.format(parcel.number) + " " if parcel.number is not None else ""
    period = said.bracketed.format(parcel.period) if parcel.period and parcel.period not in parcel.title else ""
    return " ".join(f"{number}{parcel.title}{period}".split())


def shown(parcel: Parcel, attachment: Attachment) -> str:
    """Return the name under which a recipient sees a file; one that only says `briefing` gets the parcel's heading."""
    name = PurePosixPath(attachment.name.replace("\\", "/")).name
    path = PurePosixPath(name)
    if path.stem != _OWN:
        return safe(name)
    return safe(heading(parcel), path.suffix)


def unique(names: list[str]) -> list[str]:
    """Return names of which no two are the same to Windows: `A.pdf`, `a（2）.pdf`."""
    taken: set[str] = set()
    found = []
    for name in names:
        path, number, free = PurePosixPath(name), 1, name
        while free.casefold() in taken:
            number += 1
            free = f"{path.stem}（{number}）{path.suffix}"
        taken.add(free.casefold())
        found.append(free)
    return found


def safe(name: str, suffix: str = "") -> str:
    """Return a name that Windows, macOS and Linux take and that leads nowhere else; signs of theirs become wide."""
    text = unicodedata.normalize("NFC", name)
    text = "".join(" " if char in "\n\r\t" else char for char in text)
    text = "".join(char for char in text if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))
    text = " ".join(text.translate(_WIDE).split()).strip(" .")
    stem, ending = (text, suffix.lower()) if suffix else _split(text)
    stem = _cut(stem, _MOST_BYTES - len(ending.encode())).strip(" .") or _OWN
    if stem.partition(".")[0].strip().upper() in _RESERVED:
        stem = f"_{stem}"
    return stem + ending


def _split(name: str) -> tuple[str, str]:
    stem, dot, ending = name.rpartition(".")
    return (stem, f".{ending}") if dot and ending.isascii() and len(ending) <= 8 else (name, "")


def _cut(text: str, most: int) -> str:
    return text.encode()[:most].decode("utf-8", "ignore")
