"""The files that a run sends in; a copy that nothing changes any more, and parcels made of it alone, out.

`.briefing/archive/<job>/<period>/<audience>/` holds the files and `parcel.json`, from which the very bytes of every
message can be made again; `messages.json` beside them says who got which message. The ledger has the SHA-256 of each:
what is no longer as it was archived is not sent.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing import faults
from briefing.delivery.model import Attachment, KeyNumber, Parcel
from briefing.errors import BriefingError, cause
from briefing.ledger.model import Delivery, Output, Run

if TYPE_CHECKING:
    from briefing.schedule.work import Work

FOLDER = ".briefing/archive"
PARCEL, MESSAGES, MANIFEST = "parcel.json", "messages.json", "manifest.json"
Contents = Mapping[str, Mapping[str, bytes]]
"""The files to send, by audience and name."""


class NotAsBuilt(BriefingError):
    """A built file is gone or is no longer as it was built."""


def folder_of(root: Path, run: Run) -> Path:
    return root / FOLDER / run.job / run.period.replace("..", "_")


def is_archived(run: Run) -> bool:
    return "archive" in run.details


def read_built(root: Path, outputs: tuple[Output, ...]) -> tuple[Contents, list[str], list[str]]:
    """Return the built files, each read once; the places of those that are gone; of those that are not as built."""
    contents: dict[str, dict[str, bytes]] = {}
    gone, other = [], []
    for output in outputs:
        try:
            data = (root / output.path).read_bytes()
        except FileNotFoundError:
            gone.append(output.path)
            continue
        except OSError as error:
            raise BriefingError(f"读不了生成的文件（{cause(error)}）。", output.path, "请检查后重试。") from error
        if hashlib.sha256(data).hexdigest() != output.sha256:
            other.append(output.path)
        contents.setdefault(output.audience, {})[output.name] = data
    return contents, gone, other


def archive(work: Work, contents: Contents, at: datetime) -> dict[str, dict[str, str]]:
    """Copy the files into the archive, with what the messages say; return their digests, to be put into the ledger."""
    from briefing.build.files import write_all

    digests = {}
    for audience, files in contents.items():
        folder = folder_of(work.tools.workspace.root, work.run) / audience
        # Only what the ledger knows was ever sent: what lies here of a try that was cut off is nothing yet.
        shutil.rmtree(folder, ignore_errors=True)
        sent = {name: data for name, data in files.items() if name != MANIFEST}
        sent[PARCEL] = _described(work, audience, sent, at)
        write_all(folder, {**files, **sent})
        for name in (*files, PARCEL):
            (folder / name).chmod(0o444)
        digests[audience] = {name: hashlib.sha256(data).hexdigest() for name, data in sent.items()}
    faults.point("run.archived")
    return digests


def _described(work: Work, audience: str, files: Mapping[str, bytes], at: datetime) -> bytes:
    summaries: Any = work.run.details["built"]
    missing: Any = work.run.details.get("missing", [])
    about = {
        "run": work.run.key, "audience": audience, "number": work.run.number, "at": at.isoformat(),
        "files": list(files), "notes": list(missing), "summary": summaries[audience],
    }  # fmt: skip
    return json.dumps(about, ensure_ascii=False, indent=1, sort_keys=True).encode()


def parcel(work: Work, audience: str) -> Parcel:
    """Make the parcel of an audience from the archive. Raises BriefingError where that is not as it was archived."""
    archived: Any = work.run.details["archive"]
    folder = folder_of(work.tools.workspace.root, work.run) / audience
    data = {name: _checked(folder / name, digest) for name, digest in archived[audience].items()}
    about = json.loads(data[PARCEL])
    summary = about["summary"]
    return Parcel(
        about["run"], audience, summary["title"], summary["period"], summary["author"],
        tuple(Attachment(name, data[name]) for name in about["files"]),
        tuple(KeyNumber(**line) for line in summary["key_figures"]),
        about["number"], summary["synthetic"], datetime.fromisoformat(about["at"]), summary["language"],
        tuple(about["notes"]),
    )  # fmt: skip


def _checked(path: Path, digest: str) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BriefingError(f"读不了存档（{cause(error)}）。", str(path), "请从备份恢复这个文件，再补发。") from error
    if hashlib.sha256(data).hexdigest() != digest:
        raise BriefingError("存档被改动过，没有发送。", str(path), "请从备份恢复这个文件，再补发。")
    return data


def note_messages(work: Work, deliveries: tuple[Delivery, ...]) -> None:
    """Write down beside the archived files who got which message."""
    from briefing.build.files import write_all

    rows = [
        {
            "recipient": each.recipient, "audience": each.audience, "state": str(each.state),
            "message_id": each.message_id, "sha256": each.sha256,
            "when": each.changed.isoformat() if each.changed else "",
        }
        for each in deliveries
    ]  # fmt: skip
    data = json.dumps(rows, ensure_ascii=False, indent=1).encode()
    write_all(folder_of(work.tools.workspace.root, work.run), {MESSAGES: data})
