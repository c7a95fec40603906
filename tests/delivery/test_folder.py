"""Files in a folder: names that people read, nothing half, nothing outside, nothing where a share is not there."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing import faults
from briefing.delivery.model import Attachment, Means, Outcome, Parcel, Recipient
from briefing.delivery.names import heading, safe, unique
from briefing.delivery.send import send

NAME = "第3期 六争攻坚简报（2026年1—10月）"


def put(parcel: Parcel, folder: Path | str, root: Path = Path(), **changes: object) -> Outcome:
    recipient = replace(Recipient("folder", str(folder)), **changes)  # type: ignore[arg-type]  # fields by name
    return send(recipient, parcel, Means(root=root), "<x@y>", lambda: None)


def test_files_have_names_that_say_what_they_are(parcel: Parcel, tmp_path: Path) -> None:
    outcome = put(parcel, tmp_path)
    assert outcome.state == "sent"
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        f"{NAME}.pdf": parcel.files[0].data, f"{NAME}.pptx": parcel.files[1].data,
    }  # fmt: skip


def test_the_same_files_again_are_sent_and_not_written(parcel: Parcel, tmp_path: Path) -> None:
    first = put(parcel, tmp_path)
    stamps = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    second = put(parcel, tmp_path)
    assert (second.state, second.sha256) == ("sent", first.sha256)
    assert second.message.startswith("文件夹里已经有同样的文件")
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == stamps


def test_another_file_of_the_name_is_kept_beside(parcel: Parcel, tmp_path: Path) -> None:
    (tmp_path / f"{NAME}.pdf").write_bytes(b"noted in the margin")
    os.utime(tmp_path / f"{NAME}.pdf", (1_793_000_000, 1_793_000_000))
    outcome = put(parcel, tmp_path, formats=("pdf",))
    beside = f"{NAME}（原有的 2026-10-26）.pdf"
    assert outcome.state == "sent"
    assert outcome.message.endswith(f"；原有的同名文件另存为{beside}")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        f"{NAME}.pdf": parcel.files[0].data, beside: b"noted in the margin",
    }  # fmt: skip


def test_what_somebody_puts_there_at_the_last_moment_is_kept_as_well(parcel: Parcel, tmp_path: Path) -> None:
    def meddle(point: str) -> None:
        if point == "files.aside":
            (tmp_path / f"{NAME}.pdf").write_bytes(b"somebody else's")

    with faults.hooked(meddle):
        assert put(parcel, tmp_path, formats=("pdf",)).state == "sent"
    (beside,) = tmp_path.glob("*原有的*")
    assert beside.read_bytes() == b"somebody else's"


def test_a_delivery_that_was_cut_off_among_its_files_takes_none_of_them_for_somebody_elses(
    parcel: Parcel, tmp_path: Path
) -> None:
    def cut(point: str) -> None:
        if point == "files.renaming" and any(tmp_path.glob("*.pdf")):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), faults.hooked(cut):
        put(parcel, tmp_path)
    assert put(parcel, tmp_path).state == "sent"
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"{NAME}.pdf", f"{NAME}.pptx"]


def test_only_the_wanted_formats_are_put(parcel: Parcel, tmp_path: Path) -> None:
    put(parcel, tmp_path, formats=("pdf",))
    assert [path.name for path in tmp_path.iterdir()] == [f"{NAME}.pdf"]


def test_a_recipient_of_one_audience_has_a_folder_of_it(parcel: Parcel, tmp_path: Path) -> None:
    put(parcel, tmp_path)
    put(replace(parcel, files=(Attachment("briefing.pdf", b"public"),)), tmp_path, audience="public")
    assert (tmp_path / f"{NAME}.pdf").read_bytes() == parcel.files[0].data
    assert (tmp_path / "public" / f"{NAME}.pdf").read_bytes() == b"public"


def test_a_folder_of_the_workspace_is_made(parcel: Parcel, tmp_path: Path) -> None:
    assert put(parcel, "发布/简报", root=tmp_path).state == "sent"
    assert (tmp_path / "发布" / "简报" / f"{NAME}.pdf").is_file()


@pytest.mark.parametrize("place", ["gone", "empty"])
def test_a_share_that_is_not_mounted_is_a_failure_and_is_not_made(place: str, parcel: Parcel, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    outcome = put(parcel, tmp_path / place / "briefings")
    assert (outcome.state, outcome.is_lasting) == ("failed", False)
    assert "可能是共享盘没有挂载" in outcome.message
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["empty"]


def test_a_file_in_the_place_of_the_folder_is_a_failure(parcel: Parcel, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert "是一个文件，不是文件夹" in put(parcel, tmp_path / "file").message


def test_a_disk_that_is_full_leaves_the_older_file(
    parcel: Parcel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno

    from briefing.build import files

    def full(path: Path, data: bytes) -> Path:
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    (tmp_path / f"{NAME}.pdf").write_bytes(b"older")
    monkeypatch.setattr(files, "_write_aside", full)
    outcome = put(parcel, tmp_path)
    assert outcome.state == "failed"
    assert "磁盘满了" in outcome.message
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {f"{NAME}.pdf": b"older"}


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"), ("..\\..\\boot.ini", "boot.ini"), ("C:\\x\\a.pdf", "a.pdf"),
        ("..", "briefing"), ("con.pdf", "_con.pdf"), ("LPT1", "_LPT1"), ("a:b*c?.pdf", "a：b＊c？.pdf"),
        ('"x"<y>|.pdf', "＂x＂＜y＞｜.pdf"), ("a\u202efdp.exe", "afdp.exe"), ("a\r\nb.pdf", "a b.pdf"),
        (".hidden", "hidden"),        ("x. . .", "x"), ("", "briefing"),
    ],
)  # fmt: skip
def test_no_name_leads_out_of_the_folder_or_is_one_that_windows_refuses(
    name: str, wanted: str, parcel: Parcel, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    put(replace(parcel, number=None, title="", period="", files=(Attachment(name, b"x"),)), folder)
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()] == [f"in/{wanted}"]


@given(name=st.text(max_size=300))
def test_every_safe_name_is_one_plain_piece_of_a_path(name: str) -> None:
    found = safe(name)
    assert found == Path(found).name
    assert found.strip(" .") == found
    assert len(found.encode()) <= 200
    assert not set(found) & set('\\/:*?"<>|\0\n\r')
    assert safe(found) == found


def test_two_files_of_one_name_are_both_there() -> None:
    assert unique(["a.pdf", "A.pdf", "a.pdf"]) == ["a.pdf", "A（2）.pdf", "a（3）.pdf"]


def test_a_period_that_stands_in_the_title_is_not_said_twice(parcel: Parcel) -> None:
    assert heading(replace(parcel, title="2026年1—10月六争攻坚简报", number=None)) == "2026年1—10月六争攻坚简报"
