"""What is checked of the datasets as they were read back: by rules of our own, and by a library of others."""
