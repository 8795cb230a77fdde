"""Monitoring visit reports: what a monitor's interview told, what is left open, and where each line was said."""
