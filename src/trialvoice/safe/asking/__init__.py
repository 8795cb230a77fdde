"""Small questions to the language model, and where its claims stand in the transcript."""
