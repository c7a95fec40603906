"""A run that is held in; the steps that its state asks for, one after the other, until it waits, is sent or has failed.

The ledger's state alone decides which step is next, so a run that was cut off goes on at its step:

    due, gated → prepare (gate, 期号, build) → built → settle (hold, or archive and send) → sent
    approved → deliver → sent
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from briefing import faults
from briefing.errors import BriefingError
from briefing.ledger.model import ALERT, Sending, State, named
from briefing.schedule import building, gate
from briefing.schedule.archive import NotAsBuilt, archive, is_archived, note_messages, parcel, read_built
from briefing.schedule.due import is_early
from briefing.schedule.failing import fail, said, stumble
from briefing.schedule.model import Gate
from briefing.schedule.recipients import left_out, standing
from briefing.schedule.sending import send_all
from briefing.schedule.work import AFRESH

if TYPE_CHECKING:
    from briefing.schedule.work import Work

Step = Callable[["Work"], bool]
"""Do a step; return whether the run can go on at once."""


def advance(work: Work) -> None:
    """Do all steps that can be done now. Raises LostClaim where another process has taken over."""
    while (step := STEPS.get(work.run.state)) and not work.tools.stopping():
        if not step(work):
            break


def _trying(step: str, action: Step) -> Step:
    """Make failures of a step ones that the ledger knows and that are tried again."""

    def tried(work: Work) -> bool:
        from briefing.ledger.claim import LostClaim

        try:
            return action(work)
        except LostClaim:
            raise
        # Whatever it is, foreseen or not: it stands in the ledger, and the other runs go on.
        except Exception as error:
            # Why it failed is known already: what goes wrong afterwards must not stand in its place.
            if work.run.state is State.FAILED:
                raise
            stumble(work, step, said(error))
            return False

    return tried


def _prepare(work: Work) -> bool:
    return _gate(work) and _build(work)


def _gate(work: Work) -> bool:
    """Return whether the data are in, or as many as are waited for.

    Data that cannot be read are no data to wait for: somebody has to mend them, and hears of it.
    """
    root, job, run = work.tools.workspace.root, work.job, work.run
    folder = work.tools.workspace.dataset_folder(job.dataset)
    waits = job.gate or Gate()
    busy, missing = gate.merging(folder), list[gate.Lacking]()
    if not busy and job.gate:
        first = gate.since(waits, job, work.period, run.at)
        missing = gate.lacking(folder, root, waits, work.period, first, job.where)
    faults.point("run.gate")
    if not busy and not missing:
        return _passed(work, None)
    message = busy or f"等数据：{'；'.join(map(str, missing))}。"
    if (until := _waited_from(work) + waits.wait) > work.now():
        next_try = min(work.now() + gate.PAUSE, until)
        if run.state is not State.GATED or run.message != message:
            work.record("gate", message, state=State.GATED, step="", attempts=0, message=message, next_try=next_try)
        else:
            work.claim.change(next_try=next_try)
        return False
    if busy:
        # Held for a moment only: that the time to wait is over must not end the run.
        raise BriefingError(busy)
    if waits.late == "fail":
        fail(work, "gate", f"等到期限还没有等齐。{message}")
        return False
    return _passed(work, [f"编制时还没有报齐数据的部门：{'、'.join(each.department for each in missing)}。"])


def _waited_from(work: Work) -> Any:
    from datetime import datetime

    anew = work.run.details.get("waits_from")
    return datetime.fromisoformat(str(anew)) if anew else work.run.at


def _passed(work: Work, missing: list[str] | None) -> bool:
    """Note that a run waits no longer, and for whom it did not wait."""
    if work.run.state is State.GATED or missing or "missing" in work.run.details:
        said_ = f"不再等了。{missing[0]}" if missing else "数据已经齐了"
        changed = work.details(missing=missing)
        work.record("gate", said_, state=State.DUE, message="", next_try=None, details=changed)
    return True


def _build(work: Work) -> bool:
    """Number the run where its job is numbered, build all its audiences, and write down what came of it."""
    job, root = work.job, work.tools.workspace.root
    number = _number(work)
    faults.point("run.numbered")
    jobs = building.jobs_of(work)
    faults.point("run.building")
    made = work.tools.build(work.tools.workspace, jobs, lambda step: None)
    faults.point("run.written")
    pairs = list(zip(job.audiences, made, strict=True))
    outputs = [output for audience, built in pairs for output in building.outputs_of(root, audience, built)]
    inputs = [each for audience, built in pairs for each in building.inputs_of(audience, built)]
    kept = [notice.message for built in made for notice in built.kept]
    told = {audience: building.told(built) for audience, built in pairs}
    changed = work.details(built=told, first=job.audiences[0], kept=kept or None)
    numbered = f"第{number}期，" if number is not None else ""
    message = "；".join((f"{numbered}{len(outputs)}个文件", *kept))
    work.record("build", message, files=(outputs, inputs), state=State.BUILT, details=changed, **AFRESH)
    faults.point("run.built")
    return True


def _number(work: Work) -> int | None:
    job = work.job
    return (
        work.claim.number(job.series, work.period.year if job.yearly else 0, job.first_number) if job.series else None
    )


def _settle(work: Work) -> bool:
    """Hold what was built for approval, or archive it to be sent at once."""
    if is_archived(work.run):
        return _send(work)
    if work.job.hold:
        kept: Any = work.run.details.get("kept", [])
        how = "；".join((f"等审批：briefing approve {work.run.key}", *kept))
        work.record("hold", how, state=State.HELD, message=how)
        faults.point("run.held")
        return False
    try:
        _archive(work)
    except NotAsBuilt as error:
        return _spoiled(work, error)
    return _send(work)


def _spoiled(work: Work, error: NotAsBuilt) -> bool:
    """Have a run built again whose files were changed since; where that happens time and again, it has failed."""
    before: Any = work.run.details.get("spoiled", 0)
    details = work.details(spoiled=before + 1)
    if before >= work.job.retries.times:
        work.claim.change(details=details)
        fail(work, "archive", f"{error}每次生成以后都被改动，请检查同步、加密、杀毒软件。")
        return False
    work.claim.record("archive", error.message, state=State.DUE, details=details)
    stumble(work, "build", str(error))
    return False


def _archive(work: Work) -> None:
    contents, gone, other = read_built(work.tools.workspace.root, work.tools.ledger.outputs(work.run.key))
    if gone or other:
        raise NotAsBuilt("生成以后文件又变了，要重新生成。", "、".join((*gone, *other)))
    digests = archive(work, contents, work.now())
    work.record("archive", "已存档", details=work.details(archive=digests, spoiled=None))


def _send(work: Work) -> bool:
    """Send to all, and conclude: sent, to be tried again, or failed."""
    former: Any = work.run.details.get("lasting", [])
    lasting = send_all(work, lambda audience: parcel(work, audience), former)
    if work.tools.stopping():
        return False
    return _conclude(work, lasting)


def _conclude(work: Work, lasting: list[str]) -> bool:
    deliveries = standing(work).values()
    again = [each for each in deliveries if each.state is not Sending.SENT and each.state is not Sending.UNSURE]
    again = [each for each in again if each.recipient not in lasting]
    bad = [each for each in deliveries if each.state is not Sending.SENT]
    note_messages(work, tuple(deliveries))
    without = "、".join(each.name or each.address for each in left_out(work))
    if without and not deliveries:
        nobody = "" if _anybody(work) else "没有发给任何人："
        fail(work, "delivery", f"{nobody}收件人（{without}）要的版本这一次没有生成。请核对 audiences。", no_retry=True)
        return False
    if not bad:
        message = f"已发给{len(deliveries)}个收件人" if deliveries else "没有收件人，只存档"
        message += f"；要的版本没有生成，没有发：{without}" if without else ""
        details = work.details(lasting=None, no_retry=None)
        work.record("sent", message, state=State.SENT, details=details, **AFRESH)
        faults.point("run.sent")
        return False
    message = "；".join(f"{named(each.recipient)}{each.state.label}：{each.message}" for each in bad)
    if again:
        stumble(work, "delivery", message, lasting=lasting or None)
    else:
        is_asked = all(each.state is Sending.UNSURE for each in bad)
        fail(work, "delivery", message, work.run.attempts, lasting=lasting or None, no_retry=is_asked or None)
    return False


def _anybody(work: Work) -> bool:
    """Return whether anybody was sent the run, were it one who is no recipient any more."""
    deliveries = work.tools.ledger.deliveries(work.run.key)
    return any(each.state is Sending.SENT and not each.recipient.startswith(ALERT) for each in deliveries)


def _revive(work: Work) -> bool:
    """Begin again with a run that failed by a clock that ran ahead, now that its time has come."""
    if not is_early(work.run, work.now()):
        return False
    work.start_over("失败时时钟快了，现在到了时间，再做一次")
    return True


STEPS: Mapping[State, Step] = MappingProxyType({
    State.DUE: _trying("build", _prepare),
    State.GATED: _trying("build", _prepare),
    State.BUILT: _trying("delivery", _settle),
    State.APPROVED: _trying("delivery", _send),
    State.FAILED: _revive,
})  # fmt: skip
"""What is done with a run, by its state; in the other states there is nothing to do but what a person asks for."""
