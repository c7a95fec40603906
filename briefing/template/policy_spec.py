"""The `policy:` part of template.yaml: what an audience may see of a data set."""

from __future__ import annotations

from briefing.model.records import Visibility
from briefing.template.base import Spec


class PolicySpec(Spec):
    """Which rows an audience sees, by their visibility; a template that says nothing sees what is public."""

    sees: tuple[Visibility, ...] = ("public",)
