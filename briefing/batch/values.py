"""What somebody wrote in a matrix in; the data set, period, audience, language, formats or folder it means out.

Each text is looked at once, however often it stands in a matrix of thousands of rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase
from pathlib import Path

from briefing.build.job import FORMATS
from briefing.build.workspace import Workspace
from briefing.errors import suggest
from briefing.model.language import LANGUAGES, spoken
from briefing.model.period import Period
from briefing.template.chain import folders

_MOST_HINTS = 50
_LIST = re.compile(r"[\s,，、;；+]+")
_GLOB = re.compile(r"[*?\[]")


class Unusable(Exception):
    """A text of a matrix means nothing; a message and a way out."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


class Values:
    """Reads the texts of a matrix for one workspace, whose data sets and templates are listed once."""

    def __init__(self, workspace: Workspace) -> None:
        self.datasets, self.audiences = workspace.datasets(), tuple(folders(workspace.root))
        self._root = workspace.root.resolve()
        self._settings = workspace.settings
        data = self._root / "data"
        self._data = {data, *((data / name).resolve() for name in self.datasets)}
        self._known = {"dataset": frozenset(self.datasets), "audience": frozenset(self.audiences)}
        self._seen: dict[tuple[str, str], str | Unusable] = {}
        self._hints = 0

    def read(self, column: str, text: str) -> str:
        """Return what a text means in a column; formats are parted by commas. Raises Unusable."""
        found = self._seen.get((column, text))
        if found is None:
            try:
                found = _READERS[column](self, text.strip())
            except Unusable as error:
                found = error
            self._seen[column, text] = found
        if isinstance(found, Unusable):
            raise found
        return found

    def matching(self, pattern: str) -> tuple[str, ...]:
        """Return the data sets that a pattern (`*`, `330*`) stands for. Raises Unusable where there is none."""
        found = tuple(name for name in self.datasets if fnmatchcase(name, pattern))
        if not found:
            raise Unusable(f"没有一个数据集与“{pattern}”相符。", suggest(pattern, self.datasets))
        return found

    @staticmethod
    def is_pattern(text: str) -> bool:
        return bool(_GLOB.search(text))

    def _dataset(self, text: str) -> str:
        if not text:
            raise Unusable("没有写数据集。", self._hint("", self.datasets))
        return self._named("dataset", "数据集", text, self.datasets)

    def _audience(self, text: str) -> str:
        return self._named("audience", "模板", text or self._settings.audience, self.audiences)

    def _named(self, column: str, what: str, text: str, known: tuple[str, ...]) -> str:
        if text not in self._known[column]:
            raise Unusable(f"没有“{text[:60]}”这个{what}。", self._hint(text, known))
        return text

    def _hint(self, text: str, known: tuple[str, ...]) -> str:
        # Comparing names is slow; past some dozens of different misses the hints say nothing new.
        self._hints += 1
        return suggest(text, known) if self._hints <= _MOST_HINTS else ""

    def _period(self, text: str) -> str:
        written = text or self._settings.period or ""
        if not written:
            raise Unusable("没有写期间。", "请补上，或在 briefing.yaml 里写 period。")
        try:
            return Period.parse(written).code
        except ValueError:
            hint = "写法如 2019、2020Q3、2020-01..2020-09、2018..2020。"
            raise Unusable(f"“{written[:60]}”不是期间。", hint) from None

    def _language(self, text: str) -> str:
        if not text:
            return ""
        known = spoken(text)
        if known is None:
            raise Unusable(f"不会写“{text[:60]}”这种语言。", "可用的有：" + "、".join(LANGUAGES) + "。")
        return known

    def _formats(self, text: str) -> str:
        names = [name for name in _LIST.split(text.lower()) if name] or list(self._settings.formats)
        for name in names:
            if name not in FORMATS:
                raise Unusable(f"不支持“{name[:60]}”格式。", suggest(name, FORMATS))
        return ",".join(dict.fromkeys(names))

    def _output(self, text: str) -> str:
        """Return a folder within the workspace, relative to it."""
        if not text:
            return ""
        path = Path(text.replace("\\", "/"))
        target = (self._root / path).resolve()
        if path.is_absolute() or re.match(r"[A-Za-z]:", text) or not target.is_relative_to(self._root):
            raise Unusable(f"“{text[:60]}”不在工作文件夹里。", "请写工作文件夹里的相对路径；要写到别处，用 --output。")
        if any(folder in self._data for folder in (target, *target.parents)):
            raise Unusable(f"“{text[:60]}”是放数据的文件夹，不往里写。", "请写到 data 以外的地方。")
        return target.relative_to(self._root).as_posix()


_READERS: Mapping[str, Callable[[Values, str], str]] = {
    "dataset": Values._dataset,
    "period": Values._period,
    "audience": Values._audience,
    "language": Values._language,
    "formats": Values._formats,
    "output": Values._output,
}
COLUMNS = tuple(_READERS)
