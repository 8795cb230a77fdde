"""The gate: finds identifiers in text and sound, replaces them, and checks what leaves."""
