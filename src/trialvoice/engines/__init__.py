"""The only files that import heavy libraries, one engine a file."""
