"""A run that a person wants done again in; the run back at the step that was named, out. Nothing is done yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from briefing.errors import BriefingError, UsageError, suggest
from briefing.ledger.model import Delivery, Run, Sending, State, named
from briefing.schedule.archive import is_archived
from briefing.schedule.holding import held
from briefing.schedule.recipients import by_name, fitting, recipients, standing
from briefing.schedule.work import AFRESH, Tools, Work

WORDS = ("failed", "unsure")
ASK = "请先问一下：没有收到的用 briefing resend --only unsure 补发，收到了的用 briefing schedule arrived 记下。"


def rebuild(tools: Tools, key: str) -> Run:
    """Set a run that nobody was sent anything of back to being built; its 期号 stays."""
    with held(tools, key) as work:
        if is_archived(work.run):
            hint = "已经批准或发出的不再改变；要再发一次，用 briefing resend。"
            raise BriefingError(f"{work.run.state.label}，不能重新生成。", key, hint)
        work.start_over("重新生成")
        return work.run


def retry(tools: Tools, key: str) -> Run:
    """Set a run that failed or waits for its next try back to its step; of its recipients, to those that failed."""
    with held(tools, key) as work:
        if work.run.state is not State.FAILED and work.run.next_try is None:
            raise BriefingError(f"没有失败（{work.run.state.label}）。", key, "只有失败的和等着再试的才要再做。")
        if work.run.state is State.GATED:
            # Looked at now; for how long it may wait is not reckoned anew.
            work.record("again", "现在再看一次", next_try=None)
        elif is_archived(work.run):
            _send_again(work)
        else:
            work.start_over("再做一次")
        return work.run


def _send_again(work: Work) -> None:
    known = standing(work)
    failed = [each for each in known.values() if each.state is Sending.FAILED]
    unsure = [named(each.recipient) for each in known.values() if each.state is Sending.UNSURE]
    if unsure and not failed and work.run.state is State.FAILED:
        raise BriefingError(f"没有没发成的；不确定送到没有的：{'、'.join(unsure)}。", work.run.key, ASK)
    _reopen(work, failed, "再发没有发成的")


def resend(
    tools: Tools, key: str, only: Sequence[str], *, everyone: bool = False, twice: bool = False
) -> tuple[str, ...]:
    """Set recipients of an archived run back to be sent the same bytes with the same Message-ID; return their keys.

    `only` names states (`failed`, `unsure`) or recipients. Those that are new in schedule.yaml are sent to as well.
    Raises UsageError where one has its mail already and `twice` does not say that this is meant.
    """
    with held(tools, key) as work:
        if not is_archived(work.run):
            raise BriefingError(f"还没有发送过（{work.run.state.label}）。", key, "批准以后才发送。")
        known = standing(work)
        chosen = list(known.values()) if everyone else _chosen(work, known, only, "--only", None)
        had = [named(each.recipient) for each in chosen if each.state is Sending.SENT]
        if had and not twice:
            raise UsageError(f"已经发到的会收到第二次：{'、'.join(had)}。", "RUN", "确实要这样，请加 --yes。")
        fresh = [key for key in recipients(work) if key not in known]
        if chosen or fresh:
            _reopen(work, chosen, f"再发{len(chosen) + len(fresh)}个收件人")
        return (*(each.recipient for each in chosen), *fresh)


def arrived(tools: Tools, key: str, who: Sequence[str], by: str) -> tuple[str, ...]:
    """Note that recipients who were unsure have got theirs, as somebody says who asked them. Returns their keys."""
    with held(tools, key) as work:
        if not is_archived(work.run):
            raise BriefingError(f"还没有发送过（{work.run.state.label}）。", key, "批准以后才发送。")
        chosen = _chosen(work, standing(work), who, "WHO", Sending.UNSURE)
        if odd := [each.recipient for each in chosen if each.state is not Sending.UNSURE]:
            raise BriefingError(f"不是“{Sending.UNSURE.label}”的，不用确认：{'、'.join(map(named, odd))}。", key, "")
        for delivery in chosen:
            work.claim.put_delivery(replace(delivery, state=Sending.SENT, message=f"{by}确认已经收到"))
        if chosen and work.run.state is State.FAILED:
            _reopen(work, [], f"{by}确认{len(chosen)}个收件人已经收到")
        return tuple(each.recipient for each in chosen)


def _reopen(work: Work, chosen: Sequence[Delivery], told: str) -> None:
    # The run first: cut off before the recipients, it finds none to send to, and says again that it failed.
    keys = {each.recipient for each in chosen}
    former: Any = work.run.details.get("lasting", [])
    details = work.details(lasting=[key for key in former if key not in keys] or None, no_retry=None)
    state = State.APPROVED if work.run.approved_by else State.BUILT
    work.record("again", told, state=state, details=details, **AFRESH)
    for delivery in chosen:
        work.claim.put_delivery(replace(delivery, state=Sending.PENDING))


def _chosen(
    work: Work, known: dict[str, Delivery], only: Sequence[str], where: str, state: Sending | None
) -> list[Delivery]:
    names, wanted = by_name(work), set[str]()
    for word in only:
        if word in WORDS:
            wanted |= {key for key, each in known.items() if each.state == word}
        elif found := fitting(names.get(word, ()), known, state):
            wanted |= set(found)
        else:
            raise UsageError(f"没有“{word}”这个收件人。", where, suggest(word, [*WORDS, *names]))
    return [each for key, each in known.items() if key in wanted]
