"""A folder in; its settings (`briefing.yaml`), its data sets and its templates out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from briefing.build.root import CONFIG, root_of
from briefing.errors import BriefingError, Problem, ProblemsFound, UsageError, suggest
from briefing.yamlfile import read


class Settings(BaseModel):
    """What `briefing.yaml` may say; every key has a default, so the file may be missing.

    `trusted_python` lets the templates of this workspace run Python for their charts, with all rights of the user.
    Without `system_fonts` no font of the machine is looked at, so that every machine gives the same bytes.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    dataset: str | None = None
    audience: str = "leadership"
    period: str | None = None
    formats: tuple[str, ...] = ("pdf", "pptx")
    output: str = "output"
    trusted_python: bool = False
    system_fonts: bool = True


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with `data/`, and perhaps `templates/` and `briefing.yaml`."""

    root: Path
    settings: Settings

    def datasets(self) -> tuple[str, ...]:
        """Return the names of all data set folders."""
        data = self.root / "data"
        return tuple(sorted(p.name for p in data.iterdir() if p.is_dir())) if data.is_dir() else ()

    def dataset_folder(self, name: str | None) -> Path:
        """Return the folder of a data set: the named one, the configured one, or the only one there is."""
        known = self.datasets()
        chosen = name or self.settings.dataset or (known[0] if len(known) == 1 else None)
        if chosen is None:
            what = "请用 --dataset 指明数据集。" if known else "data/ 里还没有数据集。"
            raise UsageError(what, hint=suggest("", known) or "用 briefing init 建一个工作文件夹看看样子。")
        if chosen not in known:
            raise BriefingError(f"没有“{chosen}”这个数据集。", f"data/{chosen}", suggest(chosen, known))
        return self.root / "data" / chosen

    def is_current(self) -> bool:
        """Return whether briefing.yaml still says what it said when it was read."""
        try:
            return find(self.root) == self
        except BriefingError:
            return False

    def check_outside(self, path: Path, option: str) -> None:
        """Refuse to write where the data are: one file more there, or one fewer, and they are other data."""
        target, data = path.resolve(), self.root / "data"
        for folder in (data, *(data / name for name in self.datasets())):
            if target.is_relative_to(folder.resolve()):
                where = f"{option} {path}"
                raise UsageError("这是放数据的文件夹，不往里写。", where, "请写到 data 以外的地方。")


def find(start: Path) -> Workspace:
    """Return the workspace at a folder, or at the nearest one above it that has `briefing.yaml` or `data/`."""
    root = root_of(start)
    return Workspace(root, _settings(root / CONFIG) if (root / CONFIG).is_file() else Settings())


def _settings(path: Path) -> Settings:
    source = read(path, CONFIG)
    try:
        return Settings.model_validate(source.value)
    except ValidationError as error:
        raise ProblemsFound(
            Problem(source.where(detail["loc"]), f"“{detail['loc'][0]}”写法不对。", _way_out(str(detail["loc"][0])))
            for detail in error.errors()
        ) from error


def _way_out(key: str) -> str:
    field = Settings.model_fields.get(key)
    if field is None:
        return suggest(key, Settings.model_fields)
    return "只能写 true 或 false。" if field.annotation is bool else "写法见 README.zh-CN.md。"
