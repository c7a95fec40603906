"""A job in; files, written whole or not at all, out."""
