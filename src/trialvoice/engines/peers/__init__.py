"""The engines that `bench speech` races against, each used as its own documentation says."""
