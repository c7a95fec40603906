"""Finished files in; folders, mails and webhook messages out, and what came of each."""
