"""A database in, by its URL or as a file of the folder; one grid a table out, each row known by its key.

`database` says what dataset.yaml may ask for, `statement` which queries are let through, `session` connects with what
`kinds` knows of each database, `fetch` turns rows into columns, `keyed` names rows, `faults` puts drivers' errors into
words, and `read` puts the tables together. Nothing is imported here: who reads no database pays for none of it.
"""
