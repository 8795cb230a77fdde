"""What reviewers decided as an evaluation set: visits with answer keys, in the form of the project's own."""
