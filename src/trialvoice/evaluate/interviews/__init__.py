"""Symptoms and history found in recorded interviews, against graphs that people curated from the same words."""
