"""An evaluated scene in, `Native` out: one module a family of charts."""

from briefing.charts.native.evaluated.translate import translate_scene

__all__ = ["translate_scene"]
