"""What is wrong with one value of `schedule.yaml`, before anybody knows the line that it stands on."""

from __future__ import annotations


class Slip(ValueError):
    """A value that cannot be read: what is wrong, and how to write it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint
