"""Metrics of whole tables: a data set or its frame in, a frame of metrics with the same index out, no row at a time.

The scalar code of `model.metrics`, `series`, `wholes`, `pace` and `book` is the rule; this says the same by columns.
"""

from briefing.model.measures.measure import COLUMNS, measure, measure_frame

__all__ = ["COLUMNS", "measure", "measure_frame"]
