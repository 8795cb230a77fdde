"""Model weights: pulled from ordered sources, trusted by checksum alone."""
