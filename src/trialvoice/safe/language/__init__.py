"""A visit as talk: sentences, questions and answers, numbers, times, and what is asserted of what."""
