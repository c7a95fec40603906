"""Any Vega-Lite spec in, what Vega makes of it out: views with marks whose items know the data values behind them.

Vega evaluates the spec itself, transforms, scales, stacks and all, so that nothing of the grammar is done twice.
"""

from briefing.charts.scene.evaluate import evaluate
from briefing.charts.scene.model import Axis, Item, Legend, Mark, Scale, Scene, Tick, Value, View

__all__ = ["Axis", "Item", "Legend", "Mark", "Scale", "Scene", "Tick", "Value", "View", "evaluate"]
