"""`schedule.yaml` and the ledger in; what is due is built, held or sent."""
