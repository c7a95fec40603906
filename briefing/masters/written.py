"""A house master and the slides kept of it in, every text out that travels into a deck with them.

Each stands after its place. Texts are paragraphs, what charts print, cells of workbooks, custom XML; names, alternative
texts, tooltips; addresses of links. Numbers of the drawing itself are none: a length must not pass for a figure.
Pictures, but for drawn ones, are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from urllib.parse import unquote
from zipfile import ZipFile

from briefing.errors import Problem, ProblemsFound
from briefing.masters.archive import Element, Package, opened, parsed
from briefing.masters.checks import DRAWN, LEFT_BEHIND
from briefing.masters.color import local
from briefing.masters.model import HouseMaster
from briefing.masters.tokens import words_of
from briefing.zips import UNREADABLE

_INSIDE = ("slideMaster", "slideLayout", "package", "chartUserShapes", "notesMaster", "tableStyles")
_MOST_PARTS, _MOST_BYTES, _DEEPEST = 2_000, 100_000_000, 3
# What people write into attributes; of others only what can hardly be a length, a number of something or an id.
_SAID = {
    "descr": "替换文字", "title": "标题", "name": "名称", "tooltip": "屏幕提示", "display": "显示的文字",
    "styleName": "样式名", "presAuthor": "作者", "author": "作者",
}  # fmt: skip
_TELLING = re.compile(r"[^\x00-\x7f]|[A-Za-z].* |\d\.\d")
_FREE = ("customxml/", "ppt/tags/", "ppt/customxml/")
_TAG = re.compile(r"<[^>]*>")
Written = Iterator[tuple[str, str]]
"""Texts, each after where it stands."""


def written(house: HouseMaster, slides: Iterable[str]) -> Written:
    """Yield every text of the masters, the layouts and these slides, by their parts, and of all that they are drawn of.

    Raises ProblemsFound where something is embedded that cannot be read, as it might hold anything.
    """
    package = opened(house.data, house.shown)
    main, kept = package.related("", "officeDocument"), tuple(dict.fromkeys(slides))
    of_master = [each for each in package.relations(main) if each.kind in _INSIDE and not each.external]
    starts = tuple(dict.fromkeys(each.target for each in of_master))
    parts = [*kept, *package.reached(*kept, but=LEFT_BEHIND)]
    parts += [*starts, *package.reached(*starts, only=(*DRAWN, *_INSIDE))]
    for part in dict.fromkeys(parts):
        yield from _of_part(package, part, part in kept)


def _of_part(package: Package, part: str, is_kept: bool) -> Written:
    """Yield the texts of a part, each once, and the addresses that it leads to."""
    seen: set[str] = set()
    if is_kept:
        for shape, words in words_of(package.trees[part]):
            seen.add(words)
            yield f"{package.shown}“{shape}”", words
    for where, words in _of_bytes(package.at(part), part, package.parts.get(part, b""), package.trees.get(part), 0):
        if words not in seen:
            seen.add(words)
            yield where, words
    for relation in package.relations(part):
        if relation.external:
            yield f"{package.at(part)}（链接）", unquote(relation.target)


def _of_bytes(where: str, name: str, content: bytes, tree: Element | None, depth: int) -> Written:
    if tree is not None:
        yield from ((where, words) for words in _texts(tree))
        yield from _attributes(where, tree, free=name.lower().startswith(_FREE))
    elif content.startswith(b"PK\x03\x04"):
        yield from _of_zip(where, content, depth)
    elif name.lower().endswith((".svg", ".xml")):
        yield from ((where, words) for each in _TAG.split(content.decode("utf-8", "ignore")) if (words := each.strip()))


def _texts(root: Element) -> Iterator[str]:
    """Yield paragraphs and strings of several runs as one, and every other text as it stands."""
    for element in root.iter():
        words = "".join(map(str, element.itertext())) if local(element) in ("p", "si", "is") else element.text or ""
        if words.strip():
            yield words.strip()


def _attributes(where: str, root: Element, *, free: bool) -> Written:
    for element in root.iter():
        for key, value in element.attrib.items():
            name, words = str(key).rpartition("}")[2], str(value).strip()
            if words and (free or name in _SAID or local(element) == "tag" or _TELLING.search(words)):
                yield f"{where}（{_SAID.get(name, name)}）", words


def _of_zip(where: str, content: bytes, depth: int) -> Written:
    """Yield the texts of what is embedded, a workbook mostly."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) > _MOST_PARTS or sum(each.file_size for each in entries) > _MOST_BYTES or depth > _DEEPEST:
                raise ValueError
            inner = {entry.filename: archive.read(entry) for entry in entries}
    except UNREADABLE:
        hint = "请在 PowerPoint 里删去它，或换成小的、没有密码的工作簿。"
        raise ProblemsFound([Problem(where, "读不出，没法核对里面有没有不给看的内容。", hint)]) from None
    for name, data in inner.items():
        tree = parsed(data, where) if name.lower().endswith((".xml", ".rels", ".vml")) else None
        yield from _of_bytes(f"{where}!{name}", name, data, None if isinstance(tree, Problem) else tree, depth + 1)
