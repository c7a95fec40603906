"""The bytes of a PDF in, a report on it out: structure, faces, texts, actions, tags."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

import pikepdf

from briefing.inspect.compare import absent, tell_absent
from briefing.inspect.findings import Fact, Findings, Report
from briefing.inspect.pdfs.catalog import check_catalog, check_page_actions, targets_of
from briefing.inspect.pdfs.content import Marks, Reader
from briefing.inspect.pdfs.document import RENEW, check_streams, is_bounded, opened, tell_syntax
from briefing.inspect.pdfs.fonts import check_fonts
from briefing.inspect.pdfs.objects import MALFORMED, Object, get, key_of, text
from briefing.inspect.pdfs.structure import Structure
from briefing.inspect.pdfs.tags import check_links, check_tags, is_tagged
from briefing.inspect.pdfs.texts import drawn_texts, page_texts

KIND = "pdf"
Made = TypeVar("Made")


def check(data: bytes, where: str, said: Sequence[str] = ()) -> Report:
    """Return what is wrong with a PDF, and what it holds; BriefingError for one with a password."""
    findings = Findings(where)
    facts: dict[str, Fact] = {"kind": KIND}
    with opened(data, findings) as pdf:
        if pdf is not None and is_bounded(pdf, findings):
            facts |= _Inspection(pdf, data, findings).run(said)
    return Report(findings.problems(), facts)


class _Inspection:
    """Runs the checks of one document; where a malformed object stops one, that is told and the others go on."""

    def __init__(self, pdf: pikepdf.Pdf, data: bytes, findings: Findings) -> None:
        self._pdf, self._data, self._findings = pdf, data, findings
        self._reader = Reader(tagged=is_tagged(pdf))
        self._marks: list[tuple[Object, Marks]] = []

    def run(self, said: Sequence[str]) -> dict[str, Fact]:
        tagged = is_tagged(self._pdf)
        errors = check_streams(self._pdf)
        self._guarded("文档属性", lambda: check_catalog(self._pdf, self._findings))
        targets = self._guarded("链接", lambda: targets_of(self._pdf)) or frozenset()
        for number, page in enumerate(self._pdf.pages, 1):
            self._guarded(f"第{number}页", partial(self._page, page, number, targets, tagged))
        tell_syntax(self._pdf, errors, self._findings)
        fonts = self._guarded("字体", lambda: check_fonts(self._reader.fonts.values(), self._findings)) or 0
        tags = self._guarded("标签", self._tags) if tagged else None
        self._texts(said, tags)
        return {"pages": len(self._pdf.pages), "fonts": fonts, "tagged": tagged}

    def _guarded(self, what: str, run: Callable[[], Made]) -> Made | None:
        try:
            return run()
        except MALFORMED as error:
            self._findings.add("", f"{what}读不下去：{str(error)[:120]}。", RENEW)
            return None

    def _page(self, page: pikepdf.Page, number: int, targets: frozenset[str], tagged: bool) -> None:
        place = f"第{number}页"
        check_page_actions(page.obj, place, targets, self._findings)
        if tagged:
            check_links(page.obj, place, self._findings)
        self._marks.append((page.obj, self._reader.page(page, number)))

    def _tags(self) -> Structure | None:
        forms = [(form, marks) for form, marks in self._reader.forms.values() if marks.ids]
        return check_tags(self._pdf, [*self._marks, *forms], self._findings)

    def _texts(self, said: Sequence[str], tags: Structure | None) -> None:
        pages = page_texts(self._data, self._findings)
        lost = absent(said, pages) if said else ()
        if lost and pages:
            # Those may only stand in another order than pdfium puts lines in, or be said in place of what is drawn.
            as_drawn = absent(said, drawn_texts(self._data, self._replacing(tags) if tags else {}))
            lost = tuple(text for text in lost if text in as_drawn)
        tell_absent(lost, self._findings)

    def _replacing(self, tags: Structure) -> dict[tuple[int, int], str]:
        """Return the words that the structure gives in place of marked sequences; the first of an element has all."""
        numbers = {key_of(page.obj): at for at, page in enumerate(self._pdf.pages)}
        found: dict[tuple[int, int], str] = {}
        for element in tags.root.walk():
            words = get(element.object, "/ActualText")
            claims = [claim for each in element.walk() for claim in each.claims] if words is not None else []
            for at, (page, sequence) in enumerate(claims):
                if page in numbers:
                    found.setdefault((numbers[page], sequence), "" if at else text(words))
        return found
