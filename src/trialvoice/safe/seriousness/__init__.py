"""The criteria of ICH E2A, each with the words that meet it and the event it belongs to."""
