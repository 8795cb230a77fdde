"""Tidy tables as CSV and JSON, with stable ids and a data dictionary in three forms."""
