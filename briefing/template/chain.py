"""An audience's name in; the folders it is made of out, from the one that extends nothing to the audience's own."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from briefing.errors import BriefingError, Problem, ProblemsFound, suggest
from briefing.yamlfile import Source, read

TEMPLATE = "template.yaml"


@dataclass(frozen=True, slots=True)
class Layer:
    """One folder of templates: what it `extends`, and what its template.yaml says. `shown` is its name in problems."""

    name: str
    folder: Path
    shown: str
    is_builtin: bool
    extends: str
    source: Source


def builtin_templates() -> Path:
    """Return the folder of the templates that come with the package: in the wheel, or in the checkout."""
    package = Path(__file__).resolve().parent.parent
    shipped = package / "builtin" / "templates"
    return shipped if shipped.is_dir() else package.parent / "templates"


def folders(workspace: Path) -> dict[str, Path]:
    """Return every audience by name; a workspace's own template hides the built-in one of the same name."""
    return {name: path for name, path in bases(workspace).items() if not name.startswith("_")}


def bases(workspace: Path) -> dict[str, Path]:
    """Return every folder that may be extended: the audiences, and those whose name begins with `_`."""
    return _within(builtin_templates()) | _within(workspace / "templates")


def _within(parent: Path) -> dict[str, Path]:
    if not parent.is_dir():
        return {}
    return {
        path.parent.name: path.parent for path in sorted(parent.glob(f"*/{TEMPLATE}")) if path.parent.name[0] != "."
    }


def chain(workspace: Path, audience: str) -> tuple[Layer, ...]:
    """Return the layers of an audience, its own the last. Raises BriefingError with the place at fault."""
    known = folders(workspace)
    if audience not in known:
        hint = _misnamed(workspace / "templates" / audience) or suggest(audience, known)
        raise BriefingError(f"没有“{audience}”这个模板。", f"templates/{audience}", hint)
    return layers_of(known[audience], workspace)


def _misnamed(folder: Path) -> str:
    """Return a hint where a folder has no template.yaml, but a file that was perhaps meant; or is only inherited."""
    if folder.name.startswith("_"):
        return "名字以 _ 开头的模板只供继承（extends），不能单独生成。"
    meant = [path.name for path in sorted(folder.glob("template*.y*ml*"))] if folder.is_dir() else []
    return f"文件夹里的“{meant[0]}”要改名为 {TEMPLATE}。" if meant else ""


def layers_of(folder: Path, workspace: Path) -> tuple[Layer, ...]:
    """Return the layers of a folder, one that is no audience among them. Raises ProblemsFound as `chain` does."""
    layers = [_layer(folder, workspace)]
    while layers[-1].extends:
        folder = _extended(layers[-1], workspace)
        if any(layer.folder == folder for layer in layers):
            raise _cycle(layers, folder.name)
        layers.append(_layer(folder, workspace))
    return tuple(reversed(layers))


def _layer(folder: Path, workspace: Path) -> Layer:
    shown = _shown(folder, workspace)
    source = read(folder / TEMPLATE, f"{shown}/{TEMPLATE}")
    meant = [key for key in source.value if key != "extends" and get_close_matches(key, ["extends"], cutoff=0.75)]
    if meant:
        raise ProblemsFound([Problem(source.where((meant[0],)), f"不认识的键“{meant[0]}”。", "是不是想写：extends？")])
    where = source.where(("extends",))
    extends = source.value.pop("extends", None) or ""
    if not isinstance(extends, str):
        raise ProblemsFound([Problem(where, "extends 只能写一个模板的名字。", "写法如 extends: _base。")])
    return Layer(folder.name, folder, shown, folder.is_relative_to(builtin_templates()), extends, source)


def _extended(layer: Layer, workspace: Path) -> Path:
    """Return the folder that a layer extends: by its own name, a workspace's template means the built-in one."""
    known = bases(workspace)
    where = layer.source.where(("extends",))
    if layer.extends == layer.name:
        if layer.is_builtin or layer.name not in (own := _within(builtin_templates())):
            message = f"“{layer.name}”写的是继承自己，却没有自带的“{layer.name}”。"
            others = [name for name in known if name != layer.name]
            raise ProblemsFound([Problem(where, message, suggest(layer.extends, others))])
        return own[layer.name]
    if layer.extends not in known:
        message = f"extends 写的“{layer.extends}”没有这个模板。"
        raise ProblemsFound([Problem(where, message, suggest(layer.extends, [n for n in known if n != layer.name]))])
    return known[layer.extends]


def _cycle(layers: list[Layer], again: str) -> ProblemsFound:
    names = " → ".join([*(layer.name for layer in layers), again])
    where = layers[-1].source.where(("extends",))
    return ProblemsFound([Problem(where, f"extends 绕成了一圈：{names}。", "请去掉其中一处 extends。")])


def _shown(folder: Path, workspace: Path) -> str:
    """Return the name that a user knows a folder by: relative to the workspace, or to the package.

    A built-in folder that the workspace has one of the same name of is marked, so that problems name one file only.
    """
    name = f"templates/{folder.name}"
    own = workspace / "templates" / folder.name
    return f"自带/{name}" if folder != own and own.is_dir() else name
