"""Vital signs and the items of case report forms: a value with its proof, a conflict, or not stated."""
