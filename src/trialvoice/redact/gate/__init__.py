"""The last look: sound under tones and heard again, and every file read before it may leave."""
