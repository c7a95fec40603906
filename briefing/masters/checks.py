"""A package in, what a house master may not hold out: addresses that are fetched, embedded objects, the strict format.

Sample slides are not looked at: they are dropped, and those that a template keeps are checked when they are read.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from briefing.errors import Problem
from briefing.masters.archive import Package, Relation, rels_of

_ALLOWED = ("http", "https", "mailto")
_EMBEDDED = {
    "oleObject": "OLE 对象",
    "package": "嵌入的文件",
    "control": "ActiveX 控件",
    "activeXControl": "ActiveX 控件",
}
_DROPPED = ("ppt/slides/", "ppt/notesSlides/", "ppt/comments/")
# Parts that belong to sample slides only; what they refer to is dropped with them.
_OF_SLIDES = ("ppt/charts/", "ppt/diagrams/", "ppt/embeddings/", "ppt/tags/", "ppt/ink/")
_STRICT = "http://purl.oclc.org/ooxml"


def refused(package: Package) -> Iterator[Problem]:
    """Yield what keeps a package from being a master."""
    for source in _sources(package):
        for relation in package.relations(source):
            yield from relation_problems(package, source, relation)
    root = package.trees.get(package.related("", "officeDocument"))
    if root is not None and str(root.nsmap.get(root.prefix, "")).startswith(_STRICT):
        message = "这是“Strict Open XML”格式，还不能用作母版。"
        yield Problem(package.shown, message, "请在 PowerPoint 里另存为普通的“PowerPoint 演示文稿 (.pptx)”。")


def relation_problems(package: Package, source: str, relation: Relation) -> Iterator[Problem]:
    """Yield what is wrong with a relation: it leads out of the file, or to an object that runs a program."""
    where = package.at(source)
    if relation.external and relation.kind != "hyperlink":
        message = f"链接了文件外的内容“{relation.target[:80]}”（{relation.kind}），打开时会去取它。"
        yield Problem(where, message, "请在 PowerPoint 的母版视图里把它改为插入（嵌入）的图片，或删去。")
    elif relation.external and not is_allowed(relation.target):
        message = f"链接“{relation.target[:80]}”不是网址或邮箱。"
        yield Problem(where, message, "请改成网址（http、https）或邮箱（mailto）的链接，或去掉它。")
    elif relation.kind in _EMBEDDED:
        message = f"里面有{_EMBEDDED[relation.kind]}。"
        yield Problem(where, message, "请在 PowerPoint 的母版视图里删去，或换成图片。")


def is_allowed(address: str) -> bool:
    """Return whether an address is a web page's or a mailbox's."""
    try:
        return urlsplit(address.strip()).scheme.lower() in _ALLOWED
    except ValueError:
        return False


def _sources(package: Package) -> Iterator[str]:
    yield ""
    for name in package.parts:
        if not name.startswith((*_DROPPED, *_OF_SLIDES)) and rels_of(name) in package.parts:
            yield name
