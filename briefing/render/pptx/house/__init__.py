"""Decks on a house master: its layouts as stages, its colours and faces, and the file itself, emptied of its slides."""
