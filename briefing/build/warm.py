"""A process that is to build many briefings in; the same, tuned for that, out. Nothing of any file depends on it."""

from __future__ import annotations

import gc

# Objects made before Python looks for circles among the youngest, how often among older ones (its own: 700, 10, 10).
# More save little time, and keep 100 MB of garbage.
_THRESHOLDS = (20_000, 5, 3)


def settle() -> None:
    """Keep the garbage collector from going through all that the libraries loaded, again and again.

    To be called once, after the first build of a process that makes many: what is loaded is some 100 000
    objects, and looking through them takes nearly a tenth of a build. What later builds leave is collected as ever.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_THRESHOLDS)
