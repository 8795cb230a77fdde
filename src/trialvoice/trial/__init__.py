"""Across visits: tables and the index of a study."""
