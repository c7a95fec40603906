"""A package in, the bytes of a presentation out: a template's content type changed, macros left behind."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from lxml import etree

from briefing.masters.archive import TYPES, Element, Package

_MAIN = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
_MAINS = (
    "application/vnd.openxmlformats-officedocument.presentationml.template.main+xml",
    "application/vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml",
    "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml",
    "application/vnd.ms-powerpoint.template.macroEnabled.main+xml",
    "application/vnd.ms-powerpoint.slideshow.macroEnabled.main+xml",
)
_MACROS = "母版里的宏不带进演示文稿。"
_MACRO_RELATIONS = ("vbaProject", "wordVbaData", "extensibility", "xlMacrosheet")
_STAMP = (1980, 1, 1, 0, 0, 0)


def is_presentation(package: Package) -> bool:
    """Return whether the package's main part is a presentation, a template or a slide show."""
    main = package.related("", "officeDocument")
    return any(
        each.get("PartName", "").lstrip("/") == main and each.get("ContentType") in (_MAIN, *_MAINS)
        for each in package.trees[TYPES].iterchildren("{*}Override")
    )


def cleaned(package: Package, data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """Return the bytes of a plain presentation, and what was left behind; `data` itself where nothing need change."""
    dropped = {name for name in package.parts if _is_macro(name)}
    types = package.trees[TYPES]
    if not dropped and not any(each.get("ContentType") in _MAINS for each in types):
        return data, ()
    changed = {TYPES: _types(types, dropped)}
    for name, root in package.trees.items():
        if name.endswith(".rels") and any(_is_macro_relation(each) for each in root):
            changed[name] = _relations(root)
    return _zipped(package, dropped, changed), ((_MACROS,) if dropped else ())


def _is_macro(name: str) -> bool:
    lowered = name.lower()
    return lowered.startswith(("ppt/vba", "customui/")) or lowered.endswith("vbaproject.bin")


def _types(root: Element, dropped: set[str]) -> bytes:
    copy = etree.fromstring(etree.tostring(root))
    for each in list(copy):
        if each.get("ContentType") in _MAINS:
            each.set("ContentType", _MAIN)
        if each.get("PartName", "").lstrip("/") in dropped:
            copy.remove(each)
    return etree.tostring(copy, xml_declaration=True, encoding="UTF-8", standalone=True)


def _is_macro_relation(element: Element) -> bool:
    return element.get("Type", "").rsplit("/", 1)[-1] in _MACRO_RELATIONS


def _relations(root: Element) -> bytes:
    copy = etree.fromstring(etree.tostring(root))
    for each in [child for child in copy if _is_macro_relation(child)]:
        copy.remove(each)
    return etree.tostring(copy, xml_declaration=True, encoding="UTF-8", standalone=True)


def _zipped(package: Package, dropped: set[str], changed: dict[str, bytes]) -> bytes:
    stored = BytesIO()
    with ZipFile(stored, "w") as archive:
        for name, content in package.parts.items():
            if name not in dropped:
                info = ZipInfo(name, _STAMP)
                info.compress_type = ZIP_STORED if name.endswith((".png", ".jpg", ".jpeg")) else ZIP_DEFLATED
                archive.writestr(info, changed.get(name, content))
    return stored.getvalue()
