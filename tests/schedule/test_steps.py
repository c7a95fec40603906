"""Claims about a run from due to sent: what each step does, waits for, and leaves in the ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from briefing.delivery.model import Outcome
from briefing.errors import BriefingError, Problem, ProblemsFound, UsageError
from briefing.ledger.model import State
from briefing.schedule import again
from briefing.schedule.approval import approve
from briefing.schedule.holding import full_key
from briefing.schedule.model import Retries
from tests.schedule.world import ARCHIVE, KEY, LI, NOW, SINCE, ZHANG, World, later, monthly

BOTH = {ZHANG.key: "sent", LI.key: "sent"}


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def test_what_is_due_is_built_and_each_recipient_is_sent_it_once(world: World) -> None:
    report = world.once()
    assert [(r.run, r.came, r.state) for r in report.results] == [(KEY, "done", State.SENT)]
    assert report.exit_code == 0
    assert world.taken() == ["zhang@example.cn", "li@example.cn"]
    assert world.states() == BOTH
    assert (world.run().number, world.story()) == (1, ["build", "archive", "list", "sent"])
    assert world.once().results == ()
    assert (world.builds, len(world.taken())) == (1, 2)


def test_a_job_without_a_series_is_not_numbered(world: World) -> None:
    world.jobs = (monthly(series=""),)
    assert world.once().results[0].state is State.SENT
    assert world.run().number is None


def test_nothing_is_done_before_its_time(world: World) -> None:
    later(world, minutes=-2)
    assert world.once().results == ()
    assert world.builds == 0


def test_what_was_sent_lies_in_the_archive_and_cannot_be_written(world: World) -> None:
    world.once()
    folder = world.root / ".briefing" / "archive" / "monthly" / "2026-10"
    assert sorted(path.name for path in (folder / "leadership").iterdir()) == [
        "briefing.pdf", "briefing.pptx", "parcel.json",
    ]  # fmt: skip
    assert (folder / "leadership" / "briefing.pdf").read_bytes() == world.file().read_bytes()
    assert (folder / "leadership" / "briefing.pdf").stat().st_mode & 0o222 == 0
    assert '"recipient": "mail:zhang@example.cn"' in (folder / "messages.json").read_text(encoding="utf-8")


def test_a_failed_build_is_tried_again_and_fails_for_good_after_its_retries(world: World) -> None:
    world.jobs = (monthly(retries=Retries(1, timedelta(minutes=10))),)
    world.alerts = (replace(ZHANG, address="duty@example.cn"),)
    world.broken = [ProblemsFound([Problem(f"data/t:{n}", "缺了一列。") for n in range(5)]) for _ in range(2)]
    first = world.once()
    assert (first.exit_code, first.results[0].came, world.run().state) == (1, "retrying", State.DUE)
    assert world.run().next_try == NOW + timedelta(minutes=10)
    assert world.once().results == ()
    later(world, minutes=10)
    second = world.once()
    assert (second.exit_code, second.results[0].came) == (1, "failed")
    assert (world.run().state, world.run().step) == (State.FAILED, "build")
    assert world.run().message == "data/t:0: 缺了一列。\ndata/t:1: 缺了一列。\ndata/t:2: 缺了一列。……共5个问题。"
    later(world, days=3)
    assert world.once().results == ()
    assert world.taken() == ["duty@example.cn"]


def test_a_failed_run_does_not_stop_the_others(world: World) -> None:
    world.jobs = (monthly(), monthly(id="second"))
    world.broken = [ValueError("unforeseen")]
    with world.ledger() as ledger:
        ledger.standing(["second"], SINCE)
    report = world.once()
    assert {each.run: each.came for each in report.results} == {KEY: "retrying", "second@2026-10": "done"}
    assert (report.exit_code, world.run().message) == (1, "程序出错（ValueError：unforeseen）。")


def test_the_same_number_is_kept_when_a_build_is_tried_again(world: World) -> None:
    world.broken = [BriefingError("盘满了。")]
    world.once()
    later(world, hours=1)
    world.once()
    assert (world.run().number, world.run().state) == (1, State.SENT)
    later(world, days=30)
    world.once()
    assert world.run("monthly@2026-11").number == 2


def test_a_recipient_that_failed_is_tried_again_and_the_others_are_left_alone(world: World) -> None:
    world.reply = {"zhang@example.cn": Outcome("failed", "服务器忙。")}
    assert world.once().results[0].came == "retrying"
    assert world.states() == {ZHANG.key: "failed", LI.key: "sent"}
    world.reply = {}
    later(world, minutes=10)
    assert world.once().results[0].came == "done"
    assert world.taken() == ["li@example.cn", "zhang@example.cn"]


def test_an_address_that_does_not_exist_is_not_tried_again_by_itself(world: World) -> None:
    world.reply = {"zhang@example.cn": Outcome("failed", "没有这个邮箱。", is_lasting=True)}
    report = world.once()
    assert (report.exit_code, report.results[0].state, world.run().step) == (1, State.FAILED, "delivery")
    assert world.run().message == "zhang@example.cn没发成：没有这个邮箱。"
    with world.ledger() as ledger:
        assert [each.attempts for each in ledger.deliveries(KEY)] == [1, 1]


def test_a_lasting_failure_is_not_tried_along_with_one_that_is_not(world: World) -> None:
    world.reply = {
        "zhang@example.cn": Outcome("failed", "没有这个邮箱。", is_lasting=True),
        "li@example.cn": Outcome("failed", "服务器忙。"),
    }
    world.once()
    later(world, minutes=10)
    world.once()
    with world.ledger() as ledger:
        assert {each.recipient: each.attempts for each in ledger.deliveries(KEY)} == {ZHANG.key: 1, LI.key: 2}


def test_an_unsure_one_is_sent_again_only_when_asked_for_with_the_same_message(world: World) -> None:
    world.reply = {"zhang@example.cn": Outcome("unsure", "没有等到答复。")}
    world.alerts = (replace(ZHANG, address="duty@example.cn"),)
    assert world.once().results[0].came == "failed"
    later(world, days=2)
    world.once()
    assert world.taken() == ["zhang@example.cn", "li@example.cn", "duty@example.cn"]
    world.reply = {}
    with world.tools() as tools:
        assert again.resend(tools, KEY, ["unsure"]) == (ZHANG.key,)
    assert world.once().results[0].came == "done"
    assert world.taken()[3:] == ["zhang@example.cn"]
    assert len(world.messages()) == 3


def test_an_unsure_one_that_says_it_has_its_mail_is_sent_nothing_and_the_run_is_sent(world: World) -> None:
    world.reply = {"zhang@example.cn": Outcome("unsure", "没有等到答复。")}
    assert world.once().results[0].came == "failed"
    with world.tools() as tools:
        with pytest.raises(BriefingError, match=r"不用确认：li@example\.cn。"):
            again.arrived(tools, KEY, ["unsure", LI.key], "小王")
        assert again.arrived(tools, KEY, ["zhang@example.cn"], "小王") == (ZHANG.key,)
    assert (world.once().results[0].came, world.run().state) == ("done", State.SENT)
    assert world.taken() == ["zhang@example.cn", "li@example.cn"]
    with world.ledger() as ledger:
        told = {each.recipient: (each.state, each.message) for each in ledger.deliveries(KEY)}
    assert told[ZHANG.key] == ("sent", "小王确认已经收到")


def test_of_two_unsure_ones_the_one_confirmed_leaves_the_other_open(world: World) -> None:
    world.reply = {each.address: Outcome("unsure", "没有等到答复。") for each in (ZHANG, LI)}
    world.once()
    with world.tools() as tools:
        again.arrived(tools, KEY, [ZHANG.key], "小王")
    assert world.once().results[0].came == "failed"
    assert world.states() == {ZHANG.key: "sent", LI.key: "unsure"}


def test_a_held_run_waits_for_approval_and_sends_what_was_approved(world: World) -> None:
    world.jobs = (monthly(hold=True),)
    report = world.once()
    assert (report.exit_code, report.results[0].came, world.run().state) == (0, "waiting", State.HELD)
    assert world.once().results == ()
    with world.tools() as tools:
        done, notices = approve(tools, KEY, "王主任")
    assert (done.state, done.approved_by, notices) == (State.APPROVED, "王主任", ())
    world.file().write_bytes(b"changed after the approval")
    assert world.once().results[0].state is State.SENT
    archived = world.root / ".briefing" / "archive" / "monthly" / "2026-10" / "leadership" / "briefing.pdf"
    assert archived.read_bytes() == "pdf leadership 第1期 一".encode()


def test_a_deck_edited_by_hand_is_approved_only_when_that_is_said(world: World) -> None:
    world.jobs = (monthly(hold=True),)
    world.once()
    world.file("briefing.pptx").write_bytes(b"edited")
    with world.tools() as tools, pytest.raises(ProblemsFound, match="和生成时不一样"):
        approve(tools, KEY, "王主任")
    assert world.run().state is State.HELD
    with world.tools() as tools:
        done, notices = approve(tools, KEY, "王主任", edited=True)
        outputs = {each.name: each.bytes for each in tools.ledger.outputs(KEY)}
    assert (done.state, outputs["briefing.pptx"]) == (State.APPROVED, 6)
    assert [str(n) for n in notices] == [
        "output/t/2026-10/leadership/briefing.pdf: 没有改；briefing.pptx 改过，两者说的可能不一样。"
    ]
    archived = world.root / ".briefing" / "archive" / "monthly" / "2026-10" / "leadership" / "briefing.pptx"
    assert archived.read_bytes() == b"edited"


def test_an_approval_that_fails_leaves_an_edited_file_as_one(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise BriefingError("磁盘满了。")

    world.jobs = (monthly(hold=True),)
    world.once()
    world.file("briefing.pptx").write_bytes(b"edited")
    monkeypatch.setattr("briefing.schedule.approval.archive", full)
    with world.tools() as tools, pytest.raises(BriefingError, match="磁盘满了"):
        approve(tools, KEY, "王主任", edited=True)
    with world.tools() as tools, pytest.raises(ProblemsFound, match="和生成时不一样"):
        approve(tools, KEY, "王主任")


def test_a_file_that_is_gone_is_not_approved_even_as_edited(world: World) -> None:
    world.jobs = (monthly(hold=True),)
    world.once()
    world.file("briefing.pptx").unlink()
    with world.tools() as tools, pytest.raises(ProblemsFound, match="不见了"):
        approve(tools, KEY, "王主任", edited=True)


def test_approving_tells_of_inputs_that_changed_since_and_a_rebuild_takes_them(world: World) -> None:
    world.jobs = (monthly(hold=True),)
    world.once()
    (world.root / "data" / "t" / "observations.csv").write_text("b\n", encoding="utf-8")
    world.text = "二"
    with world.tools() as tools:
        again.rebuild(tools, KEY)
    assert world.run().state is State.DUE
    world.once()
    assert (world.run().state, world.run().number) == (State.HELD, 1)
    (world.root / "data" / "t" / "observations.csv").write_text("c\n", encoding="utf-8")
    with world.tools() as tools:
        _, notices = approve(tools, KEY, "王主任")
    assert [notice.where for notice in notices] == ["data/t/observations.csv"]
    with world.tools() as tools, pytest.raises(BriefingError, match="不能重新生成"):
        again.rebuild(tools, KEY)
    world.once()
    archived = world.root / ".briefing" / "archive" / "monthly" / "2026-10" / "leadership" / "briefing.pdf"
    assert archived.read_bytes() == "pdf leadership 第1期 二".encode()


def test_only_a_held_run_can_be_approved(world: World) -> None:
    world.once()
    with world.tools() as tools, pytest.raises(BriefingError, match="已经发送"):
        approve(tools, KEY, "王主任")
    with world.tools() as tools, pytest.raises(UsageError, match="是不是想写：monthly@2026-10"):
        approve(tools, "monthly@2026-11", "王主任")


def test_an_archive_that_was_changed_is_not_sent(world: World) -> None:
    world.reply = {"zhang@example.cn": Outcome("failed", "服务器忙。")}
    world.once()
    path = world.root / ".briefing" / "archive" / "monthly" / "2026-10" / "leadership" / "briefing.pdf"
    path.chmod(0o644)
    path.write_bytes(b"tampered")
    world.reply = {}
    later(world, minutes=10)
    assert world.once().results[0].came == "retrying"
    assert "存档被改动过" in world.run().message
    assert world.taken() == ["li@example.cn"]


def test_a_built_file_that_changed_before_it_was_archived_is_built_again(world: World) -> None:
    def spoil(name: str) -> None:
        if name == "run.built" and world.builds == 1:
            world.file().write_bytes(b"somebody else's")

    from briefing import faults

    with faults.hooked(spoil):
        assert world.once().results[0].came == "retrying"
        later(world, minutes=10)
        assert world.once().results[0].state is State.SENT
    assert world.builds == 2


def test_files_that_are_changed_after_every_build_end_a_run_and_are_told(world: World) -> None:
    world.jobs = (monthly(retries=Retries(2)),)
    world.alerts = (replace(ZHANG, address="duty@example.cn"),)

    def spoil(point: str) -> None:
        if point == "run.built":
            world.file().write_bytes(b"sealed")

    from briefing import faults

    came = []
    with faults.hooked(spoil):
        for _ in range(5):
            came += [each.came for each in world.once().results]
            later(world, hours=1)
    assert came == ["retrying", "retrying", "failed"]
    assert (world.builds, "同步、加密、杀毒软件" in world.run().message) == (3, True)
    assert world.taken() == ["duty@example.cn"]
    with world.tools() as tools:
        again.retry(tools, KEY)
    assert world.once().results[0].state is State.SENT


def test_word_of_a_failure_that_could_not_be_sent_is_sent_later_once(world: World) -> None:
    world.jobs = (monthly(retries=Retries(0)),)
    world.alerts = (replace(ZHANG, address="duty@example.cn"),)
    world.broken = [BriefingError("没有数据。")]
    world.reply = {"duty@example.cn": Outcome("failed", "连不上邮件服务器。")}
    world.once()
    assert world.tale()[-1] == "没有通知到duty@example.cn，过一会儿再试"
    world.reply = {}
    assert (world.once().results, world.taken()) == ((), [])
    later(world, minutes=10)
    world.once()
    assert (world.taken(), world.tale()[-1]) == (["duty@example.cn"], "已通知有关人员")
    later(world, days=2)
    assert (world.once().results, world.taken()) == ((), ["duty@example.cn"])


def test_word_of_a_failure_is_given_up_after_a_while_and_that_is_told(world: World) -> None:
    world.jobs = (monthly(retries=Retries(0)),)
    world.alerts = (replace(ZHANG, address="duty@example.cn"),)
    world.broken = [BriefingError("没有数据。")]
    world.reply = {"duty@example.cn": Outcome("failed", "连不上邮件服务器。")}
    for _ in range(30):
        world.once()
        later(world, hours=12)
    assert (world.story().count("alert"), world.tale()[-1]) == (8, "没有通知到duty@example.cn")


def test_word_of_one_failure_that_breaks_keeps_no_other_run_from_its_own(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(work: object) -> None:
        raise OSError("the ledger is away")

    world.jobs = (monthly(retries=Retries(0)),)
    world.alerts = (replace(ZHANG, address="duty@example.cn"),)
    world.broken = [BriefingError("没有数据。")]
    world.reply = {"duty@example.cn": Outcome("failed", "连不上邮件服务器。")}
    world.once()
    world.jobs = (*world.jobs, monthly(id="second"))
    with world.ledger() as ledger:
        ledger.standing(["second"], SINCE)
    later(world, minutes=10)
    monkeypatch.setattr("briefing.schedule.running.alert", broken)
    assert {each.run: each.came for each in world.once().results} == {KEY: "failed", "second@2026-10": "done"}
    world.jobs = world.jobs[1:]
    assert world.once().results == ()


def test_a_recipient_of_an_audience_that_was_not_built_then_is_not_one_of_that_run(world: World) -> None:
    world.reply = {"zhang@example.cn": Outcome("failed", "服务器忙。")}
    assert world.once().results[0].came == "retrying"
    world.reply = {}
    public = replace(LI, address="public@example.cn", audience="public")
    world.jobs = (monthly(audiences=("leadership", "public"), recipients=(ZHANG, LI, public)),)
    later(world, minutes=10)
    assert world.once().results[0].state is State.SENT
    assert world.taken() == ["li@example.cn", "zhang@example.cn"]
    with world.tools() as tools:
        assert again.resend(tools, KEY, ["failed"]) == ()


def test_a_recipient_mended_in_the_schedule_is_sent_to_by_a_resend(world: World) -> None:
    world.reply = {"zhang@example.cn": Outcome("failed", "没有这个邮箱。", is_lasting=True)}
    world.once()
    world.jobs = (monthly(recipients=(replace(ZHANG, address="zhangsan@example.cn"), LI)),)
    with world.tools() as tools:
        assert again.resend(tools, KEY, ["failed"]) == ("mail:zhangsan@example.cn",)
    assert world.once().results[0].state is State.SENT
    assert world.taken() == ["li@example.cn", "zhangsan@example.cn"]


def test_who_has_theirs_is_sent_it_again_only_when_that_is_said(world: World) -> None:
    world.once()
    with world.tools() as tools, pytest.raises(UsageError, match=r"会收到第二次：zhang@example\.cn"):
        again.resend(tools, KEY, ["zhang@example.cn"])
    assert world.once().results == ()


def test_what_waits_for_its_next_try_is_tried_at_once_when_a_person_says_so(world: World) -> None:
    world.broken = [ValueError("unforeseen")]
    assert world.once().results[0].came == "retrying"
    with world.tools() as tools:
        assert again.retry(tools, KEY).next_try is None
    assert world.once().results[0].state is State.SENT


def test_a_cumulative_run_is_also_found_by_its_last_month_where_only_one_ends_then(world: World) -> None:
    with world.ledger() as ledger:
        ledger.begin("monthly", "2026-01..2026-10", NOW)
        assert full_key(ledger, "monthly@2026-10") == "monthly@2026-01..2026-10"
        assert full_key(ledger, "monthly@2026-09") == "monthly@2026-09"
        assert full_key(ledger, "monthly@十月") == "monthly@十月"
        ledger.begin("monthly", "2026-10", NOW)
        assert full_key(ledger, "monthly@2026-10") == "monthly@2026-10"


def test_whoever_names_a_cumulative_run_by_its_last_month_has_it_approved_and_sent(world: World) -> None:
    world.jobs = (monthly(hold=True, period="year_to_last_month"),)
    whole = "monthly@2026-01..2026-10"
    assert world.once().results[0].run == whole
    with world.tools() as tools:
        assert again.rebuild(tools, KEY).key == whole
    world.once()
    with world.tools() as tools:
        assert approve(tools, KEY, "王主任")[0].key == whole
    assert world.once().results[0].state is State.SENT
    with world.tools() as tools:
        assert again.resend(tools, KEY, ["zhang@example.cn"], twice=True) == (ZHANG.key,)
    assert world.run(whole).state is State.APPROVED


def test_nothing_has_arrived_of_a_run_that_was_not_sent(world: World) -> None:
    world.jobs = (monthly(hold=True),)
    world.once()
    with world.tools() as tools, pytest.raises(BriefingError, match="还没有发送过（待审批）"):
        again.arrived(tools, KEY, ["zhang@example.cn"], "小王")


def test_sending_again_to_all_is_the_same_messages(world: World) -> None:
    world.once()
    later(world, days=1)
    with world.tools() as tools:
        again.resend(tools, KEY, [], everyone=True, twice=True)
    world.once()
    assert (len(world.taken()), len(world.messages())) == (4, 2)


def test_a_recipient_that_is_not_one_is_named_with_those_that_are(world: World) -> None:
    world.once()
    with world.tools() as tools, pytest.raises(UsageError, match=r"是不是想写：zhang@example\.cn"):
        again.resend(tools, KEY, ["zang@example.cn"])


def test_a_failed_run_goes_on_when_a_person_says_so(world: World) -> None:
    world.jobs = (monthly(retries=Retries(0)),)
    world.broken = [BriefingError("盘满了。", "output")]
    assert world.once().results[0].came == "failed"
    with world.tools() as tools:
        again.retry(tools, KEY)
    assert world.once().results[0].state is State.SENT


def test_every_audience_has_its_own_archive_and_each_recipient_gets_its_own(world: World) -> None:
    world.jobs = (monthly(audiences=("leadership", "public"), recipients=(ZHANG, replace(ARCHIVE, audience="public"))),)
    world.once()
    with world.ledger() as ledger:
        assert sorted(each.audience for each in ledger.deliveries(KEY)) == ["leadership", "public"]
        assert [each.audience for each in ledger.outputs(KEY)] == ["leadership", "leadership", "public", "public"]
    assert len({message[2] for message in world.messages()}) == 2


def test_a_run_that_another_process_holds_is_left_to_it(world: World) -> None:
    with world.ledger() as ledger:
        ledger.begin("monthly", "2026-10", NOW)
        ledger.claim(KEY, "other")
        assert [each.came for each in world.once().results] == ["busy"]
    assert world.builds == 0


def test_stopping_leaves_the_rest_to_the_next_time(world: World) -> None:
    asked: list[str] = []

    def stopping() -> bool:
        asked.append("")
        return bool(world.taken())

    world.once(stopping=stopping)
    assert world.states() == {ZHANG.key: "sent", LI.key: "pending"}
    assert world.run().state is State.BUILT
    world.once()
    assert world.states() == BOTH
    assert asked
