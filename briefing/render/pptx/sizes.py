"""How large type may be on a slide, and how far one block may run: the one place for these numbers.

A deck is read from the back of a room and shown on whatever machine is at hand: there is a size below which nothing is
set and nothing is shrunk. What does not fit at the least size goes on on a further slide, or is a Problem.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One way to set a title: its size, its line pitch, and how many such lines its band holds."""

    size: float
    pitch: float
    most: int


# The title is the message of its slide: two lines, read at once. The band holds 66 points.
TITLE_STEPS = (Step(28, 33, 1), Step(26, 30, 2), Step(24, 29, 2))
# Larger than any body text still, but no longer read at one glance: only with a Notice, and nothing below.
SMALL_TITLE_STEPS = (Step(22, 27, 2), Step(20, 24, 2), Step(20, 22, 3))
COVER_TITLE_SIZES = (44.0, 40.0, 36.0, 32.0, 28.0, 24.0)
# A point that is read while somebody speaks about it.
BODY_SIZES = (18.0, 17.0, 16.0)
# Type size, and the space above and below a line; the last only where it saves a second slide. A table is looked up in,
# not read through; in a chart twelve points are the least as well (`chart/text.py`).
TABLE_SETTINGS = ((14.0, 6.0), (13.0, 6.0), (12.0, 4.0), (12.0, 2.4))
LEAST_TABLE = 12.0
# What is there for the record: notes to a table or the whole document, and sources.
NOTE_SIZE, NOTE_PITCH = 11.0, 16.5
SOURCE_SIZE, SOURCE_PITCH = 10.0, 13.0
LEAST = SOURCE_SIZE

# Nobody is led through more slides than this by one text, or turns more pages of one table; a file or the PDF serves.
MOST_TEXT_SLIDES = 12
MOST_TABLE_SLIDES = 200
# More characters than any place of a slide, or twelve slides of the narrowest letters, could hold: not even measured.
MOST_CHARACTERS = 40_000
