"""Serious adverse events as worksheets: what an individual case safety report needs, and what is still missing."""
