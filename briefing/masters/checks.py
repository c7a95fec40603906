"""A package in, what a house master may not hold out: addresses that are fetched, embedded objects, the strict format.

Sample slides are not looked at: they are dropped, and those that a template keeps are checked when they are read.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from briefing.errors import Problem
from briefing.masters.archive import Package, Relation, rels_of
from briefing.masters.color import local

_ALLOWED = ("http", "https", "mailto")
_EMBEDDED = {
    "oleObject": "OLE 对象",
    "package": "嵌入的文件",
    "control": "ActiveX 控件",
    "activeXControl": "ActiveX 控件",
}
# What a master is drawn of: nothing else of it goes into a deck.
DRAWN = ("slideMaster", "slideLayout", "theme", "themeOverride", "image", "hyperlink", "chart", "hdphoto")
# What of a slide does not come along.
LEFT_BEHIND = ("slideLayout", "notesSlide", "comments", "slide")
_RUNNING = ("ppaction://program", "ppaction://macro", "ppaction://ole")
_DROPPED = ("ppt/slides/", "ppt/notesSlides/", "ppt/comments/")
# Where parts of sample slides stand, that are dropped with them; masters and layouts may have some there as well.
_OF_SLIDES = ("ppt/charts/", "ppt/diagrams/", "ppt/embeddings/", "ppt/tags/", "ppt/ink/")
_STRICT = "http://purl.oclc.org/ooxml"


def refused(package: Package) -> Iterator[Problem]:
    """Yield what keeps a package from being a master."""
    below = set(_below_masters(package))
    for source in _sources(package):
        if source not in below:
            for relation in package.relations(source):
                yield from relation_problems(package, source, relation)
    for source in sorted(below):
        yield from problems_below(package, source)
        yield from running(package, source)
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


def problems_below(package: Package, source: str) -> Iterator[Problem]:
    """Yield what is wrong with the relations of a part that is drawn; the workbook behind a chart is its own."""
    root = package.trees.get(source)
    is_chart = root is not None and local(root) == "chartSpace"
    for relation in package.relations(source):
        if relation.external or relation.kind != "package" or not is_chart:
            yield from relation_problems(package, source, relation)


def running(package: Package, source: str) -> Iterator[Problem]:
    """Yield the links of a part that start a program."""
    root = package.trees.get(source)
    for link in root.iter("{*}hlinkClick", "{*}hlinkHover", "{*}hlinkMouseOver") if root is not None else ():
        if link.get("action", "").startswith(_RUNNING):
            message = f"里面的链接会运行程序（{link.get('action', '')[:60]}）。"
            yield Problem(package.at(source), message, "请在 PowerPoint 里去掉这个动作。")


def is_allowed(address: str) -> bool:
    """Return whether an address is a web page's or a mailbox's."""
    try:
        return urlsplit(address.strip()).scheme.lower() in _ALLOWED
    except ValueError:
        return False


def _below_masters(package: Package) -> Iterator[str]:
    """Yield the masters, and all that they and their layouts are drawn of."""
    main = package.related("", "officeDocument")
    masters = [each.target for each in package.relations(main) if each.kind == "slideMaster" and not each.external]
    yield from masters
    yield from package.reached(*masters, but=("notesSlide", "comments", "slide"))


def missing(package: Package) -> Iterator[Problem]:
    """Yield the relations that lead to parts which the file has not got."""
    for source in ("", *package.parts):
        for relation in package.relations(source):
            inside = not relation.external and "#" not in relation.target
            if inside and relation.target not in package.parts:
                message = f"引用的部件“{relation.target[:80]}”（{relation.kind}）不在文件里。"
                yield Problem(package.at(source), message, "请用 PowerPoint 打开，另存为 .pptx 再用。")


def _sources(package: Package) -> Iterator[str]:
    yield ""
    for name in package.parts:
        if not name.startswith((*_DROPPED, *_OF_SLIDES)) and rels_of(name) in package.parts:
            yield name
