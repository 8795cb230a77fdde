"""Other medicines: which, how much, how often, what for, since when."""
