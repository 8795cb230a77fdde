"""What is said of the condition under the study drug."""
