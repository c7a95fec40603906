"""A held run in; the same run approved, with exactly the files that were approved in the archive, out."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import PurePosixPath

from briefing import faults
from briefing.build.edited import MANIFEST
from briefing.errors import BriefingError, Notice, Problem, ProblemsFound
from briefing.ledger.model import Output, Run, State
from briefing.schedule.archive import Contents, archive, read_built
from briefing.schedule.building import changed_inputs
from briefing.schedule.holding import held
from briefing.schedule.work import AFRESH, Tools, Work


def approve(tools: Tools, key: str, by: str, *, edited: bool = False) -> tuple[Run, tuple[Notice, ...]]:
    """Approve a held run: what lies in the output folder now is archived, and only that is ever sent.

    Raises BriefingError where the run is not held, a file is gone or comes of another build, or one is no longer as it
    was built and `edited` does not say that this is meant. The notices tell of inputs that changed since.
    """
    with held(tools, key) as work:
        _check_held(work.run)
        key = work.run.key
        outputs = tools.ledger.outputs(key)
        contents, gone, other = read_built(tools.workspace.root, outputs)
        _check(key, gone, other, edited=edited)
        notices = (*_stale(work), *(_partly(outputs, other) if other else ()))
        digests = archive(work, contents, work.now())
        told = f"由{by}批准" + (f"；手工改过：{'、'.join(other)}" if other else "")
        # In one moment: an approval that fails must not leave an edited file as one that was built.
        files = (_as_they_are(outputs, contents), tools.ledger.inputs(key)) if other else None
        changes = {"state": State.APPROVED, "approved_by": by, "details": work.details(archive=digests)}
        work.record("approve", told, files=files, **changes, **AFRESH)
        faults.point("run.approved")
        return work.run, notices


_NOT_HELD = {
    State.DUE: ("还没有生成。", "请等生成好以后再批准。"),
    State.GATED: ("还在等数据，没有生成。", "请等生成好以后再批准。"),
    State.BUILT: ("不用批准，会直接发送。", ""),
    State.APPROVED: ("已经批准过，正等着发送。", "briefing schedule run --once 会发送。"),
    State.SENT: ("已经发送。", "要再发一次，用 briefing resend。"),
    State.FAILED: ("失败了，不能批准。", "改好以后用 briefing schedule retry 再做。"),
}  # fmt: skip


def _check_held(run: Run) -> None:
    if run.state is not State.HELD:
        message, hint = _NOT_HELD[run.state]
        who = f"（{run.approved_by}）" if run.approved_by else ""
        raise BriefingError(f"{message.rstrip('。')}{who}。", run.key, hint)


def _check(key: str, gone: list[str], other: list[str], *, edited: bool) -> None:
    again = f"要重新生成，运行 briefing schedule rebuild {key}。"
    problems = [Problem(path, "生成的文件不见了。", again) for path in gone]
    # Nobody edits a manifest: another one is of another build, whose files say it may be another 期号.
    built_since = {str(PurePosixPath(path).parent) for path in other if PurePosixPath(path).name == MANIFEST}
    problems += [Problem(folder, "这里又生成过一次，现在的文件不是这一期的。", again) for folder in sorted(built_since)]
    hint = f"要发改过的，加 --edited；{again}"
    changed = [path for path in other if not edited and str(PurePosixPath(path).parent) not in built_since]
    problems += [Problem(path, "和生成时不一样，有人手工改过。", hint) for path in changed]
    if problems:
        raise ProblemsFound(problems)


def _stale(work: Work) -> tuple[Notice, ...]:
    """Tell of inputs that are no longer as they were when the run was built."""
    changed = changed_inputs(work.tools.workspace.root, work.tools.ledger.inputs(work.run.key))
    message = f"生成以后又变了，批准的还是变以前的；要按新的，运行 briefing schedule rebuild {work.run.key}。"
    return tuple(Notice(name, message) for name in changed)


def _partly(outputs: tuple[Output, ...], other: list[str]) -> tuple[Notice, ...]:
    """Tell of files that say the same as an edited one and were not edited."""
    edited = {output.audience for output in outputs if output.path in other}
    left = [o.path for o in outputs if o.audience in edited and o.path not in other and o.name != MANIFEST]
    names = "、".join(PurePosixPath(path).name for path in other)
    return tuple(Notice(path, f"没有改；{names} 改过，两者说的可能不一样。") for path in left)


def _as_they_are(outputs: tuple[Output, ...], contents: Contents) -> list[Output]:
    return [
        replace(each, bytes=len(data), sha256=hashlib.sha256(data).hexdigest())
        for each in outputs
        for data in (contents[each.audience][each.name],)
    ]
