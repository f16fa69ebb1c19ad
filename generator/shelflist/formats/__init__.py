"""The standard forms of a bibliography, each read and written in one module.

`fields` holds the one table that says how a record's fields are called in each of them.
"""
