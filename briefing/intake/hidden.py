"""What a form knows of itself, as lines of text on a hidden sheet: a `Form` in, lines out, and back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any, get_args

from briefing.intake.model import FORM_VERSION, Form, Row, Sheet, SheetKind

SHEET = "_briefing"
_MARK = '{"form":"briefing"'
_HASH = "sha256:"


class OldForm(ValueError):
    """The form is of another version than this program makes; `version` is which."""

    def __init__(self, version: object) -> None:
        super().__init__(str(version))
        self.version = version


def encode(form: Form) -> list[str]:
    """Return the lines of the hidden sheet; the last is the hash of the others."""
    head = {
        "form": "briefing",
        "version": form.version,
        "dataset": form.dataset,
        "title": form.title,
        "department": form.department,
        "period": form.period,
        "due": form.due,
        "contact": form.contact,
    }
    lines = [_line(head)]
    for sheet in form.sheets:
        lines.append(_line({"sheet": sheet.kind, "columns": sheet.columns}))
        lines += [_line(_row(row)) for row in sheet.rows]
    return [*lines, _hash(lines)]


def is_first(text: object) -> bool:
    """Return whether a cell begins a hidden sheet."""
    return isinstance(text, str) and text.startswith(_MARK)


def decode(lines: Sequence[str]) -> Form:
    """Return the form; OldForm for one of another version, ValueError where the lines are not as they were issued."""
    version = json.loads(lines[0])["version"]
    if version != FORM_VERSION:
        raise OldForm(version)
    if lines[-1] != _hash(lines[:-1]):
        raise ValueError("the lines are not those that were issued")
    head, *rest = [json.loads(line) for line in lines[:-1]]
    texts = {key: head[key] for key in ("dataset", "title", "department", "period", "due", "contact")}
    return Form(sheets=tuple(_sheets(rest)), **texts)


def _sheets(parts: Sequence[dict[str, Any]]) -> list[Sheet]:
    starts = [at for at, part in enumerate(parts) if "sheet" in part]
    found = []
    for start, stop in zip(starts, [*starts[1:], len(parts)], strict=True):
        kind: SheetKind = parts[start]["sheet"]
        if kind not in get_args(SheetKind):
            raise ValueError(kind)
        rows = tuple(_read(part) for part in parts[start + 1 : stop])
        found.append(Sheet(kind, tuple(parts[start]["columns"]), rows))
    return found


def _row(row: Row) -> dict[str, Any]:
    return {"ids": row.ids, "kind": row.kind, "cells": dict(row.cells), "open": row.open}


def _read(part: dict[str, Any]) -> Row:
    return Row(tuple(part["ids"]), part["kind"], part["cells"], tuple(part["open"]))


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _hash(lines: Sequence[str]) -> str:
    return _HASH + hashlib.sha256("\n".join(lines).encode()).hexdigest()
