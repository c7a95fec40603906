"""A package in, findings out: what is fetched from elsewhere, runs by itself or opens another program."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.inspect.addresses import MEND, is_allowed, refused
from briefing.inspect.decks.package import Package, Relation
from briefing.inspect.findings import Findings
from briefing.inspect.trees import local

_FETCHED = "打开文件时会去取包外的内容。请在 PowerPoint 里断开链接，把内容嵌进文件。"
_DOUBTFUL = "报告用的文件不该有这样的内容；不是自己放的就不要打开，请向来源核实。"
_RUNNING = ("ppaction://program", "ppaction://macro", "ppaction://ole")
_FORBIDDEN = {
    "vbaProject": "含有宏。",
    "oleObject": "嵌有 OLE 对象。",
    "control": "嵌有控件。",
    "attachedTemplate": "挂着另外的模板。",
    "attachedToolbars": "含有工具栏。",
}
_CHART = ("chart+xml", "chartex+xml")


def check_dangers(package: Package, findings: Findings) -> None:
    """Tell of what a deck for a meeting ought not to hold."""
    for source, relations in package.relations.items():
        for each in relations:
            if each.external:
                _check_external(source, each, findings)
            else:
                _check_internal(package, source, each, findings)
    for name, kind in package.types.items():
        if "macroEnabled" in kind:
            findings.add(name, "这是带宏的文件格式。", _DOUBTFUL)
    _check_actions(package, findings)
    _check_vectors(package, findings)


def _check_external(source: str, relation: Relation, findings: Findings) -> None:
    shown = relation.target[:80]
    if relation.kind != "hyperlink":
        findings.add(source, f"引用了包外的内容（{relation.kind}：{shown}）。", _FETCHED)
    elif not is_allowed(relation.target):
        findings.add(source, refused(relation.target), MEND)


def _check_internal(package: Package, source: str, relation: Relation, findings: Findings) -> None:
    if relation.kind in _FORBIDDEN:
        findings.add(relation.target or source, _FORBIDDEN[relation.kind], _DOUBTFUL)
    elif relation.kind == "package" and not package.types.get(source, "").endswith(_CHART):
        findings.add(relation.target or source, "嵌有另一个文件。", _DOUBTFUL)


def _check_actions(package: Package, findings: Findings) -> None:
    for name, root in package.trees.items():
        for link in root.iter("{*}hlinkClick", "{*}hlinkHover", "{*}hlinkMouseOver"):
            if link.get("action", "").startswith(_RUNNING):
                findings.add(name, f"链接会运行程序（{link.get('action')}）。", _DOUBTFUL)


def _check_vectors(package: Package, findings: Findings) -> None:
    """Tell of vector pictures that fetch something or hold a program."""
    for name, kind in package.types.items():
        if kind == "image/svg+xml" and name in package.trees:
            for message, hint in dict.fromkeys(_in_vector(package, name)):
                findings.add(name, message, hint)


def _in_vector(package: Package, name: str) -> Iterator[tuple[str, str]]:
    for element in package.trees[name].iter():
        if local(element) in ("script", "foreignObject"):
            yield "矢量图里有程序。", _DOUBTFUL
        for key, value in element.attrib.items():
            if str(key).rpartition("}")[2] == "href" and not str(value).startswith(("#", "data:image/")):
                yield f"矢量图引用了包外的内容（{str(value)[:80]}）。", _FETCHED
