"""Sending exports to the systems of a trial, each record once, with what became of it."""
