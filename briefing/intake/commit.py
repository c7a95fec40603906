"""Changed files of a data set in; all of them in place together, or none where somebody else wrote meanwhile."""

from __future__ import annotations

from collections.abc import Mapping

from briefing.errors import BriefingError
from briefing.intake import journal
from briefing.intake.lock import locked
from briefing.intake.stored import Stored


def commit(store: Stored, contents: Mapping[str, bytes], by: str) -> None:
    """Write the files in their order, unless the folder is no longer as it was read: what is there is the newer."""
    with locked(store.folder, by):
        if journal.is_left(store.folder):
            journal.finish(store.folder)
        if store.has_changed():
            message = "合并的时候数据集又变了（另一个人也在合并，或有人改了表），没有写。"
            raise BriefingError(message, str(store.folder), "请再运行一次，会按新的数据比对。")
        journal.write(store.folder, contents)
