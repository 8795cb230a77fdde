"""The project's own spoken-identifier corpus: a seeded generator, its carriers, its slots and its hard negatives.

Written without sight of the rules that find identifiers, and split by phenomenon into `dev` and `test`.
"""
