"""The statistics behind a briefing: periods, records, metrics, figures and their wording. Pure: no files, no clock."""
