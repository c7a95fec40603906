"""The pages of a document in, what is drawn on them out: the codes shown in each font, and how content is marked."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from sys import byteorder

import pikepdf

from briefing.inspect.pdfs.objects import Object, get, is_dictionary, is_stream, items, key_of, name, whole

_TEXT = "Tf Tj TJ ' \" q Q Do BMC BDC EMC BI ID EI"
_PAINT = "f F f* B B* b b* S s sh"
_SHOWN = frozenset(("Tj", "TJ", "'", '"'))
_PAINTED = frozenset((*_PAINT.split(), "INLINE IMAGE", *_SHOWN))
_DEEPEST = 20


@dataclass(slots=True)
class Used:
    """A font and the codes shown in it, each with the page where it is first; codes of two bytes are numbers of two."""

    font: Object
    page: int
    wide: bool
    codes: dict[int, int] = field(default_factory=dict)

    def show(self, shown: bytes, page: int) -> None:
        codes = shown
        if self.wide:
            found = array("H", shown[: len(shown) // 2 * 2])
            if byteorder == "little":
                found.byteswap()
            for code in set(found) - self.codes.keys():
                self.codes[code] = page
            return
        for code in set(codes) - self.codes.keys():
            self.codes[code] = page


@dataclass(slots=True)
class Marks:
    """How the content of a page is marked: the ids of its sequences, how much is in none, whether kinds mix."""

    ids: list[int] = field(default_factory=list)
    unmarked: int = 0
    mixed: bool = False


class Reader:
    """Reads pages one after the other; `fonts` has the fonts that were chosen, `forms` the forms drawn."""

    def __init__(self, *, tagged: bool) -> None:
        self.fonts: dict[object, Used] = {}
        self._operators = f"{_TEXT} {_PAINT}" if tagged else _TEXT
        self.forms: dict[object, tuple[Object, Marks]] = {}

    def page(self, page: pikepdf.Page, number: int) -> Marks:
        """Read a page and the appearances of its notes."""
        marks = Marks()
        self._read(page.obj, resources(page.obj), number, marks, False, 0)
        for form in _appearances(page.obj):
            self._form(form, None, number, 0)
        return marks

    def _read(self, source: Object, own: Object, number: int, marks: Marks, inside: bool, depth: int) -> None:
        font: Used | None = None
        saved: list[Used | None] = []
        open_: list[str] = []
        for instruction in pikepdf.parse_content_stream(source, self._operators):
            operator = str(instruction.operator)
            match operator:
                case "Tf":
                    font = self._font(own, instruction.operands[0], number)
                case "q":
                    saved.append(font)
                case "Q":
                    font = saved.pop() if saved else None
                case "BMC" | "BDC":
                    open_.append(_begun(instruction.operands, own, marks, open_))
                case "EMC":
                    open_ = open_[:-1]
                case "Do":
                    form = get(get(own, "/XObject"), str(instruction.operands[0]))
                    covered = inside or any(open_)
                    marks.unmarked += self._drawn(form, own, number, covered, depth)
            if operator in _SHOWN and font is not None:
                for shown in _strings(instruction.operands):
                    font.show(shown, number)
            if operator in _PAINTED and not inside and not any(open_):
                marks.unmarked += 1

    def _font(self, own: Object, named: Object, number: int) -> Used | None:
        font = get(get(own, "/Font"), str(named))
        if not is_dictionary(font):
            return None
        key = key_of(font) or (key_of(own), str(named), number)
        if key not in self.fonts:
            self.fonts[key] = Used(font, number, _is_wide(font))
        return self.fonts[key]

    def _drawn(self, form: Object, own: Object, number: int, covered: bool, depth: int) -> int:
        """Return how much a drawn object leaves unmarked."""
        if name(get(form, "/Subtype")) != "Form":
            return 0 if covered else 1
        marks = self._form(form, own, number, depth)
        return 0 if covered else marks.unmarked

    def _form(self, form: Object, around: Object, number: int, depth: int) -> Marks:
        key = key_of(form)
        if key in self.forms:
            return self.forms[key][1]
        marks = Marks()
        if key is not None:
            self.forms[key] = (form, marks)
        if is_stream(form) and depth < _DEEPEST:
            self._read(form, get(form, "/Resources") or around, number, marks, False, depth + 1)
        return marks


def resources(page: Object) -> Object:
    """Return the resources of a page, or those that it takes over from the pages above it."""
    holder = page
    for _ in range(_DEEPEST):
        found = get(holder, "/Resources")
        if found is not None:
            return found
        holder = get(holder, "/Parent")
    return None


def _appearances(page: Object) -> Iterator[Object]:
    for note in items(get(page, "/Annots")):
        normal = get(get(note, "/AP"), "/N")
        if is_stream(normal):
            yield normal
        elif is_dictionary(normal):
            yield from (each for _, each in normal.items() if is_stream(each))


def _begun(operands: Object, own: Object, marks: Marks, open_: list[str]) -> str:
    """Return what a sequence that begins is: an artifact, a piece of the structure, or neither (empty)."""
    tag = name(operands[0])
    properties = operands[1] if len(operands) > 1 else None
    if isinstance(properties, pikepdf.Name):
        properties = get(get(own, "/Properties"), str(properties))
    id_ = whole(get(properties, "/MCID"))
    if id_ is not None:
        marks.ids.append(id_)
    kind = "artifact" if tag == "Artifact" else "tagged" if id_ is not None else ""
    marks.mixed = marks.mixed or bool(kind and any(each and each != kind for each in open_))
    return kind


def _strings(operands: Object) -> Iterator[bytes]:
    for operand in operands:
        for each in operand if isinstance(operand, pikepdf.Array) else (operand,):
            if isinstance(each, pikepdf.String):
                yield bytes(each)


def _is_wide(font: Object) -> bool:
    """Return whether all codes of a font have two bytes."""
    encoding = name(get(font, "/Encoding"))
    wide = encoding.startswith("Identity-") or "UCS2" in encoding
    return name(get(font, "/Subtype")) == "Type0" and wide
