"""A template and a data set in; the data set as the template's audience may see it out, or problems of its policy."""

from __future__ import annotations

from briefing.errors import Problems, suggest
from briefing.model.dataset import Dataset
from briefing.model.policy import Policy
from briefing.model.restrict import Restricted, restrict
from briefing.template.load import Loaded


def policy_of(loaded: Loaded, dataset: Dataset) -> Policy:
    """Return what a template's audience may see: what the template says, and no more than the data's rules let it.

    A rule for a template holds for those that extend it too: another name is no way round it.
    """
    rules = dict(dataset.sees)
    policy = loaded.template.policy.policy()
    for name in dict.fromkeys((*(layer.name for layer in loaded.layers), loaded.audience)):
        policy = policy.capped(rules.get(name))
    return policy


def for_audience(loaded: Loaded, dataset: Dataset, problems: Problems) -> Restricted:
    """Restrict a data set to what the template's audience may see; what its policy names in vain is a problem."""
    spec = loaded.template.policy
    ids = [indicator.id for indicator in dataset.indicators]
    for place, name in enumerate(spec.withhold_indicators):
        if name not in ids:
            where = loaded.source.where(("policy", "withhold_indicators", place))
            problems.add(where, f"没有“{name}”这个指标。", suggest(name, ids))
    known = [*ids, *(i.unit for i in dataset.indicators), *(p.id for p in dataset.projects)]
    known = [name for name in (*known, *(p.unit for p in dataset.projects)) if name]
    for name in spec.round:
        if name not in known:
            where = loaded.source.where(("policy", "round", name))
            message = f"round 里的“{name}”不是指标、项目的编号，也不是它们的单位。"
            problems.add(where, message, suggest(name, dict.fromkeys(known)))
    return restrict(dataset, policy_of(loaded, dataset))
