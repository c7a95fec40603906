"""A document in, findings on what it says of itself and on what it would do: language, title, actions, outer files."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from briefing.inspect.addresses import MEND, is_allowed, refused
from briefing.inspect.findings import Findings
from briefing.inspect.pdfs.objects import Object, get, is_dictionary, is_stream, items, key_of, name, pairs, text, tree
from briefing.inspect.trees import NotRead, parsed

# What a report may do when it is read: go to a place of its own, or to an address.
_ALLOWED_ACTIONS = frozenset(("GoTo", "URI", "Named", "Thread", "Hide", "SetOCGState", "Trans", "GoTo3DView"))
_ACTIVE = {
    "JavaScript": "含有 JavaScript 程序。",
    "Launch": "有一处会启动别的程序。",
    "GoToR": "有链接指向另一个文件。",
    "GoToE": "有链接指向另一个文件。",
}
_ACTIVE_NOTES = frozenset(("RichMedia", "Movie", "Sound", "Screen", "3D", "FileAttachment"))
_DESCRIBE = "请在生成 PDF 的软件里填写文档属性（语言、标题）。"
_DOUBTFUL = "报告用的文件不该有这样的内容；不是自己放的就不要打开，请向来源核实。"
_LOCKED = "请去掉打开和打印的限制，另存一份。"
_LEAD = "请在生成 PDF 的软件里重新做这个链接。"
_UNTITLED = frozenset(("", "untitled", "unspecified", "anonymous", "无标题"))
_MOST_OUTLINES = 100_000


def check_catalog(pdf: pikepdf.Pdf, findings: Findings) -> None:
    """Tell of what the document as a whole lacks, and of what it would do."""
    root = pdf.Root
    if pdf.is_encrypted:
        findings.add("", "文件设了限制（加密）。", _LOCKED)
    if not text(get(root, "/Lang")).strip():
        findings.add("", "没有写明语言（/Lang）。", _DESCRIBE)
    if title(pdf).lower() in _UNTITLED:
        findings.add("", "没有标题。", _DESCRIBE)
    names = get(root, "/Names")
    if get(names, "/JavaScript") is not None:
        findings.add("", _ACTIVE["JavaScript"], _DOUBTFUL)
    if get(get(root, "/AcroForm"), "/XFA") is not None:
        findings.add("", "含有 XFA 表单。", _DOUBTFUL)
    for action in _of_document(root):
        _check_action(action, "", findings)
    _check_files(pdf, findings)


def title(pdf: pikepdf.Pdf) -> str:
    """Return the title, from the information dictionary or the XMP metadata; empty where neither has one."""
    own = text(get(pdf.trailer.get("/Info"), "/Title")).strip()
    if own:
        return own
    metadata = get(pdf.Root, "/Metadata")
    if not is_stream(metadata):
        return ""
    try:
        xmp = parsed(metadata.read_bytes())
    except NotRead:
        return ""
    found = next(xmp.iter("{http://purl.org/dc/elements/1.1/}title"), None)
    return "".join(str(each) for each in found.itertext()).strip() if found is not None else ""


def check_page_actions(page: Object, place: str, targets: frozenset[str], findings: Findings) -> None:
    """Tell of what a page and its notes would do, and of links that lead nowhere."""
    for action in _additional(page):
        _check_action(action, place, findings)
    for note in items(get(page, "/Annots")):
        if name(get(note, "/Subtype")) in _ACTIVE_NOTES:
            findings.add(place, f"有活动内容（{name(get(note, '/Subtype'))}）。", _DOUBTFUL)
        for action in (get(note, "/A"), get(note, "/PA"), *_additional(note)):
            _check_action(action, place, findings)
        goal = get(get(note, "/A"), "/D") if name(get(get(note, "/A"), "/S")) == "GoTo" else get(note, "/Dest")
        if isinstance(goal, pikepdf.Name | pikepdf.String) and str(goal) not in targets:
            findings.add(place, f"文内链接的目标“{str(goal)[:40]}”不存在。", _LEAD)


def targets_of(pdf: pikepdf.Pdf) -> frozenset[str]:
    """Return the named places of a document that lead to a page; those of old files are names, others strings."""
    listed = [*tree(get(get(pdf.Root, "/Names"), "/Dests"), "/Names")]
    listed += [(pikepdf.Name(key), value) for key, value in pairs(get(pdf.Root, "/Dests"))]
    return frozenset(str(key) for key, value in listed if _leads(value))


def _leads(goal: Object) -> bool:
    place = items(get(goal, "/D") if is_dictionary(goal) else goal)
    return bool(place) and (is_dictionary(place[0]) or isinstance(place[0], int))


def _of_document(root: Object) -> Iterator[Object]:
    yield get(root, "/OpenAction")
    yield from _additional(root)
    for field in items(get(get(root, "/AcroForm"), "/Fields")):
        yield get(field, "/A")
        yield from _additional(field)
    yield from _of_outline(get(get(root, "/Outlines"), "/First"))


def _of_outline(first: Object) -> Iterator[Object]:
    waiting, seen = [first], set[tuple[int, int]]()
    while waiting and len(seen) < _MOST_OUTLINES:
        entry = waiting.pop()
        key = key_of(entry)
        if key and key not in seen:
            seen.add(key)
            yield get(entry, "/A")
            waiting += [get(entry, "/Next"), get(entry, "/First")]


def _additional(holder: Object) -> Iterator[Object]:
    return (action for _, action in pairs(get(holder, "/AA")))


def _check_action(action: Object, place: str, findings: Findings, depth: int = 0) -> None:
    kind = name(get(action, "/S"))
    if kind == "URI":
        address = text(get(action, "/URI"))
        if not is_allowed(address):
            findings.add(place, refused(address), MEND)
    elif kind and kind not in _ALLOWED_ACTIONS:
        findings.add(place, _ACTIVE.get(kind, f"有不该有的动作（{kind}）。"), _DOUBTFUL)
    for following in items(get(action, "/Next")) if depth < 20 else ():
        _check_action(following, place, findings, depth + 1)


def _check_files(pdf: pikepdf.Pdf, findings: Findings) -> None:
    """Tell of names of files outside: content that is fetched from elsewhere."""
    for each in pdf.objects:
        outer = is_stream(each) and each.get("/F") is not None
        named = name(get(each, "/Type")) in ("Filespec", "F") and get(each, "/EF") is None
        if outer or named:
            findings.add("", "引用了文件以外的内容。", _DOUBTFUL)
            return
