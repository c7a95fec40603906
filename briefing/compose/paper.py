"""What a template says of paper in; the head, the imprint and the faces of a document out."""

from __future__ import annotations

from briefing.compose.context import Context
from briefing.document import NUMBERINGS, FaceWish, Grid, Imprint, Masthead, Paper
from briefing.template.load import Loaded
from briefing.template.paper_spec import ImprintSpec
from briefing.template.schema import Template

_TEXTS = ("name", "issue", "issuer", "date", "classification", "serial")


def masthead(template: Template, cover: Context) -> Masthead | None:
    spec = template.cover.masthead
    if spec is None:
        return None
    place = cover.at("masthead")
    set_ = {name: place.at(name).flat(getattr(spec, name)) for name in _TEXTS}
    return Masthead(**set_, top=spec.top)


def paper(template: Template, context: Context) -> Paper:
    """Return how the PDF is set."""
    spec, place = template.pdf, context.at("pdf")
    imprint = _imprint(spec.imprint, place.at("imprint")) if spec.imprint else None
    return Paper(
        spec.form,
        Grid(**spec.page.model_dump()),
        spec.numbering if "numbering" in spec.model_fields_set else NUMBERINGS[context.language],
        spec.page_numbers,
        spec.contents,
        spec.chapter_pages,
        spec.red,
        spec.autospace,
        imprint,
        wishes(context.loaded),
    )


def wishes(loaded: Loaded) -> tuple[FaceWish, ...]:
    """Return what a template asks for in the roles that it speaks of; a font file is named by its full path."""
    return tuple(
        FaceWish(role, loaded.font_files.get(role, ""), font.families, font.latin)
        for role, font in loaded.template.pdf.fonts.items()
    )


def _imprint(spec: ImprintSpec, place: Context) -> Imprint:
    recipients = place.at("recipients")
    said = (recipients.at(index).flat(each) for index, each in enumerate(spec.recipients))
    printer, date, copies = (place.at(name).flat(getattr(spec, name)) for name in ("printer", "date", "copies"))
    return Imprint(tuple(each for each in said if each), printer, date, copies)
