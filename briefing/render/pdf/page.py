"""The measures of a page in points, from GB/T 9704—2012; y counts downwards from the top of the sheet."""

from __future__ import annotations

MM = 72 / 25.4

WIDTH, HEIGHT = 210 * MM, 297 * MM
LEFT, TOP = 28 * MM, 37 * MM
TEXT_WIDTH, TEXT_HEIGHT = 156 * MM, 225 * MM

# 5.2.2–5.2.3: 22 lines of 28 characters in size 3 (16 pt).
PITCH = TEXT_HEIGHT / 22
BODY = 16.0
# A character takes 15.79 pt of the line: a hair less than its size.
TRACKING = TEXT_WIDTH / 28 - BODY
INDENT = 2 * (BODY + TRACKING)

# 7.5: the page number stands 7 mm below the text, one character in from the outer edge.
NUMBER_SIZE = 14.0
NUMBER_BASELINE = TOP + TEXT_HEIGHT + 7 * MM + NUMBER_SIZE * 0.88
