"""A machine in, and a workspace where there is one; what `briefing` finds there and what it misses out."""

from __future__ import annotations

import platform
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryFile
from types import MappingProxyType
from typing import Any, Literal

from briefing.build.workspace import Settings, Workspace
from briefing.template.load import Loaded, load
from briefing.typeset import Role, discovery
from briefing.typeset.casting import Casting, cast, is_drawn, usual_place
from briefing.typeset.discovery import Catalogue
from briefing.typeset.faces import PACKAGED, Face
from briefing.typeset.families import CLASSES
from briefing.typeset.fonts import Cast

_DISTRIBUTION = "gongjian-briefing"
# Only for looking at pages; nothing is built with them.
TOOLS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"LibreOffice": ("soffice", "libreoffice"), "poppler": ("pdftoppm",)}
)
ROLES: Mapping[Role, str] = MappingProxyType(
    {
        Role.TITLE: "标题",
        Role.BODY: "正文",
        Role.HEADING: "一级标题",
        Role.SUBHEADING: "二级标题",
        Role.NUMBER: "页码",
        Role.SANS: "表格、图题",
    }
)
HOW: Mapping[str, str] = MappingProxyType({"given": "模板给的文件", "system": "系统字体", "packaged": "自带字体"})
_MINIMUM = re.compile(r"([A-Za-z0-9._-]+)\s*>=\s*([0-9.]+)")
State = Literal["ok", "note", "missing"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: `note` is what one can do without, `missing` what one cannot."""

    name: str
    state: State
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """The faces of all roles, the fonts of the system where it was `looked` at them, and all else that was found."""

    casting: Casting
    catalogue: Catalogue
    looked: bool
    findings: tuple[Finding, ...]

    @property
    def is_well(self) -> bool:
        return all(finding.state != "missing" for finding in self.findings)


def examine(workspace: Workspace | None = None, audience: str | None = None) -> Report:
    """Look at faces, libraries, tools and folders; with an audience also at what its template asks for.

    Raises ProblemsFound for a template that cannot be read.
    """
    settings = workspace.settings if workspace else Settings()
    loaded = None
    if workspace and audience:
        trusted = settings.trusted_python
        loaded = load(workspace.root, audience, settings.dataset or "", None, trusted=trusted)
    casting = _casting(loaded, system=settings.system_fonts)
    catalogue = discovery.system() if settings.system_fonts else Catalogue()
    found = (*_of_faces(casting), *_of_libraries(), *_of_tools(), *_of_folders(workspace))
    return Report(casting, catalogue, settings.system_fonts, found)


def _casting(loaded: Loaded | None, *, system: bool) -> Casting:
    from briefing.compose.paper import wishes

    if loaded is None:
        return cast((), system=system, where=usual_place)
    source = loaded.source
    return cast(wishes(loaded), system=system, where=lambda role, name: source.where(("pdf", "fonts", role, name)))


def _of_faces(casting: Casting) -> Iterator[Finding]:
    """Yield what the template asks for and does not get, and packaged faces that are gone."""
    for problem in casting.problems:
        yield Finding(problem.where, "missing", problem.message, problem.hint)
    for notice in casting.notices:
        yield Finding(notice.where, "note", notice.message)
    for face in PACKAGED:
        if not _is_usable(face):
            yield Finding("自带字体", "missing", f"{face.name} 读不了。", f"请重新安装 {_DISTRIBUTION}。")


def _is_usable(face: Face) -> bool:
    try:
        return Path(face.path).is_file() and is_drawn(face, "一A☆")
    except ModuleNotFoundError:
        return False


def _of_libraries() -> Iterator[Finding]:
    """Yield Python, and every library that is missing or older than this version asks for."""
    yield Finding("Python", "ok", platform.python_version())
    try:
        asked = metadata.requires(_DISTRIBUTION) or []
    except metadata.PackageNotFoundError:
        yield Finding("依赖库", "note", f"{_DISTRIBUTION} 没有安装成包，没有核对各库的版本。")
        return
    wanted = [match for each in asked if ";" not in each and (match := _MINIMUM.fullmatch(each))]
    wrong = [finding for match in wanted if (finding := _of_library(match[1], match[2]))]
    yield from wrong
    if not wrong:
        yield Finding("依赖库", "ok", f"{len(wanted)} 个都在，版本符合要求。")


def _of_library(name: str, least: str) -> Finding | None:
    hint = f"请运行 pip install -U {name}。"
    try:
        found = metadata.version(name)
    except metadata.PackageNotFoundError:
        return Finding(name, "missing", "没有安装。", hint)
    if _numbers(found) < _numbers(least):
        return Finding(name, "missing", f"版本 {found} 太旧，要 {least} 以上。", hint)
    return None


def _numbers(version: str) -> tuple[int, ...]:
    """Return the release of a version as numbers: `1.9.0.post1` as (1, 9)."""
    numbers = [int(part) for part in re.findall(r"\d+", re.split(r"[^0-9.]", version)[0])]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def _of_tools() -> Iterator[Finding]:
    for name, programs in TOOLS.items():
        path = next(filter(None, map(shutil.which, programs)), None)
        if path:
            yield Finding(name, "ok", path)
        else:
            yield Finding(name, "note", "没有安装；只在把页面画成图来看时用得到。")


def _of_folders(workspace: Workspace | None) -> Iterator[Finding]:
    from briefing.charts.cache import folder

    cache = folder()
    if _is_writable(cache):
        yield Finding("缓存文件夹", "ok", str(cache))
    else:
        hint = "请检查权限，或用环境变量 BRIEFING_CACHE_DIR 另指一处。"
        yield Finding("缓存文件夹", "note", f"{cache} 写不进去，每次都要重新画图。", hint)
    if workspace:
        output = workspace.root / workspace.settings.output
        is_fit = _is_writable(output)
        message = str(output) if is_fit else f"{output} 写不进去。"
        yield Finding("输出文件夹", "ok" if is_fit else "missing", message, "" if is_fit else "请检查权限和磁盘空间。")


def _is_writable(folder: Path) -> bool:
    """Return whether a file can be made in a folder, or in the nearest one above it that is there."""
    there = next((each for each in (folder, *folder.parents) if each.exists()), folder)
    try:
        with TemporaryFile(dir=there):
            return True
    except OSError:
        return False


def described(report: Report) -> dict[str, Any]:
    """Return the report as plain values for machines."""
    return {
        "ok": report.is_well,
        "roles": [_described_role(role, cast_) for role, cast_ in report.casting.fonts.casts.items()],
        "system_fonts": {
            "used": report.looked,
            "fonts": len(report.catalogue.fonts),
            "unreadable": [{"file": str(path), "reason": reason} for path, reason in report.catalogue.unreadable],
            "barred": [{"font": each.title, "reason": each.barred} for each in report.catalogue.barred],
        },
        "findings": [
            {"name": each.name, "state": each.state, "message": each.message, "hint": each.hint}
            for each in report.findings
        ],
    }


def _described_role(role: Role, cast_: Cast) -> dict[str, Any]:
    face = cast_.face
    made = {"role": role.value, "class": CLASSES[role], "face": cast_.title, "how": cast_.how}
    place = {"package": face.package} if face.is_packaged else {"file": face.file}
    return made | place | {"bold": cast_.bold is not None, "stands_in_for": cast_.instead}


def face_rows(report: Report) -> Iterator[tuple[str, str, str, str]]:
    """Yield role, face, where it comes from and what it stands in for."""
    for role, cast_ in report.casting.fonts.casts.items():
        source = HOW[cast_.how] if cast_.face.is_packaged else f"{HOW[cast_.how]} {cast_.face.file}"
        notes = [f"代替{cast_.instead}"] if cast_.instead else []
        notes += [f"西文用 {cast_.latin.name}"] if cast_.latin else []
        yield f"{ROLES[role]}（{CLASSES[role]}）", cast_.title, source, "，".join(notes)


_STATES: Mapping[State, str] = {"ok": "正常", "note": "提示", "missing": "缺少"}


def finding_rows(report: Report) -> Iterator[tuple[str, str, str]]:
    """Yield state, name and message of everything else, the fonts of the system first."""
    catalogue = report.catalogue
    yield "正常", "系统字体", f"{len(catalogue.fonts)} 个" if report.looked else "按 briefing.yaml 的设置不用。"
    if catalogue.unreadable:
        yield "提示", "读不了的字体文件", _some(f"{path.name}（{reason}）" for path, reason in catalogue.unreadable)
    if catalogue.barred:
        yield "提示", "不能嵌入的系统字体", _some(f"{each.title}（{each.barred}）" for each in catalogue.barred)
    yield from ((_STATES[each.state], each.name, each.message + each.hint) for each in report.findings)


def _some(names: Iterable[str], most: int = 5) -> str:
    known = list(names)
    rest = f"等 {len(known)} 个" if len(known) > most else ""
    return "、".join(known[:most]) + rest
