"""A turn as the detectors see it: as it was said and as it would be written, with a map between the two."""
