"""Doses of the study drug that were missed: how many, when and why."""
