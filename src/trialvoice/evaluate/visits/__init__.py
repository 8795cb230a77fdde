"""The project's own scripted trial visits, each with an answer key: what a reviewer should find, and what not.

`dev/` and `test/` were written by authors who did not know of each other, in different therapeutic areas.
A folder is a study (`study.toml`), a file beside it a visit. People, drugs and sites are invented.
"""
