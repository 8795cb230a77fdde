"""Terms of dictionaries for what was said: CTCAE as shipped or whole, and MedDRA where a study holds a licence."""
