"""The canonical record of a study: what was found, what people made of it, and who signed. Exports only read it."""
