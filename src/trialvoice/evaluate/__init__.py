"""Scores the pipeline against truth that people made. Reads what identifies people; prints figures only.

folder ─► truth, hypothesis ─► words, normalise ─► alignment ─► speakers, terms, timing, diarization ─► scores
"""
