"""The ledger of scheduled builds and batches: what was due, built, approved and sent.

`model` has its words and needs nothing; `Ledger` (in `ledger`) needs SQLAlchemy, and is imported where it is used.
"""
